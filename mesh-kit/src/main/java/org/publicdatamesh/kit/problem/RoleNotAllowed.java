package org.publicdatamesh.kit.problem;

import java.util.Collection;

/** The refusal of a caller that has none of the roles that an operation needs: 403 {@code role-not-allowed}. */
public final class RoleNotAllowed {
    private static final String MESSAGE = "The caller's role does not allow this operation";

    private RoleNotAllowed() {}

    /**
     * The refusal, with the roles of which one is needed.
     *
     * @param roles their names; none where no role may, or where the rule is not one of roles
     */
    public static Refusal needing(Collection<String> roles) {
        String names = String.join(", ", roles);
        return Refusal.of(
                403,
                "role-not-allowed",
                roles.isEmpty() ? MESSAGE + "." : MESSAGE + "; it needs one of these: " + names + ".",
                roles.isEmpty() ? "—" : names);
    }
}
