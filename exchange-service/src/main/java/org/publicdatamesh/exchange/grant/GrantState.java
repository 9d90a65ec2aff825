package org.publicdatamesh.exchange.grant;

/** Whether a grant lives. */
public enum GrantState {
    /** It lives until its term ends. */
    ALIVE,
    /** Its term ended. */
    EXPIRED,
    /** It was revoked. */
    REVOKED
}
