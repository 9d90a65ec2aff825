package org.publicdatamesh.catalog.secrecy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A text that looks like a state secret: where it stands, and never what it says.
 *
 * @param place the kind of place, such as {@code entry:/items/*&#47;label}: the same for all entries and all their items
 * @param pointer JSON pointer to the text; to the object that has the name, where a name is meant; null for a header
 * @param digest keyed digest of the normalised text, 64 hexadecimal digits
 * @param hits what in it looks like a secret
 */
public record Suspicion(String place, @Nullable String pointer, String digest, List<Hit> hits) {
    /** Name of the broken rule in problem documents and reports. */
    public static final String CODE = "suspected-secret";

    private static final String HEADER = "Idempotency-Key";

    /** The same inside of a body or a file. */
    public Suspicion at(String elsewhere) {
        return new Suspicion(place, elsewhere, digest, hits);
    }

    /** The same without the hits of some rules. */
    Suspicion without(Set<String> rules) {
        return new Suspicion(
                place,
                pointer,
                digest,
                hits.stream().filter(hit -> !rules.contains(hit.rule())).toList());
    }

    /** The rules that it breaks, each once. */
    List<String> rules() {
        return hits.stream().map(Hit::rule).distinct().toList();
    }

    /** Each hit as a broken rule. */
    public List<Violation> violations() {
        return hits.stream()
                .map(hit -> {
                    String message = "Rule " + hit.rule() + ": " + hit.length() + " characters from " + hit.offset()
                            + " on look like a state secret (Art. 13).";
                    Violation violation = pointer == null
                            ? Violation.header(HEADER, CODE, message, hit.rule(), hit.length(), hit.offset())
                            : Violation.at(pointer, CODE, message, hit.rule(), hit.length(), hit.offset());
                    return violation.within(hit.offset(), hit.length());
                })
                .collect(Collectors.toList());
    }
}
