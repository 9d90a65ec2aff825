package org.publicdatamesh.catalog.resource.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Messages;

/**
 * What does not hold. A value of a row is never in it.
 *
 * @param aspect what was looked at
 * @param code stable name of what is wrong
 * @param item the data item, column or matter of the checklist that it is about
 * @param expected what was expected, where that is one thing
 * @param found what was found instead
 * @param times in how many rows
 * @param firstRow the first of them, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Deviation(
        Aspect aspect,
        String code,
        @Nullable String item,
        @Nullable String expected,
        @Nullable String found,
        @Nullable Long times,
        @Nullable Long firstRow) {
    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("not-confirmed", "The unit declared that this does not hold: {0}."),
            Map.entry("no-source", "It is not stated where the resource is had; attach it anew."),
            Map.entry("unknown-host", "The host {0} is not known."),
            Map.entry("address-refused", "The host {0} leads to an address that is not allowed."),
            Map.entry("no-connection", "No connection to {0}."),
            Map.entry("time-out", "No whole answer within {1}."),
            Map.entry("too-many-redirects", "More than {1} redirects."),
            Map.entry(
                    "not-redirectable", "A redirect leads to what is no http or https address, or from https to http."),
            Map.entry("status", "The answer has the status {2}; 200 is expected."),
            Map.entry("too-large", "More than {1} bytes."),
            Map.entry("unknown-coding", "The content coding {2} is neither gzip nor none."),
            Map.entry("broken-off", "The answer broke off."),
            Map.entry("not-measurable", "It could not be measured."),
            Map.entry("nothing-loaded", "No rows were loaded into the pool."),
            Map.entry("quarantined", "{2} of the loaded rows broke the items'' rules; at most {1} is expected."),
            Map.entry("not-csv", "It is no CSV (RFC 4180) in UTF-8 or GB18030 with a header."),
            Map.entry("not-json", "It is no JSON."),
            Map.entry("no-rows", "There is no array of objects where rows are expected."),
            Map.entry("item-missing", "The data item {0} is not there."),
            Map.entry("unknown-item", "The column {0} is no data item of the entry."),
            Map.entry("repeated-item", "The column {0} is there more than once."),
            Map.entry("wrong-type", "Values of {0} are not of the type {1}."),
            Map.entry("too-long", "Values of {0} are longer than {1} characters."),
            Map.entry("value-missing", "{0} is required and has no value in some rows."),
            Map.entry("other-type", "{0} has the type {2}; the entry says {1}."),
            Map.entry("not-openapi", "It is no OpenAPI 3 document in JSON that describes the answer of that path."),
            Map.entry("not-published", "The entry {0}, on which the model was trained, is not published."),
            Map.entry("empty", "There is nothing in it."),
            Map.entry("other-size", "It has {2} bytes; {1} are stated."),
            Map.entry("other-digest", "Its SM3 digest is {2}; {1} is stated."),
            Map.entry("overdue", "It was renewed last at {2}, longer ago than the cycle {1}."),
            Map.entry("never-renewed", "It was never renewed; the cycle is {1}."),
            Map.entry("in-the-future", "It says to have been renewed at {2}, which is in the future."));

    static Deviation of(Aspect aspect, String code) {
        return new Deviation(aspect, code, null, null, null, null, null);
    }

    static Deviation of(Aspect aspect, String code, @Nullable Object expected, @Nullable Object found) {
        return new Deviation(aspect, code, null, text(expected), text(found), null, null);
    }

    static Deviation ofItem(
            Aspect aspect, String code, String item, @Nullable Object expected, @Nullable Object found) {
        return new Deviation(aspect, code, item, text(expected), text(found), null, null);
    }

    /** A matter of the checklist that the unit did not confirm. */
    public static Deviation notConfirmed(String matter) {
        return new Deviation(Aspect.DECLARED, "not-confirmed", matter, null, null, null, null);
    }

    /** The same, with "…" for a name or a finding that is not to be kept. */
    Deviation without(Predicate<String> suspected) {
        String shown = item != null && suspected.test(item) ? "…" : item;
        String said = found != null && suspected.test(found) ? "…" : found;
        return new Deviation(aspect, code, shown, expected, said, times, firstRow);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof Enum<?> constant ? EventJson.kebab(constant) : Objects.toString(value, null);
    }

    /** Aspect and code, as events tell it. */
    public String name() {
        return EventJson.kebab(aspect) + "/" + code;
    }

    /** What is wrong, for people, in a language of {@link Messages}. */
    public String message(String language) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(Objects.requireNonNullElse(item, ""));
        arguments.add(Objects.requireNonNullElse(expected, ""));
        arguments.add(Objects.requireNonNullElse(found, ""));
        String english = ENGLISH.getOrDefault(code, code);
        String plain = new java.text.MessageFormat(english, java.util.Locale.ROOT).format(arguments.toArray());
        return Messages.message(language, "deviation." + code, arguments, plain);
    }

    /** Every code that there is. */
    static java.util.Set<String> codes() {
        return ENGLISH.keySet();
    }
}
