package org.publicdatamesh.catalog.watch;

/**
 * The unit has taken notice.
 *
 * @param upTo the cursor {@code resume} of a page of the inbox: all notices up to there
 */
record Acknowledgement(String upTo) {}
