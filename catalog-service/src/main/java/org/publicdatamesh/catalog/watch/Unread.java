package org.publicdatamesh.catalog.watch;

/**
 * What is left in an inbox.
 *
 * @param unread notices and digests that nobody of the unit acknowledged
 */
public record Unread(long unread) {}
