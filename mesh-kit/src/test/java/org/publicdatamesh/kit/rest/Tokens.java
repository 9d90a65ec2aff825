package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as the identity provider makes them, and such as it would not. */
final class Tokens {
    private Tokens() {}

    static String of(String role, String unit) {
        return sign(claims(role, unit), "test", issuersKey());
    }

    static String expired(String role, String unit) {
        Map<String, Object> claims = claims(role, unit);
        claims.put("exp", Instant.now().getEpochSecond() - 3600);
        return sign(claims, "test", issuersKey());
    }

    static String forAudience(String audience) {
        return with("aud", audience);
    }

    static String fromIssuer(String issuer) {
        return with("iss", issuer);
    }

    static String with(String claim, Object value) {
        Map<String, Object> claims = claims("data-specialist", "education");
        claims.put(claim, value);
        return sign(claims, "test", issuersKey());
    }

    static String without(String claim) {
        Map<String, Object> claims = claims("data-specialist", "education");
        claims.remove(claim);
        return sign(claims, "test", issuersKey());
    }

    static String withForeignKey() {
        try {
            return sign(
                    claims("data-specialist", "education"),
                    "test",
                    KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned() {
        return part("{\"alg\":\"none\"}") + "." + part(json(claims("data-specialist", "education"))) + ".";
    }

    private static Map<String, Object> claims(String role, String unit) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", ConfigProvider.getConfig().getValue("mesh.oidc.url", String.class));
        claims.put("aud", "public-data-mesh");
        claims.put("sub", "id-of-" + role + "." + unit);
        claims.put("preferred_username", role + "." + unit);
        claims.put("azp", "mesh-cli");
        claims.put("unit", unit);
        claims.put("realm_access", Map.of("roles", List.of(role)));
        claims.put("iat", Instant.now().getEpochSecond() - 7200);
        claims.put("exp", Instant.now().getEpochSecond() + 3600);
        return claims;
    }

    private static PrivateKey issuersKey() {
        try {
            byte[] key =
                    Base64.getDecoder().decode(ConfigProvider.getConfig().getValue("test.issuer.key", String.class));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(Map<String, Object> claims, String kid, PrivateKey key) {
        try {
            String text =
                    part("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}") + "." + part(json(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, Object> claims) {
        try {
            return new ObjectMapper().writeValueAsString(claims);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
