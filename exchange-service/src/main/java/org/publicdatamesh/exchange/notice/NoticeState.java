package org.publicdatamesh.exchange.notice;

import java.util.Optional;

/** Where a notice stands with its holder (Art. 17, 25, 27); only one of a correction goes further than acknowledged. */
public enum NoticeState {
    /** In the holder's inbox. */
    SENT,
    /** The holder has taken it up. */
    ACKNOWLEDGED,
    /** The holder has changed its own copies. */
    APPLIED;

    /** What a holder says. */
    public enum Command {
        /** It has taken the notice up. */
        ACKNOWLEDGE,
        /** It has changed its own copies. */
        CONFIRM
    }

    /** What follows from a command. */
    public enum Outcome {
        /** The notice moves on. */
        MOVED,
        /** It was said before; nothing changes. */
        REPEATED,
        /** A confirmation comes after an acknowledgement. */
        NOT_ACKNOWLEDGED,
        /** A notice of this kind is acknowledged only. */
        NOTHING_TO_CONFIRM
    }

    /** What follows from a command on a notice of the kind in this state. */
    public Outcome on(NoticeKind kind, Command command) {
        if (command == Command.CONFIRM && !kind.confirmed()) {
            return Outcome.NOTHING_TO_CONFIRM;
        }
        return switch (command) {
            case ACKNOWLEDGE -> this == SENT ? Outcome.MOVED : Outcome.REPEATED;
            case CONFIRM ->
                switch (this) {
                    case SENT -> Outcome.NOT_ACKNOWLEDGED;
                    case ACKNOWLEDGED -> Outcome.MOVED;
                    case APPLIED -> Outcome.REPEATED;
                };
        };
    }

    /** The state after a command on a notice of the kind; empty where it does not move it. */
    public Optional<NoticeState> after(NoticeKind kind, Command command) {
        return on(kind, command) == Outcome.MOVED
                ? Optional.of(command == Command.ACKNOWLEDGE ? ACKNOWLEDGED : APPLIED)
                : Optional.empty();
    }

    /** Whether the holder has still something to say on a notice of the kind. */
    public boolean waitsForHolder(NoticeKind kind) {
        return kind.confirmed() ? this != APPLIED : this == SENT;
    }
}
