package org.publicdatamesh.catalog.harvest;

import java.util.List;
import java.util.Map;

/** Languages of texts. */
final class Languages {
    /** Of a text that states none. */
    static final String UNDETERMINED = "und";

    private static final List<String> ORDER = List.of("zh", "bo", "en", UNDETERMINED);

    private Languages() {}

    /** The text in the first of these languages that it is in; empty where there is none. */
    static String first(Map<String, String> texts) {
        for (String language : ORDER) {
            String text = texts.get(language);
            if (text != null) {
                return text;
            }
        }
        return texts.isEmpty() ? "" : texts.values().iterator().next();
    }
}
