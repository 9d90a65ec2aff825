package org.publicdatamesh.catalog.harvest;

/** Why there is a run. */
public enum RunTrigger {
    /** It was due. */
    SCHEDULE,
    /** Somebody asked for it. */
    DEMAND
}
