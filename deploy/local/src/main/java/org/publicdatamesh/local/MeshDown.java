package org.publicdatamesh.local;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Part;

/** Ends the mesh in order: the services, then what carries their events, then what keeps them. */
final class MeshDown {
    private static final List<Part> ORDER = List.of(Part.CONNECT, Part.KEYCLOAK, Part.KAFKA, Part.POSTGRESQL);

    private final Installation at;
    private final PrintStream out;

    MeshDown(Installation at, PrintStream out) {
        this.at = at;
        this.out = out;
    }

    void run() {
        try (Progress progress = new Progress(out)) {
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                for (Service service : Service.values()) {
                    threads.execute(() -> end(progress, service.module(), new ServiceProcess(service, at)::stop));
                }
                // Neither of the two keeps what another still needs.
                threads.execute(() -> end(progress, Part.KEYCLOAK.label(), () -> at.stop(Part.KEYCLOAK)));
            }
            for (Part part : ORDER) {
                end(progress, part.label(), () -> at.stop(part));
            }
            progress.say("down");
        }
    }

    private void end(Progress progress, String name, Runnable stop) {
        if (at.processes().find(name).isPresent()) {
            progress.begin(name);
            stop.run();
            progress.done(name, "ended");
        } else {
            stop.run();
        }
    }
}
