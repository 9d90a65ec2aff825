package org.publicdatamesh.kit.event.catalog;

/** The rights in data that are registered apart from each other (Art. 34). */
public enum RightKind {
    /** To hold the resource. */
    HOLDING,
    /** To process the data. */
    PROCESSING,
    /** To operate products that are made of the data. */
    OPERATION
}
