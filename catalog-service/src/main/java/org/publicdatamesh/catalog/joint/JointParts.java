package org.publicdatamesh.catalog.joint;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.entry.EntryState;
import org.publicdatamesh.catalog.entry.EntryWork;
import org.publicdatamesh.catalog.entry.ReviewCheck;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.JointConfirmationAsked;
import org.publicdatamesh.kit.event.catalog.JointPartConfirmed;
import org.publicdatamesh.kit.event.catalog.JointPartObjected;
import org.publicdatamesh.kit.event.catalog.JointPartReleased;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Parts of co-units from being asked to publication: with the steps of the entry, in their transactions (Art. 9). */
@ApplicationScoped
class JointParts implements EntryFollower, ReviewCheck {
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal UNCONFIRMED = Refusal.of(
            409,
            "parts-unconfirmed",
            "The entry is not passed on before each co-unit has confirmed its part as it stands, or the authority has"
                    + " decided without it (Art. 9).");
    private static final Refusal NOT_IN_REVIEW = Refusal.of(
            409, "version-not-in-review", "The version of this part is not in the review of the unit that leads it.");
    private static final Refusal PART_CHANGED =
            Refusal.of(409, "part-changed", "The part is not the one that was read; read it again.");

    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    JointParts(Outbox outbox, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    /** Each co-unit is asked whose part it has not confirmed as it stands. */
    @Override
    public Uni<Void> submitted(Mutiny.Session session, EntryWork entry, Actor actor) {
        return locked(session, entry.id(), entry.version()).chain(rows -> confirmedBefore(session, entry)
                .chain(before -> asked(session, entry, byUnit(rows), byUnit(before), actor)));
    }

    private static Uni<List<JointPart>> confirmedBefore(Mutiny.Session session, EntryWork entry) {
        Integer live = entry.liveVersion();
        return live == null || entry.content().parts().isEmpty()
                ? Uni.createFrom().item(List.of())
                : rows(session, entry.id(), live);
    }

    private Uni<Void> asked(
            Mutiny.Session session,
            EntryWork entry,
            Map<String, JointPart> rows,
            Map<String, JointPart> before,
            Actor actor) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Part part : Part.of(entry.content())) {
            JointPart row = rows.remove(part.unit());
            if (row == null) {
                JointPart earlier = before.get(part.unit());
                boolean same =
                        earlier != null && earlier.state == PartState.CONFIRMED && earlier.digest.equals(part.digest());
                JointPart begun = same && earlier != null
                        ? JointPart.carried(entry, part, earlier)
                        : JointPart.asked(entry, part, clock.instant());
                all = all.chain(() -> session.persist(begun));
                row = same ? null : begun;
            } else if (!row.submitted(part, clock.instant())) {
                row = null;
            }
            JointPart told = row;
            if (told != null) {
                all = all.chain(() -> publish(
                        session,
                        told,
                        new JointConfirmationAsked(
                                entry.id(),
                                entry.version(),
                                entry.unit(),
                                told.unit,
                                told.names(),
                                told.digest,
                                actor)));
            }
        }
        rows.values().forEach(JointParts::drop);
        return all;
    }

    private static void drop(JointPart row) {
        if (row.state != PartState.DROPPED) {
            row.move(PartState.Command.DROP);
        }
    }

    /** The lead's supervisor waits for each co-unit. */
    @Override
    public Uni<Void> check(Mutiny.Session session, EntryWork entry) {
        List<Part> parts = Part.of(entry.content());
        if (parts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return locked(session, entry.id(), entry.version())
                .invoke(rows -> {
                    List<Violation> missing = JointRules.missing(
                            parts, rows.stream().collect(Collectors.toMap(row -> row.unit, JointPart::said)));
                    if (!missing.isEmpty()) {
                        throw new RefusedException(UNCONFIRMED, missing);
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> discarded(Mutiny.Session session, UUID entryId, int version) {
        return locked(session, entryId, version)
                .invoke(rows -> rows.forEach(JointParts::drop))
                .replaceWithVoid();
    }

    /** Where the authority published another part than the one that passed, its unit sees it as adjusted. */
    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return EntryWork.of(session, entryId)
                .chain(entry -> entry == null
                        ? Uni.createFrom().voidItem()
                        : locked(session, entryId, version).chain(rows -> adjusted(session, entry, rows)));
    }

    private Uni<Void> adjusted(Mutiny.Session session, EntryWork entry, List<JointPart> rows) {
        Map<String, Part> parts = new HashMap<>();
        Part.of(entry.content()).forEach(part -> parts.put(part.unit(), part));
        for (JointPart row : rows) {
            Part part = parts.remove(row.unit);
            boolean gone = part == null && row.state == PartState.DROPPED;
            boolean same = part != null && row.state.passes() && row.digest.equals(part.digest());
            if (!gone && !same) {
                row.adjust(part);
            }
        }
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Part part : parts.values()) {
            JointPart added = JointPart.adjusted(entry, part, clock.instant());
            all = all.chain(() -> session.persist(added));
        }
        return all;
    }

    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
        return session.createMutationQuery("delete from JointPart where entryId = :entry")
                .setParameter("entry", entryId)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A co-unit's supervisor confirms its part as it was read, or objects. */
    Uni<PartView> decide(Mutiny.Session session, UUID id, PartDecision decision) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        List<Violation> broken = decision.violations();
        if (!broken.isEmpty()) {
            throw RefusedException.invalid(broken);
        }
        return inReview(session, id, row -> caller.requireUnit(row.unit), actor).chain(found -> {
            JointPart row = found.row();
            if (!row.digest.equals(decision.digest())) {
                throw new RefusedException(PART_CHANGED);
            }
            row.said(decision, actor.person(), clock.instant());
            MeshEvent event = decision.decision() == PartDecision.Choice.CONFIRM
                    ? new JointPartConfirmed(
                            row.entryId, row.version, row.lead, row.unit, row.names(), row.digest, actor)
                    : new JointPartObjected(
                            row.entryId,
                            row.version,
                            row.lead,
                            row.unit,
                            row.names(),
                            row.digest,
                            decision.reasons() == null ? "" : decision.reasons(),
                            actor);
            return publish(session, row, event).chain(session::flush).replaceWith(() -> found.view(caller.unit()));
        });
    }

    /** The authority decides that the entry goes on without the confirmation. */
    Uni<PartView> release(Mutiny.Session session, UUID id, PartRelease release) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return inReview(session, id, row -> {}, actor).chain(found -> {
            JointPart row = found.row();
            row.release(release.reasons(), actor.person(), clock.instant());
            return publish(
                            session,
                            row,
                            new JointPartReleased(
                                    row.entryId,
                                    row.version,
                                    row.lead,
                                    row.unit,
                                    row.names(),
                                    row.digest,
                                    release.reasons(),
                                    actor))
                    .chain(session::flush)
                    .replaceWith(() -> found.view(caller.unit()));
        });
    }

    /** A part with its entry. */
    private record Found(JointPart row, EntryWork entry) {
        PartView view(String reader) {
            return PartView.read(row, entry, reader);
        }
    }

    private Uni<Found> inReview(Mutiny.Session session, UUID id, Consumer<JointPart> allowed, Actor actor) {
        return session.find(JointPart.class, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(row -> {
                    if (row == null || !visible(row)) {
                        throw RefusedException.notFound("part");
                    }
                    allowed.accept(row);
                })
                .chain(row -> EntryWork.of(session, row.entryId).map(entry -> {
                    if (entry == null || entry.version() != row.version || entry.state() != EntryState.IN_UNIT_REVIEW) {
                        throw new RefusedException(NOT_IN_REVIEW);
                    }
                    if (actor.person().equals(entry.draftedBy())) {
                        throw new RefusedException(SAME_PERSON);
                    }
                    return new Found(row, entry);
                }));
    }

    /** A part of the caller's unit or of an entry that it leads; any, for the authority and auditors. */
    Uni<PartView> one(Mutiny.Session session, UUID id) {
        return session.find(JointPart.class, id).chain(row -> {
            if (row == null || !visible(row)) {
                throw RefusedException.notFound("part");
            }
            return EntryWork.of(session, row.entryId).map(entry -> PartView.read(row, entry, caller.unit()));
        });
    }

    private boolean visible(JointPart row) {
        return row.unit.equals(caller.unit()) || row.lead.equals(caller.unit()) || Oversight.of(caller);
    }

    static Uni<List<JointPart>> rows(Mutiny.Session session, UUID entryId, int version) {
        return session.createQuery(
                        "from JointPart where entryId = :entry and version = :version order by unit", JointPart.class)
                .setParameter("entry", entryId)
                .setParameter("version", version)
                .getResultList();
    }

    private static Uni<List<JointPart>> locked(Mutiny.Session session, UUID entryId, int version) {
        return session.createQuery(
                        "from JointPart where entryId = :entry and version = :version order by unit", JointPart.class)
                .setParameter("entry", entryId)
                .setParameter("version", version)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private static Map<String, JointPart> byUnit(List<JointPart> rows) {
        return new HashMap<>(rows.stream().collect(Collectors.toMap(row -> row.unit, Function.identity())));
    }

    private Uni<Void> publish(Mutiny.Session session, JointPart row, MeshEvent event) {
        return outbox.publish(session, row.entryId.toString(), event);
    }

    /**
     * Which parts are wanted.
     *
     * @param unit of this co-unit; null for all
     * @param seenBy of this co-unit or led by it; null for all
     * @param entry of this entry; null for all
     * @param state in this state; null for all
     */
    record Selection(
            @Nullable String unit,
            @Nullable String seenBy,
            @Nullable UUID entry,
            @Nullable PartState state) {}

    /**
     * At most {@code most} parts after a place: those that wait for their unit first, each in the order in which they came.
     *
     * @param rank 0 where the place is among those that wait, 1 where it is among the rest
     * @param after the part before the first one
     */
    static Uni<List<JointPart>> list(Mutiny.Session session, Selection wanted, int rank, UUID after, int most) {
        String rankOf = "(case when state = PartState.ASKED then 0 else 1 end)";
        Mutiny.SelectionQuery<JointPart> query = session.createQuery(
                "from JointPart where (" + rankOf + " > :rank or " + rankOf + " = :rank and id > :after)"
                        + (wanted.unit() == null ? "" : " and unit = :unit")
                        + (wanted.seenBy() == null ? "" : " and (unit = :seer or lead = :seer)")
                        + (wanted.entry() == null ? "" : " and entryId = :entry")
                        + (wanted.state() == null ? "" : " and state = :state")
                        + " order by " + rankOf + ", id",
                JointPart.class);
        if (wanted.unit() != null) {
            query.setParameter("unit", wanted.unit());
        }
        if (wanted.seenBy() != null) {
            query.setParameter("seer", wanted.seenBy());
        }
        if (wanted.entry() != null) {
            query.setParameter("entry", wanted.entry());
        }
        if (wanted.state() != null) {
            query.setParameter("state", wanted.state());
        }
        return query.setParameter("rank", rank)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
    }
}
