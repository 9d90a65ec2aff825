package org.publicdatamesh.exchange.grant;

import java.util.Optional;

/** Where a grant stands (Art. 25, 26), and the one table of what may follow. */
public enum GrantState {
    /** It lives until its term ends. */
    ALIVE,
    /** Nothing is read under it until it is resumed; its term runs on. */
    SUSPENDED,
    /** Its term ended. */
    EXPIRED,
    /** The provider or the authority revoked it. */
    REVOKED,
    /** The unit that held it gave it up. */
    RELINQUISHED,
    /** Another grant of the unit took its place. */
    REPLACED;

    /** What happens to a grant. */
    public enum Command {
        /** The provider or the authority suspends it. */
        SUSPEND,
        /** The authority takes over a suspension of the provider's. */
        TAKE_OVER,
        /** Who may have suspended it resumes it. */
        RESUME,
        /** The provider or the authority takes items, rows, term or quota away. */
        NARROW,
        /** A dispute ended so that it holds again what it held before it was narrowed. */
        RESTORE,
        /** The provider or the authority ends it. */
        REVOKE,
        /** The unit that holds it ends it. */
        RELINQUISH,
        /** Another grant of the unit takes its place. */
        REPLACE,
        /** Its term ends. */
        EXPIRE
    }

    /** Whether it is over. */
    public boolean isOver() {
        return this == EXPIRED || this == REVOKED || this == RELINQUISHED || this == REPLACED;
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<GrantState> after(Command command) {
        if (isOver()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (command) {
                    case SUSPEND -> this == ALIVE ? SUSPENDED : null;
                    case TAKE_OVER -> this == SUSPENDED ? SUSPENDED : null;
                    case RESUME -> this == SUSPENDED ? ALIVE : null;
                    case NARROW, RESTORE -> this;
                    case REVOKE -> REVOKED;
                    case RELINQUISH -> RELINQUISHED;
                    case REPLACE -> this == ALIVE ? REPLACED : null;
                    case EXPIRE -> EXPIRED;
                });
    }
}
