package org.publicdatamesh.exchange.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The headers of a webhook's message by the Standard Webhooks specification 1.0.0: HMAC-SHA256 of id, time and body. Pure. */
final class Signing {
    /** How many bytes a secret has; the specification wants 24 to 64. */
    static final int SECRET_BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private Signing() {}

    /** A secret as its unit is told it. */
    static String told(byte[] secret) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /**
     * The headers.
     *
     * @param id the same whenever the message is sent again
     * @param at when it is sent; in seconds on the wire
     * @param secrets each makes a signature
     */
    static Map<String, String> headers(String id, Instant at, byte[] body, List<byte[]> secrets) {
        String time = String.valueOf(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> signature(id, time, body, secret))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static String signature(String id, String time, byte[] body, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
