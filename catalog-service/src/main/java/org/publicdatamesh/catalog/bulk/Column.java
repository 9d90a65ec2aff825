package org.publicdatamesh.catalog.bulk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the layout, in the order in which they are written; read in any order. */
enum Column {
    NUMBER("序号", Of.ENTRY, true, "目录在本表中的编号:编号变化即为下一目录;同一目录的其余行留空或重复填写"),
    NAME("目录名称", Of.ENTRY, true, "2 至 200 个字符"),
    NAME_BO("藏文名称", Of.ENTRY, false, ""),
    NAME_EN("英文名称", Of.ENTRY, false, ""),
    SUMMARY("目录摘要", Of.ENTRY, true, "1 至 2000 个字符"),
    KIND("目录类型", Of.ENTRY, false, "留空为部门", Words.KIND),
    CLASSIFICATION("分类代码", Of.ENTRY, true, "类 1 位、项 2 位、目 3 位、细目不限,6 至 20 位数字,按文本填写"),
    GRADE("数据分级", Of.ENTRY, true, "1 至 4"),
    SHARE_TYPE("共享类型", Of.ENTRY, false, "留空为无条件共享", Words.SHARE_TYPE),
    SHARE_CONDITIONS("共享条件", Of.ENTRY, false, "有条件共享时必填,每行一条"),
    BASIS_TITLE("共享依据名称", Of.ENTRY, false, "不属于无条件共享时必填:法律、法规或者规章的名称,每行一部"),
    BASIS_ARTICLE("共享依据条款", Of.ENTRY, false, "与共享依据名称逐行对应"),
    OPEN_TYPE("开放类型", Of.ENTRY, false, "留空为不予开放", Words.OPEN_TYPE),
    UPDATE_CYCLE("更新周期", Of.ENTRY, true, "", Words.UPDATE_CYCLE),
    ITEM_LABEL("数据项名称", Of.ITEM, true, "1 至 200 个字符"),
    ITEM_NAME("数据项标识", Of.ITEM, true, "小写字母开头,小写字母、数字和下划线,最多 40 个字符"),
    ITEM_TYPE("数据类型", Of.ITEM, true, "", Words.ITEM_TYPE),
    ITEM_LENGTH("数据长度", Of.ITEM, false, "1 至 4000,文本必填"),
    ITEM_KEY("是否主键", Of.ITEM, true, "", Words.YES_NO),
    ITEM_REQUIRED("是否必填", Of.ITEM, true, "主键须为是", Words.YES_NO),
    ITEM_CHECK("校验规则", Of.ITEM, true, "", Words.ITEM_CHECK),
    ITEM_GRADE("数据项分级", Of.ITEM, true, "1 至 4"),
    ITEM_IDENTIFIES("识别对象", Of.ITEM, true, "", Words.IDENTIFIES),
    ITEM_MASK("脱敏方式", Of.ITEM, true, "", Words.MASK),
    ITEM_MEANING("数据项含义", Of.ITEM, false, ""),
    ITEM_STANDARD("执行标准", Of.ITEM, false, ""),
    ITEM_CO_UNIT("参编单位", Of.ITEM, false, "由参编单位负责的数据项填写该单位标识,由牵头单位负责的留空"),
    CODE("目录代码", Of.EXPORT, false, "仅导出时填写,导入时不读取"),
    UNIT("提供单位", Of.EXPORT, false, "仅导出时填写,导入时不读取"),
    STATE("目录状态", Of.EXPORT, false, "仅导出时填写,导入时不读取");

    /** What a column belongs to. */
    enum Of {
        ENTRY,
        ITEM,
        EXPORT
    }

    static final List<Column> ALL = List.of(values());
    private static final Map<String, Column> BY_HEADER = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(column -> BY_HEADER.put(column.header, column));
    }

    final String header;
    final Of of;
    final boolean required;
    final String hint;
    final @Nullable Words<?> words;

    Column(String header, Of of, boolean required, String hint) {
        this(header, of, required, hint, null);
    }

    Column(String header, Of of, boolean required, String hint, @Nullable Words<?> words) {
        this.header = header;
        this.of = of;
        this.required = required;
        this.hint = hint;
        this.words = words;
    }

    static @Nullable Column of(String header) {
        return BY_HEADER.get(header.strip());
    }
}
