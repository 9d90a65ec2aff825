package org.publicdatamesh.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.parts.PartFailure;

/** A checker that a service brings, in a JVM of its own that needs nothing that runs. */
final class OfflineCheck {
    /** The logging of a service's code wants its own manager. */
    private static final List<String> OPTIONS =
            List.of("-Xmx256m", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private final Path house;
    private final String service;
    private final String main;

    /**
     * A checker of a service.
     *
     * @param house the checkout that built it
     * @param service the service's module
     * @param main the checker's class
     */
    OfflineCheck(Path house, String service, String main) {
        this.house = house;
        this.service = service;
        this.main = main;
    }

    /** What it says of these arguments, and its exit code. */
    ChildJvm.Ended capture(List<String> arguments) {
        return ChildJvm.capture(classPath(), OPTIONS, main, arguments);
    }

    /** Says what it finds on this terminal; the exit code. */
    int print(List<String> arguments) {
        return ChildJvm.run(classPath(), OPTIONS, Map.of(), main, arguments);
    }

    private List<String> classPath() {
        Path app = house.resolve(service + "/target/quarkus-app");
        if (!Files.isDirectory(app)) {
            throw new PartFailure(service + ", which checks this, is not built; ./mesh up builds it");
        }
        return List.of(app.resolve("app") + "/*", app.resolve("lib/main") + "/*", app.resolve("lib/boot") + "/*");
    }
}
