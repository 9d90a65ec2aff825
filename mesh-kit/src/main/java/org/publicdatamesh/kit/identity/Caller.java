package org.publicdatamesh.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.RoleNotAllowed;

/** Who calls: read from the validated token. */
@RequestScoped
public class Caller {
    private static final Refusal FOREIGN_UNIT = Refusal.of(403, "foreign-unit", "This matter belongs to another unit.");

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The account's user name, or the machine client's service account. */
    public String person() {
        if (identity.isAnonymous()) {
            return "anonymous";
        }
        String name = identity.getPrincipal().getName();
        return name == null || name.isBlank() ? subject() : name;
    }

    /** The token's {@code unit} claim; empty for callers without one. */
    public String unit() {
        return claim("unit");
    }

    /** The account's id with the identity provider. */
    public String subject() {
        return claim("sub");
    }

    /** Whether a unit's machine calls, not a person. */
    public boolean isMachine() {
        return identity.hasRole(Roles.DATA_SYSTEM);
    }

    /** Whether the caller has no role of a unit: a member of the public. */
    boolean isCitizenOnly() {
        return Roles.OF_UNITS.stream().noneMatch(identity::hasRole);
    }

    /** The client that asked for the token. */
    public String client() {
        return claim("azp");
    }

    /** Whether the caller has the role. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** Whether nobody is logged in. */
    public boolean isAnonymous() {
        return identity.isAnonymous();
    }

    /** The caller as the actor of an event, in the first of the roles that it has. */
    public Actor as(String... roles) {
        for (String role : roles) {
            if (identity.hasRole(role)) {
                return new Actor(person(), unit(), role);
            }
        }
        throw new RefusedException(RoleNotAllowed.needing(List.of(roles)));
    }

    /** Refuses callers of other units than the one named. */
    public void requireUnit(String unit) {
        if (!unit.equals(unit())) {
            throw new RefusedException(FOREIGN_UNIT);
        }
    }

    /** Refuses callers that belong to none of the units named. */
    public void requireOneOf(List<String> units) {
        if (!units.contains(unit())) {
            throw new RefusedException(FOREIGN_UNIT);
        }
    }

    private String claim(String name) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            Object value = token.getClaim(name);
            return value == null ? "" : value.toString();
        }
        return "";
    }
}
