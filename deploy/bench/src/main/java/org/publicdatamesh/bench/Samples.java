package org.publicdatamesh.bench;

import java.util.Arrays;

/** Times of one kind, in nanoseconds. */
final class Samples {
    private long[] values = new long[1024];
    private int count;

    synchronized void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos;
    }

    synchronized int count() {
        return count;
    }

    /**
     * The value below which that share of the times lies, in milliseconds (nearest rank).
     *
     * @param share 0 to 1
     * @throws IllegalStateException without any time
     */
    synchronized double percentile(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return sorted[Math.clamp(rank - 1, 0, count - 1)] / 1e6;
    }
}
