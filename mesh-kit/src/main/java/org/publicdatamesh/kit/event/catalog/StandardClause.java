package org.publicdatamesh.kit.event.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A place in a standard (Art. 14).
 *
 * @param standard number of the standard, such as {@code GB 11643}
 * @param edition its edition, such as {@code 1999}; any where absent
 * @param clause clause, table or identifier of the data element there
 */
public record StandardClause(
        String standard, @Nullable String edition, @Nullable String clause) {}
