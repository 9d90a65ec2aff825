package org.publicdatamesh.kit.inbox;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;

/**
 * Spans around the effect of events, so that what an event causes stays in its trace: the span of one event is a child
 * of the span that published it; a span of several links to each of theirs.
 */
final class EventSpans {
    private static final TextMapGetter<String> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals("traceparent") ? traceparent : null;
        }
    };

    private EventSpans() {}

    /** Runs the effect of events, of one type and at least one, within a span of theirs. */
    @SuppressWarnings("MustBeClosedChecker") // closed when the effect ends, which is after the method's end
    static <T> Uni<T> around(List<? extends Envelope<?>> events, Supplier<Uni<T>> effect) {
        return Uni.createFrom().deferred(() -> {
            // Elsewhere a span would stay on the thread and so be taken for that of other work.
            if (!VertxContext.isOnDuplicatedContext()) {
                return effect.get();
            }
            Span span = start(events);
            Scope scope = Context.current().with(span).makeCurrent();
            return Uni.createFrom()
                    .deferred(effect::get)
                    .onFailure()
                    // The class only: a message may hold personal values, and spans leave the service.
                    .invoke(failure ->
                            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName()))
                    .onTermination()
                    .invoke(() -> {
                        scope.close();
                        span.end();
                    });
        });
    }

    /** The trace context as it may be passed on; null where it is none. */
    static @Nullable String valid(@Nullable String traceparent) {
        return contextOf(traceparent).isValid() ? traceparent : null;
    }

    private static Span start(List<? extends Envelope<?>> events) {
        Envelope<?> first = events.getFirst();
        SpanBuilder builder = GlobalOpenTelemetry.getTracer("org.publicdatamesh.kit")
                .spanBuilder("process " + first.type())
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process");
        if (events.size() == 1) {
            builder.setAttribute("messaging.message.id", first.id().toString());
            SpanContext cause = contextOf(first.traceparent());
            Context parent = cause.isValid() ? Context.root().with(Span.wrap(cause)) : Context.root();
            return builder.setParent(parent).startSpan();
        }
        builder.setNoParent().setAttribute("messaging.batch.message_count", events.size());
        for (Envelope<?> event : events) {
            SpanContext cause = contextOf(event.traceparent());
            if (cause.isValid()) {
                builder.addLink(cause);
            }
        }
        return builder.startSpan();
    }

    private static SpanContext contextOf(@Nullable String traceparent) {
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        Context read = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, TRACEPARENT);
        return Span.fromContext(read).getSpanContext();
    }
}
