package org.publicdatamesh.exchange.channel;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SaslExtensions;
import org.apache.kafka.common.security.auth.SaslExtensionsCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A department's Kafka client, which shows whatever token it is given. */
public final class UnitReader {
    private static final String MODULE = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";

    private UnitReader() {}

    /** Settings of a client that shows a token. */
    static Map<String, Object> settings(String servers, String token) {
        return settings(servers, "token=\"" + token + "\"", Map.of("sasl.login.callback.handler.class", Shown.class));
    }

    /** Settings of a client that gets its tokens itself, as the README tells a department. */
    static Map<String, Object> settings(String servers, String realm, String client, String secret) {
        String tokens = realm + "/protocol/openid-connect/token";
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", tokens);
        return settings(
                servers,
                "clientId=\"" + client + "\" clientSecret=\"" + secret + "\"",
                Map.of(
                        "sasl.login.callback.handler.class",
                        OAuthBearerLoginCallbackHandler.class,
                        "sasl.oauthbearer.token.endpoint.url",
                        tokens));
    }

    private static Map<String, Object> settings(String servers, String options, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(Map.of(
                "bootstrap.servers",
                servers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.jaas.config",
                MODULE + " required " + options + ";",
                "request.timeout.ms",
                "10000",
                "default.api.timeout.ms",
                "10000"));
        return all;
    }

    /** A consumer of a group. */
    static KafkaConsumer<String, String> consumer(Map<String, Object> settings, String group) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** Shows the token of the client's settings and asks nothing of it. */
    public static final class Shown implements AuthenticateCallbackHandler {
        private String token = "";

        @Override
        public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
            token = String.valueOf(entries.getFirst().getOptions().get("token"));
        }

        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                switch (callback) {
                    case OAuthBearerTokenCallback asked -> asked.token(new Token(token));
                    case SaslExtensionsCallback asked -> asked.extensions(SaslExtensions.empty());
                    default -> throw new UnsupportedCallbackException(callback);
                }
            }
        }

        @Override
        public void close() {}
    }

    private record Token(String value) implements OAuthBearerToken {
        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return Instant.now().plusSeconds(3600).toEpochMilli();
        }

        @Override
        public String principalName() {
            return "whoever";
        }

        @Override
        public Long startTimeMs() {
            return Instant.now().toEpochMilli();
        }
    }
}
