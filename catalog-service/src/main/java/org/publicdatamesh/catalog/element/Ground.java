package org.publicdatamesh.catalog.element;

/** Why two data are held to be the same. */
public enum Ground {
    /** A name of one is a name of the other, as normalised. */
    SAME_NAME,
    /** A name of one is a name of the other with something more or less that does not tell them apart. */
    SIMILAR_NAME,
    /** They say the same in the same words. */
    SAME_MEANING,
    /** They say the same in similar words. */
    SIMILAR_MEANING,
    /** They follow the same clause of the same standard. */
    SAME_CLAUSE
}
