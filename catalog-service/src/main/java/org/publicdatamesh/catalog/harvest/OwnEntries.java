package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Taken;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Knows our own entries where another catalogue has them, so that nothing is harvested back. They are known by our IRI, be it
 * the dataset's own or one that it names as its identifier or source; else by the catalogue code together with the name, for
 * the code alone may be that of another mesh.
 */
final class OwnEntries {
    private static final Pattern CODE = Pattern.compile("(\\d{1,20})/(\\d{6,18})");

    private final Pattern own;

    /**
     * Knows entries.
     *
     * @param base address that begins our IRIs
     */
    OwnEntries(String base) {
        String begin = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.own = Pattern.compile(Pattern.quote(begin)
                + "/api/v1/dcat/entries/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:[#?/].*)?");
    }

    /** Our entry's id, by dataset IRI, for those that are ours. */
    Uni<Map<String, UUID>> among(Mutiny.Session session, List<Taken> datasets) {
        Map<String, UUID> found = new HashMap<>();
        Map<Long, Set<Taken>> bySerial = new HashMap<>();
        for (Taken taken : datasets) {
            UUID named = named(taken.identities());
            if (named != null) {
                found.put(taken.iri(), named);
                continue;
            }
            for (String identifier : taken.dataset().identifiers()) {
                Matcher code = CODE.matcher(identifier);
                if (code.matches()) {
                    bySerial.computeIfAbsent(Long.valueOf(code.group(2)), serial -> new HashSet<>())
                            .add(taken);
                }
            }
        }
        if (bySerial.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return SessionSql.select(
                        session,
                        "select id, serial, content::json ->> 'classification', content::json -> 'name' ->> 'zh'"
                                + " from (select id, serial, coalesce(live_content, content) as content from entry"
                                + " where live_version is not null and serial = any($1)) as live",
                        columns -> columns,
                        (Object) bySerial.keySet().toArray(Long[]::new))
                .map(rows -> {
                    for (Object[] row : rows) {
                        long serial = ((Number) row[1]).longValue();
                        String code = row[2] + "/" + String.format(java.util.Locale.ROOT, "%06d", serial);
                        bySerial.getOrDefault(serial, Set.of()).stream()
                                .filter(taken -> taken.dataset().identifiers().contains(code)
                                        && row[3].equals(taken.dataset().title().get("zh")))
                                .forEach(taken -> found.put(taken.iri(), (UUID) row[0]));
                    }
                    return found;
                });
    }

    private @Nullable UUID named(List<String> identities) {
        for (String identity : identities) {
            Matcher entry = own.matcher(identity);
            if (entry.matches()) {
                return UUID.fromString(entry.group(1));
            }
        }
        return null;
    }
}
