package org.publicdatamesh.kit.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends exactly the bytes that a test means. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private boolean chunked;

    private Http(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Http get(String path) {
        return new Http("GET", path);
    }

    static Http post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    static Http post(String path, byte[] json) {
        return new Http("POST", path).body(json).header("Content-Type", "application/json");
    }

    static Http of(String method, String path) {
        return new Http(method, path);
    }

    Http body(byte[] bytes) {
        body = bytes;
        return this;
    }

    Http body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the body without saying its length. */
    Http chunked() {
        chunked = true;
        return this;
    }

    Http header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    Http as(String role, String unit) {
        return token(Tokens.of(role, unit));
    }

    Http token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Answer send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + "/api/v1/things" + path))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : chunked
                                        ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request line that no client library would, and gives back the status line. */
    String sendRaw() {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((method + " /api/v1/things" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the body a part at a time, reads nothing until the last is sent, and gives back the whole answer. */
    String sendAllThenRead() {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write((method + " /api/v1/things" + path
                            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (int from = 0; from < body.length; from += 100_000) {
                out.write(body, from, Math.min(100_000, body.length - from));
                out.flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    /** An answer, in the parts that tests look at. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
