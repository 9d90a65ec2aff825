package org.publicdatamesh.exchange.correction;

import java.util.Optional;
import org.publicdatamesh.kit.event.exchange.Verdict;

/** Where a doubt stands (Art. 27): it is answered once, with one of two verdicts, and anew only after a dispute. */
public enum DoubtState {
    /** Waits for the provider's answer. */
    OPEN,
    /** The value was wrong and is corrected. */
    CORRECTED,
    /** The value was verified to be right. */
    UPHELD;

    /** Whether the provider's time to answer runs. */
    public boolean waitsForProvider() {
        return this == OPEN;
    }

    /** The state after an answer; empty where it has been answered already. */
    public Optional<DoubtState> after(Verdict verdict) {
        if (!waitsForProvider()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (verdict) {
                    case WRONG -> CORRECTED;
                    case RIGHT -> UPHELD;
                });
    }

    /** The state after a dispute about the answer ended for the unit that doubts; empty where the value was not upheld. */
    public Optional<DoubtState> reopened() {
        return this == UPHELD ? Optional.of(OPEN) : Optional.empty();
    }
}
