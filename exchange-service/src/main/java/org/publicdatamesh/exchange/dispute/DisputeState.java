package org.publicdatamesh.exchange.dispute;

import java.util.Optional;

/** Where a dispute stands (Art. 27), and the one table of what may follow. */
public enum DisputeState {
    /** Across levels or regions: the units look for an agreement themselves. */
    NEGOTIATING,
    /** The authority is to propose how to settle it. */
    MEDIATING,
    /** The authority has proposed; both units say yes or no. */
    PROPOSED,
    /** One unit has said yes to the proposal; the other one is to answer. */
    HALF_ACCEPTED,
    /** The units did not agree; the government is to decide. */
    DECIDING,
    /** The units agreed. */
    SETTLED,
    /** The government decided. */
    DECIDED,
    /** The unit that disputed took it back. */
    WITHDRAWN,
    /** When the units agreed or the government decided, the matter stood no more as it was disputed; nothing was done to it. */
    VOID;

    /** What somebody does, or time. */
    public enum Command {
        /** A unit offers something else in the negotiation. */
        OFFER,
        /** The other unit takes what was offered. */
        AGREE,
        /** A unit holds the negotiation for failed. */
        BREAK_OFF,
        /** The authority proposes how to settle it. */
        PROPOSE,
        /** A unit takes the proposal. */
        ACCEPT,
        /** A unit does not take the proposal. */
        DECLINE,
        /** The government decides. */
        DECIDE,
        /** The unit that disputed takes it back. */
        WITHDRAW,
        /** It ends, and its matter is gone. */
        VOID,
        /** The time for the step passed. */
        LAPSE
    }

    /** Whether nothing can follow. */
    public boolean isOver() {
        return this == SETTLED || this == DECIDED || this == WITHDRAWN || this == VOID;
    }

    /**
     * The state after a command; empty where the command is not for this state.
     *
     * @param mediated whether the authority can mediate: it is itself none of the units
     */
    public Optional<DisputeState> after(Command command, boolean mediated) {
        DisputeState failed = mediated ? MEDIATING : DECIDING;
        boolean proposed = this == PROPOSED || this == HALF_ACCEPTED;
        return Optional.ofNullable(
                switch (command) {
                    case OFFER -> this == NEGOTIATING ? NEGOTIATING : null;
                    case AGREE -> this == NEGOTIATING ? SETTLED : null;
                    case BREAK_OFF -> this == NEGOTIATING ? failed : null;
                    case PROPOSE -> this == MEDIATING ? PROPOSED : null;
                    case ACCEPT -> this == PROPOSED ? HALF_ACCEPTED : this == HALF_ACCEPTED ? SETTLED : null;
                    case DECLINE -> proposed ? DECIDING : null;
                    case DECIDE -> this == DECIDING ? DECIDED : null;
                    case WITHDRAW -> isOver() ? null : WITHDRAWN;
                    case VOID -> isOver() ? null : VOID;
                    case LAPSE ->
                        switch (this) {
                            case NEGOTIATING -> failed;
                            case MEDIATING, PROPOSED, HALF_ACCEPTED, DECIDING -> DECIDING;
                            case SETTLED, DECIDED, WITHDRAWN, VOID -> null;
                        };
                });
    }
}
