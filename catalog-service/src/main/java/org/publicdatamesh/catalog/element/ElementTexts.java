package org.publicdatamesh.catalog.element;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ElementEnded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Elements with their tenures, as texts that may turn out to be secret. What is known of them, and the wordings, are copies that
 * go with them.
 */
@ApplicationScoped
class ElementTexts implements StandingRecords {
    private final KnownData known;
    private final Outbox outbox;

    ElementTexts(KnownData known, Outbox outbox) {
        this.known = known;
        this.outbox = outbox;
    }

    @Override
    public String kind() {
        return "data-element";
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return session.createQuery("from Element where id > :after order by id", Element.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList()
                .chain(elements -> standing(session, elements));
    }

    @Override
    public String written() {
        return "select id from data_element where " + WRITTEN + " union select element_id from element_tenure where "
                + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return session.createQuery("from Element where id in :ids order by id", Element.class)
                .setParameter("ids", ids)
                .getResultList()
                .chain(elements -> standing(session, elements));
    }

    private static Uni<List<Standing>> standing(Mutiny.Session session, List<Element> elements) {
        if (elements.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery("from Tenure where elementId in :ids order by id", Tenure.class)
                .setParameter(
                        "ids", elements.stream().map(element -> element.id).toList())
                .getResultList()
                .map(tenures -> {
                    Map<UUID, List<Tenure>> ofElements =
                            tenures.stream().collect(Collectors.groupingBy(tenure -> tenure.elementId));
                    return elements.stream()
                            .map(element -> new Standing(
                                    element.id,
                                    element.unit,
                                    texts(element, ofElements.getOrDefault(element.id, List.of()))))
                            .toList();
                });
    }

    private static List<Record> texts(Element element, List<Tenure> tenures) {
        List<Record> texts = new ArrayList<>();
        texts.add(new ElementContent(
                element.name,
                element.synonyms(),
                element.meaning,
                element.valueForm(),
                element.standard(),
                element.source()));
        String reasons = element.reasons;
        // Those of one that is or was in force are its tenures'.
        if (reasons != null && element.registeredAt == null) {
            texts.add(
                    element.agreedBy == null
                            ? new ElementAgreement(ElementAgreement.Choice.RETURN, reasons)
                            : new ElementDecision(ElementDecision.Choice.RETURN, reasons));
        }
        for (int i = 0; i < tenures.size(); i++) {
            Tenure tenure = tenures.get(i);
            if (tenure.reasons != null) {
                boolean ended = element.state == ElementState.ENDED && i == tenures.size() - 1;
                texts.add(ended ? new ElementEnd(tenure.reasons) : new HandOver(element.unit, null, tenure.reasons));
            }
        }
        return texts;
    }

    /** The element is gone: the datum has no source any more, and another can be proposed. One in force is told to have ended. */
    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return SessionSql.select(
                        session,
                        "select unit from data_element where id = $1 for update",
                        columns -> (String) columns[0],
                        id)
                .call(() -> SessionSql.update(session, "delete from element_tenure where element_id = $1", id))
                .call(() -> SessionSql.update(session, "delete from element_link where element_id = $1", id))
                .call(() -> known.erase(session, List.of(Kind.ELEMENT), id))
                .call(() -> StandingRecords.eraseTold(session, id))
                .chain(found -> SessionSql.update(
                                session, "delete from data_element where id = $1 and state = 'REGISTERED'", id)
                        .chain(inForce -> inForce == 0
                                ? SessionSql.update(session, "delete from data_element where id = $1", id)
                                        .replaceWithVoid()
                                : outbox.publish(
                                        session, id.toString(), new ElementEnded(id, "-", found.getFirst(), "-", by))));
    }

    /** Wordings that nothing has any more go: one of them may be what was erased, of an element, a plan or an entry. */
    @Override
    public Uni<Void> erased(Mutiny.Session session) {
        return known.forgetWordings(session);
    }
}
