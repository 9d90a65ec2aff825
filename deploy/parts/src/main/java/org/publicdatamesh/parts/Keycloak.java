package org.publicdatamesh.parts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Waits until the realm answers. */
    public void await() {
        at.await(
                NAME,
                Duration.ofSeconds(180),
                () -> Wait.answers(at.realmUrl()),
                "does not serve the realm on port " + at.port(14));
    }

    /** Starts it where it does not run, and does not wait. */
    public void launch() {
        if (at.processes().find(NAME).isPresent()) {
            return;
        }
        at.requirePort(NAME, at.port(14));
        at.requirePort(NAME, at.port(15));
        Path dist = Archives.keycloak(
                at.house().resolve("deploy/parts/target/dist/keycloak-quarkus-dist.tar.gz"),
                at.house().resolve("deploy/parts/target/keycloak"));
        build(dist);
        Path data = at.home().resolve("keycloak");
        try {
            Files.createDirectories(data);
            Path realm = data.resolve("public-data-realm.json");
            if (!Files.exists(realm)) {
                Credentials.writePrivately(
                        realm,
                        RealmFile.of(Region.read(at.unitsFile()), at.credentials())
                                .getBytes(StandardCharsets.UTF_8));
            }
            String dbUrl = "jdbc:h2:file:" + data.resolve("h2/keycloak") + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE";
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
            environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", at.credentials().get("keycloak.admin"));
            at.processes()
                    .start(
                            NAME,
                            data,
                            List.of(
                                    Installation.java(),
                                    "-Xms96m",
                                    "-Xmx384m",
                                    "-XX:+UseSerialGC",
                                    "-XX:MaxMetaspaceSize=256m",
                                    "-Dfile.encoding=UTF-8",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                    "--add-opens=java.base/java.security=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-Dkc.home.dir=" + dist,
                                    "-Djboss.server.config.dir=" + dist.resolve("conf"),
                                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                    "-Dkeycloak.theme.dir=" + dist.resolve("themes"),
                                    "-Dpicocli.disable.closures=true",
                                    "-Dquarkus-log-max-startup-records=10000",
                                    "-Dkeycloak.migration.action=import",
                                    "-Dkeycloak.migration.provider=singleFile",
                                    "-Dkeycloak.migration.file=" + realm,
                                    "-Dkeycloak.migration.strategy=IGNORE_EXISTING",
                                    "-cp",
                                    dist.resolve("lib/quarkus-run.jar").toString(),
                                    "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                                    "start",
                                    "--optimized",
                                    "--http-enabled=true",
                                    "--http-host=127.0.0.1",
                                    "--http-port=" + at.port(14),
                                    "--http-management-host=127.0.0.1",
                                    "--http-management-port=" + at.port(15),
                                    "--hostname-strict=false",
                                    "--db-url=" + dbUrl,
                                    "--log-level=warn"),
                            environment);
        } catch (IOException e) {
            throw new PartFailure("Keycloak's realm cannot be written to " + data + ": " + e.getMessage(), e);
        }
    }

    /** Augments the distribution once for this database and cache; later starts are quick. */
    private static void build(Path dist) {
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

    /**
     * A real access token for an account of a unit, or for its machine client where the role is {@code data-system}.
     *
     * @throws PartFailure where there is no such account
     */
    public String token(String role, String unit) {
        Map<String, String> form = new LinkedHashMap<>();
        if (role.equals("data-system")) {
            form.put("grant_type", "client_credentials");
            form.put("client_id", "system-" + unit);
            form.put("client_secret", secret("client.system-" + unit, role, unit));
        } else {
            form.put("grant_type", "password");
            form.put("client_id", "mesh-cli");
            form.put("username", role + "." + unit);
            form.put("password", secret("account." + role + "." + unit, role, unit));
        }
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            HttpResponse<String> answer = Wait.HTTP.send(
                    HttpRequest.newBuilder(URI.create(at.realmUrl() + "/protocol/openid-connect/token"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode token = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new PartFailure("no token for " + role + "@" + unit + " ("
                        + token.path("error_description")
                                .asText(token.path("error").asText())
                        + "); the accounts are in deploy/local/region.yaml");
            }
            return token.path("access_token").asText();
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
