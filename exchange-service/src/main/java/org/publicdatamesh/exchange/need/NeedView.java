package org.publicdatamesh.exchange.need;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/**
 * A need as it stands on the list of needs.
 *
 * @param id its id
 * @param unit the unit that needs data
 * @param title what it needs
 * @param purpose what for
 * @param legalGround the duty or law that it serves
 * @param wished the items that it wishes
 * @param source the unit that it thinks has them, or that is asked
 * @param state where it stands
 * @param filedAt when it was filed
 * @param dueAt until when the unit that is asked answers: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param overdue whether it let that time pass
 * @param entryOrdered whether a dispute ended so that the unit that is asked is to name an entry
 * @param entryId the entry that has the data
 * @param reasons why it was declined, rejected or withdrawn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NeedView(
        UUID id,
        String unit,
        String title,
        String purpose,
        @Nullable String legalGround,
        List<String> wished,
        @Nullable String source,
        NeedState state,
        Instant filedAt,
        @Nullable Instant dueAt,
        boolean provisional,
        boolean overdue,
        boolean entryOrdered,
        @Nullable UUID entryId,
        @Nullable String reasons) {
    static NeedView of(Need need) {
        return new NeedView(
                need.id,
                need.unit,
                need.title,
                need.purpose,
                need.legalGround,
                wished(need.wished),
                need.source,
                need.state,
                need.filedAt,
                need.dueAt,
                need.dueProvisional,
                need.overdue,
                need.entryOrdered,
                need.entryId,
                need.reasons);
    }

    private static List<String> wished(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored need cannot be read", e);
        }
    }
}
