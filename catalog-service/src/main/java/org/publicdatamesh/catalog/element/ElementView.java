package org.publicdatamesh.catalog.element;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.StandardClause;

/**
 * A data element as it is told.
 *
 * @param id its id
 * @param name its name
 * @param synonyms other names for the same
 * @param meaning what it says
 * @param valueForm form of its values
 * @param standard the standard that it follows
 * @param unit the authoritative unit
 * @param source the entry and item that hold it
 * @param state where it stands
 * @param reasons why it was returned, handed over or ended last
 * @param registeredAt since when it is in force
 * @param endedAt when it was ended, or given up
 * @param history which units were its source, oldest first; of one element only
 * @param resembling registered elements that it resembles, while it is not decided; of one element only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElementView(
        UUID id,
        String name,
        List<String> synonyms,
        String meaning,
        ValueForm valueForm,
        StandardClause standard,
        String unit,
        @Nullable SourcePlace source,
        ElementState state,
        @Nullable String reasons,
        @Nullable Instant registeredAt,
        @Nullable Instant endedAt,
        @Nullable List<Held> history,
        @Nullable List<Resembling> resembling) {

    /**
     * For how long a unit was the source.
     *
     * @param from from when
     * @param until until when, exclusive; absent while it is
     * @param reasons why it ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Held(
            String unit,
            @Nullable SourcePlace source,
            Instant from,
            @Nullable Instant until,
            @Nullable String reasons) {
        static Held of(Tenure tenure) {
            return new Held(
                    tenure.unit,
                    tenure.sourceEntry == null || tenure.sourceItem == null
                            ? null
                            : new SourcePlace(tenure.sourceEntry, tenure.sourceItem),
                    tenure.heldFrom,
                    tenure.heldUntil,
                    tenure.reasons);
        }
    }

    /** A registered element like this one. */
    public record Resembling(UUID elementId, String name, String unit, Set<Ground> grounds) {}

    static ElementView of(Element element) {
        return of(element, null, null);
    }

    static ElementView of(Element element, @Nullable List<Held> history, @Nullable List<Resembling> resembling) {
        return new ElementView(
                element.id,
                element.name,
                element.synonyms(),
                element.meaning,
                element.valueForm(),
                element.standard(),
                element.unit,
                element.source(),
                element.state,
                element.reasons,
                element.registeredAt,
                element.endedAt,
                history,
                resembling);
    }
}
