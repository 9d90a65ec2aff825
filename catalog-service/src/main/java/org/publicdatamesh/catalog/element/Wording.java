package org.publicdatamesh.catalog.element;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.StandardClause;

/**
 * The words by which a datum is known again.
 *
 * @param names its name and its synonyms, read
 * @param meaning what it says
 * @param clause the place in the standard that it follows
 */
public record Wording(
        List<DatumName> names,
        @Nullable String meaning,
        @Nullable Clause clause) {
    /** Those of a datum that is planned or proposed. */
    public static Wording of(
            String name, List<String> synonyms, @Nullable String meaning, @Nullable StandardClause standard) {
        return new Wording(
                Stream.concat(Stream.of(name), synonyms.stream())
                        .map(DatumName::of)
                        .distinct()
                        .toList(),
                meaning,
                Clause.of(standard).orElse(null));
    }

    /** Those of a data item. */
    public static Wording of(DataItem item) {
        return new Wording(
                List.of(DatumName.of(item.label())),
                item.meaning(),
                Clause.parse(item.standard()).orElse(null));
    }

    /** The meaning in one form for what is written in several; null where it says too little to be compared. */
    public @Nullable String meaningKey() {
        String bare = meaning == null ? "" : DatumName.bare(meaning);
        return bare.length() < Likeness.MEANING_LENGTH ? null : bare;
    }

    /** Number and clause of the standard; null where none is named. */
    @Nullable
    String clauseKey() {
        return clause == null ? null : clause.key();
    }
}
