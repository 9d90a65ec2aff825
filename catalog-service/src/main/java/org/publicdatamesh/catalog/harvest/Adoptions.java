package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.HarvestRecordAdopted;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/** Drafts entries out of records. From there on they go the way of every entry (Art. 10, 11). */
@ApplicationScoped
class Adoptions {
    private static final Refusal ADOPTED =
            Refusal.of(409, "already-adopted", "The unit has drafted an entry out of this record before.");
    private static final Refusal GONE =
            Refusal.of(409, "record-gone", "The other catalogue does not have this dataset any more.");

    private final Entries entries;
    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Adoptions(Entries entries, Outbox outbox, Caller caller, InstantSource clock) {
        this.entries = entries;
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    private record Adopted(RecordViews.Row row, String sourceTitle) {}

    Uni<Origin> adopt(Mutiny.Session session, UUID record, Adoption adoption) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return SessionSql.select(
                        session,
                        "select r.id, r.source_id, r.content, r.first_seen_at, r.last_seen_at, r.changed_at, r.gone_at,"
                                + " s.title from harvest_record r join harvest_source s on s.id = r.source_id"
                                + " where r.id = $1 for share of r",
                        columns -> new Adopted(RecordViews.Row.of(columns), (String) columns[7]),
                        record)
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("record");
                    }
                    if (found.getFirst().row().goneAt() != null) {
                        throw new RefusedException(GONE);
                    }
                    return draft(session, found.getFirst(), adoption, actor);
                });
    }

    private Uni<Origin> draft(Mutiny.Session session, Adopted adopted, Adoption adoption, Actor actor) {
        RecordViews.Row row = adopted.row();
        Prefilled prefilled = Prefilled.of(row.dataset());
        UpdateCycle cycle = adoption.updateCycle() == null ? prefilled.updateCycle() : adoption.updateCycle();
        if (cycle == null) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/updateCycle",
                    "cycle-needed",
                    "The record's frequency is no update cycle; one is to be stated.")));
        }
        Instant now = clock.instant();
        return entries.draftAll(session, List.of(adoption.content(prefilled, cycle)), actor)
                .map(List::getFirst)
                .call(entry -> SessionSql.update(
                                session,
                                "insert into harvest_adoption (entry_id, record_id, source_id, source_title, iri, content,"
                                        + " unit, adopted_by, adopted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
                                        + " on conflict (record_id, unit) do nothing",
                                entry,
                                row.id(),
                                row.sourceId(),
                                adopted.sourceTitle(),
                                row.dataset().iri(),
                                EventJson.write(row.dataset()),
                                actor.unit(),
                                actor.person(),
                                now.atOffset(ZoneOffset.UTC))
                        .invoke(rows -> {
                            if (rows == 0) {
                                throw new RefusedException(ADOPTED);
                            }
                        }))
                .call(entry -> outbox.publish(
                        session,
                        row.sourceId().toString(),
                        new HarvestRecordAdopted(
                                row.id(), row.sourceId(), row.dataset().iri(), entry, actor.unit(), actor)))
                .map(entry -> new Origin(
                        entry,
                        actor.unit(),
                        row.id(),
                        row.sourceId(),
                        adopted.sourceTitle(),
                        row.dataset().iri(),
                        now,
                        row.dataset()));
    }

    /** The origin of an entry, for its unit, for the authority and auditors, and for all once it is published. */
    Uni<Origin> origin(Mutiny.Session session, UUID entry) {
        boolean overseeing = Oversight.of(caller);
        String unit = caller.unit();
        return SessionSql.select(
                        session,
                        "select entry_id, unit, record_id, source_id, source_title, iri, adopted_at, content"
                                + " from harvest_adoption where entry_id = $1",
                        columns -> new Origin(
                                (UUID) columns[0],
                                (String) columns[1],
                                (UUID) columns[2],
                                (UUID) columns[3],
                                (String) columns[4],
                                (String) columns[5],
                                ((OffsetDateTime) columns[6]).toInstant(),
                                RecordViews.dataset((String) columns[7])),
                        entry)
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("origin");
                    }
                    Origin origin = found.getFirst();
                    return overseeing || origin.unit().equals(unit)
                            ? Uni.createFrom().item(origin)
                            : PublishedEntries.one(session, entry).map(published -> {
                                if (published == null) {
                                    throw RefusedException.notFound("origin");
                                }
                                return origin;
                            });
                });
    }
}
