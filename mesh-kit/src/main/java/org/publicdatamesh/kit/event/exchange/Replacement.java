package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;

/**
 * That an application is for a grant in the place of another one, which ends when the new one begins.
 *
 * @param grantId the grant that is replaced
 * @param kind how the new one differs
 */
public record Replacement(UUID grantId, Kind kind) {
    /** How the new grant differs. */
    public enum Kind {
        /** It goes on for another term; nothing else is asked for that was not held. */
        RENEWAL,
        /** It holds something else. */
        CHANGE
    }
}
