package org.publicdatamesh.kit.event.catalog;

/**
 * A check that a value of a data item must pass (Art. 15).
 */
public enum ItemCheck {
    /** No check but type and length. */
    NONE,
    /** Resident id number, GB 11643 with check digit. */
    RESIDENT_ID,
    /** Unified social credit code, GB 32100 with check digit. */
    CREDIT_CODE,
    /** Statistical division code: 2, 4, 6, 9 or 12 digits, of the kind the length says. */
    DIVISION_CODE
}
