package org.publicdatamesh.catalog.resource;

/** Formats of files; the columns of the last are not compared. */
public enum FileFormat {
    /** RFC 4180, with a header. */
    CSV,
    /** An array of objects, or an object that holds one. */
    JSON,
    /** Any other. */
    OTHER
}
