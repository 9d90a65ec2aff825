package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Looks through JSON-LD before it is read whole: the reader of it holds every value, and writes out each name by its context, before
 * the first triple can be counted.
 */
final class JsonBounds {
    /** Values and names of JSON that make a triple, at most, in the forms in which catalogues write them. */
    private static final int VALUES_OF_A_TRIPLE = 5;

    /** Everything is let pass that the reader lets pass: here it is only counted. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonBounds() {}

    /**
     * Looks through a document.
     *
     * @throws UnreadableDocument {@code syntax-error}, {@code too-many-triples} or {@code too-much-text}
     */
    static void check(byte[] bytes, PageBounds bounds) throws UnreadableDocument {
        long most = (long) VALUES_OF_A_TRIPLE * bounds.triples();
        long values = 0;
        long texts = 0;
        long longest = 0;
        int depth = 0;
        int contextDepth = Integer.MAX_VALUE;
        boolean contextNext = false;
        try (JsonParser in = JSON.createParser(bytes)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                boolean begins = token.isStructStart();
                boolean ends = token.isStructEnd();
                if (!ends && ++values > most) {
                    throw new UnreadableDocument("too-many-triples", "It has more than " + most + " names and values.");
                }
                if (begins) {
                    depth++;
                    contextDepth = contextNext ? Math.min(contextDepth, depth) : contextDepth;
                } else if (ends) {
                    contextDepth = depth == contextDepth ? Integer.MAX_VALUE : contextDepth;
                    depth--;
                } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    texts++;
                    if (contextNext || contextDepth != Integer.MAX_VALUE) {
                        longest = Math.max(longest, in.getTextLength());
                    }
                }
                contextNext = token == JsonToken.FIELD_NAME && in.getText().equals("@context");
            }
        } catch (IOException e) {
            throw new UnreadableDocument("syntax-error", "It is not well-formed.");
        }
        if (texts * longest > bounds.characters()) {
            throw new UnreadableDocument(
                    PageBounds.TOO_MUCH_TEXT,
                    "Its names, written out by its context, may have more than " + bounds.characters()
                            + " characters.");
        }
    }
}
