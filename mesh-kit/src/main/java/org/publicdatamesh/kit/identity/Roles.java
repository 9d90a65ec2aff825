package org.publicdatamesh.kit.identity;

import java.util.List;
import java.util.stream.Stream;

/** Names of the realm's roles (Art. 7, 8). */
public final class Roles {
    /** Files, maintains and applies for a unit. */
    public static final String DATA_SPECIALIST = "data-specialist";

    /** Decides for a unit. */
    public static final String DATA_SUPERVISOR = "data-supervisor";

    /** Reviews for the authority. */
    public static final String AUTHORITY_REVIEWER = "authority-reviewer";

    /** Runs the platform for the authority. */
    public static final String AUTHORITY_ADMIN = "authority-admin";

    /** Decides disputes for the government. */
    public static final String GOVERNMENT_ARBITER = "government-arbiter";

    /** Handles secrecy, grading and incidents. */
    public static final String SECURITY_OFFICER = "security-officer";

    /** Reads the record. */
    public static final String AUDITOR = "auditor";

    /** A member of the public. */
    public static final String CITIZEN = "citizen";

    /** A unit's machine. */
    public static final String DATA_SYSTEM = "data-system";

    /** Roles that only accounts of a unit have. */
    static final List<String> OF_UNITS = List.of(
            DATA_SPECIALIST,
            DATA_SUPERVISOR,
            AUTHORITY_REVIEWER,
            AUTHORITY_ADMIN,
            GOVERNMENT_ARBITER,
            SECURITY_OFFICER,
            AUDITOR,
            DATA_SYSTEM);

    /** All roles. */
    public static final List<String> ALL =
            Stream.concat(OF_UNITS.stream(), Stream.of(CITIZEN)).toList();

    private Roles() {}
}
