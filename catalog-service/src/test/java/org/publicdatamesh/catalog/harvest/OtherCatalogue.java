package org.publicdatamesh.catalog.harvest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real HTTP server on the loopback address that plays another catalogue. */
final class OtherCatalogue implements AutoCloseable {
    private static final String PORT = "harvest.test.port";

    /** The service may harvest from 127.0.0.1 and from no other private address. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("mesh.clock.movable", "true");
            settings.put("mesh.catalog.harvest.private-networks", "127.0.0.1/32");
            settings.put("mesh.catalog.harvest.page-timeout", "8s");
            settings.put("mesh.catalog.harvest.page-bytes", "20000000");
            settings.put("mesh.catalog.harvest.pages", "40");
            settings.put("mesh.catalog.harvest.reports", "3");
            settings.put("mesh.catalog.harvest.tokens.neighbour.origin", address(""));
            settings.put("mesh.catalog.harvest.tokens.neighbour.value", "the-neighbours-token");
            settings.put("mesh.catalog.harvest.tokens.elsewhere.origin", "https://elsewhere.example");
            settings.put("mesh.catalog.harvest.tokens.elsewhere.value", "another-token");
            settings.put("mesh.catalog.dcat.base", address("/own"));
            return settings;
        }
    }

    /** What is answered at a path. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    OtherCatalogue() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String address = exchange.getRequestURI().toString();
            requests.add(address);
            Answer answer = answers.getOrDefault(
                    address,
                    answers.getOrDefault(
                            exchange.getRequestURI().getPath().replaceFirst("^(/[^/]*).*", "$1/*"),
                            missing -> send(missing, 404, "text/plain", "none")));
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    /** The same port for the settings and the server: they are of different class loaders. */
    private static int port() {
        String known = System.getProperty(PORT);
        if (known != null) {
            return Integer.parseInt(known);
        }
        try (ServerSocket free = new ServerSocket(0)) {
            System.setProperty(PORT, String.valueOf(free.getLocalPort()));
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String address(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Answers at a path with its query; {@code /x/*} is everything below it that has no answer of its own. */
    void at(String path, Answer answer) {
        answers.put(path, answer);
    }

    void turtle(String path, String text) {
        at(path, exchange -> send(exchange, 200, "text/turtle; charset=utf-8", text));
    }

    /** With validators that change with the text; says that nothing has changed where the caller has it. */
    void conditional(String path, String text) {
        String tag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
        at(path, exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, 200, "text/turtle", text);
            }
        });
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        answers.clear();
        requests.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static final String PREFIXES = """
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix foaf: <http://xmlns.com/foaf/0.1/> .
            @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    /** A dataset in Turtle. */
    static String dataset(String iri, String title) {
        return """
                <%s> a dcat:Dataset ; dct:title "%s"@zh ; dct:description "说明"@zh ; dcat:keyword "公路"@zh ;
                    dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> ;
                    dct:publisher <https://other.example/transport> ;
                    dcat:distribution [ a dcat:Distribution ; dcat:accessURL <%1$s/data> ; dct:format "CSV" ] .
                <https://other.example/transport> a foaf:Agent ; foaf:name "交通局"@zh .
                """.formatted(iri, title);
    }

    /** A catalogue's page in Turtle. */
    static String page(String next, String... datasets) {
        return PREFIXES + "<https://other.example/> a dcat:Catalog ; dct:title \"目录\"@zh .\n"
                + (next.isEmpty() ? "" : "<https://other.example/view> hydra:next <" + next + "> .\n")
                + String.join("", datasets);
    }
}
