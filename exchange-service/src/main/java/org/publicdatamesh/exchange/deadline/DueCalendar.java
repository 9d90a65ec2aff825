package org.publicdatamesh.exchange.deadline;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.time.WorkingDays;

/** Deadlines as an iCalendar object (RFC 5545). Pure. */
final class DueCalendar {
    /** Events in a calendar, at most. */
    static final int MOST = 1000;

    private DueCalendar() {}

    /**
     * Refuses what asks for a page: a calendar is whole.
     *
     * @throws RefusedException 422 naming each parameter that is given
     */
    static void requireWhole(@Nullable String limit, @Nullable String cursor) {
        List<Violation> violations = new ArrayList<>();
        if (limit != null) {
            violations.add(whole("limit"));
        }
        if (cursor != null) {
            violations.add(whole("cursor"));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private static Violation whole(String parameter) {
        return Violation.parameter(
                parameter,
                "not-for-calendars",
                "A calendar holds all that is due, the nearest " + MOST + " at most; it has no pages.",
                MOST);
    }

    /**
     * A calendar with an event for each: a day where something is due at its end, else the time itself.
     *
     * @param more whether more is due after these: the calendar's description says so
     * @param now when it was made
     */
    static String of(List<DeadlineView> due, boolean more, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.setVersion(ICalVersion.V2_0);
        calendar.setProductId("-//Public Data Mesh//exchange-service//EN");
        calendar.setMethod(Method.publish());
        if (more) {
            calendar.setDescription("仅列最近 " + due.size() + " 项;自 "
                    + due.getLast().dueAt().atZone(WorkingDays.ZONE).toOffsetDateTime() + " 起另有到期事项。");
        }
        due.forEach(one -> calendar.addEvent(event(one, now)));
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(DeadlineView due, Instant now) {
        VEvent event = new VEvent();
        event.setUid(due.id() + "@exchange-service");
        event.setDateTimeStamp(Date.from(now));
        NoticesDue notices = due.notices();
        String name = notices == null || notices.resourceName() == null ? "" : " · " + notices.resourceName();
        String step = notices == null ? null : notices.step();
        event.setSummary(summary(due.kind()) + (step == null ? "" : "(" + label(step) + ")")
                + (due.paused() == null ? "" : "(已暂停)") + name + " · " + due.unit()
                + (due.alsoUnit() == null ? "" : "、" + due.alsoUnit()));
        DeadlineView.Paused paused = due.paused();
        event.setDescription(EventJson.kebab(due.kind()) + " " + due.subjectId()
                + (paused == null ? "" : " paused " + paused.cause() + " until " + paused.until())
                + (notices == null
                        ? ""
                        : " " + notices.kind() + (step == null ? "" : " " + step) + " " + notices.count() + " grant "
                                + notices.grantId()));
        event.setStatus(due.provisional() || paused != null ? Status.tentative() : Status.confirmed());
        ZonedDateTime at = due.dueAt().atZone(WorkingDays.ZONE);
        if (at.toLocalTime().toSecondOfDay() == 0) {
            // A date alone has no zone: the library is given the day's midnight where it writes dates.
            Date day = Date.from(at.toLocalDate()
                    .minusDays(1)
                    .atStartOfDay(ZoneOffset.systemDefault())
                    .toInstant());
            event.setDateStart(day, false);
        } else {
            event.setDateStart(Date.from(due.dueAt()), true);
        }
        return event;
    }

    private static String label(String step) {
        return switch (GrantStep.valueOf(step.toUpperCase(Locale.ROOT).replace('-', '_'))) {
            case SUSPENDED -> "授权暂停";
            case TAKEN_OVER -> "主管部门接管暂停";
            case RESUMED -> "授权恢复";
            case NARROWED -> "授权收窄";
            case RESTORED -> "收窄取消";
            case REPLACED -> "授权被取代";
            case REVOKED -> "授权撤销";
            case RELINQUISHED -> "授权放弃";
            case EXPIRED -> "授权到期";
        };
    }

    private static String summary(DeadlineKind kind) {
        return switch (kind) {
            case PROVIDER_DECISION -> "审核共享申请";
            case ANSWER -> "答复数据疑义";
            case GRANT_END -> "共享授权届满";
            case DESTRUCTION_REPORT -> "报告数据处置";
            case NEED_ANSWER -> "答复数据需求";
            case DISPUTE_STEP -> "处理数据共享争议";
            case NOTICE_ACKNOWLEDGEMENT -> "签收通知";
            case NOTICE_CONFIRMATION -> "确认已更正所持数据";
        };
    }
}
