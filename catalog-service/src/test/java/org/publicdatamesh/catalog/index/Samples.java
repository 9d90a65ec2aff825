package org.publicdatamesh.catalog.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** Entries for tests. */
final class Samples {
    private Samples() {}

    static UUID id(int number) {
        return new UUID(7, number);
    }

    static IndexedEntry entry(int number, String name) {
        return entry(number, 1, name, "无", List.of());
    }

    static IndexedEntry entry(int number, int version, String name, String summary, List<String> items) {
        return of(number, version, "101001", new Text(name, null, null), summary, "civil", List.of(), List.of(), items);
    }

    static IndexedEntry of(
            int number,
            int version,
            String classification,
            Text name,
            String summary,
            String unit,
            List<String> divisions,
            List<String> themes,
            List<String> items) {
        return new IndexedEntry(
                id(number),
                version,
                classification + "/" + String.format(java.util.Locale.ROOT, "%06d", number),
                name,
                summary,
                unit,
                EntryKind.DEPARTMENT,
                classification,
                divisions,
                themes,
                1,
                ShareType.UNCONDITIONAL,
                OpenType.NOT_OPEN,
                UpdateCycle.MONTHLY,
                items,
                List.of());
    }

    /** The entries of {@code relevance-entries.tsv}. */
    static List<IndexedEntry> catalogue() {
        return rows("relevance-entries.tsv").stream().map(Samples::read).toList();
    }

    static List<String[]> rows(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Samples.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IndexedEntry read(String[] row) {
        String[] code = row[0].split("/", -1);
        return of(
                Integer.parseInt(code[1]),
                1,
                code[0],
                new Text(row[1], orNull(row[3]), orNull(row[2])),
                row[8],
                row[4],
                list(row[5]),
                list(row[6]),
                list(row[7]));
    }

    private static List<String> list(String values) {
        return values.isEmpty() ? List.of() : List.of(values.split("、", -1));
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
