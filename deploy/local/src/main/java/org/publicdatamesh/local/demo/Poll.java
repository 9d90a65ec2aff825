package org.publicdatamesh.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.publicdatamesh.parts.Wait;

/** Waits for what events bring about elsewhere: looks again and again, until a deadline. */
final class Poll {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(40);

    private Poll() {}

    /** What is there at last. */
    static <T> T until(String what, Supplier<Optional<T>> look) {
        return until(what, PATIENCE, look);
    }

    /** What is there at last. */
    static <T> T until(String what, Duration patience, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new DoesNotHold(what + " did not come within " + patience.toSeconds() + " s");
            }
            Wait.pause(BETWEEN);
        }
    }
}
