package org.publicdatamesh.catalog.dcat;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.AttachedResources;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Paging;

/** Reads what the descriptions are made of. */
@ApplicationScoped
class OpenMetadata {
    private final PublishingUnits units;

    OpenMetadata(PublishingUnits units) {
        this.units = units;
    }

    /** An entry and the units that its description names. */
    record Found(Described entry, Map<String, PublishingUnit> units) {}

    /** When the first entry was published and when anything changed last; null while there is nothing. */
    private record Span(@Nullable Instant first, @Nullable Instant last) {}

    Uni<Found> entry(Mutiny.Session session, UUID id) {
        return PublishedEntries.one(session, id)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("entry"))
                .chain(entry -> described(session, List.of(entry)).map(List::getFirst))
                .chain(entry ->
                        units.named(session, unitsOf(List.of(entry.entry()))).map(named -> new Found(entry, named)));
    }

    Uni<PublishingUnit> unit(Mutiny.Session session, String id) {
        return units.named(session, List.of(id)).map(named -> {
            PublishingUnit unit = named.get(id);
            if (unit == null) {
                throw RefusedException.notFound("unit");
            }
            return unit;
        });
    }

    Uni<Map<String, PublishingUnit>> units(Mutiny.Session session, Set<String> ids) {
        return units.named(session, ids);
    }

    Uni<CataloguePage> page(Mutiny.Session session, Paging paging, @Nullable String cursor, @Nullable String format) {
        int limit = paging.limit();
        UUID after = paging.afterId();
        return PublishedEntries.after(session, after, limit + 1).chain(found -> {
            List<PublishedEntry> members = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit ? position(members.getLast().id()) : null;
            return described(session, members).chain(entries -> units.named(session, unitsOf(members))
                    .chain(named -> PublishedEntries.count(session).chain(total -> cursorBefore(
                                    session, cursor == null ? null : after, limit)
                            .chain(previous -> last(session, total, limit).chain(last -> span(session)
                                    .map(span -> new CataloguePage(
                                            entries,
                                            named,
                                            limit,
                                            cursor,
                                            format,
                                            total,
                                            previous,
                                            next,
                                            last,
                                            span.first(),
                                            span.last())))))));
        });
    }

    private static Set<String> unitsOf(List<PublishedEntry> entries) {
        return entries.stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.unit()), entry.content().coUnitIds().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Uni<List<Described>> described(Mutiny.Session session, List<PublishedEntry> entries) {
        List<UUID> ids = entries.stream().map(PublishedEntry::id).toList();
        return AttachedResources.usable(session, ids)
                .chain(resources -> AttachedResources.changed(session, ids).map(changed -> entries.stream()
                        .map(entry -> new Described(
                                entry, resources.getOrDefault(entry.id(), List.of()), changed.get(entry.id())))
                        .toList()));
    }

    /** Where the page before begins: behind the entry that is a page's length before this one's begin. */
    private static Uni<@Nullable String> cursorBefore(Mutiny.Session session, @Nullable UUID after, int limit) {
        return after == null
                ? Uni.createFrom().nullItem()
                : PublishedEntries.before(session, after, limit).map(OpenMetadata::position);
    }

    private static Uni<@Nullable String> last(Mutiny.Session session, long total, int limit) {
        if (total <= limit) {
            return Uni.createFrom().nullItem();
        }
        int rest = (int) (total % limit);
        return PublishedEntries.before(session, null, rest == 0 ? limit : rest).map(OpenMetadata::position);
    }

    private static @Nullable String position(@Nullable UUID id) {
        return id == null ? null : Paging.cursor(id.toString());
    }

    /** Of entries, resources and units: the units' names are on the pages. */
    private static Uni<Span> span(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select (select min(published_at) from entry_version), greatest("
                                + "(select max(published_at) from entry_version), (select max(state_since) from resource),"
                                + " (select max(as_of) from publishing_unit), (select max(retired_at) from entry))",
                        Object[].class)
                .getSingleResult()
                .map(row -> new Span(PublishedEntries.instant(row[0]), PublishedEntries.instant(row[1])));
    }
}
