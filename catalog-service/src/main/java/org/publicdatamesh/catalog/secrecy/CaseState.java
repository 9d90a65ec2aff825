package org.publicdatamesh.catalog.secrecy;

import java.util.Optional;

/** Where a case of a suspected secret stands, and what may become of it (Art. 13): one table. */
public enum CaseState {
    /** Suspected; refused until it is decided. */
    OPEN,
    /** No state secret: let pass at this kind of place. */
    NOT_SECRET,
    /** A state secret: refused for good. */
    SECRET;

    /** What the security post decides. */
    public enum Decision {
        /** It is none. */
        NOT_SECRET,
        /** It is one. */
        SECRET
    }

    /**
     * The state after a decision; empty where there is nothing to decide. That something is no secret can turn out to be wrong;
     * what was found to be a secret has been erased and stays one.
     */
    public Optional<CaseState> after(Decision decision) {
        return Optional.ofNullable(
                switch (this) {
                    case OPEN ->
                        switch (decision) {
                            case NOT_SECRET -> NOT_SECRET;
                            case SECRET -> SECRET;
                        };
                    case NOT_SECRET ->
                        switch (decision) {
                            case NOT_SECRET -> null;
                            case SECRET -> SECRET;
                        };
                    case SECRET -> null;
                });
    }
}
