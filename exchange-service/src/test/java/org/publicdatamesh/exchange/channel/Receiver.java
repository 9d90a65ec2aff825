package org.publicdatamesh.exchange.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A department's webhook: keeps what comes and answers as it is told. */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile int otherwise = 204;
    private volatile boolean echoes;
    private volatile Duration slow = Duration.ZERO;

    /** What came: headers by names in lower case. */
    record Message(Map<String, String> headers, String body) {
        String id() {
            return header("webhook-id");
        }

        private String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the secret made one of the signatures, counted anew from what came. */
        boolean signedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "any"));
                String text = id() + "." + header("webhook-timestamp") + "." + body;
                String expected =
                        Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
                return List.of(header("webhook-signature").split(" ")).contains("v1," + expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (exchange) {
            Message message = new Message(
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    header -> header.getKey().toLowerCase(Locale.ROOT),
                                    header -> header.getValue().getFirst())),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            messages.add(message);
            Thread.sleep(slow);
            Integer status = answers.poll();
            JsonNode challenge = message.json().at("/data/challenge");
            byte[] body = echoes && challenge.isTextual()
                    ? JSON.writeValueAsBytes(Map.of("challenge", challenge.asText()))
                    : new byte[0];
            exchange.sendResponseHeaders(
                    status == null ? body.length > 0 ? 200 : otherwise : status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            now.decrementAndGet();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notices";
    }

    /** Gives challenges back from now on. */
    void echo() {
        echoes = true;
    }

    /** Answers so once each, in this order, then as before. */
    void answer(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** Answers so from now on. */
    void always(int status) {
        otherwise = status;
    }

    /** Takes its time from now on. */
    void slow(Duration time) {
        slow = time;
    }

    /** All that came, in its order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Notices that came, by their ids, in their order. */
    List<String> notices() {
        return messages.stream()
                .filter(message -> message.json().path("type").asText().equals("exchange.notice"))
                .map(Message::id)
                .toList();
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    void forget() {
        messages.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
