package org.publicdatamesh.catalog.harvest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The format that a source is asked for. What it answers may be another one of these. */
public enum HarvestFormat {
    /** Turtle. */
    TURTLE("text/turtle", Set.of("application/x-turtle", "application/n-triples")),
    /** JSON-LD 1.1. */
    JSON_LD("application/ld+json", Set.of("application/json")),
    /** RDF/XML. */
    RDF_XML("application/rdf+xml", Set.of("application/xml", "text/xml"));

    /** What servers say that know nothing of RDF. */
    private static final Set<String> SAYING_NOTHING = Set.of("", "text/plain", "application/octet-stream");

    private final String type;
    private final Set<String> others;

    HarvestFormat(String type, Set<String> others) {
        this.type = type;
        this.others = others;
    }

    /** The {@code Accept} header: this one first, the others where it is not offered. */
    String accept() {
        return type + ", "
                + Arrays.stream(values())
                        .filter(format -> format != this)
                        .map(format -> format.type + ";q=0.5")
                        .collect(Collectors.joining(", "));
    }

    /** The format of an answer; empty where its media type is none of RDF. A type that says nothing is taken for this one. */
    Optional<HarvestFormat> answered(@Nullable String contentType) {
        String given =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (SAYING_NOTHING.contains(given)) {
            return Optional.of(this);
        }
        return Arrays.stream(values())
                .filter(format -> format.type.equals(given) || format.others.contains(given))
                .findFirst();
    }
}
