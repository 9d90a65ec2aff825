package org.publicdatamesh.parts.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerExtensionsValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes access tokens of units' machines from departments: signed by the realm, for the mesh, of the role {@code data-system},
 * with the unit as the principal. Kafka's own validator, which checks signature, issuer, audience and time, reads the realm's
 * keys when it is configured and ends the broker where they cannot be read; here that happens at the first token, and until it
 * has worked no token is taken.
 */
public final class UnitTokens implements AuthenticateCallbackHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnitTokens.class);
    private static final String ROLE = "data-system";
    private static final Pattern UNIT = Pattern.compile("[a-z][a-z0-9-]{1,62}");
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);

    private Map<String, ?> settings = Map.of();
    private String mechanism = "";
    private List<AppConfigurationEntry> entries = List.of();
    private @Nullable OAuthBearerValidatorCallbackHandler validator;
    private long notBefore = System.nanoTime();

    @Override
    public void configure(Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> jaasConfigEntries) {
        settings = configs;
        mechanism = saslMechanism;
        entries = jaasConfigEntries;
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            switch (callback) {
                case OAuthBearerValidatorCallback asked -> token(asked);
                // A token without extensions is all that is taken; Kafka's handler would validate each of them.
                case OAuthBearerExtensionsValidatorCallback asked ->
                    asked.inputExtensions()
                            .map()
                            .keySet()
                            .forEach(name -> asked.error(name, "extensions are not taken"));
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private void token(OAuthBearerValidatorCallback asked) throws IOException, UnsupportedCallbackException {
        OAuthBearerValidatorCallbackHandler ready = validator();
        if (ready == null) {
            asked.error("temporarily_unavailable", null, null);
            return;
        }
        ready.handle(new Callback[] {asked});
        OAuthBearerToken token = asked.token();
        if (token != null && !isOfAUnitsMachine(token)) {
            asked.error("insufficient_scope", null, null);
        }
    }

    private static boolean isOfAUnitsMachine(OAuthBearerToken token) {
        if (!UNIT.matcher(token.principalName()).matches()) {
            return false;
        }
        try {
            String claims =
                    new String(Base64.getUrlDecoder().decode(token.value().split("\\.")[1]), StandardCharsets.UTF_8);
            return JwtClaims.parse(claims).getClaimValue("realm_access") instanceof Map<?, ?> access
                    && access.get("roles") instanceof Collection<?> roles
                    && roles.contains(ROLE);
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    private synchronized @Nullable OAuthBearerValidatorCallbackHandler validator() {
        if (validator == null && System.nanoTime() - notBefore >= 0) {
            OAuthBearerValidatorCallbackHandler fresh = new OAuthBearerValidatorCallbackHandler();
            try {
                fresh.configure(settings, mechanism, entries);
                validator = fresh;
            } catch (RuntimeException e) {
                notBefore = System.nanoTime() + BETWEEN_READINGS.toNanos();
                fresh.close();
                LOG.warn("The realm's keys cannot be read, so no token is taken yet: {}", e.getMessage());
            }
        }
        return validator;
    }

    @Override
    public synchronized void close() {
        if (validator != null) {
            validator.close();
        }
    }
}
