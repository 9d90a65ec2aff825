package org.publicdatamesh.catalog.element;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.publicdatamesh.catalog.bulk.CellText;
import org.publicdatamesh.catalog.bulk.Words;

/** Registered elements as CSV (RFC 4180) in UTF-8, with the byte order mark that spreadsheet programs need to know it by. */
final class ElementTable {
    private static final List<String> HEADERS =
            List.of("数据元名称", "同义名称", "含义", "数据类型", "数据长度", "值规则", "标准", "版本", "条款", "数源单位", "来源目录", "来源数据项", "登记时间");

    private final CsvWriter out;

    ElementTable(OutputStream to) throws IOException {
        OutputStreamWriter text = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        text.write('\uFEFF');
        out = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        out.writeRecord(HEADERS);
    }

    void row(ElementView element) {
        SourcePlace source = element.source();
        out.writeRecord(Stream.of(
                        element.name(),
                        CellText.lines(element.synonyms()),
                        element.meaning(),
                        Words.ITEM_TYPE.write(element.valueForm().type()),
                        Objects.toString(element.valueForm().length(), ""),
                        Objects.toString(element.valueForm().rule(), ""),
                        element.standard().standard(),
                        Objects.toString(element.standard().edition(), ""),
                        Objects.toString(element.standard().clause(), ""),
                        element.unit(),
                        source == null ? "" : source.entryId().toString(),
                        source == null ? "" : source.item(),
                        Objects.toString(element.registeredAt(), ""))
                .map(CellText::guarded)
                .toList());
    }

    /** Ends the table; without this, what broke off does not look whole. */
    void close() throws IOException {
        out.close();
    }
}
