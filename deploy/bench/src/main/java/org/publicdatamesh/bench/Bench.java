package org.publicdatamesh.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.publicdatamesh.parts.Installation;

/** Runs a benchmark against the mesh of {@code MESH_HOME}: {@code NAME [--json FILE]}. */
public final class Bench {
    private static final List<String> NAMES = List.of("events", "search", "applications", "fanout", "elements");

    private Bench() {}

    /**
     * Measures, and writes the figures.
     *
     * @param args the benchmark's name, then {@code --json} and a file if wanted
     */
    public static void main(String[] args) throws Exception {
        String name = args.length == 0 ? "" : args[0];
        if (!NAMES.contains(name)) {
            System.err.println("there is no benchmark \"" + name + "\"; there are: " + String.join(", ", NAMES));
            System.exit(2);
        }
        Path house = Path.of(System.getenv("MESH_HOUSE"));
        Installation at = Installation.at(
                house, Path.of(System.getenv("MESH_HOME")), Integer.parseInt(System.getenv("MESH_PORT_BASE")));
        Map<String, Object> figures =
                switch (name) {
                    case "events" -> new Events(at).run();
                    case "search" -> new Search(at).run();
                    case "applications" -> new Applications(at).run();
                    case "elements" -> new Elements(at).run();
                    default -> new Fanout(at).run();
                };
        figures.replaceAll(
                (figure, value) -> value instanceof Double number ? Math.round(number * 100) / 100.0 : value);
        String json = "{\"bench\":\"" + name + "\",\"figures\":{"
                + figures.entrySet().stream()
                        .map(figure -> "\"" + figure.getKey() + "\":" + figure.getValue())
                        .collect(Collectors.joining(","))
                + "}}";
        figures.forEach((figure, value) -> System.out.printf("%-28s %s%n", figure, value));
        if (args.length == 3 && args[1].equals("--json")) {
            Files.writeString(Path.of(args[2]), json + "\n");
        }
    }
}
