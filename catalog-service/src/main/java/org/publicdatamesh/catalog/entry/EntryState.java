package org.publicdatamesh.catalog.entry;

import java.util.Optional;

/** States of an entry's version and the moves between them: one table (Art. 10, 11). */
public enum EntryState {
    /** With the data specialist. */
    DRAFT,
    /** With the unit's data supervisor. */
    IN_UNIT_REVIEW,
    /** With the authority. */
    IN_AUTHORITY_REVIEW,
    /** Seen by all. */
    PUBLISHED,
    /** Still seen by all; its unit wants it retired, and the authority decides. */
    RETIREMENT_PROPOSED,
    /** Offered no longer, for good; what was published stays readable. */
    RETIRED,
    /** Seen by nobody, for good: a text of it is a state secret (Art. 2, 13). */
    WITHHELD;

    /** What can be asked of an entry. */
    public enum Command {
        /** The specialist changes the draft. */
        EDIT,
        /** The specialist submits it. */
        SUBMIT,
        /** The specialist gives up a revision: the published version stays as it is. */
        DISCARD,
        /** The supervisor passes it on. */
        PASS,
        /** The supervisor returns it. */
        UNIT_RETURN,
        /** The authority confirms and thereby publishes it. */
        CONFIRM,
        /** The authority publishes it with changes of its own, which the unit sees. */
        ADJUST,
        /** The authority returns it. */
        AUTHORITY_RETURN,
        /** The specialist begins a new version beside the published one. */
        REVISE,
        /** The specialist proposes to retire the published entry. */
        PROPOSE_RETIREMENT,
        /** The authority retires it. */
        RETIRE,
        /** The authority keeps it. */
        KEEP,
        /** The authority's security post takes it out of the catalogue. */
        WITHHOLD
    }

    /**
     * The state after a command; empty where the command is not for this state. Whether there is a published version that a
     * discarded draft gives way to is the entry's to know. A state secret is taken out of every state.
     */
    public Optional<EntryState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case DRAFT ->
                        switch (command) {
                            case EDIT -> DRAFT;
                            case SUBMIT -> IN_UNIT_REVIEW;
                            case DISCARD -> PUBLISHED;
                            case PASS,
                                    UNIT_RETURN,
                                    CONFIRM,
                                    ADJUST,
                                    AUTHORITY_RETURN,
                                    REVISE,
                                    PROPOSE_RETIREMENT,
                                    RETIRE,
                                    KEEP -> null;
                            case WITHHOLD -> WITHHELD;
                        };
                    case IN_UNIT_REVIEW ->
                        switch (command) {
                            case PASS -> IN_AUTHORITY_REVIEW;
                            case UNIT_RETURN -> DRAFT;
                            case EDIT,
                                    SUBMIT,
                                    DISCARD,
                                    CONFIRM,
                                    ADJUST,
                                    AUTHORITY_RETURN,
                                    REVISE,
                                    PROPOSE_RETIREMENT,
                                    RETIRE,
                                    KEEP -> null;
                            case WITHHOLD -> WITHHELD;
                        };
                    case IN_AUTHORITY_REVIEW ->
                        switch (command) {
                            case CONFIRM, ADJUST -> PUBLISHED;
                            case AUTHORITY_RETURN -> DRAFT;
                            case EDIT, SUBMIT, DISCARD, PASS, UNIT_RETURN, REVISE, PROPOSE_RETIREMENT, RETIRE, KEEP ->
                                null;
                            case WITHHOLD -> WITHHELD;
                        };
                    case PUBLISHED ->
                        switch (command) {
                            case REVISE -> DRAFT;
                            case PROPOSE_RETIREMENT -> RETIREMENT_PROPOSED;
                            case EDIT,
                                    SUBMIT,
                                    DISCARD,
                                    PASS,
                                    UNIT_RETURN,
                                    CONFIRM,
                                    ADJUST,
                                    AUTHORITY_RETURN,
                                    RETIRE,
                                    KEEP -> null;
                            case WITHHOLD -> WITHHELD;
                        };
                    case RETIREMENT_PROPOSED ->
                        switch (command) {
                            case RETIRE -> RETIRED;
                            case KEEP -> PUBLISHED;
                            case EDIT,
                                    SUBMIT,
                                    DISCARD,
                                    PASS,
                                    UNIT_RETURN,
                                    CONFIRM,
                                    ADJUST,
                                    AUTHORITY_RETURN,
                                    REVISE,
                                    PROPOSE_RETIREMENT -> null;
                            case WITHHOLD -> WITHHELD;
                        };
                    case RETIRED -> command == Command.WITHHOLD ? WITHHELD : null;
                    case WITHHELD -> null;
                });
    }
}
