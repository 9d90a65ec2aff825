package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.AttachedResources;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.event.catalog.ShareType;

/** Finds where data are had already, with what is needed to apply for them. */
@ApplicationScoped
public class Sources {
    private static final String APPLY_AT = "/api/v1/applications";

    private final KnownData known;
    private final PublishedItems published;

    Sources(KnownData known, PublishedItems published) {
        this.known = known;
        this.published = published;
    }

    /** A datum that was found, with the place where it is held. */
    private record Found(
            Known known, Likeness likeness, @Nullable SourcePlace place) {}

    /**
     * Sources of several data, for each datum elements first.
     *
     * @param kinds where they are looked for
     * @param unit the unit whose own are left out; null for none
     */
    public Uni<List<List<Source>>> of(
            Mutiny.Session session, List<Wording> wordings, Collection<Kind> kinds, @Nullable String unit) {
        if (wordings.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Uni<List<List<Found>>> all = published.complete(session).map(done -> new ArrayList<>());
        for (Wording wording : wordings) {
            all = all.chain(before -> known.like(session, wording, kinds, unit)
                    .chain(found -> places(session, found).map(places -> found.stream()
                            .map(one -> new Found(one, Likeness.of(wording, one.wording()), place(one, places)))
                            .toList()))
                    .invoke(before::add)
                    .replaceWith(before));
        }
        return all.chain(found -> told(session, found));
    }

    private static Uni<Map<UUID, SourcePlace>> places(Mutiny.Session session, List<Known> found) {
        List<UUID> elements = found.stream()
                .filter(one -> one.kind() == Kind.ELEMENT)
                .map(Known::subject)
                .toList();
        if (elements.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createQuery("from Element where id in :ids", Element.class)
                .setParameter("ids", elements)
                .getResultList()
                .map(read -> {
                    Map<UUID, SourcePlace> places = new HashMap<>();
                    for (Element element : read) {
                        SourcePlace source = element.source();
                        if (source != null) {
                            places.put(element.id, source);
                        }
                    }
                    return places;
                });
    }

    private static @Nullable SourcePlace place(Known known, Map<UUID, SourcePlace> ofElements) {
        return switch (known.kind()) {
            case ELEMENT -> ofElements.get(known.subject());
            case ITEM -> new SourcePlace(known.subject(), known.place());
            case PLAN, VERIFICATION -> null;
        };
    }

    private static Uni<List<List<Source>>> told(Mutiny.Session session, List<List<Found>> found) {
        List<UUID> ids = found.stream()
                .flatMap(List::stream)
                .map(Found::place)
                .filter(place -> place != null)
                .map(SourcePlace::entryId)
                .distinct()
                .toList();
        return PublishedEntries.some(session, ids)
                .chain(entries -> AttachedResources.of(session, ids).map(resources -> {
                    Map<UUID, PublishedEntry> byId = new HashMap<>();
                    entries.forEach(entry -> byId.put(entry.id(), entry));
                    return found.stream()
                            .map(ofOne -> ofOne.stream()
                                    .map(one -> source(one, byId, resources))
                                    .toList())
                            .toList();
                }));
    }

    private static Source source(
            Found found, Map<UUID, PublishedEntry> entries, Map<UUID, List<Resource.View>> resources) {
        Known known = found.known();
        SourcePlace place = found.place();
        PublishedEntry entry = place == null ? null : entries.get(place.entryId());
        ShareType shareType = entry == null ? null : entry.content().shareType();
        List<UUID> attached = entry == null
                ? List.of()
                : resources.getOrDefault(entry.id(), List.of()).stream()
                        .map(Resource.View::id)
                        .toList();
        boolean shared = entry != null && shareType != ShareType.NOT_SHARED;
        return new Source(
                known.kind(),
                known.unit(),
                known.name(),
                found.likeness().grounds(),
                found.likeness().certain(),
                known.kind() != Kind.ITEM || shared,
                known.kind() == Kind.ELEMENT ? known.subject() : null,
                known.kind() == Kind.PLAN || known.kind() == Kind.VERIFICATION ? known.subject() : null,
                entry == null ? null : entry.id(),
                entry == null ? null : entry.code(),
                entry == null ? null : entry.content().name(),
                entry == null || place == null ? null : place.item(),
                shareType,
                shared ? attached : List.of(),
                shared && !attached.isEmpty() ? APPLY_AT : null);
    }
}
