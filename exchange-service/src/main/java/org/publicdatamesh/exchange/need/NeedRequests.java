package org.publicdatamesh.exchange.need;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What those who need data, decide on needs and answer them send. */
final class NeedRequests {
    private NeedRequests() {}

    /**
     * A need.
     *
     * @param title what is needed, 2 to 200 characters
     * @param purpose what for, 10 to 2000 characters
     * @param legalGround the duty or law that it serves
     * @param wished the items that are wished, in words, 1 to 200
     * @param source the unit that is thought to have them
     */
    public record Filing(
            @NotBlank @Size(min = 2, max = 200) String title,
            @NotBlank @Size(min = 10, max = 2000) String purpose,
            @Nullable @Size(max = 500) String legalGround,
            @Size(min = 1, max = 200) List<@NotBlank @Size(max = 200) String> wished,
            @Nullable @Size(min = 1, max = 100) String source) {}

    /** What the authority decides. */
    public enum ReviewKind {
        /** A unit is asked. */
        ROUTE,
        /** It ends here. */
        REJECT
    }

    /**
     * The authority's decision.
     *
     * @param decision what is decided
     * @param source the unit that is asked; the one that the need names where absent
     * @param reasons why; needed to reject
     */
    public record Review(
            ReviewKind decision,
            @Nullable @Size(min = 1, max = 100) String source,
            @Nullable @Size(max = 2000) String reasons) {}

    /** What the unit that is asked answers. */
    public enum AnswerKind {
        /** An entry has the data. */
        ENTRY,
        /** The unit does not have them. */
        DECLINE
    }

    /**
     * The answer.
     *
     * @param answer what is answered
     * @param entryId the published entry that has the data
     * @param reasons why not; needed to decline
     */
    public record Answer(
            AnswerKind answer,
            @Nullable UUID entryId,
            @Nullable @Size(max = 2000) String reasons) {}
}
