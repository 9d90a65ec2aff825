package org.publicdatamesh.kit.event.catalog;

/**
 * Share types (Art. 23).
 */
public enum ShareType {
    /** To every unit. */
    UNCONDITIONAL,
    /** To units that meet the conditions. */
    CONDITIONAL,
    /** Not shared. */
    NOT_SHARED
}
