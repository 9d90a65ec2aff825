package org.publicdatamesh.catalog.secrecy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Carries suspicions out of a transaction, which rolls back, to {@link SuspectedSecrets}, which makes cases of them in another
 * and answers. It does not have the texts.
 */
public final class SuspectedSecret extends RuntimeException {
    /** The texts that one request is refused for at most. */
    static final int MOST = 100;

    static final Refusal REFUSED = Refusal.of(
            422,
            "suspected-secret",
            "Texts of the request look like state secrets: nothing was kept of them. The authority's security post decides"
                    + " whether they are (Art. 13).");

    private static final long serialVersionUID = 1L;

    private final transient RefusedException answer;
    private final transient List<Suspicion> suspicions;
    private final transient @Nullable Standing standing;

    /** A version in which the texts stand already. */
    record Standing(UUID entryId, int version, String unit) {}

    /** A write that is refused. */
    SuspectedSecret(List<Suspicion> suspicions) {
        this(new RefusedException(REFUSED, violations(suspicions)), suspicions, null);
    }

    /** A file that is refused, with the answer that names its rows. */
    public SuspectedSecret(RefusedException answer, List<Suspicion> suspicions) {
        this(answer, suspicions, null);
    }

    /** A request about a version, in which the texts stand. */
    SuspectedSecret(RefusedException answer, List<Suspicion> suspicions, @Nullable Standing standing) {
        super(answer.refusal().code(), null, false, false);
        this.answer = answer;
        this.suspicions = suspicions.stream().limit(MOST).toList();
        this.standing = standing;
    }

    static List<Violation> violations(List<Suspicion> suspicions) {
        return suspicions.stream()
                .flatMap(suspicion -> suspicion.violations().stream())
                .limit(MOST)
                .toList();
    }

    RefusedException answer() {
        return answer;
    }

    List<Suspicion> suspicions() {
        return suspicions;
    }

    @Nullable
    Standing standing() {
        return standing;
    }
}
