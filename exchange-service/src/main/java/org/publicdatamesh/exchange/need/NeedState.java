package org.publicdatamesh.exchange.need;

import java.util.Optional;

/** Where a need stands (Art. 7, 22), and the one table of what may follow. */
public enum NeedState {
    /** Waits for the authority. */
    FILED,
    /** Waits for the unit that is asked, within the policy's working days. */
    ROUTED,
    /** That unit does not have the data; waits for the authority. */
    DECLINED,
    /** An entry has the data. */
    ANSWERED,
    /** The authority found that they are not needed, or that nobody has them. */
    REJECTED,
    /** The unit needs them no longer. */
    WITHDRAWN;

    /** What somebody decides. */
    public enum Command {
        /** The authority asks a unit. */
        ROUTE,
        /** The authority ends it. */
        REJECT,
        /** The authority ends it although the unit that is asked is ordered to name an entry: it cannot any more. */
        REJECT_ORDERED,
        /** The unit that is asked names the entry. */
        ANSWER,
        /** The unit that is asked does not have the data. */
        DECLINE,
        /** The unit that needs them takes it back. */
        WITHDRAW,
        /** A dispute ended so that the unit that declined is to name an entry. */
        REOPEN
    }

    /** Whether the time of the unit that is asked runs. */
    public boolean waitsForSource() {
        return this == ROUTED;
    }

    /** Whether nothing can follow. */
    public boolean isOver() {
        return this == ANSWERED || this == REJECTED || this == WITHDRAWN;
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<NeedState> after(Command command) {
        boolean withAuthority = this == FILED || this == DECLINED;
        return Optional.ofNullable(
                switch (command) {
                    case ROUTE -> withAuthority ? ROUTED : null;
                    case REJECT -> withAuthority ? REJECTED : null;
                    case REJECT_ORDERED -> this == ROUTED ? REJECTED : null;
                    case ANSWER -> this == ROUTED ? ANSWERED : null;
                    case DECLINE -> this == ROUTED ? DECLINED : null;
                    case WITHDRAW -> isOver() ? null : WITHDRAWN;
                    case REOPEN -> this == DECLINED ? ROUTED : null;
                });
    }
}
