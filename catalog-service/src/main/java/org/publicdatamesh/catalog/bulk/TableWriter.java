package org.publicdatamesh.catalog.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes a table with the layout's header, row by row; what was written is not held in memory. */
interface TableWriter extends Closeable {
    /** Writes an entry's rows, in the order of {@link Column#ALL}. */
    void write(List<List<String>> rows) throws IOException;

    /** Adds what somebody needs who fills the table in. */
    void template() throws IOException;
}
