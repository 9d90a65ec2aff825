package org.publicdatamesh.catalog.rights;

import java.util.Optional;

/** States of a right's registration and the moves between them: one table (Art. 34). */
enum RightState {
    /** With the authority. */
    APPLIED,
    /** In the register, with a certificate. */
    REGISTERED,
    /** Not registered. */
    DECLINED,
    /** Ended before its term. */
    ENDED;

    /** What can be asked of a right. */
    enum Command {
        /** The authority registers it. */
        REGISTER,
        /** The authority does not. */
        DECLINE,
        /** The authority, or the unit whose data it is, ends it. */
        END
    }

    /** The state after a command; empty where the command is not for this state. */
    Optional<RightState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case APPLIED ->
                        switch (command) {
                            case REGISTER -> REGISTERED;
                            case DECLINE -> DECLINED;
                            case END -> null;
                        };
                    case REGISTERED -> command == Command.END ? ENDED : null;
                    case DECLINED, ENDED -> null;
                });
    }
}
