package org.publicdatamesh.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.publicdatamesh.parts.Connect;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.ProcessStatus;
import org.publicdatamesh.parts.ProcessStatus.State;
import org.publicdatamesh.parts.Wait;

/** What runs of an installation: each process with its port, and each service's connector. */
record MeshStatus(Installation at, List<ProcessStatus> processes, Map<String, String> connectors) {
    static MeshStatus of(Installation at) {
        List<ProcessStatus> all = new ArrayList<>(at.status());
        Map<String, String> connectors = new LinkedHashMap<>();
        boolean connect = all.stream().anyMatch(p -> p.name().equals(Connect.NAME) && p.state() == State.RUNNING);
        for (Service service : Service.values()) {
            if (Files.exists(service.jar(at.house()))
                    || at.processes().find(service.module()).isPresent()) {
                all.add(ready(at.processes().status(service.module(), at.port(service.offset()))));
                connectors.put(
                        "outbox-" + service.database(),
                        connect ? new Connect(at).state(service.database()) : "CONNECT IS DOWN");
            }
        }
        return new MeshStatus(at, all, connectors);
    }

    /** A service runs only when it says so. */
    private static ProcessStatus ready(ProcessStatus status) {
        if (status.state() == State.RUNNING && !Wait.answers("http://127.0.0.1:" + status.port() + "/q/health/ready")) {
            return new ProcessStatus(
                    status.name(),
                    State.STARTING,
                    status.port(),
                    status.pid(),
                    status.uptime(),
                    status.residentBytes());
        }
        return status;
    }

    boolean anyRunning() {
        return processes.stream().anyMatch(p -> p.pid() != null);
    }

    /** Whether all processes and connectors run. */
    boolean allRunning() {
        return processes.stream().allMatch(p -> p.state() == State.RUNNING)
                && connectors.values().stream().allMatch("RUNNING"::equals);
    }

    long residentBytes() {
        return processes.stream().mapToLong(ProcessStatus::residentBytes).sum();
    }

    void print(PrintStream out) {
        out.println("mesh in " + at.home() + ", ports from " + at.base());
        out.println("%-22s %-9s %6s %8s %10s %9s".formatted("process", "state", "port", "pid", "uptime", "memory"));
        for (ProcessStatus p : processes) {
            out.println("%-22s %-9s %6d %8s %10s %9s"
                    .formatted(
                            p.name(),
                            p.state().name().toLowerCase(Locale.ROOT),
                            p.port(),
                            Optional.ofNullable(p.pid()).map(String::valueOf).orElse("-"),
                            Optional.ofNullable(p.uptime())
                                    .map(MeshStatus::words)
                                    .orElse("-"),
                            p.residentBytes() == 0 ? "-" : (p.residentBytes() >> 20) + " MB"));
        }
        out.println("%-22s %-9s %6s %8s %10s %9s".formatted("sum", "", "", "", "", (residentBytes() >> 20) + " MB"));
        out.println("kafka for departments: " + at.kafkaForDepartments() + " (OAUTHBEARER, each unit its own topic)");
        if (!connectors.isEmpty()) {
            out.println("connectors: "
                    + String.join(
                            ", ",
                            connectors.entrySet().stream()
                                    .map(e -> e.getKey() + " " + e.getValue().toLowerCase(Locale.ROOT))
                                    .toList()));
        }
        if (anyRunning() && !allRunning()) {
            out.println("not all runs; ./mesh up starts what is missing, the logs are in "
                    + at.home().resolve("logs"));
        }
    }

    String json() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ProcessStatus p : processes) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", p.name());
            one.put("state", p.state().name().toLowerCase(Locale.ROOT));
            one.put("port", p.port());
            one.put("pid", p.pid());
            one.put(
                    "uptimeSeconds",
                    Optional.ofNullable(p.uptime()).map(Duration::toSeconds).orElse(null));
            one.put("residentBytes", p.residentBytes());
            one.put("log", at.processes().log(p.name()).toString());
            list.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("home", at.home().toString());
        all.put("portBase", at.base());
        all.put("kafkaForDepartments", at.kafkaForDepartments());
        all.put("ready", allRunning());
        all.put("residentBytes", residentBytes());
        all.put("processes", list);
        all.put("connectors", connectors);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String words(Duration time) {
        long s = time.toSeconds();
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min";
        }
        return s < 86_400 ? s / 3600 + " h " + s % 3600 / 60 + " min" : s / 86_400 + " d " + s % 86_400 / 3600 + " h";
    }
}
