package org.publicdatamesh.catalog.joint;

import java.util.Optional;

/** States of a co-unit's part in one version of an entry and the moves between them: one table (Art. 9). */
public enum PartState {
    /** The unit is asked to confirm it. */
    ASKED,
    /** The unit confirmed it as it stands. */
    CONFIRMED,
    /** The unit objects, with reasons. */
    OBJECTED,
    /** The authority decided that it goes on without the unit's confirmation. */
    RELEASED,
    /** Published as the authority adjusted it, which the unit did not confirm. */
    ADJUSTED,
    /** The version has no such part any more. */
    DROPPED;

    /** What can happen to a part. */
    enum Command {
        /** The unit confirms. */
        CONFIRM,
        /** The unit objects. */
        OBJECT,
        /** The authority lets it go on. */
        RELEASE,
        /** The entry is submitted anew with the part as it was. */
        RESUBMIT,
        /** The entry is submitted anew with another part. */
        CHANGE,
        /** The entry is submitted without the part, or the version is given up. */
        DROP,
        /** The authority publishes another part than the one that passed. */
        ADJUST
    }

    /** The state after a command; empty where the command is not for this state. */
    Optional<PartState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case ASKED, OBJECTED ->
                        switch (command) {
                            case CONFIRM -> CONFIRMED;
                            case OBJECT -> this == ASKED ? OBJECTED : null;
                            case RELEASE -> RELEASED;
                            case RESUBMIT, CHANGE -> ASKED;
                            case DROP -> DROPPED;
                            case ADJUST -> null;
                        };
                    case CONFIRMED, RELEASED ->
                        switch (command) {
                            case CONFIRM, OBJECT, RELEASE -> null;
                            case RESUBMIT -> this;
                            case CHANGE -> ASKED;
                            case DROP -> DROPPED;
                            case ADJUST -> ADJUSTED;
                        };
                    case ADJUSTED -> null;
                    case DROPPED ->
                        switch (command) {
                            case RESUBMIT, CHANGE -> ASKED;
                            case ADJUST -> ADJUSTED;
                            case CONFIRM, OBJECT, RELEASE, DROP -> null;
                        };
                });
    }

    /** Whether the entry may go on with the part. */
    boolean passes() {
        return this == CONFIRMED || this == RELEASED;
    }
}
