package org.publicdatamesh.catalog.search;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended: hits are in order of score, then of id. */
record Cursor(float score, UUID id) {
    private static final int BYTES = Float.BYTES + 2 * Long.BYTES;

    static Cursor of(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: it is not one of this index", e);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("cursor: it is not one of this index");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Cursor cursor = new Cursor(buffer.getFloat(), new UUID(buffer.getLong(), buffer.getLong()));
        if (!Float.isFinite(cursor.score)) {
            throw new IllegalArgumentException("cursor: it is not one of this index");
        }
        return cursor;
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putFloat(score)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
