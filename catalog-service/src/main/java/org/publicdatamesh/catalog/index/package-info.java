/**
 * Finding published entries by their words: an {@link org.publicdatamesh.catalog.index.EntryIndex} on Apache Lucene takes
 * {@link org.publicdatamesh.catalog.index.IndexedEntry entries} and answers
 * {@link org.publicdatamesh.catalog.index.SearchQuery queries}. Texts pass {@link org.publicdatamesh.catalog.index.EntryAnalyzer};
 * what counts how much stands in {@code Weights}. No framework, no database, no clock: whoever owns the index feeds and
 * refreshes it.
 */
@NullMarked
package org.publicdatamesh.catalog.index;

import org.jspecify.annotations.NullMarked;
