package org.publicdatamesh.exchange.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.policy.PauseCause;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.time.WorkingDays;
import org.publicdatamesh.test.Requirement;

class NewDeadlineTest {
    private static final WorkingDays DAYS = WorkingDays.packed(Set.of());

    private static PolicyEdition policy(int warningDays, int grantEndWarningDays) {
        return new PolicyEdition(
                "x",
                OffsetDateTime.parse("2025-01-01T00:00:00+08:00"),
                3,
                5,
                3,
                5,
                10,
                5,
                10,
                20,
                warningDays,
                grantEndWarningDays,
                3,
                730,
                false,
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // Monday; due at the end of Thursday, warned of at the end of Wednesday.
        "2026-03-02T02:00:00Z, 1, 2026-03-04T16:00:00Z, 2026-03-05T16:00:00Z",
        "2026-03-02T02:00:00Z, 2, 2026-03-03T16:00:00Z, 2026-03-05T16:00:00Z",
        "2026-03-02T02:00:00Z, 3, , 2026-03-05T16:00:00Z",
        "2026-03-02T02:00:00Z, 0, , 2026-03-05T16:00:00Z",
        // The National Day holidays of 2026 lie between the warning and the end.
        "2026-09-28T02:00:00Z, 1, 2026-09-30T16:00:00Z, 2026-10-08T16:00:00Z"
    })
    @Requirement({"A26.2", "A48.1"})
    void workingDaysAreWarnedOfWhenSoManyAreLeft(Instant begun, int left, Instant warning, Instant due) {
        NewDeadline deadline = NewDeadline.in(
                DeadlineKind.PROVIDER_DECISION, UUID.randomUUID(), "health", begun, 3, policy(left, 0), DAYS);
        assertThat(deadline.dueAt()).isEqualTo(due);
        assertThat(deadline.warnAt()).isEqualTo(warning);
    }

    @ParameterizedTest
    @CsvSource({
        // What was told as certain only becomes later; what was provisional is told anew whenever it is otherwise.
        "2026-03-06T00:00:00Z, false, 2026-03-07T00:00:00Z, false, true",
        "2026-03-06T00:00:00Z, false, 2026-03-06T00:00:00Z, false, false",
        "2026-03-06T00:00:00Z, false, 2026-03-05T00:00:00Z, false, false",
        "2026-03-06T00:00:00Z, false, 2026-03-07T00:00:00Z, true,  false",
        "2026-03-06T00:00:00Z, true,  2026-03-05T00:00:00Z, false, true",
        "2026-03-06T00:00:00Z, true,  2026-03-06T00:00:00Z, false, true",
        "2026-03-06T00:00:00Z, true,  2026-03-07T00:00:00Z, true,  true",
        "2026-03-06T00:00:00Z, true,  2026-03-06T00:00:00Z, true,  false",
    })
    @Requirement({"A26.2", "A48.1"})
    void aCalendarThatIsCorrectedTakesNoTimeAway(
            Instant due, boolean provisional, Instant now, boolean nowProvisional, boolean stale) {
        assertThat(NewDeadline.isStale(due, provisional, new WorkingDays.Due(now, nowProvisional)))
                .isEqualTo(stale);
    }

    @ParameterizedTest
    @CsvSource({
        // Paused on a Wednesday, due at the end of the Friday: two days are left, and are those after the pause.
        "2026-03-04T02:00:00Z, 2026-03-06T16:00:00Z, 2026-03-09T16:00:00Z, 2, 2026-03-11T16:00:00Z",
        // On the last day itself: one day is left all the same.
        "2026-03-06T02:00:00Z, 2026-03-06T16:00:00Z, 2026-03-11T16:00:00Z, 1, 2026-03-12T16:00:00Z",
        // Before Spring Festival: neither the pause nor what is left counts its days.
        "2026-02-13T02:00:00Z, 2026-02-14T16:00:00Z, 2026-02-25T16:00:00Z, 1, 2026-02-26T16:00:00Z",
    })
    @Requirement("A26.2")
    void theDaysThatAreLeftAreThoseAfterThePause(
            Instant from, Instant due, Instant until, int daysLeft, Instant dueAfter) {
        Pause pause = Pause.of(new PauseCause("hearing", 3), from, due, DAYS);
        assertThat(pause).isEqualTo(new Pause(from, until, daysLeft));
        assertThat(DAYS.dueAfter(pause.countedFrom(), pause.daysLeft()).at()).isEqualTo(dueAfter);
    }

    @Test
    @Requirement("A25.1")
    void aTermIsWarnedOfDaysBeforeItsEndWhereTheyAreStillToCome() {
        Instant now = Instant.parse("2026-03-02T02:00:00Z");
        Instant end = Instant.parse("2026-05-01T00:00:00Z");
        assertThat(NewDeadline.at(DeadlineKind.GRANT_END, UUID.randomUUID(), "health", end, policy(1, 30), now)
                        .warnAt())
                .isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(NewDeadline.at(DeadlineKind.GRANT_END, UUID.randomUUID(), "health", end, policy(1, 90), now)
                        .warnAt())
                .isNull();
        assertThat(NewDeadline.at(DeadlineKind.GRANT_END, UUID.randomUUID(), "health", end, policy(1, 0), now)
                        .warnAt())
                .isNull();
    }

    @Test
    @Requirement("A26.2")
    void aCalendarHasTheLastDayOfWhatIsCountedInWorkingDaysAndTheTimeOfWhatIsNot() {
        UUID subject = UUID.randomUUID();
        String text = DueCalendar.of(
                List.of(
                        new DeadlineView(
                                UUID.randomUUID(),
                                DeadlineKind.PROVIDER_DECISION,
                                subject,
                                "civil-affairs",
                                null,
                                Instant.parse("2026-03-05T16:00:00Z"),
                                true,
                                null,
                                null),
                        new DeadlineView(
                                UUID.randomUUID(),
                                DeadlineKind.GRANT_END,
                                subject,
                                "education",
                                null,
                                Instant.parse("2026-03-05T10:30:00Z"),
                                false,
                                null,
                                null)),
                true,
                Instant.parse("2026-03-02T02:00:00Z"));
        List<VEvent> events = Biweekly.parse(text).first().getEvents();
        assertThat(text).contains("DTSTART;VALUE=DATE:20260305\r\n", "DTSTART:20260305T103000Z\r\n");
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().getStatus().isTentative()).isTrue();
        assertThat(events.getFirst().getDescription().getValue()).contains("provider-decision " + subject);
        assertThat(events.getLast().getSummary().getValue()).contains("education");
        assertThat(Biweekly.parse(text).first().getDescriptions())
                .singleElement()
                .satisfies(said -> assertThat(said.getValue()).contains("最近 2 项", "2026-03-05T18:30+08:00"));
    }

    @Test
    @Requirement({"A26.2", "A27.3"})
    void aCalendarNamesWhatNoticesAreAboutAndBothUnitsThatOweAStepAndSaysNothingOfMoreWhereThereIsNone() {
        UUID grant = UUID.randomUUID();
        UUID notice = UUID.randomUUID();
        String text = DueCalendar.of(
                List.of(
                        new DeadlineView(
                                UUID.randomUUID(),
                                DeadlineKind.NOTICE_ACKNOWLEDGEMENT,
                                notice,
                                "education",
                                null,
                                Instant.parse("2026-03-05T16:00:00Z"),
                                false,
                                null,
                                new NoticesDue("correction", null, grant, UUID.randomUUID(), "行政村名录", 7)),
                        step(grant, "taken-over"),
                        step(grant, "narrowed"),
                        new DeadlineView(
                                UUID.randomUUID(),
                                DeadlineKind.DISPUTE_STEP,
                                UUID.randomUUID(),
                                "education",
                                "health",
                                Instant.parse("2026-03-06T16:00:00Z"),
                                false,
                                null,
                                null)),
                false,
                Instant.parse("2026-03-02T02:00:00Z"));
        ICalendar calendar = Biweekly.parse(text).first();
        assertThat(calendar.getDescriptions()).isEmpty();
        assertThat(calendar.getEvents())
                .extracting(event -> event.getSummary().getValue())
                .containsExactly(
                        "签收通知 · 行政村名录 · education",
                        "签收通知(主管部门接管暂停) · 行政村名录 · education",
                        "签收通知(授权收窄) · 行政村名录 · education",
                        "处理数据共享争议 · education、health");
        assertThat(calendar.getEvents().get(2).getDescription().getValue())
                .contains(" grant narrowed 1 grant " + grant);
        assertThat(calendar.getEvents().getFirst().getDescription().getValue())
                .isEqualTo("notice-acknowledgement " + notice + " correction 7 grant " + grant);
    }

    private static DeadlineView step(UUID grant, String step) {
        return new DeadlineView(
                UUID.randomUUID(),
                DeadlineKind.NOTICE_ACKNOWLEDGEMENT,
                UUID.randomUUID(),
                "education",
                null,
                Instant.parse("2026-03-05T16:00:00Z"),
                false,
                null,
                new NoticesDue("grant", step, grant, UUID.randomUUID(), "行政村名录", 1));
    }

    @Test
    @Requirement("A26.2")
    void everyStepOnAGrantHasItsNameInACalendar() {
        UUID grant = UUID.randomUUID();
        List<DeadlineView> steps = Stream.of(GrantStep.values())
                .map(step -> step(grant, EventJson.kebab(step)))
                .toList();
        String text = DueCalendar.of(steps, false, Instant.parse("2026-03-02T02:00:00Z"));
        assertThat(Biweekly.parse(text).first().getEvents())
                .extracting(event -> event.getSummary().getValue())
                .doesNotHaveDuplicates()
                .hasSameSizeAs(steps);
    }

    @Test
    @Requirement("A26.2")
    void aCalendarHasNoPages() {
        DueCalendar.requireWhole(null, null);
        assertThatThrownBy(() -> DueCalendar.requireWhole("1", "x"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.violations())
                        .extracting(violation -> violation.parameter() + " " + violation.code())
                        .containsExactly("limit not-for-calendars", "cursor not-for-calendars"));
    }
}
