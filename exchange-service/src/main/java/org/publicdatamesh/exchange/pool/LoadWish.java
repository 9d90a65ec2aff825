package org.publicdatamesh.exchange.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What a load is to do with rows that are in the pool already.
 *
 * @param full whether the file is the whole table: rows that are not in it leave the pool
 * @param revertCorrections whether the file may put back a value that a correction has called wrong
 */
public record LoadWish(boolean full, boolean revertCorrections) {
    static LoadWish of(@Nullable String mode, @Nullable String revertCorrections) {
        List<Violation> violations = new ArrayList<>();
        if (mode != null && !List.of("partial", "full").contains(mode)) {
            violations.add(Violation.parameter("mode", "unknown-mode", "One of partial and full is expected."));
        }
        if (revertCorrections != null && !List.of("true", "false").contains(revertCorrections)) {
            violations.add(
                    Violation.parameter("revert-corrections", "not-true-or-false", "True or false is expected."));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return new LoadWish("full".equals(mode), "true".equals(revertCorrections));
    }
}
