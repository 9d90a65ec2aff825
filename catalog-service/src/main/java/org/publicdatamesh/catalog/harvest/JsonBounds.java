package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * @param base its address
     * @throws UnreadableDocument {@code syntax-error}, {@code too-many-triples} or {@code too-much-text}
     */
    static void check(byte[] bytes, String base, PageBounds bounds) throws UnreadableDocument {
        long most = (long) VALUES_OF_A_TRIPLE * bounds.triples();
        long values = 0;
        long texts = 0;
        Map<String, String> terms = new HashMap<>();
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
                    if (token == JsonToken.VALUE_STRING && contextDepth != Integer.MAX_VALUE) {
                        terms.merge(
                                term(in.getParsingContext()),
                                in.getText(),
                                (one, other) -> one.length() < other.length() ? other : one);
                    }
                }
                contextNext = token == JsonToken.FIELD_NAME && in.getText().equals("@context");
            }
        } catch (IOException e) {
            throw new UnreadableDocument("syntax-error", "It is not well-formed.");
        }
        Written written = written(terms, base.length());
        if (written.all() > bounds.characters() || texts * written.longest() > bounds.characters()) {
            throw new UnreadableDocument(
                    PageBounds.TOO_MUCH_TEXT,
                    "Its names, written out by its context, may have more than " + bounds.characters()
                            + " characters.");
        }
    }

    /** The term that a text in a context defines: the name before it, or before the object that it is the {@code @id} of. */
    private static String term(JsonStreamContext at) {
        String name = at.getCurrentName();
        JsonStreamContext outer = at.getParent();
        if ("@id".equals(name) && outer != null && outer.getCurrentName() != null) {
            return outer.getCurrentName();
        }
        return name == null ? "" : name;
    }

    /** How long terms are, written out: the longest, and all together. */
    private record Written(long longest, long all) {}

    /** A term may begin with another one as its prefix, and that with another. */
    private static Written written(Map<String, String> terms, long base) {
        Map<String, Long> lengths = new HashMap<>();
        long vocabulary = terms.getOrDefault("@vocab", "").length();
        long longest = base;
        long all = 0;
        for (String term : terms.keySet()) {
            Deque<String> chain = new ArrayDeque<>();
            Set<String> seen = new HashSet<>();
            String at = term;
            while (at != null && !lengths.containsKey(at) && seen.add(at)) {
                chain.push(at);
                at = prefix(at, terms);
            }
            long length = at == null ? 0 : lengths.getOrDefault(at, 0L);
            while (!chain.isEmpty()) {
                String next = chain.pop();
                String text = terms.getOrDefault(next, "");
                length += text.length() + (text.indexOf(':') < 0 ? vocabulary : 0);
                lengths.put(next, length);
            }
            longest = Math.max(longest, lengths.getOrDefault(term, 0L));
            all += lengths.getOrDefault(term, 0L);
        }
        return new Written(longest, all);
    }

    /** The term that a term's text begins with; null where it begins with none. */
    private static @Nullable String prefix(String term, Map<String, String> terms) {
        String text = terms.getOrDefault(term, "");
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? text : text.substring(0, colon);
        return !prefix.equals(term) && terms.containsKey(prefix) ? prefix : null;
    }
}
