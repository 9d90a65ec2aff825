package org.publicdatamesh.catalog.bulk;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** A format of tables. */
enum Format {
    XLSX(Format.XLSX_TYPE),
    CSV(Format.CSV_TYPE);

    static final String XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String CSV_TYPE = "text/csv";

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** Writes a table's rows. */
    interface Content {
        void write(TableWriter to) throws IOException;
    }

    /** The format named, or else the one that is accepted before the other; XLSX where none is. */
    static Format of(@Nullable String name, @Nullable String accept) {
        if (name == null) {
            int csv = accept == null ? -1 : accept.indexOf(CSV_TYPE);
            int xlsx = accept == null ? -1 : accept.indexOf(XLSX_TYPE);
            return csv >= 0 && (xlsx < 0 || csv < xlsx) ? CSV : XLSX;
        }
        return switch (name) {
            case "xlsx" -> XLSX;
            case "csv" -> CSV;
            default ->
                throw RefusedException.invalid(List.of(Violation.parameter(
                        "format", "not-one-of", "One of these is expected: xlsx, csv.", "xlsx, csv")));
        };
    }

    /** Streams a table as a file to keep. */
    Response answer(String name, Content content) {
        StreamingOutput body = out -> {
            // Ended only when all is written: what breaks off is not to look like a whole table.
            TableWriter writer = to(out);
            content.write(writer);
            writer.close();
            out.close();
        };
        return Response.ok(body)
                .type(this == CSV ? MediaType.valueOf(type).withCharset("UTF-8") : MediaType.valueOf(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + name().toLowerCase(Locale.ROOT) + "\"")
                .build();
    }

    private TableWriter to(OutputStream out) throws IOException {
        return this == CSV ? new CsvWriting(out) : new XlsxWriting(out);
    }
}
