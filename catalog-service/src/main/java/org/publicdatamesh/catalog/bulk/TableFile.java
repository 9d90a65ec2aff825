package org.publicdatamesh.catalog.bulk;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of one table, read as often as it is asked for; its rows are never all in memory. */
interface TableFile extends Closeable {
    /** Reads from the beginning. */
    Rows rows(Faults faults);

    /** The encoding of its texts where that is the writer's choice. */
    @Nullable
    String encoding();

    /** Rows in their order. */
    interface Rows extends Closeable {
        /** The next row; null after the last one. */
        @Nullable
        Row next();
    }

    /**
     * One row.
     *
     * @param number its number in a spreadsheet, from 1
     * @param cells texts from the first column on; empty where a cell says nothing
     */
    record Row(long number, List<String> cells) {
        boolean isBlank() {
            for (String cell : cells) {
                if (!cell.isBlank()) {
                    return false;
                }
            }
            return true;
        }
    }
}
