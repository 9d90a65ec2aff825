package org.publicdatamesh.parts;

import java.nio.file.Path;

/**
 * Lays out what every installation of this checkout starts from: PostgreSQL and Keycloak unpacked, Keycloak augmented, with
 * a database that has its tables. The build does it, so that the first {@code ./mesh up} is quick; where it was not done,
 * that does it.
 */
public final class Prepare {
    private Prepare() {}

    /** Ends with 1 and one line on the error stream where that fails. */
    public static void main(String[] arguments) {
        try {
            Path house = Installation.findHouse();
            Postgres.prepare(house);
            Keycloak.prepare(house);
        } catch (PartFailure e) {
            System.err.println("mesh: " + e.getMessage());
            System.exit(1);
        }
    }
}
