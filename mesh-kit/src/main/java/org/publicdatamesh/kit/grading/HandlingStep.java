package org.publicdatamesh.kit.grading;

/** Steps in which data is protected (Art. 38). */
public enum HandlingStep {
    /** It is collected. */
    COLLECT,
    /** It is stored. */
    STORE,
    /** It is used. */
    USE,
    /** It is processed. */
    PROCESS,
    /** It is transmitted. */
    TRANSMIT,
    /** It is made public. */
    PUBLISH,
    /** It is deleted. */
    DELETE
}
