package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.event.exchange.DoubtReopened;
import org.publicdatamesh.kit.event.exchange.DoubtSource;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * The answer that a doubted value is right, when it is disputed: where the dispute ends so, the provider is to correct the
 * value, in the time that an answer has (Art. 27).
 */
@ApplicationScoped
class DisputedDoubts implements Disputed {
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;

    DisputedDoubts(Outbox outbox, PolicyEditions policies, WorkingDays days, InstantSource clock) {
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.DOUBT;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return session.find(Doubt.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(doubt -> doubt == null
                        ? null
                        : new Standing(
                                doubt.reporter,
                                doubt.provider,
                                // What nobody's unit reported has no unit that could dispute the answer.
                                doubt.state == DoubtState.UPHELD && !doubt.reporter.equals(AdmittedUnits.PUBLIC)
                                        ? doubt.answeredAt
                                        : null,
                                doubt.answerReasons,
                                List.of(
                                        new Acted(
                                                doubt.reportedBy,
                                                doubt.source == DoubtSource.RECORDED
                                                        ? DisputeParty.AUTHORITY
                                                        : DisputeParty.UNIT),
                                        new Acted(doubt.answeredBy, DisputeParty.OTHER))));
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Doubt.class, ruling.matterId()).chain(doubt -> {
            doubt.state = doubt.state.reopened().orElseThrow();
            doubt.correctionOrdered = true;
            doubt.orderedAt = clock.instant();
            doubt.overdueRecorded = false;
            doubt.answeredAt = null;
            doubt.answeredBy = null;
            doubt.answerReasons = null;
            PolicyEdition policy = policies.kept(doubt.policyEdition, doubt.reportedAt);
            NewDeadline deadline = NewDeadline.in(
                    DeadlineKind.ANSWER,
                    doubt.id,
                    doubt.provider,
                    clock.instant(),
                    policy.correctionAnswerDays(),
                    policy,
                    days);
            doubt.dueAt = deadline.dueAt();
            doubt.dueProvisional = deadline.provisional();
            return Deadlines.set(session, deadline)
                    .chain(() -> outbox.publish(
                            session,
                            doubt.resourceId.toString(),
                            new DoubtReopened(
                                    doubt.id,
                                    doubt.resourceId,
                                    doubt.entryId,
                                    doubt.reporter,
                                    doubt.provider,
                                    ruling.reasons(),
                                    deadline.dueAt(),
                                    deadline.provisional(),
                                    ruling.actor())));
        });
    }
}
