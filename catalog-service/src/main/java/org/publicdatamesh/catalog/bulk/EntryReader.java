package org.publicdatamesh.catalog.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Makes entries of rows, one at a time. An entry begins with a row whose number differs from that of the rows before; rows
 * without a number, or with the same, add data items. What an entry's cells say is first read as values; the entry's own rules
 * are asked where all could be read, as they are with {@code POST /api/v1/entries}.
 */
final class EntryReader {
    private static final int MAX_ITEMS = 500;
    private static final int MAX_BROKEN = 100;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern ITEM = Pattern.compile("/items/(\\d+)(?:/(\\w+))?");
    private static final Pattern CO_UNIT = Pattern.compile("/coUnits/(\\d+)(?:/.*)?");
    private static final Map<String, Column> ENTRY_FIELDS = Map.of(
            "name", Column.NAME,
            "summary", Column.SUMMARY,
            "kind", Column.KIND,
            "classification", Column.CLASSIFICATION,
            "grade", Column.GRADE,
            "shareType", Column.SHARE_TYPE,
            "shareConditions", Column.SHARE_CONDITIONS,
            "legalBasis", Column.BASIS_TITLE,
            "openType", Column.OPEN_TYPE,
            "updateCycle", Column.UPDATE_CYCLE);
    private static final Map<String, Column> ITEM_FIELDS = Map.of(
            "name", Column.ITEM_NAME,
            "label", Column.ITEM_LABEL,
            "length", Column.ITEM_LENGTH,
            "required", Column.ITEM_REQUIRED,
            "grade", Column.ITEM_GRADE,
            "meaning", Column.ITEM_MEANING,
            "standard", Column.ITEM_STANDARD);

    /**
     * An entry as it was read.
     *
     * @param row the number of its first row
     * @param content what it states; null where that could not be read or breaks a rule
     * @param broken the broken rules, in the order of rows; at most 100
     * @param left broken rules beyond those
     * @param suspicions texts that look like state secrets; they are among the broken rules too
     * @param characters in all of its cells
     */
    record Read(
            long row,
            @Nullable EntryContent content,
            List<Broken> broken,
            int left,
            List<Suspicion> suspicions,
            int characters) {}

    private final Sheet sheet;
    private final BulkConfig limits;
    private final Rules secrecy;
    private final Set<String> numbers = new HashSet<>();
    private Sheet.@Nullable Line ahead;

    EntryReader(Sheet sheet, BulkConfig limits, Rules secrecy) {
        this.sheet = sheet;
        this.limits = limits;
        this.secrecy = secrecy;
        this.ahead = sheet.next();
    }

    /** The next entry; null after the last one. */
    @Nullable
    Read next() {
        Sheet.Line first = ahead;
        if (first == null) {
            return null;
        }
        String number = first.get(Column.NUMBER);
        Draft draft = new Draft(first);
        if (number.isEmpty()) {
            draft.missing(first, Column.NUMBER);
        } else if (number.length() > 40) {
            draft.broken(first, Column.NUMBER, Violation.at("", "too-long", "At most 40 characters are taken.", 40));
        } else if (!numbers.add(number)) {
            draft.broken(
                    first,
                    Column.NUMBER,
                    Violation.at(
                            "", "rows-apart", "Rows above have this number: the rows of an entry stand together."));
        }
        draft.add(first);
        ahead = sheet.next();
        while (ahead != null
                && (ahead.get(Column.NUMBER).isEmpty()
                        || ahead.get(Column.NUMBER).equals(number))) {
            draft.same(ahead);
            draft.add(ahead);
            ahead = sheet.next();
        }
        return draft.read();
    }

    /** The rows of one entry. */
    private final class Draft {
        private final Sheet.Line first;
        private final List<@Nullable DataItem> items = new ArrayList<>();
        private final List<Long> rows = new ArrayList<>();
        /** For each item the co-unit that answers for it; empty where it is the lead's. */
        private final List<String> coUnits = new ArrayList<>();

        /** The first row of each co-unit, in the order in which they come. */
        private final List<Long> coUnitRows = new ArrayList<>();

        private final List<Broken> broken = new ArrayList<>();
        private int left;
        private long characters;

        private Draft(Sheet.Line first) {
            this.first = first;
        }

        private void broken(Sheet.Line line, @Nullable Column column, Violation rule) {
            broken(line.number(), column, rule);
        }

        private void broken(long row, @Nullable Column column, Violation rule) {
            if (broken.size() < MAX_BROKEN) {
                broken.add(new Broken(row, column, rule));
            } else {
                left++;
            }
        }

        private void missing(Sheet.Line line, Column column) {
            broken(line, column, Violation.at("", "missing", "The field is required."));
        }

        /** Where a further row repeats an attribute, it says the same. */
        private void same(Sheet.Line line) {
            for (Column column : Column.ALL) {
                String text = line.get(column);
                if (column.of == Column.Of.ENTRY && !text.isEmpty() && !text.equals(first.get(column))) {
                    broken(
                            line,
                            column,
                            Violation.at(
                                    "",
                                    "differs-from-first-row",
                                    "The entry's first row says something else; another entry has another number."));
                }
            }
        }

        private void add(Sheet.Line line) {
            characters += line.characters();
            if (line.goesBeyond()) {
                broken(line, null, Violation.at("", "beyond-the-header", "A cell of the row has no header above it."));
            }
            if (characters > limits.maxEntryCharacters()) {
                if (items.size() <= MAX_ITEMS) {
                    broken(
                            line,
                            null,
                            Violation.at(
                                    "",
                                    "entry-too-large",
                                    "The entry's cells have more than " + limits.maxEntryCharacters() + " characters.",
                                    limits.maxEntryCharacters()));
                    fill();
                }
                return;
            }
            // One more than are allowed says that there are too many.
            if (items.size() <= MAX_ITEMS) {
                rows.add(line.number());
                String coUnit = text(line, Column.ITEM_CO_UNIT);
                coUnits.add(coUnit == null ? "" : coUnit);
                items.add(item(line));
            }
        }

        /** Lets no further row in. */
        private void fill() {
            while (items.size() <= MAX_ITEMS) {
                items.add(null);
            }
        }

        private @Nullable DataItem item(Sheet.Line line) {
            int before = broken.size() + left;
            String label = text(line, Column.ITEM_LABEL);
            String name = text(line, Column.ITEM_NAME);
            var type = word(line, Column.ITEM_TYPE, Words.ITEM_TYPE);
            Integer length = whole(line, Column.ITEM_LENGTH);
            var key = word(line, Column.ITEM_KEY, Words.YES_NO);
            var required = word(line, Column.ITEM_REQUIRED, Words.YES_NO);
            var check = word(line, Column.ITEM_CHECK, Words.ITEM_CHECK);
            Integer grade = whole(line, Column.ITEM_GRADE);
            var identifies = word(line, Column.ITEM_IDENTIFIES, Words.IDENTIFIES);
            var mask = word(line, Column.ITEM_MASK, Words.MASK);
            String meaning = text(line, Column.ITEM_MEANING);
            String standard = text(line, Column.ITEM_STANDARD);
            if (broken.size() + left > before
                    || label == null
                    || name == null
                    || type == null
                    || key == null
                    || required == null
                    || check == null
                    || grade == null
                    || identifies == null
                    || mask == null) {
                return null;
            }
            return new DataItem(
                    name,
                    label,
                    type,
                    length,
                    key == Words.YesNo.TRUE,
                    required == Words.YesNo.TRUE,
                    check,
                    grade,
                    identifies,
                    mask,
                    meaning,
                    standard);
        }

        private Read read() {
            EntryContent content = content();
            List<Suspicion> suspicions = List.of();
            if (content != null) {
                for (Violation rule : content.violations()) {
                    place(rule);
                }
                suspicions = secrecy.content(content);
                suspicions.forEach(suspicion -> suspicion.violations().forEach(this::place));
            }
            broken.sort(java.util.Comparator.comparingLong(Broken::row));
            boolean good = broken.isEmpty() && left == 0;
            return new Read(first.number(), good ? content : null, broken, left, suspicions, (int)
                    Math.min(characters, Integer.MAX_VALUE));
        }

        private @Nullable EntryContent content() {
            String name = text(first, Column.NAME);
            String nameBo = text(first, Column.NAME_BO);
            String nameEn = text(first, Column.NAME_EN);
            String summary = text(first, Column.SUMMARY);
            var kind = word(first, Column.KIND, Words.KIND);
            String classification = text(first, Column.CLASSIFICATION);
            Integer grade = whole(first, Column.GRADE);
            var shareType = word(first, Column.SHARE_TYPE, Words.SHARE_TYPE);
            List<String> conditions = lines(Column.SHARE_CONDITIONS);
            List<LegalBasis> bases = bases();
            var openType = word(first, Column.OPEN_TYPE, Words.OPEN_TYPE);
            var updateCycle = word(first, Column.UPDATE_CYCLE, Words.UPDATE_CYCLE);
            List<DataItem> all = new ArrayList<>();
            for (DataItem item : items) {
                if (item != null) {
                    all.add(item);
                }
            }
            if (!broken.isEmpty()
                    || left > 0
                    || name == null
                    || summary == null
                    || classification == null
                    || grade == null
                    || updateCycle == null) {
                return null;
            }
            return new EntryContent(
                    new Text(name, nameBo, nameEn),
                    summary,
                    kind,
                    classification,
                    grade,
                    shareType,
                    conditions,
                    bases,
                    openType,
                    updateCycle,
                    all,
                    coUnits(all));
        }

        /** Each co-unit with its items, in the order of the rows; every item is read. */
        private List<CoUnit> coUnits(List<DataItem> all) {
            Map<String, List<String>> parts = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                String unit = coUnits.get(i);
                if (!unit.isEmpty()) {
                    if (!parts.containsKey(unit)) {
                        coUnitRows.add(rows.get(i));
                    }
                    parts.computeIfAbsent(unit, ignored -> new ArrayList<>())
                            .add(all.get(i).name());
                }
            }
            return parts.entrySet().stream()
                    .map(part -> new CoUnit(part.getKey(), part.getValue()))
                    .toList();
        }

        private List<LegalBasis> bases() {
            List<String> titles = lines(Column.BASIS_TITLE);
            List<String> articles = lines(Column.BASIS_ARTICLE);
            if (titles.size() != articles.size()) {
                broken(
                        first,
                        Column.BASIS_ARTICLE,
                        Violation.at(
                                "",
                                "unequal-lines",
                                "Each line of " + Column.BASIS_TITLE.header + " has its line here.",
                                Column.BASIS_TITLE.header));
                return List.of();
            }
            List<LegalBasis> bases = new ArrayList<>();
            for (int i = 0; i < titles.size(); i++) {
                bases.add(new LegalBasis(titles.get(i), articles.get(i)));
            }
            return bases;
        }

        private List<String> lines(Column column) {
            String text = text(first, column);
            return text == null ? List.of() : CellText.ofLines(text);
        }

        /** A broken rule of the entry at the row and the column that say what it is about. */
        private void place(Violation rule) {
            String pointer = rule.pointer() == null ? "" : rule.pointer();
            Matcher item = ITEM.matcher(pointer);
            if (item.matches()) {
                String field = item.group(2);
                broken(
                        rows.get(Integer.parseInt(item.group(1))),
                        field == null ? Column.ITEM_NAME : ITEM_FIELDS.get(field),
                        rule);
            } else if (pointer.startsWith("/coUnits")) {
                Matcher coUnit = CO_UNIT.matcher(pointer);
                broken(
                        coUnit.matches() ? coUnitRows.get(Integer.parseInt(coUnit.group(1))) : coUnitRows.getFirst(),
                        Column.ITEM_CO_UNIT,
                        rule);
            } else if (pointer.equals("/items")) {
                broken(first, Column.ITEM_NAME, rule);
            } else if (pointer.endsWith("/article")) {
                broken(first, Column.BASIS_ARTICLE, rule);
            } else {
                String[] parts = pointer.split("/", 3);
                broken(first, parts.length < 2 ? null : ENTRY_FIELDS.get(parts[1]), rule);
            }
        }

        /** A cell's text; null where it says nothing or cannot be stored. */
        private @Nullable String text(Sheet.Line line, Column column) {
            String text = line.get(column);
            if (text.isEmpty()) {
                if (column.required) {
                    missing(line, column);
                }
                return null;
            }
            if (text.length() > limits.maxCellCharacters()) {
                broken(
                        line,
                        column,
                        Violation.at(
                                "",
                                "too-long",
                                "At most " + limits.maxCellCharacters() + " characters are taken.",
                                limits.maxCellCharacters()));
                return null;
            }
            if (!CellText.storable(text)) {
                broken(
                        line,
                        column,
                        Violation.at("", "unstorable-text", "The text holds a control character or half a character."));
                return null;
            }
            return text;
        }

        private <E extends Enum<E>> @Nullable E word(Sheet.Line line, Column column, Words<E> words) {
            String text = text(line, column);
            if (text == null) {
                return null;
            }
            E value = words.read(text);
            if (value == null) {
                String allowed = String.join("、", words.all());
                broken(
                        line,
                        column,
                        Violation.at("", "not-one-of", "One of these is expected: " + allowed + ".", allowed));
            }
            return value;
        }

        private @Nullable Integer whole(Sheet.Line line, Column column) {
            String text = text(line, column);
            if (text == null) {
                return null;
            }
            if (!WHOLE.matcher(text).matches()) {
                broken(
                        line,
                        column,
                        Violation.at("", "not-a-whole-number", "A whole number of 32 bits is expected.", 32));
                return null;
            }
            return Integer.valueOf(text);
        }
    }
}
