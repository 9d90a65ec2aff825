package org.publicdatamesh.kit.problem;

import java.util.List;

/** Carries a refusal out of a transaction, which rolls back, to the edge, which answers with a problem document. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient List<Violation> violations;

    /** A refusal as a whole. */
    public RefusedException(Refusal refusal) {
        this(refusal, List.of());
    }

    /** A refusal with every broken rule. */
    public RefusedException(Refusal refusal, List<Violation> violations) {
        super(refusal.code() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
        this.violations = List.copyOf(violations);
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
}
