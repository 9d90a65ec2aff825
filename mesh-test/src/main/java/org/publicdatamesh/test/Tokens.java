package org.publicdatamesh.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.publicdatamesh.parts.Keycloak;

/** Real tokens of the test realm, kept while they are good. */
public final class Tokens {
    private static final Duration GOOD = Duration.ofMinutes(4);
    private static final Map<String, Token> CACHE = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    private Tokens() {}

    /** A token for a role at a unit; {@code data-system} is the unit's machine. */
    public static String of(String role, String unit) {
        Token token = CACHE.compute(role + "@" + unit, (key, old) -> {
            if (old != null && Instant.now().isBefore(old.until())) {
                return old;
            }
            return new Token(
                    new Keycloak(MeshParts.installation()).token(role, unit),
                    Instant.now().plus(GOOD));
        });
        return token.value();
    }
}
