package org.publicdatamesh.security;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.PostAppointed;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A handler for tests: its effect is a row in the outbox under the event's subject. It can be broken and mended. */
@ApplicationScoped
class ContainmentEffect implements EventHandler<ContainmentOrdered> {
    private final Map<UUID, String> parents = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private volatile boolean broken;

    ContainmentEffect(Outbox outbox) {
        this.outbox = outbox;
    }

    void broken(boolean is) {
        broken = is;
    }

    /** Id of the span whose child the span of the event's effect was. */
    String parentOf(UUID event) {
        return parents.getOrDefault(event, "");
    }

    @Override
    public Class<ContainmentOrdered> event() {
        return ContainmentOrdered.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ContainmentOrdered> event) {
        if (Span.current() instanceof ReadableSpan span) {
            parents.put(event.id(), span.getParentSpanContext().getSpanId());
        }
        return outbox.publish(session, event.subject(), new PostAppointed("authority", "auditor", "somebody"))
                .chain(session::flush)
                .invoke(() -> {
                    if (broken) {
                        throw new IllegalStateException("the handler is broken");
                    }
                });
    }
}
