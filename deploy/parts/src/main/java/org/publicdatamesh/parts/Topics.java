package org.publicdatamesh.parts;

import java.util.ArrayList;
import java.util.List;

/** The topics of the mesh: one per aggregate, and one per service for what it could not process. */
public final class Topics {
    /** The five services. */
    public static final List<String> SERVICES = List.of("open-portal", "catalog", "exchange", "audit", "security");

    private static final List<String> EVENTS = List.of(
            "security.unit",
            "security.policy",
            "security.containment",
            "security.grading",
            "catalog.entry",
            "catalog.resource",
            "catalog.conformity",
            "catalog.right",
            "catalog.standard",
            "catalog.grading",
            "catalog.duty",
            "catalog.elements",
            "catalog.secrecy",
            "catalog.watch",
            "catalog.harvest",
            "catalog.joint",
            "exchange.application",
            "exchange.grant",
            "exchange.destruction",
            "exchange.deadline",
            "exchange.offline",
            "exchange.need",
            "exchange.signing-key",
            "exchange.dispute",
            "exchange.backflow",
            "exchange.pool",
            "exchange.release",
            "exchange.correction",
            "exchange.notice",
            "exchange.channel",
            "exchange.access",
            "portal.open-item",
            "portal.access",
            "portal.feedback",
            "audit.finding",
            "audit.access",
            "audit.erasure");

    private Topics() {}

    /** All of them. */
    public static List<String> all() {
        List<String> all = new ArrayList<>(EVENTS);
        for (String service : SERVICES) {
            all.add(service + "-service.dead-letter");
        }
        return all;
    }
}
