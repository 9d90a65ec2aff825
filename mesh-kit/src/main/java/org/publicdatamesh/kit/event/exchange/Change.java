package org.publicdatamesh.kit.event.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One corrected value.
 *
 * @param item the data item
 * @param oldValue the value before, as text
 * @param newValue the value from now on, as text
 */
public record Change(
        String item, @Nullable String oldValue, @Nullable String newValue) {}
