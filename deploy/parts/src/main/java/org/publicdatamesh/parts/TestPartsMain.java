package org.publicdatamesh.parts;

import java.nio.file.Path;
import java.util.List;

/**
 * Starts and stops the parts that a whole test run shares: {@code start HOME BASE}, {@code stop HOME}. The tests find them
 * by the environment variable {@code MESH_TEST_HOME}.
 */
public final class TestPartsMain {
    private TestPartsMain() {}

    /** Starts or stops; ends with 1 and one line on the error stream where that fails. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        try {
            Path house = Installation.findHouse();
            if (words.size() == 3 && words.getFirst().equals("start")) {
                start(Installation.at(house, Path.of(words.get(1)), Integer.parseInt(words.get(2))));
            } else if (words.size() == 2 && words.getFirst().equals("stop")) {
                stop(Installation.in(house, Path.of(words.get(1))));
            } else {
                throw new PartFailure("say start HOME BASE, or stop HOME");
            }
        } catch (PartFailure | NumberFormatException e) {
            System.err.println("mesh: " + e.getMessage());
            System.exit(1);
        }
    }

    /** PostgreSQL with the databases, Kafka with the topics, Keycloak with the realm. */
    public static void start(Installation at) {
        at.alone(() -> {
            at.prepare();
            Keycloak keycloak = new Keycloak(at);
            keycloak.launch();
            at.start(Part.POSTGRESQL);
            at.start(Part.KAFKA);
            keycloak.await();
        });
    }

    /** Ends them at once and deletes their data: no test needs it again. */
    public static void stop(Installation at) {
        for (Part part : List.of(Part.CONNECT, Part.KEYCLOAK, Part.KAFKA, Part.POSTGRESQL)) {
            at.kill9(part);
        }
        Processes.endOrphansIn(at.home().resolve("postgresql"));
        at.purge();
    }
}
