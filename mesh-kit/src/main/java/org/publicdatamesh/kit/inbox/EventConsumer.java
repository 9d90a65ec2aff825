package org.publicdatamesh.kit.inbox;

import io.quarkus.logging.Log;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The service's one subscription: the topics in {@code mp.messaging.incoming.mesh-events.topics}, in batches.
 *
 * <p>While a transaction is under way, the batches that come are gathered; the next transaction takes them all. At a low
 * rate an event so waits for one transaction at most, at a high one a transaction serves thousands. What is gathered is
 * bounded, and one transaction runs at a time, so that the order of each key is kept.
 *
 * <p>No transaction waits for the disk. What has taken effect is kept until it is known to be there, and acknowledged only
 * then; where the database has crashed meanwhile, it is taken in again.
 */
@ApplicationScoped
class EventConsumer {
    /** Batches that have been asked for and not taken; each has at most {@code max.poll.records} events. */
    private static final int WINDOW = 4;

    /** A transaction takes no further batch once it has so many events. */
    private static final int MOST = 2_000;

    /** Events that have taken effect and are not known to be on the disk; with more, none is taken. */
    private static final int UNSETTLED = 20_000;

    private final Inbox inbox;
    private final Vertx vertx;
    private final Duration settleAfter;

    EventConsumer(Inbox inbox, Vertx vertx, @ConfigProperty(name = "mesh.inbox.settle-after") Duration settleAfter) {
        this.inbox = inbox;
        this.vertx = vertx;
        this.settleAfter = settleAfter;
    }

    @Incoming("mesh-events")
    Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> consume() {
        return new Gathering();
    }

    /** A batch as it came, and its events. */
    private record Batch(Message<ConsumerRecords<String, byte[]>> message, List<ReceivedEvent> events) {}

    /** Batches that one transaction took in. */
    private record Taken(List<Message<ConsumerRecords<String, byte[]>>> batches, List<ReceivedEvent> events) {}

    /** All of its state is seen and changed on one event loop only, but for the subscription's start. */
    private final class Gathering implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {
        private final Queue<Batch> waiting = new ArrayDeque<>();
        private final Deque<Taken> unsettled = new ArrayDeque<>();
        private int unsettledEvents;
        private Flow.@Nullable Subscription subscription;
        private @Nullable Context loop;
        private @Nullable UUID last;
        private boolean busy;
        private boolean settling;
        private boolean lost;

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
            // Read while the transaction before is at the database, not in the way of the next.
            waiting.add(new Batch(batch, inbox.read(batch.getPayload())));
            takeOn();
        }

        @Override
        public void onError(Throwable failure) {
            Log.error("The subscription of events has failed.", failure);
        }

        @Override
        public void onComplete() {}

        private synchronized void takeOn() {
            if (busy || lost && takeAgain() || waiting.isEmpty() || unsettledEvents >= UNSETTLED) {
                return;
            }
            busy = true;
            Taken taken = new Taken(new ArrayList<>(), new ArrayList<>());
            while (!waiting.isEmpty() && taken.events().size() < MOST) {
                Batch batch = waiting.remove();
                taken.batches().add(batch.message());
                taken.events().addAll(batch.events());
            }
            unsettled.add(taken);
            unsettledEvents += taken.events().size();
            run(
                    () -> inbox.receive(last, taken.events()),
                    claimed -> {
                        taken.events().forEach(ReceivedEvent::forget);
                        took(claimed, taken.batches().size());
                    },
                    failure -> failed(failure, taken.batches().size()));
        }

        /** After a crash: everything that is not known to be on the disk, in its order. What is there has no second effect. */
        private boolean takeAgain() {
            busy = true;
            List<ReceivedEvent> events =
                    unsettled.stream().flatMap(taken -> taken.events().stream()).toList();
            Log.warnf(
                    "The database has come back without the last changes; %d events are taken in again.",
                    events.size());
            run(() -> inbox.receive(null, events), this::tookAgain, failure -> failed(failure, 0));
            return true;
        }

        private synchronized void tookAgain(@Nullable UUID claimed) {
            lost = false;
            took(claimed, 0);
        }

        private synchronized void took(@Nullable UUID claimed, int batches) {
            busy = false;
            last = claimed;
            goOn(batches);
        }

        private synchronized void failed(Throwable failure, int batches) {
            busy = false;
            if (failure instanceof LostClaims) {
                lost = true;
                goOn(batches);
                return;
            }
            for (Taken taken : unsettled) {
                for (Message<ConsumerRecords<String, byte[]>> batch : taken.batches()) {
                    var _ = batch.nack(failure);
                }
            }
            unsettled.clear();
        }

        private void goOn(int batches) {
            settleLater();
            if (batches > 0 && subscription != null) {
                subscription.request(batches);
            }
            takeOn();
        }

        private void settleLater() {
            if (!settling && !unsettled.isEmpty()) {
                settling = true;
                vertx.setTimer(settleAfter.toMillis(), timer -> settle());
            }
        }

        /** Acknowledges what is on the disk. Transactions go on meanwhile. */
        private synchronized void settle() {
            int count = unsettled.size() - (busy ? 1 : 0);
            UUID asked = last;
            if (lost || count == 0) {
                settling = false;
                settleLater();
            } else if (asked == null) {
                settled(true, count);
            } else {
                run(() -> inbox.onDisk(asked), there -> settled(there, count), failure -> {
                    Log.warnf("Whether events are on the disk is not known yet: %s", failure);
                    settled(true, 0);
                });
            }
        }

        private synchronized void settled(boolean there, int count) {
            settling = false;
            if (there) {
                for (int i = 0; i < count; i++) {
                    Taken taken = unsettled.remove();
                    unsettledEvents -= taken.events().size();
                    for (Message<ConsumerRecords<String, byte[]>> batch : taken.batches()) {
                        // Throttled acknowledgement only notes the offset; not to be waited for.
                        var _ = batch.ack();
                    }
                }
                if (unsettled.isEmpty()) {
                    last = null;
                }
            } else {
                lost = true;
            }
            settleLater();
            takeOn();
        }

        private <T> void run(Supplier<Uni<T>> work, Consumer<T> done, Consumer<Throwable> failed) {
            if (loop == null) {
                throw new IllegalStateException("nothing has come yet");
            }
            Context context = VertxContext.createNewDuplicatedContext(loop);
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> work.get().subscribe().with(done, failed));
        }
    }
}
