package org.publicdatamesh.kit.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server and an issuer of tokens for the kit's own tests. */
public class KitParts implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable HttpServer issuer;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("wal_level", "logical")
                    .start();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair key = generator.generateKeyPair();
            Map<String, String> config = new HashMap<>();
            config.put("mesh.oidc.url", issue((RSAPublicKey) key.getPublic()));
            config.put(
                    "test.issuer.key",
                    Base64.getEncoder().encodeToString(key.getPrivate().getEncoded()));
            config.put("mesh.db.host", "127.0.0.1");
            config.put("mesh.db.port", String.valueOf(postgres.getPort()));
            config.put("mesh.db.name", "postgres");
            config.put("mesh.db.user", "postgres");
            config.put("mesh.db.password", "postgres");
            config.put("kafka.bootstrap.servers", "127.0.0.1:1");
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String issue(RSAPublicKey key) throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/realms/public-data";
        String discovery = "{\"issuer\":\"" + url + "\",\"jwks_uri\":\"" + url + "/certs\",\"token_endpoint\":\"" + url
                + "/token\"}";
        String keys = "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"test\",\"n\":\""
                + number(key.getModulus()) + "\",\"e\":\"" + number(key.getPublicExponent()) + "\"}]}";
        issuer.createContext(
                "/realms/public-data/.well-known/openid-configuration", exchange -> answer(exchange, discovery));
        issuer.createContext("/realms/public-data/certs", exchange -> answer(exchange, keys));
        issuer.start();
        return url;
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    @Override
    public void stop() {
        try {
            if (issuer != null) {
                issuer.stop(0);
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
