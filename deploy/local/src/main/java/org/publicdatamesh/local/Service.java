package org.publicdatamesh.local;

import java.nio.file.Path;
import java.util.List;

/** The five services, as processes of an installation. */
enum Service {
    /** What the public may have. */
    OPEN_PORTAL("open-portal-service", "portal", 0),
    /** What data exists. */
    CATALOG("catalog-service", "catalog", 1),
    /** Who may have it, and getting it there. */
    EXCHANGE("exchange-service", "exchange", 2),
    /** What happened. */
    AUDIT("audit-service", "audit", 3),
    /** Who, and how safely. */
    SECURITY("security-service", "security", 4);

    private final String module;
    private final String database;
    private final int offset;

    Service(String module, String database, int offset) {
        this.module = module;
        this.database = database;
        this.offset = offset;
    }

    /** Its module, which names its process and its log too. */
    String module() {
        return module;
    }

    /** Its database and the role that owns it. */
    String database() {
        return database;
    }

    /** How far it yields to the others where processors are short: the log may be some seconds late, a correction not. */
    int niceness() {
        return this == AUDIT ? 19 : 0;
    }

    /**
     * Its heap. In a burst, events wait by the thousand until they are known to be on the disk: where the young part is too
     * small for them, half of the exchange's time goes to moving them about.
     */
    List<String> heap() {
        return this == EXCHANGE
                ? List.of("-Xms256m", "-Xmx384m", "-Xmn192m", "-XX:SurvivorRatio=3")
                : List.of("-Xms64m", "-Xmx256m", "-Xmn48m");
    }

    /**
     * What its virtual machine is to compile with. The optimising compiler works for minutes against the services for the few
     * processors that there are: it is for those where a search or a burst of events would else take twice as long.
     * Their code has room; where it has none, the whole heap is collected to find some, a pause of a second within a burst.
     */
    List<String> compiler() {
        return this == CATALOG || this == EXCHANGE
                ? List.of("-XX:ReservedCodeCacheSize=192m")
                : List.of("-XX:ReservedCodeCacheSize=64m", "-XX:TieredStopAtLevel=1");
    }

    /** Its port, above the base. */
    int offset() {
        return offset;
    }

    /** Its module's folder. */
    Path folder(Path house) {
        return house.resolve(module);
    }

    /** What runs. */
    Path jar(Path house) {
        return folder(house).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
