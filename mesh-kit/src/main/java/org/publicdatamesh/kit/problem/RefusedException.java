package org.publicdatamesh.kit.problem;

import java.util.List;
import java.util.Map;

/** Carries a refusal out of a transaction, which rolls back, to the edge, which answers with a problem document. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient List<Violation> violations;
    private final transient Map<String, List<String>> headers;

    /** A refusal as a whole. */
    public RefusedException(Refusal refusal) {
        this(refusal, List.of());
    }

    /** A refusal with every broken rule. */
    public RefusedException(Refusal refusal, List<Violation> violations) {
        this(refusal, violations, Map.of());
    }

    private RefusedException(Refusal refusal, List<Violation> violations, Map<String, List<String>> headers) {
        super(refusal.code() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
        this.violations = List.copyOf(violations);
        this.headers = Map.copyOf(headers);
    }

    /** The same, with header fields that the answer carries. */
    public RefusedException with(Map<String, List<String>> headers) {
        return new RefusedException(refusal, violations, headers);
    }

    /** Rules broken by the request's body or parameters: 422. */
    public static RefusedException invalid(List<Violation> violations) {
        return new RefusedException(
                Refusal.of(422, "invalid-request", "The request breaks rules; each one is listed."), violations);
    }

    /** A thing that is not there, or not there for this caller: 404. */
    public static RefusedException notFound(String what) {
        return new RefusedException(Refusal.of(404, "not-found", "No such " + what + "."));
    }

    /** What is refused. */
    public Refusal refusal() {
        return refusal;
    }

    /** Broken rules, possibly none. */
    public List<Violation> violations() {
        return violations;
    }

    /** Header fields of the answer beside the usual ones, possibly none. */
    public Map<String, List<String>> headers() {
        return headers;
    }
}
