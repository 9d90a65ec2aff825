package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Named;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/** Writes what was harvested: in a few statements for some hundred datasets. */
final class Records {
    /** How many datasets go into one statement, and about how many characters. */
    private static final int PART = 500;

    private static final long PART_CHARACTERS = 4_000_000;

    private static final int LONGEST_WORDS = 8000;
    /** What an index takes: 1,800 bytes. */
    private static final int LONGEST_MEMBER = 600;

    private static final String COLUMNS = "(id uuid, iri text, digest text, content text, words text, publisher text,"
            + " keywords text[], themes text[], formats text[], rights text, modified timestamptz)";
    private static final String INSERT =
            "insert into harvest_record (id, source_id, iri, digest, content, words, publisher,"
                    + " keywords, themes, formats, access_rights, modified_at, page, run_id, first_seen_at, last_seen_at, changed_at)"
                    + " select id, $2, iri, digest, content, words, publisher, keywords, themes, formats, rights, modified, $3, $4, $5,"
                    + " $5, $5 from jsonb_to_recordset($1::text::jsonb) as r" + COLUMNS;
    private static final String UPDATE = "update harvest_record h set digest = r.digest, content = r.content,"
            + " words = r.words, publisher = r.publisher, keywords = r.keywords, themes = r.themes, formats = r.formats,"
            + " access_rights = r.rights, modified_at = r.modified, page = $3, run_id = $4, last_seen_at = $5,"
            + " changed_at = $5, gone_at = null"
            + " from jsonb_to_recordset($1::text::jsonb) as r" + COLUMNS + " where h.id = r.id and h.source_id = $2";

    private Records() {}

    /** What became of the datasets of a page. */
    record Written(int added, int changed, int unchanged, int repeated) {
        Written plus(Written other) {
            return new Written(
                    added + other.added,
                    changed + other.changed,
                    unchanged + other.unchanged,
                    repeated + other.repeated);
        }
    }

    private record Known(UUID id, String iri, String digest, UUID run, boolean gone) {}

    /** Datasets in parts that each may be written at once. */
    static List<List<HarvestedDataset>> parts(List<HarvestedDataset> datasets) {
        List<List<HarvestedDataset>> parts = new ArrayList<>();
        int begun = 0;
        long characters = 0;
        for (int i = 0; i < datasets.size(); i++) {
            characters += datasets.get(i).characters();
            if (i + 1 == datasets.size() || i + 1 - begun == PART || characters > PART_CHARACTERS) {
                parts.add(datasets.subList(begun, i + 1));
                begun = i + 1;
                characters = 0;
            }
        }
        return parts;
    }

    /** Writes one of {@link #parts}: datasets with IRIs of their own, which this run has found on this page. */
    static Uni<Written> write(
            Mutiny.Session session, UUID source, UUID run, String page, List<HarvestedDataset> datasets, Instant now) {
        if (datasets.isEmpty()) {
            return Uni.createFrom().item(new Written(0, 0, 0, 0));
        }
        return SessionSql.select(
                        session,
                        "select id, iri, digest, run_id, gone_at is not null from harvest_record"
                                + " where source_id = $1 and iri = any($2)",
                        columns -> new Known(
                                (UUID) columns[0],
                                (String) columns[1],
                                (String) columns[2],
                                (UUID) columns[3],
                                (Boolean) columns[4]),
                        source,
                        datasets.stream().map(HarvestedDataset::iri).toArray(String[]::new))
                .chain(found -> Aside.on(() ->
                        sorted(datasets, found.stream().collect(Collectors.toMap(Known::iri, known -> known)), run)))
                .chain(sorted -> put(session, INSERT, sorted.added(), source, run, page, now)
                        .chain(() -> put(session, UPDATE, sorted.changed(), source, run, page, now))
                        .chain(() -> sorted.unchanged().length == 0
                                ? Uni.createFrom().item(0)
                                : SessionSql.update(
                                        session,
                                        "update harvest_record set page = $2, run_id = $3, last_seen_at = $4"
                                                + " where id = any($1)",
                                        sorted.unchanged(),
                                        page,
                                        run,
                                        now.atOffset(ZoneOffset.UTC)))
                        .replaceWith(sorted.written()));
    }

    /** Datasets by what is to be done with them; new and changed ones as rows in JSON, null where there are none. */
    private record Sorted(@Nullable String added, @Nullable String changed, UUID[] unchanged, Written written) {}

    private static Sorted sorted(List<HarvestedDataset> datasets, Map<String, Known> known, UUID run) {
        ArrayNode added = EventJson.MAPPER.createArrayNode();
        ArrayNode changed = EventJson.MAPPER.createArrayNode();
        List<UUID> unchanged = new ArrayList<>();
        int repeated = 0;
        for (HarvestedDataset dataset : datasets) {
            String content = EventJson.write(dataset);
            String digest = digest(content);
            Known before = known.get(dataset.iri());
            if (before == null) {
                added.add(row(Outbox.newId(), dataset, content, digest));
            } else if (before.run().equals(run)) {
                repeated++;
            } else if (before.gone() || !before.digest().equals(digest)) {
                changed.add(row(before.id(), dataset, content, digest));
            } else {
                unchanged.add(before.id());
            }
        }
        return new Sorted(
                added.isEmpty() ? null : added.toString(),
                changed.isEmpty() ? null : changed.toString(),
                unchanged.toArray(UUID[]::new),
                new Written(added.size(), changed.size(), unchanged.size(), repeated));
    }

    private static Uni<Integer> put(
            Mutiny.Session session,
            String sql,
            @Nullable String rows,
            UUID source,
            UUID run,
            String page,
            Instant now) {
        return rows == null
                ? Uni.createFrom().item(0)
                : SessionSql.update(session, sql, rows, source, page, run, now.atOffset(ZoneOffset.UTC));
    }

    private static ObjectNode row(UUID id, HarvestedDataset dataset, String content, String digest) {
        ObjectNode row = EventJson.MAPPER
                .createObjectNode()
                .put("id", id.toString())
                .put("iri", dataset.iri())
                .put("digest", digest)
                .put("content", content)
                .put("words", words(dataset))
                .put("publisher", publisher(dataset))
                .put("rights", dataset.accessRights())
                .put(
                        "modified",
                        dataset.modified() == null ? null : dataset.modified().toString());
        texts(row.putArray("keywords"), dataset.keywords().stream());
        texts(row.putArray("themes"), dataset.themes().stream().flatMap(Records::names));
        texts(
                row.putArray("formats"),
                dataset.distributions().stream()
                        .flatMap(each -> Stream.of(each.format(), each.mediaType()))
                        .filter(java.util.Objects::nonNull)
                        .map(format -> format.toLowerCase(Locale.ROOT)));
        return row;
    }

    private static void texts(ArrayNode array, Stream<String> texts) {
        texts.map(text -> CatalogueReader.cut(text, LONGEST_MEMBER)).distinct().forEach(array::add);
    }

    private static Stream<String> names(Named named) {
        return Stream.concat(Stream.ofNullable(named.iri()), named.name().values().stream());
    }

    private static String publisher(HarvestedDataset dataset) {
        return Stream.ofNullable(dataset.publisher())
                .flatMap(Records::names)
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }

    /** Everything by which a record is found, in lower case. */
    private static String words(HarvestedDataset dataset) {
        Map<String, Collection<String>> parts = new LinkedHashMap<>();
        parts.put("title", dataset.title().values());
        parts.put("keywords", dataset.keywords());
        parts.put("identifiers", dataset.identifiers());
        parts.put("themes", dataset.themes().stream().flatMap(Records::names).toList());
        parts.put("description", dataset.description().values());
        String words = parts.values().stream()
                .flatMap(Collection::stream)
                .collect(Collectors.joining("\n", publisher(dataset) + "\n" + dataset.iri() + "\n", ""))
                .toLowerCase(Locale.ROOT);
        return words.length() <= LONGEST_WORDS ? words : CatalogueReader.clean(words.substring(0, LONGEST_WORDS));
    }

    static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
