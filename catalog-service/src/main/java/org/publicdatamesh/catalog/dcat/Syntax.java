package org.publicdatamesh.catalog.dcat;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFFormat;
import org.apache.jena.riot.RDFWriter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** The formats of metadata. */
enum Syntax {
    TTL("text/turtle"),
    JSONLD("application/ld+json"),
    RDF("application/rdf+xml"),
    /** Of single entries only: the words of schema.org, which search engines read, instead of DCAT's. */
    SCHEMA("application/ld+json", "https://schema.org/");

    private static final List<Syntax> OF_DCAT = List.of(TTL, JSONLD, RDF);

    private final MediaType type;

    Syntax(String type) {
        this.type = MediaType.valueOf(type);
    }

    Syntax(String type, String profile) {
        MediaType plain = MediaType.valueOf(type);
        this.type = new MediaType(plain.getType(), plain.getSubtype(), java.util.Map.of("profile", profile));
    }

    MediaType type() {
        return type;
    }

    /** The value of {@code format}. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Syntax> named(String parameter) {
        return Arrays.stream(values())
                .filter(syntax -> syntax.parameter().equals(parameter))
                .findFirst();
    }

    /**
     * The format that is asked for: by parameter, else the first that is accepted, else Turtle.
     *
     * @throws RefusedException 422 where the parameter names none that is offered
     */
    static Syntax chosen(@Nullable String format, List<MediaType> accepted, boolean entry) {
        List<Syntax> offered = entry ? List.of(values()) : OF_DCAT;
        if (format != null) {
            String names = offered.stream().map(Syntax::parameter).collect(Collectors.joining(", "));
            return named(format)
                    .filter(offered::contains)
                    .orElseThrow(() -> RefusedException.invalid(List.of(Violation.parameter(
                            "format", "not-one-of", "One of these is expected: " + names + ".", names))));
        }
        return accepted.stream().flatMap(type -> of(type, entry)).findFirst().orElse(TTL);
    }

    private static Stream<Syntax> of(MediaType accepted, boolean entry) {
        String profile = accepted.getParameters().get("profile");
        if (entry && profile != null && profile.contains("schema.org") && accepted.isCompatible(SCHEMA.type)) {
            return Stream.of(SCHEMA);
        }
        return OF_DCAT.stream().filter(syntax -> accepted.isCompatible(syntax.type));
    }

    /** The graph in this format. */
    byte[] write(Model model) {
        RDFFormat format =
                switch (this) {
                    case TTL -> RDFFormat.TURTLE_PRETTY;
                    case JSONLD -> RDFFormat.JSONLD_PRETTY;
                    case RDF -> RDFFormat.RDFXML_PLAIN;
                    case SCHEMA -> throw new IllegalStateException("schema.org is not a syntax of RDF graphs here");
                };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RDFWriter.source(model).format(format).output(out);
        return out.toByteArray();
    }
}
