package org.publicdatamesh.catalog.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Counts what a packed file gives when it is inflated, and ends the reading where it is more than a table would be. */
final class Inflation {
    /** Small files are not judged by their ratio: styles and relations are wordy. */
    private static final long UNJUDGED = 1 << 20;

    private final long most;
    private final long packed;
    private final int ratio;
    private final Faults faults;
    private long inflated;

    /**
     * Counts from what was inflated before.
     *
     * @param packed size of the file, in bytes
     */
    Inflation(long packed, long before, BulkConfig limits, Faults faults) {
        this.packed = packed;
        this.inflated = before;
        this.most = limits.maxInflated().asLongValue();
        this.ratio = limits.maxRatio();
        this.faults = faults;
    }

    long inflated() {
        return inflated;
    }

    Faults faults() {
        return faults;
    }

    InputStream of(InputStream part) {
        return new FilterInputStream(part) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) {
                    count(1);
                }
                return one;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int some = super.read(into, offset, length);
                if (some > 0) {
                    count(some);
                }
                return some;
            }
        };
    }

    private void count(int bytes) {
        inflated += bytes;
        if (inflated > most || inflated > UNJUDGED && inflated / ratio > packed) {
            throw refusal();
        }
    }

    private RefusedException refusal() {
        return faults.with(Violation.at(
                "",
                "inflates-too-much",
                "The file's parts are larger than " + most + " bytes or " + ratio + " times its size.",
                most,
                ratio));
    }
}
