package org.publicdatamesh.catalog.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** A table's rows by the columns of the layout, within the limits of rows and cells; blank rows are passed over. */
final class Sheet implements Closeable {
    private static final int ABSENT = -1;

    private final TableFile.Rows rows;
    private final BulkConfig limits;
    private final Faults faults;
    private final int[] places = new int[Column.ALL.size()];
    private final BitSet known = new BitSet();
    private int read;
    private long cells;

    Sheet(TableFile file, BulkConfig limits, Faults faults) {
        this.rows = file.rows(faults);
        this.limits = limits;
        this.faults = faults;
        Arrays.fill(places, ABSENT);
        TableFile.Row header = rows.next();
        while (header != null && header.isBlank()) {
            header = rows.next();
        }
        if (header == null) {
            throw faults.with(Violation.at("", "empty-file", "A header row is expected, and rows below it."));
        }
        bind(header);
        faults.refuse();
    }

    private void bind(TableFile.Row header) {
        Set<Column> missing = EnumSet.allOf(Column.class);
        missing.removeIf(column -> !column.required);
        for (int i = 0; i < header.cells().size(); i++) {
            String name = header.cells().get(i);
            if (name.isBlank()) {
                continue;
            }
            Column column = Column.of(name);
            String at = "/" + CellText.name(i, header.number());
            if (column == null) {
                String shown = shown(name);
                faults.add(Violation.at(at, "unknown-header", "The layout has no column " + shown + ".", shown));
            } else if (places[column.ordinal()] != ABSENT) {
                faults.add(Violation.at(
                        at, "repeated-header", "The column " + column.header + " stands twice.", column.header));
            } else {
                places[column.ordinal()] = i;
                missing.remove(column);
                known.set(i);
            }
        }
        missing.forEach(column -> faults.add(Violation.at(
                "/" + column.header, "missing-header", "The column " + column.header + " is missing.", column.header)));
    }

    private static String shown(String name) {
        String text = name.strip().replaceAll("\\p{Cntrl}|\\p{Cs}", " ");
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** Where a column stands in the file; null where it does not. */
    @Nullable
    Integer place(Column column) {
        int place = places[column.ordinal()];
        return place == ABSENT ? null : place;
    }

    /** The next row that says something; null after the last one. */
    @Nullable
    Line next() {
        TableFile.Row row = rows.next();
        while (row != null && row.isBlank()) {
            row = rows.next();
        }
        if (row == null) {
            return null;
        }
        if (++read > limits.maxRows()) {
            throw faults.with(Violation.at(
                    "",
                    "too-many-rows",
                    "The file has more than " + limits.maxRows() + " rows: import it in parts.",
                    limits.maxRows()));
        }
        List<String> texts = new ArrayList<>(row.cells().size());
        for (String cell : row.cells()) {
            String text = CellText.read(cell);
            texts.add(text);
            cells += text.isEmpty() ? 0 : 1;
        }
        if (cells > limits.maxCells()) {
            throw tooManyCells(limits, faults);
        }
        return new Line(row.number(), texts, places, known);
    }

    static RefusedException tooManyCells(BulkConfig limits, Faults faults) {
        return faults.with(Violation.at(
                "",
                "too-many-cells",
                "The file has more than " + limits.maxCells() + " cells: import it in parts.",
                limits.maxCells()));
    }

    /** Rows that said something so far. */
    int read() {
        return read;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** One row's texts by column. */
    static final class Line {
        private final long number;
        private final List<String> texts;
        private final int[] places;
        private final BitSet known;

        private Line(long number, List<String> texts, int[] places, BitSet known) {
            this.number = number;
            this.texts = texts;
            this.places = places;
            this.known = known;
        }

        /** The row's number in a spreadsheet. */
        long number() {
            return number;
        }

        /** The text of a column; empty where the cell or the column is. */
        String get(Column column) {
            int place = places[column.ordinal()];
            return place == ABSENT || place >= texts.size() ? "" : texts.get(place);
        }

        /** Whether a cell that no header stands above says something. */
        boolean goesBeyond() {
            for (int i = 0; i < texts.size(); i++) {
                if (!texts.get(i).isEmpty() && !known.get(i)) {
                    return true;
                }
            }
            return false;
        }

        int characters() {
            int characters = 0;
            for (String text : texts) {
                characters += text.length();
            }
            return characters;
        }
    }
}
