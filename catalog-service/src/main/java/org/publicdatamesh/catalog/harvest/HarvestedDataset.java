package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * A dataset as another catalogue describes it (DCAT 3). Texts are by language ({@code zh}, {@code bo}, {@code en}, others;
 * {@code und} where none is stated); lists are sorted, as RDF has no order.
 *
 * @param iri names the dataset in the other catalogue
 * @param title its names
 * @param description what it is
 * @param identifiers {@code dct:identifier}, {@code adms:identifier}
 * @param keywords keywords of all languages
 * @param themes themes
 * @param publisher who publishes it there
 * @param issued when it was published first
 * @param modified when it changed last there
 * @param version version
 * @param frequency IRI or text of the update frequency
 * @param updateCycle the update cycle of the measures that the frequency is; absent where it is none of them
 * @param accessRights IRI or text of who may have it
 * @param licence IRI or text of the licence, of the dataset or else of its distributions where they have the same
 * @param rights further statements, such as legal bases
 * @param languages IRIs or codes of the data's languages
 * @param spatial IRIs or names of places
 * @param standards what it conforms to, by title or IRI
 * @param landingPage page about it
 * @param derivedFrom IRIs of what it was made or taken from
 * @param distributions how the data are had
 * @param remarks attributes that were stated and not understood
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HarvestedDataset(
        String iri,
        Map<String, String> title,
        Map<String, String> description,
        List<String> identifiers,
        List<String> keywords,
        List<Named> themes,
        @Nullable Named publisher,
        @Nullable Instant issued,
        @Nullable Instant modified,
        @Nullable String version,
        @Nullable String frequency,
        @Nullable UpdateCycle updateCycle,
        @Nullable String accessRights,
        @Nullable String licence,
        List<String> rights,
        List<String> languages,
        List<String> spatial,
        List<String> standards,
        @Nullable String landingPage,
        List<String> derivedFrom,
        List<Distribution> distributions,
        List<Remark> remarks) {

    /** Reads one that was written without what is empty. */
    public HarvestedDataset {
        title = orEmpty(title);
        description = orEmpty(description);
        identifiers = orEmpty(identifiers);
        keywords = orEmpty(keywords);
        themes = orEmpty(themes);
        rights = orEmpty(rights);
        languages = orEmpty(languages);
        spatial = orEmpty(spatial);
        standards = orEmpty(standards);
        derivedFrom = orEmpty(derivedFrom);
        distributions = orEmpty(distributions);
        remarks = orEmpty(remarks);
    }

    /** One of which nothing is known but its IRI. */
    static HarvestedDataset named(String iri) {
        return new HarvestedDataset(
                iri, Map.of(), Map.of(), List.of(), List.of(), List.of(), null, null, null, null, null, null, null,
                null, List.of(), List.of(), List.of(), List.of(), null, List.of(), List.of(), List.of());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> texts) {
        return texts == null ? Map.of() : texts;
    }

    /**
     * Something with a name.
     *
     * @param iri its IRI, where it has one
     * @param name its names by language
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Named(@Nullable String iri, Map<String, String> name) {
        /** Reads one that was written without what is empty. */
        public Named {
            name = orEmpty(name);
        }

        long characters() {
            return counted(iri) + PageBounds.of(name);
        }
    }

    /**
     * A way to have the data.
     *
     * @param iri its IRI, where it has one
     * @param title its names by language
     * @param description what it is
     * @param accessUrl where it is had
     * @param downloadUrl the file itself
     * @param format file format, the last part of its IRI or its text
     * @param mediaType media type, as {@code text/csv}
     * @param byteSize its size in bytes
     * @param checksum its digest
     * @param licence IRI or text of its licence
     * @param issued since when it is there
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Distribution(
            @Nullable String iri,
            Map<String, String> title,
            Map<String, String> description,
            @Nullable String accessUrl,
            @Nullable String downloadUrl,
            @Nullable String format,
            @Nullable String mediaType,
            @Nullable Long byteSize,
            @Nullable Checksum checksum,
            @Nullable String licence,
            @Nullable Instant issued) {
        /** Reads one that was written without what is empty. */
        public Distribution {
            title = orEmpty(title);
            description = orEmpty(description);
        }

        long characters() {
            return PageBounds.of(title)
                    + PageBounds.of(description)
                    + counted(iri, accessUrl, downloadUrl, format, mediaType, licence)
                    + (checksum == null ? 0 : PageBounds.of(List.of(checksum.algorithm(), checksum.value())));
        }
    }

    /**
     * A digest of a file.
     *
     * @param algorithm as {@code sha256}
     * @param value lower-case hexadecimal digits, or as stated
     */
    public record Checksum(String algorithm, String value) {}

    /**
     * An attribute that was stated and not understood, or was cut.
     *
     * @param attribute which one
     * @param code {@code not-a-time}, {@code not-a-web-address}, {@code not-a-size}, {@code cut}, {@code too-many}
     */
    public record Remark(String attribute, String code) {}

    /** How many characters it has, those that it shares with other datasets too. */
    long characters() {
        long all = counted(iri, version, frequency, accessRights, licence, landingPage)
                + PageBounds.of(title)
                + PageBounds.of(description)
                + (publisher == null ? 0 : publisher.characters());
        for (List<String> texts : List.of(identifiers, keywords, rights, languages, spatial, standards, derivedFrom)) {
            all += PageBounds.of(texts);
        }
        for (Named theme : themes) {
            all += theme.characters();
        }
        for (Distribution distribution : distributions) {
            all += distribution.characters();
        }
        return all;
    }

    private static long counted(@Nullable String... texts) {
        long all = 0;
        for (String text : texts) {
            all += text == null ? 0 : PageBounds.of(text);
        }
        return all;
    }

    /** The title in the first of Chinese, Tibetan, English, no stated and any other language. */
    public String shownTitle() {
        return Languages.first(title);
    }
}
