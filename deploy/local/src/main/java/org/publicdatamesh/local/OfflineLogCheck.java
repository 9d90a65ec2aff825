package org.publicdatamesh.local;

import java.nio.file.Path;
import java.util.List;
import org.publicdatamesh.local.demo.LogCheck;

/** Checks a log with audit-service's checker. */
public final class OfflineLogCheck implements LogCheck {
    private final OfflineCheck checker;

    /** With the checker that the checkout built. */
    public OfflineLogCheck(Path house) {
        checker = new OfflineCheck(house, "audit-service", "org.publicdatamesh.audit.log.VerifyLog");
    }

    @Override
    public Result check(Path folder) {
        ChildJvm.Ended ended = checker.capture(arguments(folder));
        return new Result(ended.exitCode(), ended.output());
    }

    /** Says what it finds on this terminal; the exit code. */
    int print(Path folder) {
        return checker.print(arguments(folder));
    }

    private static List<String> arguments(Path folder) {
        return List.of(folder.toAbsolutePath().toString());
    }
}
