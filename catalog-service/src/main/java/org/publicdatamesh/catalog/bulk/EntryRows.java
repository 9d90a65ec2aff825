package org.publicdatamesh.catalog.bulk;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.EntryState;
import org.publicdatamesh.catalog.entry.EntryView;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.LegalBasis;

/** Makes rows of an entry: what {@link EntryReader} reads. */
final class EntryRows {
    private EntryRows() {}

    /**
     * The rows of an entry.
     *
     * @param number what tells its rows from those of the others
     */
    static List<List<String>> of(EntryView entry, long number) {
        EntryContent content = entry.content();
        List<List<String>> rows = new ArrayList<>();
        for (DataItem item : content.items()) {
            Map<Column, String> cells = new EnumMap<>(Column.class);
            if (rows.isEmpty()) {
                attributes(cells, entry, content);
            }
            item(cells, item);
            cells.put(Column.ITEM_CO_UNIT, coUnit(content, item));
            cells.put(Column.NUMBER, String.valueOf(number));
            rows.add(Column.ALL.stream()
                    .map(column -> CellText.guarded(cells.getOrDefault(column, "")))
                    .toList());
        }
        return rows;
    }

    private static void attributes(Map<Column, String> cells, EntryView entry, EntryContent content) {
        List<LegalBasis> bases = Objects.requireNonNullElse(content.legalBasis(), List.of());
        cells.put(Column.NAME, content.name().zh());
        cells.put(Column.NAME_BO, text(content.name().bo()));
        cells.put(Column.NAME_EN, text(content.name().en()));
        cells.put(Column.SUMMARY, content.summary());
        cells.put(Column.KIND, Words.KIND.write(content.kind()));
        cells.put(Column.CLASSIFICATION, content.classification());
        cells.put(Column.GRADE, String.valueOf(content.grade()));
        cells.put(Column.SHARE_TYPE, Words.SHARE_TYPE.write(content.shareType()));
        cells.put(
                Column.SHARE_CONDITIONS,
                CellText.lines(Objects.requireNonNullElse(content.shareConditions(), List.of())));
        cells.put(
                Column.BASIS_TITLE,
                CellText.lines(bases.stream().map(LegalBasis::title).toList()));
        cells.put(
                Column.BASIS_ARTICLE,
                CellText.lines(bases.stream().map(LegalBasis::article).toList()));
        cells.put(Column.OPEN_TYPE, Words.OPEN_TYPE.write(content.openType()));
        cells.put(Column.UPDATE_CYCLE, Words.UPDATE_CYCLE.write(content.updateCycle()));
        cells.put(Column.CODE, text(entry.code()));
        cells.put(Column.UNIT, entry.unit());
        cells.put(Column.STATE, state(entry.state()));
    }

    private static void item(Map<Column, String> cells, DataItem item) {
        cells.put(Column.ITEM_LABEL, item.label());
        cells.put(Column.ITEM_NAME, item.name());
        cells.put(Column.ITEM_TYPE, Words.ITEM_TYPE.write(item.type()));
        cells.put(Column.ITEM_LENGTH, item.length() == null ? "" : String.valueOf(item.length()));
        cells.put(Column.ITEM_KEY, yesNo(item.key()));
        cells.put(Column.ITEM_REQUIRED, yesNo(item.required()));
        cells.put(Column.ITEM_CHECK, Words.ITEM_CHECK.write(item.check()));
        cells.put(Column.ITEM_GRADE, String.valueOf(item.grade()));
        cells.put(Column.ITEM_IDENTIFIES, Words.IDENTIFIES.write(item.identifies()));
        cells.put(Column.ITEM_MASK, Words.MASK.write(item.mask()));
        cells.put(Column.ITEM_MEANING, text(item.meaning()));
        cells.put(Column.ITEM_STANDARD, text(item.standard()));
    }

    private static String coUnit(EntryContent content, DataItem item) {
        return content.parts().stream()
                .filter(part -> part.items().contains(item.name()))
                .map(CoUnit::unit)
                .findFirst()
                .orElse("");
    }

    private static String state(EntryState state) {
        return switch (state) {
            case DRAFT -> "草稿";
            case IN_UNIT_REVIEW -> "单位审核中";
            case IN_AUTHORITY_REVIEW -> "主管部门审核中";
            case PUBLISHED -> "已发布";
            case RETIREMENT_PROPOSED -> "拟退役";
            case RETIRED -> "已退役";
            case WITHHELD -> "已撤下";
        };
    }

    private static String yesNo(boolean value) {
        return Words.YES_NO.write(value ? Words.YesNo.TRUE : Words.YesNo.FALSE);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
