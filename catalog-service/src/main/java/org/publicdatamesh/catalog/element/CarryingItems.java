package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.CarryingItem.Relation;
import org.publicdatamesh.catalog.element.KnownData.ItemPlace;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.sql.SessionSql;

/** Finds the items of published entries that carry an element: its source, copies, and doubles that pass for another source. */
@ApplicationScoped
class CarryingItems {
    private static final int PART = 200;
    private static final ItemPlace START = new ItemPlace(new UUID(0, 0), "");

    private final KnownData known;
    private final PublishedItems published;

    CarryingItems(KnownData known, PublishedItems published) {
        this.known = known;
        this.published = published;
    }

    /**
     * A part of the items.
     *
     * @param items those that carry the element, in the order of entries and items
     * @param last the last one that was looked at; null where none is left
     */
    record Part(List<CarryingItem> items, @Nullable ItemPlace last) {}

    /** Looks through the next items for those that carry an element, until it has so many or has looked at a part. */
    Uni<Part> of(Mutiny.Session session, Element element, ItemPlace after, int most, @Nullable Relation relation) {
        return published.complete(session).chain(() -> next(session, element, after, most, relation));
    }

    private Uni<Part> next(
            Mutiny.Session session, Element element, ItemPlace after, int most, @Nullable Relation relation) {
        return known.items(session, element, after, PART)
                .chain(found -> links(session, element).chain(links -> entries(session, found)
                        .map(entries -> part(element, found, links, entries, most, relation))));
    }

    private static Uni<Set<ItemPlace>> links(Mutiny.Session session, Element element) {
        return SessionSql.select(
                        session,
                        "select entry_id, item from element_link where element_id = $1",
                        columns -> new ItemPlace((UUID) columns[0], (String) columns[1]),
                        element.id)
                .map(HashSet::new);
    }

    private static Uni<Map<UUID, PublishedEntry>> entries(Mutiny.Session session, List<Known> found) {
        return PublishedEntries.some(
                        session, found.stream().map(Known::subject).distinct().toList())
                .map(entries -> {
                    Map<UUID, PublishedEntry> byId = new HashMap<>();
                    entries.forEach(entry -> byId.put(entry.id(), entry));
                    return byId;
                });
    }

    private static Part part(
            Element element,
            List<Known> found,
            Set<ItemPlace> links,
            Map<UUID, PublishedEntry> entries,
            int most,
            @Nullable Relation wanted) {
        Wording wording = element.wording();
        List<CarryingItem> items = new ArrayList<>();
        for (Known known : found) {
            ItemPlace place = new ItemPlace(known.subject(), known.place());
            PublishedEntry entry = entries.get(known.subject());
            Likeness likeness = Likeness.of(wording, known.wording());
            Relation relation = relation(element, place, links, known.unit());
            boolean carries = relation == Relation.SOURCE || links.contains(place) || likeness.arises();
            if (entry != null && carries && (wanted == null || wanted == relation)) {
                entry.content().items().stream()
                        .filter(item -> item.name().equals(known.place()))
                        .findFirst()
                        .ifPresent(item -> items.add(new CarryingItem(
                                entry.id(),
                                entry.code(),
                                entry.content().name(),
                                entry.unit(),
                                item.name(),
                                item.label(),
                                relation,
                                likeness.grounds(),
                                differs(element, item))));
            }
            if (items.size() == most) {
                return new Part(items, place);
            }
        }
        Known last = found.size() < PART ? null : found.getLast();
        return new Part(items, last == null ? null : new ItemPlace(last.subject(), last.place()));
    }

    private static Relation relation(Element element, ItemPlace place, Set<ItemPlace> links, String unit) {
        if (place.entry().equals(element.sourceEntry) && place.item().equals(element.sourceItem)) {
            return Relation.SOURCE;
        }
        return links.contains(place) || unit.equals(element.unit) ? Relation.COPY : Relation.DOUBLE;
    }

    /** One standard: in what an item does not keep to the element. */
    private static List<String> differs(Element element, DataItem item) {
        List<String> differs = new ArrayList<>();
        ValueForm form = element.valueForm();
        if (form.type() != item.type()) {
            differs.add("type");
        } else if (!Objects.equals(form.length(), item.length())) {
            differs.add("length");
        }
        Clause follows = Clause.of(element.standard()).orElse(null);
        Clause stated = Clause.parse(item.standard()).orElse(null);
        if (follows != null && (stated == null || !follows.sameStandard(stated))) {
            differs.add("standard");
        }
        return differs;
    }

    /**
     * Doubles of the registered elements after an id.
     *
     * @param found elements that have any
     * @param last the last element that was looked at; null where none is left
     */
    record Doubles(List<ElementDoubles> found, @Nullable UUID last) {}

    /** Looks through the next elements for those that have doubles. */
    Uni<Doubles> doubles(Mutiny.Session session, UUID after, int most, @Nullable String unit) {
        Mutiny.SelectionQuery<Element> query = session.createQuery(
                "from Element where id > :after and state = ElementState.REGISTERED"
                        + (unit == null ? "" : " and unit = :unit") + " order by id",
                Element.class);
        if (unit != null) {
            query.setParameter("unit", unit);
        }
        return published
                .complete(session)
                .chain(() ->
                        query.setParameter("after", after).setMaxResults(most).getResultList())
                .chain(elements -> {
                    List<ElementDoubles> found = new ArrayList<>();
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (Element element : elements) {
                        chain = chain.chain(() -> doublesOf(session, element, START, new ArrayList<>())
                                .invoke(doubles -> {
                                    if (!doubles.isEmpty()) {
                                        found.add(new ElementDoubles(element.id, element.name, element.unit, doubles));
                                    }
                                })
                                .replaceWithVoid());
                    }
                    return chain.map(done -> new Doubles(found, elements.size() < most ? null : elements.getLast().id));
                });
    }

    private Uni<List<CarryingItem>> doublesOf(
            Mutiny.Session session, Element element, ItemPlace after, List<CarryingItem> found) {
        return next(session, element, after, PART - found.size(), Relation.DOUBLE)
                .chain(part -> {
                    found.addAll(part.items());
                    ItemPlace last = part.last();
                    return last == null || found.size() == PART
                            ? Uni.createFrom().item(found)
                            : doublesOf(session, element, last, found);
                });
    }
}
