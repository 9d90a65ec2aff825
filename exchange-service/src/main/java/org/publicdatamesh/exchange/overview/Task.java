package org.publicdatamesh.exchange.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.NoticesDue;

/**
 * Something that somebody has to do.
 *
 * @param kind what
 * @param subjectId the matter; of notices the oldest
 * @param unit the unit that has to do it; the authority or the government where absent
 * @param about what the matter is about, where it has a purpose or reasons
 * @param since since when it waits
 * @param dueAt until when, where there is a time for it
 * @param overdue whether that time has passed
 * @param notices of notices, what they are about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Task(
        Kind kind,
        UUID subjectId,
        @Nullable String unit,
        @Nullable String about,
        Instant since,
        @Nullable Instant dueAt,
        boolean overdue,
        @Nullable NoticesDue notices) {

    /** A task that is none of notices. */
    public Task(
            Kind kind,
            UUID subjectId,
            @Nullable String unit,
            @Nullable String about,
            Instant since,
            @Nullable Instant dueAt,
            boolean overdue) {
        this(kind, subjectId, unit, about, since, dueAt, overdue, null);
    }

    /** What is to be done. */
    public enum Kind {
        /** The own supervisor agrees to an application or declines it. */
        ENDORSE_APPLICATION,
        /** The provider decides on an application. */
        DECIDE_APPLICATION,
        /** The authority reviews an application. */
        REVIEW_APPLICATION,
        /** The applicant accepts a lesser share or withdraws. */
        ACCEPT_OFFER,
        /** The provider answers a doubt. */
        ANSWER_DOUBT,
        /** The unit acknowledges the corrections under a grant, and confirms that its copies are changed. */
        FOLLOW_CORRECTIONS,
        /** The unit acknowledges a notice of a step on a grant, or of its end. */
        ACKNOWLEDGE_STEP,
        /** The unit acknowledges a notice of a resource that was replaced or withdrawn. */
        ACKNOWLEDGE_END,
        /** The authority decides on a need of data. */
        REVIEW_NEED,
        /** The unit that is asked answers a need of data. */
        ANSWER_NEED,
        /** The unit reports what became of data after the end of a grant. */
        REPORT_DESTRUCTION,
        /** A unit answers an offer or a proposal in a dispute. */
        ANSWER_DISPUTE,
        /** The authority proposes how to settle a dispute. */
        MEDIATE_DISPUTE,
        /** The government decides a dispute. */
        DECIDE_DISPUTE,
        /** The authority passes a request for data held above to the next level. */
        PASS_BACKFLOW_UP,
        /** The unit mends a webhook that gets no notices any more, and resumes it. */
        MEND_WEBHOOK,
        /** The unit looks why no notices have come by a topic or webhook for five minutes, and reads its inbox meanwhile. */
        CHECK_CHANNEL
    }
}
