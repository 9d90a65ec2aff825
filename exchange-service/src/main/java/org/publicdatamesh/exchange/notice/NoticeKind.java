package org.publicdatamesh.exchange.notice;

/** What a notice tells of. */
public enum NoticeKind {
    /** Data was corrected (Art. 27): it is acknowledged, then confirmed as applied. */
    CORRECTION,
    /** Another resource came in the place of this one (Art. 17): it is acknowledged. */
    REPLACED,
    /** The resource was withdrawn without a successor (Art. 17): it is acknowledged. */
    WITHDRAWN,
    /** Something was done to a grant (Art. 25): it is acknowledged. */
    GRANT;

    /** Whether the holder confirms it as well. */
    public boolean confirmed() {
        return this == CORRECTION;
    }
}
