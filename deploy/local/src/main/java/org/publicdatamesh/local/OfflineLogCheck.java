package org.publicdatamesh.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.local.demo.LogCheck;
import org.publicdatamesh.parts.PartFailure;

/** Checks a log with audit-service's checker, in a JVM of its own that needs nothing that runs. */
public final class OfflineLogCheck implements LogCheck {
    private static final String MAIN = "org.publicdatamesh.audit.log.VerifyLog";

    private final Path house;

    /** With the checker that the checkout built. */
    public OfflineLogCheck(Path house) {
        this.house = house;
    }

    @Override
    public Result check(Path folder) {
        ChildJvm.Ended ended = ChildJvm.capture(classPath(), "256m", MAIN, arguments(folder));
        return new Result(ended.exitCode(), ended.output());
    }

    /** Says what it finds on this terminal; the exit code. */
    int print(Path folder) {
        return ChildJvm.run(classPath(), "256m", Map.of(), MAIN, arguments(folder));
    }

    private static List<String> arguments(Path folder) {
        return List.of(folder.toAbsolutePath().toString());
    }

    private List<String> classPath() {
        Path app = house.resolve("audit-service/target/quarkus-app");
        if (!Files.isDirectory(app)) {
            throw new PartFailure("audit-service, which checks the log, is not built; ./mesh up builds it");
        }
        return List.of(app.resolve("app") + "/*", app.resolve("lib/main") + "/*", app.resolve("lib/boot") + "/*");
    }
}
