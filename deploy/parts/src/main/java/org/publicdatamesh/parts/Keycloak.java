package org.publicdatamesh.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Keycloak with the realm {@code public-data}, made from the declared units on first start. */
public final class Keycloak {
    /** Its name among the processes. */
    public static final String NAME = "keycloak";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation at;

    /** The identity server of an installation. */
    public Keycloak(Installation at) {
        this.at = at;
    }

    /** Starts it where it does not run, and waits until the realm answers. */
    public void start() {
        launch();
        await();
    }

    /** Waits until the realm answers, then adds the accounts that have been declared since it was made. */
    public void await() {
        at.await(
                NAME,
                Duration.ofSeconds(180),
                () -> Wait.answers(at.realmUrl()),
                "does not serve the realm on port " + at.port(14));
        String declared = declared();
        try {
            if (!Files.readString(realm()).equals(declared)) {
                add(declared);
                Credentials.writePrivately(realm(), declared.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new PartFailure(realm() + " cannot be written (" + e.getMessage() + "); see that you own it", e);
        }
    }

    /** Starts it where it does not run, and does not wait. */
    public void launch() {
        if (at.processes().find(NAME).isPresent()) {
            return;
        }
        at.requirePort(NAME, at.port(14));
        at.requirePort(NAME, at.port(15));
        Path dist = prepare(at.house());
        Path folder = at.home().resolve("keycloak");
        Path database = folder.resolve("h2");
        try {
            if (!Files.exists(realm())) {
                Files.createDirectories(folder);
                Archives.delete(database);
                Credentials.writePrivately(realm(), declared().getBytes(StandardCharsets.UTF_8));
            }
            if (!Files.exists(database)) {
                Archives.copy(seed(at.house()), database);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "Keycloak's realm cannot be written to " + folder + " (" + e.getMessage()
                            + "); see that the disk has room",
                    e);
        }
        List<String> options = List.of(
                "-Dkeycloak.migration.action=import",
                "-Dkeycloak.migration.provider=singleFile",
                "-Dkeycloak.migration.file=" + realm(),
                "-Dkeycloak.migration.strategy=IGNORE_EXISTING");
        at.processes().start(NAME, folder, command(dist, database, at.port(14), at.port(15), options), Map.of());
    }

    private Path realm() {
        return at.home().resolve("keycloak/public-data-realm.json");
    }

    private String declared() {
        return RealmFile.of(
                at.house().resolve("deploy/keycloak/public-data-realm.json"),
                Region.read(at.unitsFile()),
                at.credentials());
    }

    /** One JVM, C1 only: half the processor time to start, and far more logins a second than one machine asks for. */
    private static List<String> command(Path dist, Path database, int port, int management, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xms96m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=256m",
                "-Dfile.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dkc.home.dir=" + dist,
                "-Djboss.server.config.dir=" + dist.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dkeycloak.theme.dir=" + dist.resolve("themes"),
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                dist.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + management,
                "--hostname-strict=false",
                "--db-url=jdbc:h2:file:" + database.resolve("keycloak") + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE",
                "--log-level=warn"));
        return command;
    }

    /**
     * Lays Keycloak out, once for a checkout: unpacked, augmented for its database and cache, and a database with its tables
     * made. Later starts of any installation are quick.
     *
     * @return the folder of the distribution
     */
    static Path prepare(Path house) {
        Path target = house.resolve("deploy/parts/target");
        return Archives.alone(target.resolve("keycloak.lock"), () -> {
            Path dist =
                    Archives.keycloak(target.resolve("dist/keycloak-quarkus-dist.tar.gz"), target.resolve("keycloak"));
            augment(dist);
            plant(dist, seed(house));
            return dist;
        });
    }

    private static Path seed(Path house) {
        return house.resolve("deploy/parts/target/keycloak-seed");
    }

    private static void augment(Path dist) {
        Path stamp = dist.resolve("built-for-the-mesh");
        if (Files.exists(stamp)) {
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    dist.resolve("bin/kc.sh").toString(),
                    "build",
                    "--db=dev-file",
                    "--cache=local",
                    "--health-enabled=true",
                    "--features-disabled=kerberos");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx640m");
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new PartFailure("Keycloak cannot be built: "
                        + output.strip().lines().reduce((a, b) -> b).orElse(""));
            }
            Files.writeString(stamp, "");
        } catch (IOException e) {
            throw new PartFailure("Keycloak cannot be built: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while Keycloak was built", e);
        }
    }

    /** Makes the database that installations start from. Its administrator's password is known to nobody. */
    private static void plant(Path dist, Path seed) {
        if (Files.isDirectory(seed)) {
            return;
        }
        Path growing = seed.resolveSibling("keycloak-seed.growing");
        Path log = seed.resolveSibling("keycloak-seed.log");
        int base = Installation.freeBase(25_800);
        try {
            Archives.delete(growing);
            Files.createDirectories(growing);
            ProcessBuilder builder = new ProcessBuilder(command(dist, growing, base, base + 1, List.of()));
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "nobody");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", Credentials.random());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (!Wait.until(
                        Duration.ofSeconds(180),
                        () -> Wait.answers("http://127.0.0.1:" + base + "/realms/master"),
                        () -> !process.isAlive())) {
                    throw new PartFailure("Keycloak's database cannot be made; its log says why: " + log);
                }
            } finally {
                process.destroy();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            Files.deleteIfExists(growing.resolve("keycloak.trace.db"));
            Files.move(growing, seed, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PartFailure("Keycloak's database cannot be made in " + seed + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while Keycloak's database was made", e);
        }
    }

    /** Adds the clients and accounts that the realm lacks; those that are there stay as they are. */
    private void add(String declared) throws IOException {
        ObjectNode realm = (ObjectNode) JSON.readTree(declared);
        ObjectNode additions = JSON.createObjectNode().put("ifResourceExists", "SKIP");
        for (String kind : List.of("clients", "users")) {
            additions.set(kind, realm.get(kind));
        }
        additions.putObject("roles").set("realm", realm.path("roles").path("realm"));
        String token = grant(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                RealmFile.PROVISIONER,
                "client_secret",
                at.credentials().get("client." + RealmFile.PROVISIONER)));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + at.port(14) + "/admin/realms/public-data/partialImport"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(additions.toString())));
        if (answer.statusCode() != 200) {
            throw new PartFailure("Keycloak does not take the accounts declared in " + at.unitsFile() + " ("
                    + answer.statusCode() + " " + answer.body() + "); mend the file, then ./mesh up again");
        }
    }

    /**
     * A real access token for an account of a unit, or for its machine client where the role is {@code data-system}.
     *
     * @throws PartFailure where there is no such account
     */
    public String token(String role, String unit) {
        try {
            if (role.equals("data-system")) {
                return grant(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "system-" + unit,
                        "client_secret",
                        secret("client.system-" + unit, role, unit)));
            }
            Map<String, String> login = Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "mesh-cli",
                    "username",
                    role + "." + unit,
                    "password",
                    secret("account." + role + "." + unit, role, unit));
            return Archives.alone(at.home().resolve("run/login.lock"), () -> loggedIn(login));
        } catch (Refused e) {
            throw new PartFailure(
                    "no token for " + role + "@" + unit + " (" + e.getMessage()
                            + "); the accounts are in deploy/local/region.yaml",
                    e);
        }
    }

    /**
     * Keycloak takes one login of an account at a time and answers others meanwhile as if the password were wrong. Ours wait
     * for each other; one that met somebody else's is tried once more.
     */
    private String loggedIn(Map<String, String> login) {
        try {
            return grant(login);
        } catch (Refused e) {
            Wait.pause(Duration.ofMillis(1_500));
            return grant(login);
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    private String grant(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(at.realmUrl() + "/protocol/openid-connect/token"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        try {
            JsonNode token = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new Refused(token.path("error_description")
                        .asText(token.path("error").asText()));
            }
            return token.path("access_token").asText();
        } catch (JsonProcessingException e) {
            throw new PartFailure(
                    "Keycloak's answer on port " + at.port(14) + " is no token (status " + answer.statusCode()
                            + "); ./mesh status tells whether it is up",
                    e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return Wait.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new PartFailure(
                    "Keycloak does not answer on port " + at.port(14) + "; is the mesh up? ./mesh status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted", e);
        }
    }

    private String secret(String name, String role, String unit) {
        return at.credentials()
                .find(name)
                .orElseThrow(() -> new PartFailure("there is no account " + role + "@" + unit
                        + "; deploy/local/region.yaml declares them, and ./mesh up makes them"));
    }
}
