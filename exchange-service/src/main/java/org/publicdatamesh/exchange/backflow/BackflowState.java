package org.publicdatamesh.exchange.backflow;

import java.util.Optional;

/** Where a request for data held above stands on one level (Art. 4), and the one table of what may follow. */
public enum BackflowState {
    /** A unit of this level filed it; waits for its authority. */
    FILED,
    /** It came from the level below; waits for the authority to pass it on. */
    RECEIVED,
    /** It went to the level above; waits for what that one tells. */
    PASSED_UP,
    /** The data are held on this level: an application stands for the request. */
    APPLIED,
    /** The data flow down. */
    GRANTED,
    /** It was refused, on this level or above. */
    REFUSED,
    /** Nothing flows any more: the grant is over, or lets other rows be seen. */
    ENDED,
    /** The unit took it back. */
    WITHDRAWN;

    /** What happens to a request. */
    public enum Command {
        /** The authority passes it to the level above. */
        PASS_UP,
        /** It becomes an application for data of this level. */
        APPLY,
        /** It is refused. */
        REFUSE,
        /** The share is granted. */
        GRANT,
        /** Rows flow down. */
        FLOW,
        /** The grant ends. */
        END,
        /** The unit takes it back. */
        WITHDRAW
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<BackflowState> after(Command command) {
        boolean here = this == FILED || this == RECEIVED;
        boolean asked = this == PASSED_UP || this == APPLIED;
        return Optional.ofNullable(
                switch (command) {
                    case PASS_UP -> here ? PASSED_UP : null;
                    case APPLY -> this == RECEIVED ? APPLIED : null;
                    case REFUSE -> here || asked ? REFUSED : null;
                    case GRANT -> asked ? GRANTED : null;
                    case FLOW -> this == GRANTED ? GRANTED : null;
                    case END -> this == GRANTED ? ENDED : null;
                    case WITHDRAW -> this == FILED ? WITHDRAWN : null;
                });
    }
}
