package org.publicdatamesh.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.publicdatamesh.parts.Installation;

/**
 * Writes {@code docs/conformance.md} out of the {@link Requirement} tags in the sources of all modules' tests: every row
 * of {@code docs/requirements.md}, its tests, or "no test yet".
 */
public final class Conformance {
    private static final Pattern ROW = Pattern.compile("\\| (A\\d+\\.\\d+) \\| ([^|]+) \\|.*");
    private static final Pattern TAG = Pattern.compile("@Requirement\\(([^)]*)\\)");
    private static final Pattern ID = Pattern.compile("\"(A\\d+\\.\\d+)\"");
    private static final Pattern NAMED = Pattern.compile("(?:void|class) (\\w+)");

    private Conformance() {}

    /**
     * Writes the file of this checkout.
     *
     * @param args none
     */
    public static void main(String[] args) throws IOException {
        Path house = Installation.findHouse();
        Files.writeString(file(house), of(house));
    }

    static Path file(Path house) {
        return house.resolve("docs/conformance.md");
    }

    /**
     * What the file has to say for a checkout.
     *
     * @throws IllegalStateException where a tag names no row
     */
    static String of(Path house) throws IOException {
        Map<String, TreeSet<String>> tests = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (String line : Files.readAllLines(house.resolve("docs/requirements.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                names.put(row.group(1), row.group(2).strip());
                tests.put(row.group(1), new TreeSet<>());
            }
        }
        for (Path source : sources(house)) {
            collect(source, tests);
        }
        long shown = tests.values().stream().filter(found -> !found.isEmpty()).count();
        StringBuilder text = new StringBuilder("# Conformance\n\nWritten from the `@Requirement` tags of the tests. ")
                .append(shown)
                .append(" of ")
                .append(tests.size())
                .append(
                        " rows have a test; a test may show a row in part.\n\n| row | short name | tests |\n|---|---|---|\n");
        tests.forEach((id, found) -> text.append("| ")
                .append(id)
                .append(" | ")
                .append(names.get(id))
                .append(" | ")
                .append(found.isEmpty() ? "no test yet" : String.join("<br>", found))
                .append(" |\n"));
        return text.toString();
    }

    private static void collect(Path source, Map<String, TreeSet<String>> tests) throws IOException {
        String text = Files.readString(source);
        String type = String.valueOf(source.getFileName()).replace(".java", "");
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            Matcher named = NAMED.matcher(text);
            String test = named.find(tag.end()) ? named.group(1) : type;
            Matcher id = ID.matcher(tag.group(1));
            while (id.find()) {
                TreeSet<String> row = tests.get(id.group(1));
                if (row == null) {
                    throw new IllegalStateException(type + " names the row " + id.group(1) + ", which there is not");
                }
                row.add("`" + type + (test.equals(type) ? "" : "." + test) + "`");
            }
        }
    }

    private static List<Path> sources(Path house) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.find(
                house,
                20,
                (path, attributes) -> attributes.isRegularFile()
                        && path.toString().endsWith(".java")
                        && house.relativize(path).toString().contains("src/test/java")
                        && !house.relativize(path).toString().contains("target"))) {
            all.sorted().forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
