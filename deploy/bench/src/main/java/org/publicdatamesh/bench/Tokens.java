package org.publicdatamesh.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;

/** Tokens of the evaluation accounts. They live for some minutes; each is renewed long before. */
final class Tokens {
    private static final Duration RENEWED = Duration.ofSeconds(60);

    private final Installation at;
    private final Map<String, Token> known = new ConcurrentHashMap<>();

    Tokens(Installation at) {
        this.at = at;
    }

    private record Token(String text, Instant since) {}

    String of(String role, String unit) {
        return known.compute(
                        role + "@" + unit,
                        (who, token) -> token != null
                                        && token.since().isAfter(Instant.now().minus(RENEWED))
                                ? token
                                : new Token(new Keycloak(at).token(role, unit), Instant.now()))
                .text();
    }
}
