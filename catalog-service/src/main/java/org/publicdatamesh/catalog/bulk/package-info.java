/**
 * Import and export of many entries as XLSX and CSV, in the layout that departments use: one row per data item, an entry's
 * attributes on its first row. {@link org.publicdatamesh.catalog.bulk.Column} is the layout; a {@code TableFile} gives rows of
 * either format within the limits of {@code BulkConfig}; {@code EntryReader} makes entries of rows, {@code EntryRows} rows of
 * entries.
 */
@NullMarked
package org.publicdatamesh.catalog.bulk;

import org.jspecify.annotations.NullMarked;
