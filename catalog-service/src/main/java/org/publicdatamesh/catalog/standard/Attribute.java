package org.publicdatamesh.catalog.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;

/** The attributes of entries and data items that a standard can have rules on (Art. 9). */
public enum Attribute {
    /** Name in Chinese. */
    NAME_ZH(content -> one("/name/zh", content.name().zh())),
    /** Name in Tibetan. */
    NAME_BO(content -> one("/name/bo", content.name().bo())),
    /** Name in English. */
    NAME_EN(content -> one("/name/en", content.name().en())),
    /** What the data is. */
    SUMMARY(content -> one("/summary", content.summary())),
    /** Classification code. */
    CLASSIFICATION(content -> one("/classification", content.classification())),
    /** Grade, as a digit. */
    GRADE(content -> one("/grade", String.valueOf(content.grade()))),
    /** Declared update cycle. */
    UPDATE_CYCLE(content -> one("/updateCycle", EventJson.kebab(content.updateCycle()))),
    /** Conditions of sharing. */
    SHARE_CONDITIONS(content -> each("/shareConditions", content.shareConditions())),
    /** Titles of the legal basis. */
    LEGAL_BASIS(content -> each(
            "/legalBasis",
            content.legalBasis() == null
                    ? null
                    : content.legalBasis().stream().map(basis -> basis.title()).toList())),
    /** Names of data items. */
    ITEM_NAME(content -> items(content, "name", DataItem::name)),
    /** Labels of data items. */
    ITEM_LABEL(content -> items(content, "label", DataItem::label)),
    /** What data items say. */
    ITEM_MEANING(content -> items(content, "meaning", DataItem::meaning)),
    /** Standards that define data items. */
    ITEM_STANDARD(content -> items(content, "standard", DataItem::standard));

    private final Function<EntryContent, List<Place>> places;

    Attribute(Function<EntryContent, List<Place>> places) {
        this.places = places;
    }

    /**
     * A place of an attribute.
     *
     * @param pointer JSON pointer into the entry's content
     * @param value what stands there; null where nothing does
     */
    record Place(String pointer, @Nullable String value) {
        boolean empty() {
            return value == null || value.isBlank();
        }
    }

    /** Its places in an entry: one, one for each member of a list (one that is empty, where there are none), or for each item. */
    List<Place> in(EntryContent content) {
        return places.apply(content);
    }

    private static List<Place> one(String pointer, @Nullable String value) {
        return List.of(new Place(pointer, value));
    }

    private static List<Place> each(String pointer, @Nullable List<String> values) {
        if (values == null || values.isEmpty()) {
            return one(pointer, null);
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            places.add(new Place(pointer + "/" + i, values.get(i)));
        }
        return places;
    }

    private static List<Place> items(EntryContent content, String field, Function<DataItem, @Nullable String> value) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < content.items().size(); i++) {
            places.add(new Place(
                    "/items/" + i + "/" + field, value.apply(content.items().get(i))));
        }
        return places;
    }
}
