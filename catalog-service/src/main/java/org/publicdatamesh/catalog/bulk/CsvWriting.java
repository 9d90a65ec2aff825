package org.publicdatamesh.catalog.bulk;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV in UTF-8 with the byte order mark that spreadsheet programs need to know it by. */
final class CsvWriting implements TableWriter {
    private final CsvWriter out;

    CsvWriting(OutputStream to) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        out = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        out.writeRecord(Column.ALL.stream().map(column -> column.header).toList());
    }

    @Override
    public void write(List<List<String>> rows) {
        rows.forEach(out::writeRecord);
    }

    @Override
    public void template() {
        // the header is all that a CSV file has room for
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
