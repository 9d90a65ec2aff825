package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Every text that stands in the catalogue of an entry: the content under work, every version that was published and what had been
 * submitted for it, what was said about them and their parts, and its resources.
 *
 * @param id the entry
 * @param unit its unit
 * @param version its version under work, or the published one
 * @param versions the contents by version
 * @param said other texts, which are the version's under work
 */
record StandingTexts(UUID id, String unit, int version, TreeMap<Integer, List<JsonNode>> versions, List<Said> said) {
    private static final String ENTRIES =
            "select id, unit, version, content, live_version, live_content, return_reasons,"
                    + " retirement_reasons, retirement_decision_reasons from entry where state <> 'WITHHELD' and ";
    /** As {@link StandingRecords#written} gives it of records. */
    static final String WRITTEN = "select id from entry where " + StandingRecords.WRITTEN
            + " union select entry_id from entry_version where " + StandingRecords.WRITTEN
            + " union select entry_id from resource where " + StandingRecords.WRITTEN
            + " union select entry_id from resource where id in (select resource_id from data_system where "
            + StandingRecords.WRITTEN + ") union select entry_id from joint_part where " + StandingRecords.WRITTEN;

    /** Where the name of a present system may have been looked at: by the place of the other it was, before a change of systems had one. */
    private static final Set<String> OF_SYSTEMS = Set.of("attachment:/informationSystem", "system-change:/name");

    private static final String VERSIONS =
            "select entry_id, version, content, submitted, adjustment_reasons from entry_version where entry_id = any($1)";
    private static final String RESOURCES =
            "select r.entry_id, r.name, r.information_system, s.reasons is not null from resource r left join data_system s"
                    + " on s.resource_id = r.id and s.until is null where r.entry_id = any($1)";
    private static final String PARTS =
            "select entry_id, reasons, release_reasons from joint_part where entry_id = any($1)";

    /**
     * A text that is no content's.
     *
     * @param place the kind of place
     * @param pointer JSON pointer to it in what it came with
     */
    record Said(String place, String pointer, String text) {}

    /** Those of the entries after an id, in the order of ids. */
    static Uni<List<StandingTexts>> after(Mutiny.Session session, UUID after, int most) {
        return SessionSql.select(session, ENTRIES + "id > $1 order by id limit " + most, StandingTexts::of, after)
                .chain(entries -> complete(session, entries));
    }

    /** Those that are there of some entries, in the order of ids. */
    static Uni<List<StandingTexts>> some(Mutiny.Session session, List<UUID> ids) {
        return SessionSql.select(session, ENTRIES + "id = any($1) order by id", StandingTexts::of, (Object)
                        ids.toArray(UUID[]::new))
                .chain(entries -> complete(session, entries));
    }

    /** Those of one entry; null where it is not there or withheld. */
    static Uni<@Nullable StandingTexts> one(Mutiny.Session session, UUID id) {
        return some(session, List.of(id)).map(entries -> entries.isEmpty() ? null : entries.getFirst());
    }

    private static Uni<List<StandingTexts>> complete(Mutiny.Session session, List<StandingTexts> entries) {
        Map<UUID, StandingTexts> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.id, entry));
        Object ids = byId.keySet().toArray(UUID[]::new);
        return SessionSql.select(session, VERSIONS, columns -> columns, ids)
                .invoke(rows -> rows.forEach(row -> entry(byId, row).published(row)))
                .chain(() -> SessionSql.select(session, RESOURCES, columns -> columns, ids))
                .invoke(rows -> rows.forEach(row -> entry(byId, row).attached(row)))
                .chain(() -> SessionSql.select(session, PARTS, columns -> columns, ids))
                .invoke(rows -> rows.forEach(row -> entry(byId, row).saidOfParts(row)))
                .replaceWith(entries);
    }

    private static StandingTexts entry(Map<UUID, StandingTexts> byId, Object[] row) {
        return Objects.requireNonNull(byId.get((UUID) row[0]));
    }

    private static StandingTexts of(@Nullable Object[] columns) {
        StandingTexts texts = new StandingTexts(
                (UUID) Objects.requireNonNull(columns[0]),
                String.valueOf(columns[1]),
                number(columns[2]),
                new TreeMap<>(),
                new ArrayList<>());
        texts.content(texts.version, columns[3]);
        if (columns[4] != null) {
            texts.content(number(columns[4]), columns[5]);
        }
        for (int i = 6; i < columns.length; i++) {
            texts.said("entry:/reasons", "/reasons", columns[i]);
        }
        return texts;
    }

    private static int number(@Nullable Object column) {
        return ((Number) Objects.requireNonNull(column)).intValue();
    }

    private void published(@Nullable Object[] columns) {
        content(number(columns[1]), columns[2]);
        content(number(columns[1]), columns[3]);
        said("entry:/reasons", "/reasons", columns[4]);
    }

    private void attached(@Nullable Object[] columns) {
        said("attachment:/name", "/name", columns[1]);
        // Of its present system the name stands where it was stated: that of a change is looked at as the system's too.
        boolean changed = Boolean.TRUE.equals(columns[3]);
        said(
                changed ? "system-change:/name" : "attachment:/informationSystem",
                changed ? "/name" : "/informationSystem",
                columns[2]);
    }

    private void saidOfParts(@Nullable Object[] columns) {
        said("part-decision:/reasons", "/reasons", columns[1]);
        said("part-release:/reasons", "/reasons", columns[2]);
    }

    private void content(int number, @Nullable Object json) {
        if (json == null) {
            return;
        }
        try {
            JsonNode content = EventJson.MAPPER.readTree((String) json);
            List<JsonNode> contents = versions.computeIfAbsent(number, ignored -> new ArrayList<>());
            // The content under work is that of the published version, where there is no other.
            if (!contents.contains(content)) {
                contents.add(content);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of entry " + id + " cannot be read");
        }
    }

    private void said(String place, String pointer, @Nullable Object text) {
        if (text != null) {
            said.add(new Said(place, pointer, (String) text));
        }
    }

    /** What is suspected, by version; each version is there. */
    Map<Integer, List<Suspicion>> suspicions(Rules rules) {
        Map<Integer, List<Suspicion>> found = new TreeMap<>();
        versions.forEach((number, contents) -> {
            List<Suspicion> suspicions = new ArrayList<>();
            contents.forEach(content -> suspicions.addAll(rules.body(EntryContent.class, content)));
            found.put(number, suspicions);
        });
        for (Said each : said) {
            Suspicion suspicion = rules.text(each.place, each.pointer, each.text);
            if (suspicion != null) {
                found.computeIfAbsent(version, ignored -> new ArrayList<>()).add(suspicion);
            }
        }
        return found;
    }

    /** Whether the text of a digest stands at a kind of place. */
    boolean hold(Rules rules, String place, String digest) {
        return versions.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(content -> rules.holds(EntryContent.class, content, place, digest))
                || said.stream().anyMatch(each -> at(each.place, place) && rules.isOf(each.text, digest));
    }

    /** Whether a case of a place is of a text that stands at another: a case stays at the place that it was opened at. */
    private static boolean at(String standing, String ofCase) {
        return standing.equals(ofCase) || (OF_SYSTEMS.contains(standing) && OF_SYSTEMS.contains(ofCase));
    }
}
