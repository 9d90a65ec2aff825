package org.publicdatamesh.kit.event.security;

/**
 * Level of government.
 */
public enum Level {
    /** Autonomous region. */
    REGION,
    /** Prefecture. */
    PREFECTURE,
    /** County. */
    COUNTY
}
