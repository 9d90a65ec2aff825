package org.publicdatamesh.kit.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** What a write is known by: its idempotency key and the digest of method, path and body. */
@RequestScoped
public class WriteRequest {
    private @Nullable String key;
    private String target = "";
    private byte[] body = new byte[0];

    void start(@Nullable String idempotencyKey, String methodAndPath) {
        key = idempotencyKey;
        target = methodAndPath;
    }

    /**
     * Notes the body that the digest covers. Record bodies are noted when they are read; an operation with another body
     * notes it, or a digest of it, before {@link Writes#once}.
     */
    public void body(byte[] bytes) {
        body = bytes;
    }

    @Nullable
    String key() {
        return key;
    }

    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(target.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(ContainerRequestContext context) {
        URI uri = context.getUriInfo().getRequestUri();
        return context.getMethod() + " " + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Notes the key of each request before its body is read. */
    public static class Filter {
        private final WriteRequest request;

        Filter(WriteRequest request) {
            this.request = request;
        }

        /** Notes method, path and key. */
        @ServerRequestFilter
        public void note(ContainerRequestContext context) {
            String key = context.getHeaderString("Idempotency-Key");
            if (key != null && !key.matches("[\\x21-\\x7e]{1,100}")) {
                throw RefusedException.invalid(List.of(Violation.header(
                        "Idempotency-Key", "wrong-format", "1 to 100 visible ASCII characters are expected.")));
            }
            request.start(key, target(context));
        }
    }
}
