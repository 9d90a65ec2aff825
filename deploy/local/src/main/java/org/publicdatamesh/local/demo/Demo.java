package org.publicdatamesh.local.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.PartFailure;

/** The main job, step by step, on a mesh that is up. */
public final class Demo {
    private record Step(String what, Function<Story, String> act) {}

    private final Story story;
    private final LogCheck log;
    private final PrintStream out;
    private final List<Map<String, Object>> told = new ArrayList<>();

    private Demo(Story story, LogCheck log, PrintStream out) {
        this.story = story;
        this.log = log;
        this.out = out;
    }

    /**
     * Drives the main job and prints each step.
     *
     * @param at the mesh, which is up
     * @param json where to write the steps with their times
     * @return the exit code: 0 when each step did what it should
     */
    public static int run(Installation at, Optional<Path> json, LogCheck log, PrintStream out) {
        Demo demo = new Demo(story(at, Api.of(at)), log, out);
        boolean holds = demo.tell(demo.steps());
        json.ifPresent(file -> demo.write(file, holds));
        return holds ? 0 : 1;
    }

    /**
     * Tells the story up to the reading of step 5, for tests that go on from there.
     *
     * @throws DoesNotHold where a step does not hold
     */
    public static Story tellUntilReading(Installation at, Api api, LogCheck log, PrintStream out) {
        Demo demo = new Demo(story(at, api), log, out);
        if (!demo.tell(demo.steps().subList(0, 5))) {
            throw new DoesNotHold("the story does not hold, see above");
        }
        return demo.story;
    }

    private static Story story(Installation at, Api api) {
        String run = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return new Story(api, Register.read(at.house().resolve("deploy/local/data")), run);
    }

    private List<Step> steps() {
        return List.of(
                new Step("The declared units and their posts are known", Units::areKnown),
                new Step("Two datasets are catalogued: drafted, reviewed, published", Catalogue::isPublished),
                new Step("The rows are loaded; bad ones are kept apart, with reasons", Pool::isLoaded),
                new Step("Two units are granted what they need, a third is refused", Sharing::isDecided),
                new Step("Education reads what it was granted, and nothing else", Reading::passesTheGate),
                new Step("A wrong name is corrected everywhere", Correcting::reachesEveryHolder),
                new Step("A citizen downloads the open dataset", Opening::reachesTheCitizen),
                new Step("The auditor proves what happened", story -> Proving.holds(story, log)));
    }

    /** Whether all steps hold; the first that does not is the last told. */
    private boolean tell(List<Step> steps) {
        long begun = System.nanoTime();
        for (Step step : steps) {
            int number = told.size() + 1;
            long start = System.nanoTime();
            String result;
            boolean holds = true;
            try {
                result = step.act().apply(story);
            } catch (DoesNotHold | PartFailure e) {
                result = String.valueOf(e.getMessage());
                holds = false;
            }
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", number);
            line.put("what", step.what());
            line.put("holds", holds);
            line.put("result", result);
            line.put("milliseconds", milliseconds);
            told.add(line);
            out.println("%d  %-64s %,9d ms%n   %s%s"
                    .formatted(number, step.what(), milliseconds, holds ? "" : "DOES NOT HOLD: ", result));
            if (!holds) {
                return false;
            }
        }
        out.println("All %d steps hold, in %.1f s.".formatted(steps.size(), (System.nanoTime() - begun) / 1e9));
        return true;
    }

    private void write(Path file, boolean holds) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("demo", "main-job");
        all.put("run", story.run());
        all.put("holds", holds);
        all.put(
                "milliseconds",
                told.stream()
                        .mapToLong(step -> (Long) step.getOrDefault("milliseconds", 0L))
                        .sum());
        all.put("steps", told);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, Answer.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        } catch (IOException e) {
            throw new PartFailure(file + " cannot be written (" + e.getMessage() + "); name another file", e);
        }
    }
}
