package org.publicdatamesh.exchange.pool;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A CSV file (RFC 4180, UTF-8, one header line of item names or labels) read against an entry's data items: good rows, and
 * those for quarantine with every broken rule. A file that is no such table is refused whole.
 *
 * @param good rows that may go into the pool
 * @param bad rows for quarantine
 */
record CsvRows(List<Map<String, @Nullable String>> good, List<Bad> bad) {
    /** A row for quarantine. */
    record Bad(long line, List<String> fields, List<String> reasons) {}

    static CsvRows read(byte[] file, SharedResource resource) {
        String text = decode(file);
        List<Map<String, @Nullable String>> good = new ArrayList<>();
        List<Bad> bad = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        List<DataItem> key = resource.key();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw refused(List.of(Violation.at("", "empty-file", "A header line is expected.")));
            }
            List<@Nullable DataItem> columns = columns(records.next(), resource);
            while (records.hasNext()) {
                CsvRecord line = records.next();
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size() && i < line.getFieldCount(); i++) {
                    DataItem item = columns.get(i);
                    if (item != null) {
                        String value = line.getField(i).strip();
                        row.put(item.name(), value.isEmpty() ? null : value);
                    }
                }
                List<String> reasons = new ArrayList<>(ValueRules.broken(resource.items(), row));
                if (line.getFieldCount() != columns.size()) {
                    reasons.addFirst("row: " + line.getFieldCount() + " fields, not " + columns.size());
                }
                if (reasons.isEmpty()
                        && !keys.add(key.stream()
                                .map(item -> String.valueOf(row.get(item.name())))
                                .collect(Collectors.joining("\u001f")))) {
                    reasons.add("key: repeated in this file");
                }
                if (reasons.isEmpty()) {
                    good.add(row);
                } else {
                    bad.add(new Bad(line.getStartingLineNumber(), line.getFields(), reasons));
                }
            }
        } catch (CsvParseException e) {
            throw refused(List.of(Violation.at("", "not-csv", "The file is not CSV (RFC 4180).")));
        } catch (java.io.IOException e) {
            throw refused(List.of(Violation.at("", "not-csv", "The file cannot be read.")));
        }
        return new CsvRows(good, bad);
    }

    private static String decode(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(List.of(Violation.at("", "not-utf-8", "The file is not UTF-8.")));
        }
    }

    private static List<@Nullable DataItem> columns(CsvRecord header, SharedResource resource) {
        Map<String, DataItem> known = new HashMap<>();
        for (DataItem item : resource.items()) {
            known.put(item.label(), item);
            known.put(item.name(), item);
        }
        List<Violation> violations = new ArrayList<>();
        List<@Nullable DataItem> columns = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (String name : header.getFields()) {
            DataItem item = known.get(name.strip());
            if (item == null) {
                String shown = name.length() > 60 ? name.substring(0, 60) : name;
                violations.add(Violation.at("/" + shown, "unknown-column", "The entry has no such data item."));
            } else if (!found.add(item.name())) {
                violations.add(Violation.at("/" + item.name(), "repeated-column", "The column stands twice."));
            }
            columns.add(item);
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

    private static RefusedException refused(List<Violation> violations) {
        return new RefusedException(
                Refusal.of(422, "file-refused", "The file is not a table of this resource; nothing was loaded."),
                violations);
    }
}
