package org.publicdatamesh.kit.inbox;

/** The database has crashed and come back without the last claims: their events are to be taken in again. */
final class LostClaims extends RuntimeException {
    private static final long serialVersionUID = 1;

    private LostClaims() {
        super("the database has come back without the last claims", null, false, false);
    }

    static void unless(boolean intact) {
        if (!intact) {
            throw new LostClaims();
        }
    }
}
