package org.publicdatamesh.exchange.notice;

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
        NOT_ACKNOWLEDGED
    }

    /** What follows from a command in this state. */
    public Outcome on(Command command) {
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
}
