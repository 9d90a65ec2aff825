package org.publicdatamesh.test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.publicdatamesh.parts.Keycloak;

/** Real access tokens of the realm's accounts, kept until shortly before they expire. */
public final class Tokens {
    private static final Duration KEPT = Duration.ofMinutes(3);
    private static final Map<String, Kept> CACHE = new ConcurrentHashMap<>();

    private record Kept(String token, long until) {}

    private Tokens() {}

    /** A token for a post of a unit, or for the unit's machine client where the role is {@code data-system}. */
    public static String of(String role, String unit) {
        long now = System.nanoTime();
        Kept kept = CACHE.get(role + "@" + unit);
        if (kept != null && kept.until - now > 0) {
            return kept.token;
        }
        String token = new Keycloak(TestParts.running()).token(role, unit);
        CACHE.put(role + "@" + unit, new Kept(token, now + KEPT.toNanos()));
        return token;
    }

    /** A token of the citizen's account. */
    public static String citizen() {
        return of("citizen", "public");
    }
}
