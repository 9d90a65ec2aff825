package org.publicdatamesh.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.Wait;

/**
 * Tokens that name a post of an admitted unit and are worth nothing: two that the realm itself signed, through clients that
 * only tests have, and one of an issuer that nobody knows.
 */
public final class WorthlessTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "data-specialist.civil-affairs";

    private WorthlessTokens() {}

    /** All of them, by what is wrong with each. */
    static Map<String, String> all() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("an expired token", expired());
        tokens.put("a token for another audience", signedFor("test-elsewhere", "unit", 300));
        tokens.put("a token of a foreign issuer", foreign("civil-affairs", "data-specialist"));
        return tokens;
    }

    /** A token of a unit's machine client that the realm signed and that has expired. */
    public static String expiredOfMachine(String unit) {
        try {
            String client = "system-" + unit;
            JsonNode found = JSON.readTree(admin(HttpRequest.newBuilder(clients("?clientId=" + client)))
                            .body())
                    .get(0);
            URI itself = clients("/" + found.path("id").asText());
            String token;
            try {
                lifespan(itself, found.deepCopy(), "1");
                token = new Keycloak(TestParts.running()).token("data-system", unit);
            } finally {
                lifespan(itself, found.deepCopy(), "");
            }
            awaitEnd(token);
            return token;
        } catch (IOException e) {
            throw new IllegalStateException("no token of " + unit, e);
        }
    }

    private static void lifespan(URI client, ObjectNode representation, String seconds) throws IOException {
        representation.withObject("/attributes").put("access.token.lifespan", seconds);
        HttpResponse<String> answer = admin(HttpRequest.newBuilder(client)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(representation.toString())));
        if (answer.statusCode() != 204) {
            throw new IOException("the client does not change: " + answer.statusCode() + " " + answer.body());
        }
    }

    private static URI clients(String rest) {
        return URI.create(TestParts.running().realmUrl().replace("/realms/", "/admin/realms/") + "/clients" + rest);
    }

    private static HttpResponse<String> admin(HttpRequest.Builder request) throws IOException {
        return send(request.header(
                "Authorization",
                "Bearer "
                        + token(Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                "mesh-provisioner",
                                "client_secret",
                                TestParts.running().credentials().get("client.mesh-provisioner")))));
    }

    private static String expired() {
        String token = signedFor("test-short-lived", "unit audience", 1);
        awaitEnd(token);
        return token;
    }

    private static void awaitEnd(String token) {
        long end = claims(token).path("exp").asLong();
        Wait.until(Duration.ofSeconds(10), () -> Instant.now().getEpochSecond() > end);
    }

    /** A token through a client with some of the realm's mappers and a life of its own. */
    private static String signedFor(String client, String mappers, int seconds) {
        try {
            Installation at = TestParts.running();
            List<JsonNode> kept = new ArrayList<>();
            JSON.readTree(at.house()
                            .resolve("deploy/keycloak/public-data-realm.json")
                            .toFile())
                    .at("/clients/0/protocolMappers")
                    .forEach(mapper -> {
                        if (List.of(mappers.split(" "))
                                .contains(mapper.path("name").asText())) {
                            kept.add(mapper);
                        }
                    });
            HttpResponse<String> made = admin(HttpRequest.newBuilder(clients(""))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                            "clientId", client,
                            "publicClient", true,
                            "standardFlowEnabled", false,
                            "directAccessGrantsEnabled", true,
                            "fullScopeAllowed", true,
                            "attributes", Map.of("access.token.lifespan", String.valueOf(seconds)),
                            "protocolMappers", kept)))));
            if (made.statusCode() != 201 && made.statusCode() != 409) {
                throw new IllegalStateException("no client " + client + ": " + made.statusCode() + " " + made.body());
            }
            return token(Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    client,
                    "username",
                    USER,
                    "password",
                    at.credentials().get("account." + USER)));
        } catch (IOException e) {
            throw new IllegalStateException("no token through " + client, e);
        }
    }

    /** A token for a unit in a role that nobody known signed. */
    public static String foreign(String unit, String role) {
        try {
            long now = Instant.now().getEpochSecond();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String text = part(Map.of("alg", "RS256", "typ", "JWT", "kid", "foreign"))
                    + "."
                    + part(Map.of(
                            "iss",
                            "https://elsewhere.invalid/realms/public-data",
                            "aud",
                            "public-data-mesh",
                            "sub",
                            "foreign",
                            "preferred_username",
                            USER,
                            "unit",
                            unit,
                            "realm_access",
                            Map.of("roles", List.of(role)),
                            "iat",
                            now,
                            "exp",
                            now + 300));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(generator.generateKeyPair().getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> content) throws JsonProcessingException {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(content));
    }

    private static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(URI.create(TestParts.running().realmUrl() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "no token for " + form.get("client_id") + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return Wait.HTTP.send(
                    request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
