package org.publicdatamesh.catalog.collection;

/** What becomes of an item that is had already. */
public enum ResolutionKind {
    /** It is not collected: shared use is applied for. */
    SHARED,
    /** It is collected together with its source, with divided duties. */
    JOINT,
    /** It is another datum, though it is called alike; for the authority to judge. */
    DISTINCT
}
