package org.publicdatamesh.kit.access;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * Writes access records straight to Kafka, acknowledged by all in-sync replicas. They do not go through the outbox: the
 * delivery waits for the record, and the gate makes no round trip to the database.
 */
@ApplicationScoped
public class AccessLog {
    /** What a caller is told when the record cannot be written: no trace, no data. */
    public static final Refusal NOT_DURABLE = Refusal.of(
            503, "record-not-durable", "The access cannot be recorded now, so no data leaves; try again later.");

    private final DurableSender sender;
    private final InstantSource clock;

    AccessLog(DurableSender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Records an access; completes when the record is durable.
     *
     * @throws RefusedException 503 {@code record-not-durable} where Kafka does not acknowledge within 5 s
     */
    public Uni<Void> record(String key, MeshEvent event) {
        return sender.send(List.of(sender.cloudEvent(
                        EventTypes.topicOf(event.getClass()),
                        key,
                        Outbox.newId(),
                        EventTypes.typeOf(event.getClass()),
                        clock.instant(),
                        EventJson.write(event))))
                .onFailure()
                .transform(failure -> {
                    Log.errorf("An access could not be recorded: %s", failure.toString());
                    return new RefusedException(NOT_DURABLE);
                });
    }
}
