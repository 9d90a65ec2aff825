/**
 * Finding published entries by their words: an {@link org.publicdatamesh.catalog.search.EntryIndex} on Apache Lucene takes
 * {@link org.publicdatamesh.catalog.search.IndexedEntry entries} and answers
 * {@link org.publicdatamesh.catalog.search.SearchQuery queries}. Texts pass {@link org.publicdatamesh.catalog.search.EntryAnalyzer};
 * what counts how much stands in {@code Weights}. No framework, no database, no clock: whoever owns the index feeds and
 * refreshes it.
 */
@NullMarked
package org.publicdatamesh.catalog.search;

import org.jspecify.annotations.NullMarked;
