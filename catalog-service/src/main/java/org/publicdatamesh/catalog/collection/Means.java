package org.publicdatamesh.catalog.collection;

/** By what it is verified who somebody is (Art. 15). */
public enum Means {
    /** Resident identity card or another valid document. */
    ID_DOCUMENT,
    /** Face. */
    FACE,
    /** Fingerprint. */
    FINGERPRINT,
    /** Iris. */
    IRIS,
    /** Voice. */
    VOICE,
    /** A code sent to a telephone. */
    TELEPHONE_CODE,
    /** A password. */
    PASSWORD,
    /** In person at a counter. */
    IN_PERSON,
    /** Anything else. */
    OTHER;

    boolean biometric() {
        return switch (this) {
            case FACE, FINGERPRINT, IRIS, VOICE -> true;
            case ID_DOCUMENT, TELEPHONE_CODE, PASSWORD, IN_PERSON, OTHER -> false;
        };
    }
}
