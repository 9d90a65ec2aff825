package org.publicdatamesh.security.grading;

import java.util.Optional;

/** States of an edition and the moves between them: one table. */
public enum GradingState {
    /** Under work. */
    DRAFT,
    /** As it is, tried on entries. */
    TRIED,
    /** In force from its date until the next edition is; never changed. */
    ISSUED;

    /** What can be asked of an edition. */
    public enum Command {
        /** It is changed; what was tried is another thing then. */
        EDIT,
        /** It is tried on entries. */
        TRY,
        /** The authority's security post issues it. */
        ISSUE
    }

    /** The state after a command; empty where the command is not for this state. */
    public Optional<GradingState> after(Command command) {
        return Optional.ofNullable(
                switch (this) {
                    case DRAFT ->
                        switch (command) {
                            case EDIT -> DRAFT;
                            case TRY -> TRIED;
                            case ISSUE -> null;
                        };
                    case TRIED ->
                        switch (command) {
                            case EDIT -> DRAFT;
                            case TRY -> TRIED;
                            case ISSUE -> ISSUED;
                        };
                    case ISSUED -> null;
                });
    }
}
