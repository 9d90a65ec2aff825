package org.publicdatamesh.kit.inbox;

import io.quarkus.logging.Log;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The service's one subscription: the topics in {@code mp.messaging.incoming.mesh-events.topics}, in batches.
 *
 * <p>While a transaction is under way, the batches that come are gathered; the next transaction takes them all. At a low
 * rate an event so waits for one transaction at most, at a high one a transaction serves thousands. What is gathered is
 * bounded, and one transaction runs at a time, so that the order of each key is kept.
 */
@ApplicationScoped
class EventConsumer {
    /** Batches that have been asked for and not acknowledged; each has at most {@code max.poll.records} events. */
    private static final int WINDOW = 6;

    /** A transaction takes no further batch once it has so many events. */
    private static final int MOST = 2_000;

    private final Inbox inbox;
    private final Vertx vertx;

    EventConsumer(Inbox inbox, Vertx vertx) {
        this.inbox = inbox;
        this.vertx = vertx;
    }

    @Incoming("mesh-events")
    Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> consume() {
        return new Gathering();
    }

    /** All of its state is seen and changed on one event loop only, but for the subscription's start. */
    private final class Gathering implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {
        private final Queue<Message<ConsumerRecords<String, byte[]>>> waiting = new ArrayDeque<>();
        private Flow.@Nullable Subscription subscription;
        private @Nullable Context loop;
        private boolean busy;

        @Override
        public synchronized void onSubscribe(Flow.Subscription started) {
            subscription = started;
            started.request(WINDOW);
        }

        @Override
        public synchronized void onNext(Message<ConsumerRecords<String, byte[]>> batch) {
            if (loop == null) {
                loop = vertx.getOrCreateContext();
            }
            waiting.add(batch);
            takeOn();
        }

        @Override
        public void onError(Throwable failure) {
            Log.error("The subscription of events has failed.", failure);
        }

        @Override
        public void onComplete() {}

        private synchronized void takeOn() {
            if (busy || loop == null || waiting.isEmpty()) {
                return;
            }
            busy = true;
            List<Message<ConsumerRecords<String, byte[]>>> taken = new ArrayList<>();
            List<ReceivedEvent> events = new ArrayList<>();
            while (!waiting.isEmpty() && events.size() < MOST) {
                Message<ConsumerRecords<String, byte[]>> batch = waiting.remove();
                taken.add(batch);
                for (ConsumerRecord<String, byte[]> record : batch.getPayload()) {
                    events.add(new ReceivedEvent(record));
                }
            }
            Context context = VertxContext.createNewDuplicatedContext(loop);
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> inbox.receive(events)
                    .subscribe()
                    .with(done -> ended(taken, null), failure -> ended(taken, failure)));
        }

        private void ended(List<Message<ConsumerRecords<String, byte[]>>> taken, @Nullable Throwable failure) {
            for (Message<ConsumerRecords<String, byte[]>> batch : taken) {
                // Throttled acknowledgement only notes the offset; not to be waited for.
                var _ = failure == null ? batch.ack() : batch.nack(failure);
            }
            synchronized (this) {
                busy = false;
                if (failure == null && subscription != null) {
                    subscription.request(taken.size());
                }
                takeOn();
            }
        }
    }
}
