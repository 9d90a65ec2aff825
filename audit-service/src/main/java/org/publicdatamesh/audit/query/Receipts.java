package org.publicdatamesh.audit.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.audit.log.Checkpoint;
import org.publicdatamesh.audit.log.Hash;
import org.publicdatamesh.audit.log.LogReader;
import org.publicdatamesh.audit.log.Proofs;
import org.publicdatamesh.kit.note.SignedNote;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** Makes receipts out of the published log. */
@ApplicationScoped
class Receipts {
    private static final Refusal NOT_PUBLISHED = Refusal.of(
            409, "not-yet-published", "The record is durable but not yet in a checkpoint; ask again shortly.");
    private static final int LOOKS = 40;
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Pool database;
    private final LogReader log;

    Receipts(Pool database, LogReader log) {
        this.database = database;
        this.log = log;
    }

    private record Leaf(long index, byte[] bytes, @Nullable String data) {}

    /** The receipt of an event; waits up to two seconds for the checkpoint that covers it. */
    Uni<Receipt> of(UUID eventId) {
        return database.preparedQuery("select l.leaf_index, l.leaf, r.data from leaf l"
                        + " left join record r on r.leaf_index = l.leaf_index where l.event_id = $1")
                .execute(Tuple.of(eventId))
                .map(rows -> {
                    RowIterator<Row> found = rows.iterator();
                    if (!found.hasNext()) {
                        throw RefusedException.notFound("record");
                    }
                    Row row = found.next();
                    return new Leaf(
                            row.getLong("leaf_index"), row.getBuffer("leaf").getBytes(), row.getString("data"));
                })
                .chain(leaf -> covering(leaf.index, 1)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(note -> receipt(eventId, leaf, note)));
    }

    /** The first checkpoint seen that covers the leaf. */
    private Uni<String> covering(long index, int look) {
        return Uni.createFrom()
                .item(() -> covers(index))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(note -> {
                    if (note != null) {
                        return Uni.createFrom().item(note);
                    }
                    if (look == LOOKS) {
                        return Uni.createFrom().failure(new RefusedException(NOT_PUBLISHED));
                    }
                    return Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(BETWEEN)
                            .chain(() -> covering(index, look + 1));
                });
    }

    private @Nullable String covers(long index) {
        try {
            String note = log.checkpoint().orElse(null);
            return note != null && Checkpoint.ofNote(note).size() > index ? note : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SignedNote.Refused e) {
            throw new IllegalStateException("the log's checkpoint: " + e.reason(), e);
        }
    }

    private Receipt receipt(UUID eventId, Leaf leaf, String note) {
        try {
            Checkpoint checkpoint = Checkpoint.ofNote(note);
            List<Hash> proof = log.tree(checkpoint.size()).inclusionProof(leaf.index, checkpoint.size());
            if (!Proofs.includes(Hash.ofLeaf(leaf.bytes), leaf.index, checkpoint.size(), proof, checkpoint.root())) {
                throw new IllegalStateException("the log does not hold leaf " + leaf.index + " as the database does");
            }
            return new Receipt(
                    eventId,
                    leaf.index,
                    new String(leaf.bytes, StandardCharsets.UTF_8),
                    leaf.data,
                    proof.stream().map(Hash::base64).toList(),
                    checkpoint.size(),
                    note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SignedNote.Refused e) {
            throw new IllegalStateException("the log's checkpoint: " + e.reason(), e);
        }
    }
}
