package org.publicdatamesh.parts.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens as the realm signs them, and as it does not, with keys that are there only later. */
class UnitTokensTest {
    private static final String ISSUER = "http://realm.invalid";

    private final UnitTokens tokens = new UnitTokens();
    private RsaJsonWebKey key;
    private HttpServer realm;
    private volatile boolean up;

    @BeforeEach
    void begin() throws IOException, JoseException {
        key = newKey();
        realm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        realm.createContext("/certs", exchange -> {
            try (exchange) {
                byte[] body = new JsonWebKeySet(key)
                        .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(up ? 200 : 503, up ? body.length : -1);
                if (up) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        realm.start();
        String keys = "http://127.0.0.1:" + realm.getAddress().getPort() + "/certs";
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", keys);
        Map<String, Object> settings = new HashMap<>();
        settings.put(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL, keys);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_REFRESH_MS, 3_600_000L);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_RETRY_BACKOFF_MS, 100L);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_RETRY_BACKOFF_MAX_MS, 1_000L);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_CLOCK_SKEW_SECONDS, 0);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_EXPECTED_ISSUER, ISSUER);
        settings.put(SaslConfigs.SASL_OAUTHBEARER_EXPECTED_AUDIENCE, List.of("public-data-mesh"));
        settings.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE_CLAIM_NAME, "scope");
        settings.put(SaslConfigs.SASL_OAUTHBEARER_SUB_CLAIM_NAME, "unit");
        settings.put(
                SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS,
                SaslConfigs.DEFAULT_SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS);
        tokens.configure(
                settings,
                "OAUTHBEARER",
                List.of(new AppConfigurationEntry(
                        OAuthBearerLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of())));
    }

    @AfterEach
    void end() {
        tokens.close();
        realm.stop(0);
    }

    private static RsaJsonWebKey newKey() throws JoseException {
        RsaJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
        made.setKeyId("key");
        return made;
    }

    private static JwtClaims claims(String unit, String role) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("public-data-mesh");
        claims.setSubject("an-account");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("scope", "email profile");
        claims.setClaim("unit", unit);
        claims.setClaim("realm_access", Map.of("roles", List.of(role)));
        return claims;
    }

    private static String signed(JwtClaims claims, RsaJsonWebKey with) throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(with.getPrivateKey());
        token.setKeyIdHeaderValue(with.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return token.getCompactSerialization();
    }

    /** The principal that the token makes; null where it is not taken. */
    private @Nullable String principal(String token) throws IOException, UnsupportedCallbackException {
        OAuthBearerValidatorCallback asked = new OAuthBearerValidatorCallback(token);
        tokens.handle(new Callback[] {asked});
        assertThat(asked.token() == null).isEqualTo(asked.errorStatus() != null);
        return asked.token() == null ? null : asked.token().principalName();
    }

    @Test
    void a_machine_is_its_unit_once_the_realms_keys_can_be_read_and_not_before() throws Exception {
        String token = signed(claims("civil-affairs", "data-system"), key);
        assertThat(principal(token)).isNull();
        up = true;
        // Within the second the keys are not asked for again.
        assertThat(principal(token)).isNull();
        Thread.sleep(1_100);
        assertThat(principal(token)).isEqualTo("civil-affairs");
        up = false;
        assertThat(principal(token)).isEqualTo("civil-affairs");
    }

    @Test
    void no_other_token_is_taken() throws Exception {
        up = true;
        JwtClaims expired = claims("civil-affairs", "data-system");
        expired.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 1));
        JwtClaims elsewhere = claims("civil-affairs", "data-system");
        elsewhere.setAudience("another");
        JwtClaims foreign = claims("civil-affairs", "data-system");
        foreign.setIssuer("http://elsewhere.invalid");
        JwtClaims nobody = claims("civil-affairs", "data-system");
        nobody.unsetClaim("unit");
        JwtClaims none = claims("civil-affairs", "data-system");
        none.unsetClaim("realm_access");
        for (JwtClaims bad : List.of(
                expired,
                elsewhere,
                foreign,
                nobody,
                none,
                claims("civil-affairs", "data-supervisor"),
                claims("ANONYMOUS", "data-system"),
                claims("a.b", "data-system"))) {
            assertThat(principal(signed(bad, key))).as(bad.toJson()).isNull();
        }
        assertThat(principal(signed(claims("civil-affairs", "data-system"), newKey())))
                .isNull();
        assertThat(principal("none")).isNull();
        assertThat(principal(signed(claims("civil-affairs", "data-system"), key)))
                .isEqualTo("civil-affairs");
    }
}
