package org.publicdatamesh.exchange.offline;

import java.util.Optional;

/** Where an offline share stands (Art. 24), and the one table of what may follow. */
public enum OfflineState {
    /** The authority knows of it and why. */
    FILED,
    /** The provider handed the medium over. */
    HANDED_OVER,
    /** The consumer has it, and what is on it is what was handed over. */
    RECEIVED,
    /** The medium was wiped or destroyed. */
    DESTROYED,
    /** It does not take place. */
    CANCELLED,
    /** The medium was lost, or is of no use. */
    FAILED;

    /** What happens to it. */
    public enum Command {
        /** The provider hands the medium over. */
        HAND_OVER,
        /** The consumer receives it. */
        RECEIVE,
        /** The consumer wipes or destroys it. */
        DESTROY,
        /** The provider gives it up before it hands anything over. */
        CANCEL,
        /** Either side says that the medium was lost or is of no use. */
        FAIL
    }

    /** Whether a medium with the data is somewhere. */
    public boolean isOut() {
        return this == HANDED_OVER || this == RECEIVED;
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<OfflineState> after(Command command) {
        return Optional.ofNullable(
                switch (command) {
                    case HAND_OVER -> this == FILED ? HANDED_OVER : null;
                    case RECEIVE -> this == HANDED_OVER ? RECEIVED : null;
                    case DESTROY -> this == RECEIVED ? DESTROYED : null;
                    case CANCEL -> this == FILED ? CANCELLED : null;
                    case FAIL -> isOut() ? FAILED : null;
                });
    }
}
