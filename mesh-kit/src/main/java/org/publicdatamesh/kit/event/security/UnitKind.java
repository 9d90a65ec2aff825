package org.publicdatamesh.kit.event.security;

/**
 * Kinds of unit (Art. 2).
 */
public enum UnitKind {
    /** Department with public duties. */
    DEPARTMENT,
    /** Institution or enterprise that serves the public: water, power, transport, education, medicine. */
    PUBLIC_SERVICE_INSTITUTION,
    /** National agency stationed in the region. */
    STATIONED_NATIONAL_AGENCY,
    /** People's organisation. */
    PEOPLES_ORGANISATION
}
