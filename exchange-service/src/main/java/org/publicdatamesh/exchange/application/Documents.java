package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Documents on which a provider's refusal rests (Art. 26): uploaded by the provider while it has to decide, read by all who see
 * the application. None is changed or deleted: what a decision named stays as it was.
 */
@ApplicationScoped
class Documents {
    private static final int MB = 1 << 20;
    private static final int MOST = 20;
    private static final int MOST_MB = 40;

    private static final Refusal FULL = Refusal.of(
            409,
            "documents-full",
            "An application has at most " + MOST + " documents, of " + MOST_MB + " MB in all.",
            MOST,
            MOST_MB);

    private static final String TOLD =
            "select id, name, media_type, sm3, size, unit, uploaded_at from application_document";

    private final Applications applications;
    private final InstantSource clock;
    private final Caller caller;

    Documents(Applications applications, InstantSource clock, Caller caller) {
        this.applications = applications;
        this.clock = clock;
        this.caller = caller;
    }

    /** A document with its bytes. */
    record Content(DocumentView document, byte[] bytes) {}

    /**
     * Keeps a document of the provider's, which has to decide on the application. The application is locked, so that of two uploads at
     * once none passes the limits unseen.
     *
     * @throws RefusedException 404 for an application that the caller does not see, 403 {@code foreign-unit} for another unit than
     *     the provider, 409 {@code not-in-this-state} where the provider has not to decide, 409 {@code documents-full}
     */
    Uni<DocumentView> upload(Mutiny.Session session, UUID id, UploadedFile file) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return applications
                .open(session, id)
                .invoke(application -> {
                    caller.requireUnit(application.provider);
                    if (!application.state.waitsForProvider()) {
                        throw Applications.notInThisState(application);
                    }
                })
                .chain(application -> requireRoom(session, application, file.content().length))
                .chain(() -> store(session, id, file, actor));
    }

    private static Uni<Void> requireRoom(Mutiny.Session session, Application application, int more) {
        return SessionSql.select(
                        session,
                        "select count(*), cast(coalesce(sum(size), 0) as bigint) from application_document"
                                + " where application_id = $1",
                        columns -> number(columns[0]) < MOST && number(columns[1]) + more <= (long) MOST_MB * MB,
                        application.id)
                .invoke(room -> {
                    if (!room.getFirst()) {
                        throw new RefusedException(FULL);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<DocumentView> store(Mutiny.Session session, UUID application, UploadedFile file, Actor actor) {
        Instant now = clock.instant();
        DocumentView document = new DocumentView(
                Outbox.newId(), file.name(), file.mediaType(), file.sm3(), file.content().length, actor.unit(), now);
        return SessionSql.update(
                        session,
                        "insert into application_document (id, application_id, name, media_type, size, sm3, content,"
                                + " unit, uploaded_by, uploaded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                        document.id(),
                        application,
                        document.name(),
                        document.mediaType(),
                        document.size(),
                        document.sm3(),
                        Buffer.buffer(file.content()),
                        document.unit(),
                        actor.person(),
                        now.atOffset(ZoneOffset.UTC))
                .replaceWith(document);
    }

    /** The documents of an application, the first uploaded first; at most 20. */
    Uni<List<DocumentView>> list(Mutiny.Session session, UUID id) {
        return seen(session, id)
                .chain(() -> SessionSql.select(
                        session, TOLD + " where application_id = $1 order by id", Documents::told, id));
    }

    /** One document of an application, with its bytes. */
    Uni<Content> content(Mutiny.Session session, UUID id, UUID document) {
        return seen(session, id)
                .chain(() -> SessionSql.select(
                        session,
                        "select id, name, media_type, sm3, size, unit, uploaded_at, content from application_document"
                                + " where application_id = $1 and id = $2",
                        columns -> new Content(told(columns), bytes(columns[7])),
                        id,
                        document))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("document");
                    }
                    return found.getFirst();
                });
    }

    /** What a unit uploaded for an application. */
    static Uni<List<DocumentView>> of(Mutiny.Session session, UUID application, String unit) {
        return SessionSql.select(
                session,
                TOLD + " where application_id = $1 and unit = $2 order by id",
                Documents::told,
                application,
                unit);
    }

    private Uni<Application> seen(Mutiny.Session session, UUID id) {
        return session.find(Application.class, id).map(applications::visible);
    }

    private static DocumentView told(Object[] columns) {
        return new DocumentView(
                (UUID) columns[0],
                (String) columns[1],
                (String) columns[2],
                (String) columns[3],
                number(columns[4]),
                (String) columns[5],
                ((OffsetDateTime) columns[6]).toInstant());
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static byte[] bytes(Object column) {
        return column instanceof Buffer buffer ? buffer.getBytes() : (byte[]) column;
    }
}
