package org.publicdatamesh.kit.problem;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Translations of what problems say. English stands in the code; other languages in {@code
 * problem-messages_<language>.properties} (UTF-8) at the root of the class path, the kit's and the service's together:
 * {@code title.<status>}, {@code problem.<code>} and {@code rule.<code>}. What has no Tibetan message is said in
 * Chinese, what has neither in English.
 */
public final class Messages {
    /** The language of messages without a translation. */
    public static final String ENGLISH = "en";

    private static final Map<String, List<String>> CHAINS = Map.of("zh", List.of("zh"), "bo", List.of("bo", "zh"));
    private static final Map<String, Map<String, String>> BUNDLES = new ConcurrentHashMap<>();

    private Messages() {}

    /** The language to answer in: the first of {@code Accept-Language} that is spoken, else English. */
    public static String language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return ENGLISH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                String language = range.getRange().split("-", 2)[0].toLowerCase(Locale.ROOT);
                if (range.getWeight() > 0 && (language.equals(ENGLISH) || CHAINS.containsKey(language))) {
                    return language;
                }
            }
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
        return ENGLISH;
    }

    /** The languages that an answer in the language may hold, for {@code Content-Language}. */
    static String spoken(String language) {
        return String.join(", ", CHAINS.getOrDefault(language, List.of(language)));
    }

    /** The message of a key, or the English one given where it is not translated. */
    public static String message(String language, String key, List<Object> arguments, String english) {
        for (String link : CHAINS.getOrDefault(language, List.of())) {
            String pattern = BUNDLES.computeIfAbsent(link, Messages::load).get(key);
            if (pattern != null) {
                return new MessageFormat(pattern, Locale.ROOT)
                        .format(arguments.stream().map(String::valueOf).toArray());
            }
        }
        return english;
    }

    private static Map<String, String> load(String language) {
        Map<String, String> messages = new HashMap<>();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL bundle : Collections.list(loader.getResources("problem-messages_" + language + ".properties"))) {
                try (Reader in = new InputStreamReader(bundle.openStream(), StandardCharsets.UTF_8)) {
                    Properties properties = new Properties();
                    properties.load(in);
                    properties.forEach((key, text) -> messages.put(key.toString(), text.toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(messages);
    }
}
