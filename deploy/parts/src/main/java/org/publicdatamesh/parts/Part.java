package org.publicdatamesh.parts;

/** The parts that others made: what a service of the mesh stands on. */
public enum Part {
    /** The databases. */
    POSTGRESQL(Postgres.NAME, 10),
    /** The broker. */
    KAFKA(Kafka.NAME, 11),
    /** Kafka Connect with Debezium. */
    CONNECT(Connect.NAME, 13),
    /** Identities. */
    KEYCLOAK(Keycloak.NAME, 14);

    private final String label;
    private final int offset;

    Part(String label, int offset) {
        this.label = label;
        this.offset = offset;
    }

    /** Its name among the processes of an installation. */
    public String label() {
        return label;
    }

    /** Its port, counted from the base. */
    public int offset() {
        return offset;
    }
}
