package org.publicdatamesh.exchange.backflow;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.notice.Narrowing;
import org.publicdatamesh.kit.event.Actor;

/** What the exchanges of two levels tell each other of a request for data held above (Art. 4). */
public sealed interface LevelMessage {
    /** The request, the same on all levels. */
    UUID requestId();

    /**
     * Up: a unit below needs data.
     *
     * @param requestId the request
     * @param unit the unit that needs them, as its own level names it
     * @param wish what it applies for
     * @param filed who filed it
     * @param passed who passed it up last
     */
    record Asked(UUID requestId, String unit, NewApplication wish, Actor filed, Actor passed) implements LevelMessage {}

    /**
     * Down: what became of it, or rows.
     *
     * @param requestId the request
     * @param sequence counts what is told of the request between two levels, from 1
     * @param content what is told
     */
    record Told(UUID requestId, long sequence, Content content) implements LevelMessage {}

    /** What is told. */
    sealed interface Content {}

    /**
     * The share is granted where the data are held.
     *
     * @param grantId the grant there
     * @param entryId the entry
     * @param resourceId the resource
     * @param validUntil until when
     */
    record Granted(UUID grantId, UUID entryId, UUID resourceId, Instant validUntil) implements Content {}

    /**
     * It is refused.
     *
     * @param reasons why
     */
    record Refused(String reasons) implements Content {}

    /**
     * Rows as the grant lets them be seen: those that there are, and then what changes of them, in order.
     *
     * @param rows the rows
     * @param reasons why they changed; nothing for those that there are
     */
    record Flow(List<Narrowing> rows, @Nullable String reasons) implements Content {}

    /**
     * Nothing flows any more.
     *
     * @param at since when
     * @param reasons why, where the grant goes on and only its rows do not flow any more
     */
    record Ended(Instant at, @Nullable String reasons) implements Content {}
}
