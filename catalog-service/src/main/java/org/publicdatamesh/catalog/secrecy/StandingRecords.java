package org.publicdatamesh.catalog.secrecy;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Records with texts that stand in the catalogue beside the entries (Art. 2, 13): every such bean is scanned after a change of the
 * rules, and erases what has a confirmed secret in it.
 */
public interface StandingRecords {
    /**
     * Whether a row was written by a transaction that had not ended when the rules changed, or has begun since: nothing else can have
     * been judged by older rules and missed by the scan.
     */
    String WRITTEN = "age(xmin) <= age($2::text::xid8::xid)";

    /** The order in which a scan takes the kinds: by turn, and in it by name. */
    Comparator<StandingRecords> ORDER =
            Comparator.comparing(StandingRecords::turn).thenComparing(StandingRecords::kind);

    /** When a scan takes a kind: what was said first comes before what was copied from it, so that a case names the original's unit. */
    enum Turn {
        /** What units and the authority said here, or what was harvested. */
        ORIGINALS,
        /** What was kept of other records, and stays when they change. */
        COPIES
    }

    /**
     * A record that stands.
     *
     * @param unit the unit here that answers for it
     * @param texts every text and name in these is looked at. They are of the types that the texts were written as, so that what is
     *     cleared there is cleared here
     */
    record Standing(UUID id, String unit, List<Record> texts) {}

    /** Name of the kind, in kebab-case and for good. */
    String kind();

    /** When a scan takes it. */
    default Turn turn() {
        return Turn.ORIGINALS;
    }

    /** How many are read and judged at once. */
    default int most() {
        return 200;
    }

    /**
     * Whether they only note what stands elsewhere, so that what is suspected of one is erased at once, as it would have been left out
     * when it was written.
     */
    default boolean fleeting() {
        return false;
    }

    /** Those after an id, in the order of ids. */
    Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most);

    /**
     * A query for the ids of those of which something was written since a change of the rules, once or more often each: of the rows of
     * every table that their texts stand in, those that keep {@link #WRITTEN}.
     */
    String written();

    /** Those that are there of some, in the order of ids. */
    Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids);

    /** One; null where it is not there. */
    default Uni<@Nullable Standing> one(Mutiny.Session session, UUID id) {
        return some(session, List.of(id)).map(found -> found.isEmpty() ? null : found.getFirst());
    }

    /**
     * Keeps nothing of what it says.
     *
     * @param by who found it to be a secret
     */
    Uni<Void> erase(Mutiny.Session session, UUID id, Actor by);

    /** Follows the last one of several that are erased in one transaction, of this kind or others: locks no single record any more. */
    default Uni<Void> erased(Mutiny.Session session) {
        return Uni.createFrom().voidItem();
    }

    /** Keeps nothing of what is suspected of one that is {@link #fleeting}. */
    default Uni<Void> drop(Mutiny.Session session, UUID id, Rules rules) {
        throw new IllegalStateException("not fleeting: " + kind());
    }

    /** Erases events in which a record was told under its id, and answers that name it. */
    static Uni<Void> eraseTold(Mutiny.Session session, UUID id) {
        return SessionSql.update(session, "delete from outbox where key = $1", id.toString())
                .chain(() -> eraseAnswers(session, id));
    }

    /** Erases answers that name a record. */
    static Uni<Void> eraseAnswers(Mutiny.Session session, UUID id) {
        return SessionSql.update(
                        session, "update idempotency_key set body = '{}' where position($1 in body) > 0", id.toString())
                .replaceWithVoid();
    }
}
