package org.publicdatamesh.exchange.channel;

import java.util.Optional;

/** Where a channel stands, and the one table of what may follow. A topic is always {@link #ACTIVE}. */
public enum ChannelState {
    /** A webhook that has not shown yet that it is its unit's: nothing goes to it. */
    UNVERIFIED,
    /** Notices go out by it. */
    ACTIVE,
    /** The webhook said that it is gone (410). */
    SWITCHED_OFF,
    /** The webhook did not take a notice for as long as is tried. */
    FAILED;

    /** What happens to a channel. */
    public enum Command {
        /** The webhook answered a challenge. */
        VERIFY,
        /** The unit lets notices go out again, at once. */
        RESUME,
        /** The unit has notices sent once more. */
        REPLAY,
        /** The unit asks for another secret. */
        ROTATE,
        /** The webhook said that it is gone. */
        SWITCH_OFF,
        /** It was tried for as long as is tried. */
        GIVE_UP
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<ChannelState> after(Command command) {
        boolean verified = this != UNVERIFIED;
        return Optional.ofNullable(
                switch (command) {
                    case VERIFY -> verified ? null : ACTIVE;
                    case RESUME -> verified ? ACTIVE : null;
                    case REPLAY -> verified ? this : null;
                    case ROTATE -> this;
                    case SWITCH_OFF -> this == ACTIVE ? SWITCHED_OFF : null;
                    case GIVE_UP -> this == ACTIVE ? FAILED : null;
                });
    }
}
