package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * What a record has for an entry. Classification, grade and data items no other catalogue states as the measures want them
 * (Art. 9); the unit states them when it adopts the record.
 *
 * @param name its name; Chinese is the first language that there is where it has none
 * @param summary its description, else its title
 * @param updateCycle where its frequency is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Prefilled(Text name, String summary, @Nullable UpdateCycle updateCycle) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUMMARY = 2000;

    static Prefilled of(HarvestedDataset dataset) {
        Map<String, String> title = dataset.title();
        String description = Languages.first(dataset.description());
        return new Prefilled(
                new Text(
                        CatalogueReader.cut(dataset.shownTitle(), LONGEST_NAME),
                        bounded(title.get("bo")),
                        bounded(title.get("en"))),
                CatalogueReader.cut(description.isEmpty() ? dataset.shownTitle() : description, LONGEST_SUMMARY),
                dataset.updateCycle());
    }

    private static @Nullable String bounded(@Nullable String text) {
        return text == null ? null : CatalogueReader.cut(text, LONGEST_NAME);
    }
}
