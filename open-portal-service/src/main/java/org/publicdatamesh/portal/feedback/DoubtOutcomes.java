package org.publicdatamesh.portal.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.exchange.AnswerMoved;
import org.publicdatamesh.kit.event.exchange.DoubtAnswered;
import org.publicdatamesh.kit.event.exchange.DoubtNotTaken;
import org.publicdatamesh.kit.event.exchange.DoubtReported;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.kit.inbox.EventHandler;

/** What the exchange tells of doubts that came from here; those of others are not known here. */
final class DoubtOutcomes {
    private DoubtOutcomes() {}

    private static Uni<Void> change(Mutiny.Session session, UUID id, Consumer<OpenDoubt> change) {
        return session.find(OpenDoubt.class, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(doubt -> {
                    if (doubt != null) {
                        change.accept(doubt);
                    }
                })
                .replaceWithVoid();
    }

    private static void close(OpenDoubt doubt, OpenDoubtState state, Instant at, @Nullable String reasons) {
        doubt.state = state;
        doubt.answeredAt = at;
        doubt.answerReasons = reasons;
    }

    /** The unit has it. */
    @ApplicationScoped
    static class Taken implements EventHandler<DoubtReported> {
        @Override
        public Class<DoubtReported> event() {
            return DoubtReported.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<DoubtReported> event) {
            return change(session, event.data().doubtId(), doubt -> {
                if (doubt.state == OpenDoubtState.SENT) {
                    doubt.state = OpenDoubtState.TAKEN;
                    doubt.dueAt = event.data().dueAt();
                }
            });
        }
    }

    /** Its due time was counted anew. */
    @ApplicationScoped
    static class Moved implements EventHandler<AnswerMoved> {
        @Override
        public Class<AnswerMoved> event() {
            return AnswerMoved.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<AnswerMoved> event) {
            return change(session, event.data().doubtId(), doubt -> {
                if (doubt.state == OpenDoubtState.TAKEN) {
                    doubt.dueAt = event.data().dueAt();
                }
            });
        }
    }

    /** It is about nothing that is there. */
    @ApplicationScoped
    static class NotTaken implements EventHandler<DoubtNotTaken> {
        private final InstantSource clock;

        NotTaken(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public Class<DoubtNotTaken> event() {
            return DoubtNotTaken.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<DoubtNotTaken> event) {
            return change(
                    session,
                    event.data().doubtId(),
                    doubt -> close(
                            doubt,
                            OpenDoubtState.NOT_TAKEN,
                            clock.instant(),
                            event.data().cause()));
        }
    }

    /** The unit has answered. */
    @ApplicationScoped
    static class Answered implements EventHandler<DoubtAnswered> {
        private final InstantSource clock;

        Answered(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public Class<DoubtAnswered> event() {
            return DoubtAnswered.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<DoubtAnswered> event) {
            DoubtAnswered answer = event.data();
            return change(
                    session,
                    answer.doubtId(),
                    doubt -> close(
                            doubt,
                            answer.verdict() == Verdict.WRONG ? OpenDoubtState.CORRECTED : OpenDoubtState.RIGHT,
                            clock.instant(),
                            answer.reasons()));
        }
    }
}
