package org.publicdatamesh.exchange.gate;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.AbstractMultiOperator;
import io.smallrye.mutiny.operators.multi.MultiOperatorProcessor;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Cuts a stream whose reader takes nothing for a time, that lasts too long, or that may go on no longer: the upstream is cancelled, which gives its
 * connection back, and the reader gets a failure. One timer a stream, and a clock read an item.
 */
final class Watch<T> extends AbstractMultiOperator<T, T> {
    private static final long LOOK_MS = 500;

    private final Duration idle;
    private final Duration longest;
    private final BooleanSupplier allowed;

    private Watch(Multi<T> upstream, Duration idle, Duration longest, BooleanSupplier allowed) {
        super(upstream);
        this.idle = idle;
        this.longest = longest;
        this.allowed = allowed;
    }

    /**
     * Watches a stream.
     *
     * @param allowed whether it may go on; asked every half second
     */
    static <T> Multi<T> over(Multi<T> upstream, Duration idle, Duration longest, BooleanSupplier allowed) {
        return new Watch<>(upstream, idle, longest, allowed);
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> downstream) {
        upstream.subscribe(new Watched<>(downstream, idle.toNanos(), longest.toNanos(), allowed));
    }

    private static final class Watched<T> extends MultiOperatorProcessor<T, T> {
        private final long idle;
        private final long longest;
        private final BooleanSupplier allowed;
        private final long begun = System.nanoTime();
        private volatile long last = begun;
        private volatile long timer = -1;
        private final Context context = Vertx.currentContext();

        private Watched(MultiSubscriber<? super T> downstream, long idle, long longest, BooleanSupplier allowed) {
            super(downstream);
            this.idle = idle;
            this.longest = longest;
            this.allowed = allowed;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (context != null) {
                timer = context.owner().setPeriodic(LOOK_MS, id -> context.runOnContext(ignored -> look()));
            }
            super.onSubscribe(subscription);
        }

        private void look() {
            long now = System.nanoTime();
            String why = now - last > idle
                    ? "the reader takes nothing"
                    : now - begun > longest
                            ? "the reading lasts too long"
                            : allowed.getAsBoolean() ? null : "the grant allows it no longer";
            if (why != null) {
                Flow.Subscription running = getUpstreamSubscription();
                onFailure(new TimeoutException(why));
                if (running != null) {
                    running.cancel();
                }
            }
        }

        private void stop() {
            long running = timer;
            if (context != null && running >= 0) {
                timer = -1;
                context.owner().cancelTimer(running);
            }
        }

        @Override
        public void onItem(T item) {
            last = System.nanoTime();
            super.onItem(item);
        }

        @Override
        public void onFailure(Throwable failure) {
            stop();
            super.onFailure(failure);
        }

        @Override
        public void onCompletion() {
            stop();
            super.onCompletion();
        }

        @Override
        public void cancel() {
            stop();
            super.cancel();
        }
    }
}
