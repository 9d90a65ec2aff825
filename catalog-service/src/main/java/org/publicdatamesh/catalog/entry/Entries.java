package org.publicdatamesh.catalog.entry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.EntryDrafted;
import org.publicdatamesh.kit.event.catalog.EntryReturned;
import org.publicdatamesh.kit.event.catalog.EntryReviewed;
import org.publicdatamesh.kit.event.catalog.EntrySubmitted;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;

/** Entries from draft to publication: load, ask the rules, save and publish. */
@ApplicationScoped
public class Entries {
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "The one who drafted or reviewed a matter does not decide it too (Art. 8).");

    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Entries(Outbox outbox, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Entry> draft(Mutiny.Session session, EntryContent content) {
        refuseBroken(content);
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        Entry entry = new Entry(Outbox.newId(), actor.unit(), content, actor.person(), clock.instant());
        return session.persist(entry)
                .chain(() -> outbox.publish(
                        session, entry.id.toString(), new EntryDrafted(entry.id, entry.version, entry.unit, actor)))
                .chain(session::flush)
                .replaceWith(entry);
    }

    Uni<Entry> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, EntryContent content) {
        return owned(session, id)
                .invoke(entry -> {
                    IfMatch.require(ifMatch, entry.lockVersion);
                    refuseBroken(content);
                    entry.move(EntryState.Command.EDIT, clock.instant());
                    entry.edit(content, clock.instant());
                })
                .call(session::flush);
    }

    Uni<Entry> submit(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        return owned(session, id)
                .invoke(entry -> {
                    entry.move(EntryState.Command.SUBMIT, clock.instant());
                    entry.returnReasons = null;
                })
                .call(entry -> outbox.publish(
                        session, id.toString(), new EntrySubmitted(id, entry.version, entry.unit, actor)));
    }

    Uni<Entry> review(Mutiny.Session session, UUID id, ReviewDecision decision) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        refuseWithoutReasons(decision.decision() == ReviewDecision.Choice.RETURN, decision.reasons());
        return owned(session, id).call(entry -> {
            if (entry.draftedBy.equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            if (decision.decision() == ReviewDecision.Choice.RETURN) {
                entry.move(EntryState.Command.UNIT_RETURN, clock.instant());
                return returned(session, entry, decision.reasons(), actor);
            }
            entry.move(EntryState.Command.PASS, clock.instant());
            entry.reviewedBy = actor.person();
            return outbox.publish(session, id.toString(), new EntryReviewed(id, entry.version, entry.unit, actor));
        });
    }

    Uni<Entry> publish(Mutiny.Session session, UUID id, PublicationDecision decision) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        refuseWithoutReasons(decision.decision() == PublicationDecision.Choice.RETURN, decision.reasons());
        return found(session, id).call(entry -> {
            if (actor.person().equals(entry.draftedBy) || actor.person().equals(entry.reviewedBy)) {
                throw new RefusedException(SAME_PERSON);
            }
            if (decision.decision() == PublicationDecision.Choice.RETURN) {
                entry.move(EntryState.Command.AUTHORITY_RETURN, clock.instant());
                return returned(session, entry, decision.reasons(), actor);
            }
            entry.move(EntryState.Command.CONFIRM, clock.instant());
            entry.publishedAt = clock.instant();
            return outbox.publish(session, id.toString(), entry.published(actor));
        });
    }

    private Uni<Void> returned(Mutiny.Session session, Entry entry, @Nullable String reasons, Actor actor) {
        String why = reasons == null ? "" : reasons;
        entry.returnReasons = why;
        return outbox.publish(
                session, entry.id.toString(), new EntryReturned(entry.id, entry.version, entry.unit, why, actor));
    }

    /** An entry that the caller may see: published ones, its own unit's, and for the authority those it reviews. */
    Uni<Entry> visible(Mutiny.Session session, UUID id) {
        return found(session, id).invoke(entry -> {
            boolean own = entry.unit.equals(caller.unit());
            boolean reviewing = entry.state == EntryState.IN_AUTHORITY_REVIEW && caller.has(Roles.AUTHORITY_REVIEWER);
            if (entry.state != EntryState.PUBLISHED && !own && !reviewing) {
                throw RefusedException.notFound("entry");
            }
        });
    }

    /** An entry of the caller's unit; to others one that is not published is not there. */
    Uni<Entry> owned(Mutiny.Session session, UUID id) {
        return found(session, id).invoke(entry -> {
            if (entry.state != EntryState.PUBLISHED && !entry.unit.equals(caller.unit())) {
                throw RefusedException.notFound("entry");
            }
            caller.requireUnit(entry.unit);
        });
    }

    /** The unit of an entry of the caller's to which a resource can be attached: a published one. */
    public Uni<String> attachable(Mutiny.Session session, UUID id) {
        return owned(session, id).map(entry -> {
            entry.move(EntryState.Command.ATTACH, clock.instant());
            return entry.unit;
        });
    }

    private static Uni<Entry> found(Mutiny.Session session, UUID id) {
        return session.find(Entry.class, id).onItem().ifNull().failWith(() -> RefusedException.notFound("entry"));
    }

    private static void refuseBroken(EntryContent content) {
        List<Violation> violations = content.violations();
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private static void refuseWithoutReasons(boolean needed, @Nullable String reasons) {
        if (needed && (reasons == null || reasons.isBlank())) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/reasons", "missing", "A return states its reasons (Art. 10).")));
        }
    }
}
