package org.publicdatamesh.audit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.DutyOverdue;
import org.publicdatamesh.kit.event.catalog.ResourceDeviated;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ResourceMissing;
import org.publicdatamesh.kit.event.catalog.ResourceStale;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.event.exchange.DestructionOverdue;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.event.exchange.DisputeStepOverdue;
import org.publicdatamesh.kit.event.exchange.MediumFault;
import org.publicdatamesh.kit.event.exchange.NeedAnswerOverdue;
import org.publicdatamesh.kit.event.exchange.NoticeStep;
import org.publicdatamesh.kit.event.exchange.NoticesOverdue;
import org.publicdatamesh.kit.event.exchange.OfflineShareFailed;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.test.Requirement;

class FindingTest {
    private static final Instant DUE = Instant.parse("2026-03-05T16:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-03-05T16:00:30Z");
    private final UUID id = UUID.randomUUID();
    private final UUID matter = UUID.randomUUID();

    private static <E extends MeshEvent> Envelope<E> event(E data) {
        return new Envelope<>(
                UUID.randomUUID(), EventTypes.typeOf(data.getClass()), "/exchange-service", "x", SEEN, null, data);
    }

    @Test
    @Requirement("A26.2")
    void a_provider_that_did_not_decide_in_time_is_found_by_name() {
        assertThat(LateDecision.finding(
                        id,
                        event(new ProviderDecisionOverdue(
                                matter, UUID.randomUUID(), UUID.randomUUID(), "education", "civil-affairs", DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "civil-affairs",
                        "A26.2",
                        matter.toString(),
                        SEEN,
                        "The provider did not decide on the application of education by 2026-03-05T16:00:00Z."));
    }

    @Test
    @Requirement("A19.2")
    void a_unit_that_did_not_report_what_became_of_the_data_is_found_by_name() {
        assertThat(LateDestruction.finding(
                        id,
                        event(new DestructionOverdue(
                                matter, UUID.randomUUID(), UUID.randomUUID(), "civil-affairs", "education", DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A19.2",
                        matter.toString(),
                        SEEN,
                        "The unit did not report by 2026-03-05T16:00:00Z what became of the data of civil-affairs."));
    }

    @Test
    @Requirement("A24.2")
    void a_lost_medium_is_found_with_the_unit_that_answers_for_it() {
        assertThat(LostMedium.finding(
                        id,
                        event(new OfflineShareFailed(
                                matter,
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                "civil-affairs",
                                "education",
                                "education",
                                MediumFault.LOST,
                                "移交后遗失",
                                new Actor("data-specialist.education", "education", "data-specialist")))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A24.2",
                        matter.toString(),
                        SEEN,
                        "The medium was lost that civil-affairs handed over to education."));
    }

    @Test
    @Requirement("A22.1")
    void a_unit_that_did_not_answer_a_need_is_found_by_name() {
        assertThat(LateNeedAnswer.finding(id, event(new NeedAnswerOverdue(matter, "education", "civil-affairs", DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "civil-affairs",
                        "A22.1",
                        matter.toString(),
                        SEEN,
                        "The unit did not answer by 2026-03-05T16:00:00Z what education needs of it."));
    }

    @Test
    @Requirement("A27.4")
    void whoDidNotActInADisputeInTimeIsFoundByName() {
        assertThat(LateDispute.finding(
                        id,
                        event(new DisputeStepOverdue(
                                matter, "half-accepted", DisputeParty.OTHER, "civil-affairs", DUE))))
                .isEqualTo(
                        new FindingRecorded(
                                id,
                                "civil-affairs",
                                "A27.4",
                                matter.toString(),
                                SEEN,
                                "The party other of the dispute, which was half-accepted, did not act by 2026-03-05T16:00:00Z."));
    }

    @Test
    @Requirement("A27.2")
    void a_provider_that_did_not_answer_in_time_is_found_by_name() {
        assertThat(LateAnswer.finding(
                        id,
                        event(new AnswerOverdue(
                                matter, UUID.randomUUID(), UUID.randomUUID(), "health", "civil-affairs", DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "civil-affairs",
                        "A27.2",
                        matter.toString(),
                        SEEN,
                        "The provider did not answer the doubt of health by 2026-03-05T16:00:00Z."));
    }

    @Test
    @Requirement("A27.3")
    void aHolderThatDidNotApplyCorrectionsInTimeIsFoundByName() {
        assertThat(LateHolder.finding(
                        id,
                        event(new NoticesOverdue(
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                "civil-affairs",
                                "education",
                                NoticeStep.CONFIRMATION,
                                2,
                                matter,
                                DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A27.3",
                        matter.toString(),
                        SEEN,
                        "The holder did not confirm that it applied 2 corrections of civil-affairs, the first of them by"
                                + " 2026-03-05T16:00:00Z."));
    }

    @Test
    @Requirement({"A17.3", "A27.3"})
    void aHolderThatDidNotAcknowledgeNoticesInTimeIsFoundByName() {
        NoticesOverdue late = new NoticesOverdue(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "civil-affairs",
                "education",
                NoticeStep.ACKNOWLEDGEMENT,
                1,
                matter,
                DUE);
        assertThat(LateHolder.finding(id, event(late)).detail())
                .isEqualTo("The holder did not acknowledge 1 notices of civil-affairs, the first of them by"
                        + " 2026-03-05T16:00:00Z.");
    }

    @ParameterizedTest
    @Requirement({"A12.1", "A12.2", "A23.3"})
    @CsvSource({"LAW_CHANGED, A12.2", "FUNCTIONS_CHANGED, A12.2", "REVIEW, A12.1", "REEXAMINATION, A23.3"})
    void aUnitThatDidNotLookAtItsEntryInTimeIsFoundByName(DutyKind kind, String article) {
        UUID entry = UUID.randomUUID();
        assertThat(LateDuty.finding(id, event(new DutyOverdue(matter, entry, "education", kind, DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        article,
                        matter.toString(),
                        SEEN,
                        "The unit did not revise entry " + entry + " or file that it holds by 2026-03-05T16:00:00Z."));
    }

    @Test
    @Requirement({"A11.2", "A13.2", "A17.1"})
    void aResourceThatDeviatesIsStaleOrIsMissingIsFoundByName() {
        UUID entry = UUID.randomUUID();
        UUID resource = UUID.randomUUID();
        assertThat(DeviatingResource.finding(
                        id,
                        event(new ResourceDeviated(
                                UUID.randomUUID(),
                                matter,
                                resource,
                                entry,
                                "education",
                                ResourceKind.FILE,
                                "学校名录",
                                List.of("schema/item-missing", "freshness/overdue")))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A13.2",
                        matter.toString(),
                        SEEN,
                        "Resource " + resource + " does not match entry " + entry
                                + ": schema/item-missing, freshness/overdue."));
        assertThat(StaleResource.finding(
                        id,
                        event(new ResourceStale(
                                matter, entry, "education", ResourceKind.TABLE, "学校名录", UpdateCycle.MONTHLY, null))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A17.1",
                        matter.toString(),
                        SEEN,
                        "Resource " + matter + " of entry " + entry + " is to be renewed monthly and never was."));
        assertThat(MissingResource.finding(id, event(new ResourceMissing(matter, "education", SEEN, DUE))))
                .isEqualTo(new FindingRecorded(
                        id,
                        "education",
                        "A11.2",
                        matter.toString(),
                        SEEN,
                        "The unit did not attach a resource to entry " + matter + " by 2026-03-05T16:00:00Z."));
    }
}
