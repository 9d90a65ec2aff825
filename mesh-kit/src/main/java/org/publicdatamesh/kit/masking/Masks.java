package org.publicdatamesh.kit.masking;

import org.publicdatamesh.kit.event.catalog.Mask;

/** Masks one value, by code points, so that no character is cut in half. */
public final class Masks {
    private Masks() {}

    /** The value as it may leave. */
    public static String apply(Mask mask, String value) {
        int[] points = value.codePoints().toArray();
        return switch (mask) {
            case NONE -> value;
            case FULL -> stars(points.length);
            case KEEP_FIRST ->
                points.length <= 1 ? stars(points.length) : new String(points, 0, 1) + stars(points.length - 1);
            case KEEP_EDGES -> {
                int edge = points.length >= 12 ? 4 : points.length >= 6 ? 2 : points.length >= 3 ? 1 : 0;
                yield new String(points, 0, edge)
                        + stars(points.length - 2 * edge)
                        + new String(points, points.length - edge, edge);
            }
        };
    }

    private static String stars(int count) {
        return "*".repeat(count);
    }
}
