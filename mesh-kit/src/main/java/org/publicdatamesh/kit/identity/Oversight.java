package org.publicdatamesh.kit.identity;

/** Who looks over the matters of all units (Art. 7, 41). */
public final class Oversight {
    private Oversight() {}

    /** Whether the caller is of the authority or an auditor. */
    public static boolean of(Caller caller) {
        return caller.has(Roles.AUTHORITY_REVIEWER) || caller.has(Roles.AUTHORITY_ADMIN) || caller.has(Roles.AUDITOR);
    }
}
