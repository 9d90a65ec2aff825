package org.publicdatamesh.catalog.resource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A department's interface on this machine: good answers and every bad manner. */
public final class Department implements AutoCloseable {
    /** Made once and beforehand: it takes longer than a fetch may. */
    private static final byte[] BOMB = bomb();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    public Department() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/slow", this::drip);
        server.createContext("/silent", exchange -> {
            // never answers
        });
        server.createContext("/endless", Department::endless);
        server.createContext("/bomb", exchange -> coded(exchange, "gzip", BOMB));
        server.createContext("/brotli", exchange -> coded(exchange, "br", new byte[] {1, 2, 3}));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/to-private", exchange -> redirect(exchange, "http://10.0.0.1/villages"));
        server.createContext("/to-beside", exchange -> redirect(exchange, "http://127.0.0.2:" + port() + "/villages"));
        server.createContext("/to-metadata", exchange -> redirect(exchange, "http://169.254.169.254/latest"));
        server.createContext("/to-file", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.createContext("/to-number", exchange -> redirect(exchange, "http://2130706434/"));
        server.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address of a path. */
    public String at(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The values of Host that came to what {@link #answer} answers. */
    public List<String> hosts() {
        return hosts;
    }

    /** From now on a path answers this. */
    public void answer(String path, String type, Instant lastModified, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // it is new
        }
        server.createContext(path, exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders()
                    .set(
                            "Last-Modified",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(lastModified.atOffset(ZoneOffset.UTC)));
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    /** A path that leads to another. */
    public void leads(String path, String to) {
        server.createContext(path, exchange -> redirect(exchange, to));
    }

    /** A path that answers with a content coding. */
    public void coded(String path, String coding, byte[] bytes) {
        server.createContext(path, exchange -> coded(exchange, coding, bytes));
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** 64 MB of spaces in about 64 kB. */
    private static byte[] bomb() {
        return gzip(" ".repeat(64 << 20).getBytes(StandardCharsets.UTF_8));
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void coded(HttpExchange exchange, String coding, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Content-Encoding", coding);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] part = new byte[8192];
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(part);
            }
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!threads.isShutdown()) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
