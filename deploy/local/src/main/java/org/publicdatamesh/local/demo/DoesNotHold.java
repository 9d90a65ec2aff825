package org.publicdatamesh.local.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a step found is not what should be: the message names the difference. */
public final class DoesNotHold extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A difference, in one line. */
    public DoesNotHold(String difference) {
        super(difference);
    }

    static void unless(boolean holds, String difference) {
        if (!holds) {
            throw new DoesNotHold(difference);
        }
    }

    static void same(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new DoesNotHold(what + ": expected " + expected + ", found " + found);
        }
    }
}
