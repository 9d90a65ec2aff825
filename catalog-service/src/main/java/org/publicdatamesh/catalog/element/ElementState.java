package org.publicdatamesh.catalog.element;

import java.util.Optional;

/** States of a data element and the moves between them: one table (Art. 14). */
public enum ElementState {
    /** With the unit's supervisor. */
    PROPOSED,
    /** With the authority. */
    AGREED,
    /** Back with the data specialist, with reasons. */
    RETURNED,
    /** In force: one source, one standard. */
    REGISTERED,
    /** Not kept any more. */
    ENDED,
    /** Given up by its unit before it was in force. */
    WITHDRAWN;

    /** What can be asked of an element. */
    enum Command {
        /** The unit changes what it proposed; its supervisor looks at it anew. */
        EDIT,
        /** The unit's supervisor agrees. */
        AGREE,
        /** The unit's supervisor does not. */
        UNIT_RETURN,
        /** The authority registers it. */
        REGISTER,
        /** The authority does not. */
        AUTHORITY_RETURN,
        /** The authority gives it to another unit. */
        HAND_OVER,
        /** The authority ends it. */
        END,
        /** The unit gives it up. */
        WITHDRAW
    }

    /** The state after a command; empty where the command is not for this state. */
    Optional<ElementState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case PROPOSED ->
                        switch (command) {
                            case EDIT -> PROPOSED;
                            case AGREE -> AGREED;
                            case UNIT_RETURN -> RETURNED;
                            case WITHDRAW -> WITHDRAWN;
                            case REGISTER, AUTHORITY_RETURN, HAND_OVER, END -> null;
                        };
                    case AGREED ->
                        switch (command) {
                            case REGISTER -> REGISTERED;
                            case AUTHORITY_RETURN -> RETURNED;
                            case EDIT, AGREE, UNIT_RETURN, HAND_OVER, END, WITHDRAW -> null;
                        };
                    case RETURNED ->
                        switch (command) {
                            case EDIT -> PROPOSED;
                            case WITHDRAW -> WITHDRAWN;
                            case AGREE, UNIT_RETURN, REGISTER, AUTHORITY_RETURN, HAND_OVER, END -> null;
                        };
                    case REGISTERED ->
                        switch (command) {
                            case HAND_OVER -> REGISTERED;
                            case END -> ENDED;
                            case EDIT, AGREE, UNIT_RETURN, REGISTER, AUTHORITY_RETURN, WITHDRAW -> null;
                        };
                    case ENDED, WITHDRAWN -> null;
                });
    }
}
