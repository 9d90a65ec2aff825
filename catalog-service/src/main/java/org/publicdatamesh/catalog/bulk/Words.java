package org.publicdatamesh.catalog.bulk;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** The words in which a cell says a value of an enumeration: Chinese, and the API's own where it is read. */
public final class Words<E extends Enum<E>> {
    static final Words<EntryKind> KIND = of(EntryKind.class, "基础", "主题", "专题", "部门");
    /** Share types. */
    public static final Words<ShareType> SHARE_TYPE = of(ShareType.class, "无条件共享", "有条件共享", "不予共享");

    static final Words<OpenType> OPEN_TYPE = of(OpenType.class, "无条件开放", "有条件开放", "不予开放");
    /** Update cycles. */
    public static final Words<UpdateCycle> UPDATE_CYCLE =
            of(UpdateCycle.class, "实时", "每日", "每周", "每月", "每季度", "每年", "按需");

    /** Types of data items. */
    public static final Words<ItemType> ITEM_TYPE = of(ItemType.class, "文本", "整数", "小数", "日期", "时间", "布尔");

    static final Words<ItemCheck> ITEM_CHECK = of(ItemCheck.class, "无", "居民身份证号码", "统一社会信用代码", "区划代码");
    static final Words<Identifies> IDENTIFIES = of(Identifies.class, "无", "自然人", "组织");
    static final Words<Mask> MASK = of(Mask.class, "不脱敏", "保留首尾", "保留首位", "全部脱敏");
    static final Words<YesNo> YES_NO = of(YesNo.class, "是", "否");

    /** Yes or no; {@code true} and {@code false} are read too. */
    enum YesNo {
        TRUE,
        FALSE
    }

    private final Map<E, String> written;
    private final Map<String, E> read = new HashMap<>();
    private final List<String> all;

    private Words(Class<E> type, List<String> words) {
        written = new EnumMap<>(type);
        all = words;
        E[] constants = type.getEnumConstants();
        if (constants.length != words.size()) {
            throw new IllegalStateException("a word for each value of " + type + " is expected");
        }
        for (int i = 0; i < constants.length; i++) {
            written.put(constants[i], words.get(i));
            read.put(EventJson.kebab(constants[i]), constants[i]);
            read.put(words.get(i), constants[i]);
        }
    }

    private static <E extends Enum<E>> Words<E> of(Class<E> type, String... words) {
        return new Words<>(type, List.of(words));
    }

    List<String> all() {
        return all;
    }

    /** The Chinese word; empty where there is no value. */
    public String write(@Nullable E value) {
        return value == null ? "" : written.getOrDefault(value, "");
    }

    @Nullable
    E read(String word) {
        return read.get(word);
    }
}
