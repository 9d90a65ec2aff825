package org.publicdatamesh.catalog.collection;

import java.util.Optional;

/** States of a plan to collect and the moves between them: one table (Art. 14). */
public enum PlanState {
    /** Under work in its unit; also after it was returned. */
    DRAFT,
    /** Passed the check; with the authority, and with the units of a joint collection. */
    SUBMITTED,
    /** Registered: the data may be collected within its term. */
    REGISTERED,
    /** Over, by its term or before. */
    ENDED,
    /** Given up by its unit before it was registered. */
    WITHDRAWN;

    /** Whether the check may just have refused it: a draft its submission, a submitted one its registration. */
    boolean refusable() {
        return this == DRAFT || this == SUBMITTED;
    }

    /** What can be asked of a plan. */
    enum Command {
        /** The unit changes it. */
        EDIT,
        /** The unit's supervisor submits it. */
        SUBMIT,
        /** A unit of the joint collection says whether it takes its duties. */
        CONFIRM,
        /** The authority divides the duties. */
        DIVIDE,
        /** The authority returns it. */
        RETURN,
        /** The authority registers it. */
        REGISTER,
        /** Its term, the authority or the unit ends it. */
        END,
        /** The unit gives it up. */
        WITHDRAW
    }

    /** The state after a command; empty where the command is not for this state. */
    Optional<PlanState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case DRAFT ->
                        switch (command) {
                            case EDIT -> DRAFT;
                            case SUBMIT -> SUBMITTED;
                            case WITHDRAW -> WITHDRAWN;
                            case CONFIRM, DIVIDE, RETURN, REGISTER, END -> null;
                        };
                    case SUBMITTED ->
                        switch (command) {
                            case CONFIRM, DIVIDE -> SUBMITTED;
                            case RETURN -> DRAFT;
                            case REGISTER -> REGISTERED;
                            case EDIT, SUBMIT, END, WITHDRAW -> null;
                        };
                    case REGISTERED -> command == Command.END ? ENDED : null;
                    case ENDED, WITHDRAWN -> null;
                });
    }
}
