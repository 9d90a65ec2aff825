package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.PartFailure;
import org.publicdatamesh.parts.Wait;

/**
 * The client of the mesh's public interfaces: a token of the account asked for, an {@code Idempotency-Key} on each write. A
 * service that is away, or says that it cannot work now, is asked again with the same key: so that a call has its effect
 * once, whatever dies meanwhile.
 */
public final class Api {
    /** Services with a REST interface. */
    enum At {
        PORTAL(0),
        CATALOG(1),
        EXCHANGE(2),
        AUDIT(3),
        SECURITY(4);

        private final int offset;

        At(int offset) {
            this.offset = offset;
        }
    }

    /** An account: a post of a unit, or its machine where the role is {@code data-system}. */
    record Account(String role, String unit) {
        static Account specialist(String unit) {
            return new Account("data-specialist", unit);
        }

        static Account supervisor(String unit) {
            return new Account("data-supervisor", unit);
        }

        static Account machine(String unit) {
            return new Account("data-system", unit);
        }

        static Account authority(String role) {
            return new Account(role, "authority");
        }
    }

    private record Token(String text, Instant renewAt) {}

    private final Installation at;
    private final Duration patience;
    private final boolean forgiving;
    private final Map<Account, Token> tokens = new HashMap<>();

    private Api(Installation at, Duration patience, boolean forgiving) {
        this.at = at;
        this.patience = patience;
        this.forgiving = forgiving;
    }

    /** A client that expects the mesh to be there. */
    public static Api of(Installation at) {
        return new Api(at, Duration.ofSeconds(20), false);
    }

    /** A client that waits while parts of the mesh are away, and takes a 500 meanwhile for that. */
    public static Api enduring(Installation at) {
        return new Api(at, Duration.ofSeconds(180), true);
    }

    Installation installation() {
        return at;
    }

    String url(At service, String path) {
        return "http://127.0.0.1:" + at.port(service.offset) + path;
    }

    synchronized String token(Account account) {
        Token known = tokens.get(account);
        if (known != null && Instant.now().isBefore(known.renewAt)) {
            return known.text;
        }
        String text = new Keycloak(at).token(account.role(), account.unit());
        long expiry = claims(text).path("exp").asLong();
        tokens.put(account, new Token(text, Instant.ofEpochSecond(expiry).minusSeconds(30)));
        return text;
    }

    /** What a token says. */
    static JsonNode claims(String token) {
        try {
            return new ObjectMapper().readTree(java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new DoesNotHold("a token is no JWT");
        }
    }

    Answer get(@Nullable Account account, At service, String path) {
        return get(account, service, path, "application/json");
    }

    Answer get(@Nullable Account account, At service, String path, String accept) {
        return call("GET", account, service, path, accept, null, null);
    }

    /** All members of a list, page by page. */
    List<JsonNode> all(Account account, At service, String path) {
        List<JsonNode> all = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String page = path + separator + "limit=200";
        while (true) {
            JsonNode answer = get(account, service, page).is(200).json();
            answer.path("items").forEach(all::add);
            String next = answer.path("next").asText("");
            if (next.isEmpty()) {
                return all;
            }
            page = path + separator + "limit=200&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
    }

    Answer post(Account account, At service, String path, @Nullable Object body) {
        return call(
                "POST",
                account,
                service,
                path,
                "application/json",
                "application/json",
                body == null ? new byte[0] : json(body));
    }

    Answer postCsv(Account account, At service, String path, byte[] file) {
        return postFile(account, service, path, "text/csv", file);
    }

    Answer postFile(Account account, At service, String path, String mediaType, byte[] file) {
        return call("POST", account, service, path, "application/json", mediaType, file);
    }

    private Answer call(
            String method,
            @Nullable Account account,
            At service,
            String path,
            String accept,
            @Nullable String contentType,
            byte @Nullable [] body) {
        String name = method + " " + service.name().toLowerCase(java.util.Locale.ROOT) + path;
        String key = UUID.randomUUID().toString();
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            String why;
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(service, path)))
                        .timeout(Duration.ofSeconds(60))
                        .header("Accept", accept);
                if (account != null) {
                    request.header("Authorization", "Bearer " + token(account));
                }
                if (body == null) {
                    request.method(method, HttpRequest.BodyPublishers.noBody());
                } else {
                    request.header("Idempotency-Key", key);
                    if (contentType != null) {
                        request.header("Content-Type", contentType);
                    }
                    request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
                }
                Answer answer = send(name, request.build());
                if (!again(answer)) {
                    return answer;
                }
                why = answer.status() + " " + answer.text().replace('\n', ' ');
            } catch (IOException e) {
                why = "no answer (" + e.getClass().getSimpleName() + ")";
            } catch (PartFailure e) {
                if (!forgiving) {
                    throw e;
                }
                why = String.valueOf(e.getMessage());
            }
            if (System.nanoTime() > end) {
                throw new DoesNotHold(name + ": after " + patience.toSeconds() + " s still " + why);
            }
            Wait.pause(Duration.ofMillis(150));
        }
    }

    /** Whether this answer only says that the service cannot work now. */
    private boolean again(Answer answer) {
        return switch (answer.status()) {
            case 502, 503, 504 -> true;
            case 409 -> answer.has("request-in-progress");
            case 500 -> forgiving;
            default -> false;
        };
    }

    private static Answer send(String name, HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = Wait.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                int first = in.read();
                Instant firstByte = Instant.now();
                byte[] rest = in.readAllBytes();
                byte[] body;
                if (first < 0) {
                    body = rest;
                } else {
                    body = new byte[rest.length + 1];
                    body[0] = (byte) first;
                    System.arraycopy(rest, 0, body, 1, rest.length);
                }
                return new Answer(name, response.statusCode(), response.headers(), body, firstByte);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted", e);
        }
    }

    private static byte[] json(Object body) {
        try {
            return Answer.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
