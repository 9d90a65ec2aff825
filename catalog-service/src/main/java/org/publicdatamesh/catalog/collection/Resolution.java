package org.publicdatamesh.catalog.collection;

import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an item that is had already.
 *
 * @param kind what
 * @param application the unit's application for the source's data; needed where shared
 * @param reasons why it is another datum, 4 to 1000 characters; needed where distinct
 */
record Resolution(
        ResolutionKind kind,
        @Nullable UUID application,
        @Nullable @Size(min = 4, max = 1000) String reasons) {}
