package org.publicdatamesh.exchange.pool;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A CSV file (RFC 4180, UTF-8, one header line of item names or labels) read against an entry's data items, part by part.
 * A file that is no such table is refused whole, at the latest when the part that shows it is read.
 */
final class CsvRows implements AutoCloseable {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int PART_ROWS = 1000;
    private static final int PART_CHARACTERS = 1_000_000;

    private final SharedResource resource;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<DataItem> columns;

    /**
     * A row as it stands in the file.
     *
     * @param line the line where it begins
     * @param fields its fields
     * @param values its values by item; an empty field has none
     * @param reasons every rule that it breaks
     */
    record Line(long line, List<String> fields, Map<String, @Nullable String> values, List<String> reasons) {}

    private CsvRows(SharedResource resource, CsvReader<CsvRecord> reader) {
        this.resource = resource;
        this.reader = reader;
        this.records = reader.iterator();
        CsvRecord header = reading(() -> records.hasNext() ? records.next() : null);
        if (header == null) {
            throw refused(List.of(Violation.at("", "empty-file", "A header line is expected.")));
        }
        this.columns = columns(header, resource);
    }

    /** Opens a file and reads its header. */
    static CsvRows open(Path file, SharedResource resource) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            bytes.mark(MARK.length);
            if (!Arrays.equals(bytes.readNBytes(MARK.length), MARK)) {
                bytes.reset();
            }
            InputStreamReader text = new InputStreamReader(
                    bytes,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            return new CsvRows(
                    resource,
                    CsvReader.builder()
                            .allowMissingFields(true)
                            .allowExtraFields(true)
                            .ofCsvRecord(text));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** The items that the file has a column of, in its order. */
    List<DataItem> columns() {
        return columns;
    }

    /** The next rows; none after the last. */
    List<Line> next() {
        return Objects.requireNonNull(reading(() -> {
            List<Line> part = new ArrayList<>();
            long characters = 0;
            while (part.size() < PART_ROWS && characters < PART_CHARACTERS && records.hasNext()) {
                Line line = line(records.next());
                part.add(line);
                for (String field : line.fields()) {
                    characters += field.length();
                }
            }
            return part;
        }));
    }

    private Line line(CsvRecord record) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size() && i < record.getFieldCount(); i++) {
            String value = record.getField(i).strip();
            values.put(columns.get(i).name(), value.isEmpty() ? null : value);
        }
        List<String> reasons = new ArrayList<>(ValueRules.broken(resource.items(), values));
        if (record.getFieldCount() != columns.size()) {
            reasons.addFirst("row: " + record.getFieldCount() + " fields, not " + columns.size());
        }
        return new Line(record.getStartingLineNumber(), record.getFields(), values, reasons);
    }

    private static List<DataItem> columns(CsvRecord header, SharedResource resource) {
        Map<String, DataItem> known = new HashMap<>();
        for (DataItem item : resource.items()) {
            known.put(item.label(), item);
            known.put(item.name(), item);
        }
        List<Violation> violations = new ArrayList<>();
        List<DataItem> columns = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (String name : header.getFields()) {
            DataItem item = known.get(name.strip());
            if (item == null) {
                String shown = name.length() > 60 ? name.substring(0, 60) : name;
                violations.add(Violation.at("/" + shown, "unknown-column", "The entry has no such data item."));
            } else {
                if (!found.add(item.name())) {
                    violations.add(Violation.at("/" + item.name(), "repeated-column", "The column stands twice."));
                }
                columns.add(item);
            }
        }
        for (DataItem item : resource.items()) {
            if ((item.required() || item.key()) && !found.contains(item.name())) {
                violations.add(Violation.at("/" + item.name(), "missing-column", "The column is required."));
            }
        }
        if (!violations.isEmpty()) {
            throw refused(violations);
        }
        return columns;
    }

    private static <T extends @Nullable Object> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (CsvParseException | UncheckedIOException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CharacterCodingException) {
                    throw refused(List.of(Violation.at("", "not-utf-8", "The file is not UTF-8.")));
                }
            }
            throw refused(List.of(Violation.at("", "not-csv", "The file is not CSV (RFC 4180).")));
        }
    }

    private static RefusedException refused(List<Violation> violations) {
        return new RefusedException(
                Refusal.of(422, "file-refused", "The file is not a table of this resource; nothing was loaded."),
                violations);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
