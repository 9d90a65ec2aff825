package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.rest.StrictRecords;

/** Applications that are still written (Art. 25): kept, changed and deleted by their unit's specialists, until submitted. */
@ApplicationScoped
class Drafts {
    private final Submissions submissions;
    private final StrictRecords records;
    private final InstantSource clock;
    private final Caller caller;

    Drafts(Submissions submissions, StrictRecords records, InstantSource clock, Caller caller) {
        this.submissions = submissions;
        this.records = records;
        this.clock = clock;
        this.caller = caller;
    }

    Uni<Draft> write(Mutiny.Session session, DraftContent content) {
        Draft draft = new Draft();
        draft.id = Outbox.newId();
        draft.unit = caller.unit();
        return known(session, content)
                .invoke(() -> state(draft, content))
                .chain(() -> session.persist(draft))
                .chain(session::flush)
                .replaceWith(draft);
    }

    /** Replaces all that a draft says. */
    Uni<Draft> change(Mutiny.Session session, UUID id, @Nullable String ifMatch, DraftContent content) {
        return own(session, id)
                .invoke(draft -> IfMatch.require(ifMatch, draft.lockVersion))
                .call(() -> known(session, content))
                .invoke(draft -> state(draft, content))
                .call(session::flush);
    }

    Uni<Void> delete(Mutiny.Session session, UUID id, @Nullable String ifMatch) {
        return own(session, id)
                .invoke(draft -> IfMatch.require(ifMatch, draft.lockVersion))
                .chain(draft -> session.remove(draft));
    }

    /** Submits a draft: it is an application from now on, under the same id, where it breaks no rule of one. */
    Uni<Application> submit(Mutiny.Session session, UUID id, @Nullable String ifMatch) {
        return own(session, id).chain(draft -> {
            IfMatch.require(ifMatch, draft.lockVersion);
            NewApplication asked = records.read(NewApplication.class, draft.content);
            return submissions
                    .submit(session, asked, draft.id, List.of(draft.authors))
                    .call(() -> session.remove(draft));
        });
    }

    /** What a look at a draft finds now, with all for which its submission would be refused. */
    Uni<DraftView> look(Mutiny.Session session, Draft draft) {
        return submissions
                .look(session, DraftView.content(draft), draft.unit, unread(draft))
                .map(check -> DraftView.of(draft, check));
    }

    /** What keeps a draft from being read as an application. */
    private List<Violation> unread(Draft draft) {
        try {
            records.read(NewApplication.class, draft.content);
            return List.of();
        } catch (RefusedException refused) {
            return refused.violations();
        }
    }

    /** The draft, where it is the caller's unit's. */
    Draft visible(@Nullable Draft draft) {
        if (draft == null || !draft.unit.equals(caller.unit())) {
            throw RefusedException.notFound("draft");
        }
        return draft;
    }

    private Uni<Draft> own(Mutiny.Session session, UUID id) {
        return session.find(Draft.class, id, LockModeType.PESSIMISTIC_WRITE).map(this::visible);
    }

    private void state(Draft draft, DraftContent content) {
        draft.resourceId = content.resourceId();
        draft.content = EventJson.write(content);
        draft.by(caller.as(Roles.DATA_SPECIALIST).person());
        draft.changedAt = clock.instant();
    }

    private static Uni<Void> known(Mutiny.Session session, DraftContent content) {
        return SharedResource.find(session, content.resourceId())
                .invoke(resource -> {
                    if (resource == null) {
                        throw RefusedException.invalid(
                                List.of(Violation.at("/resourceId", "unknown-resource", "There is no such resource.")));
                    }
                })
                .replaceWithVoid();
    }
}
