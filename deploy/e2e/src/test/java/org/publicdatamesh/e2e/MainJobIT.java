package org.publicdatamesh.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.test.Requirement;

class MainJobIT {
    private static final long ROOM = 4_500L * 1000 * 1000;

    @TempDir
    Path folder;

    @BeforeAll
    static void up() {
        WholeMesh.up();
    }

    @Test
    @Requirement({
        "A2.1", "A8.1", "A10.2", "A11.1", "A18.2", "A24.1", "A25.1", "A25.2", "A26.2", "A26.3", "A26.4", "A27.1",
        "A27.2", "A27.3", "A31.1", "A40.1", "A40.3", "A41.2"
    })
    void theMainJobHoldsInAllItsStepsAndHoldsAgainOnTheSameMesh() throws IOException {
        for (int run = 1; run <= 2; run++) {
            Path file = folder.resolve("demo-" + run + ".json");
            WholeMesh.Ended ended = WholeMesh.command("demo", "--json", file.toString());
            assertThat(ended.exitCode()).as("run %d: %s", run, ended.output()).isZero();
            JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(file));
            assertThat(told.path("holds").asBoolean()).isTrue();
            List<Integer> steps = new ArrayList<>();
            told.path("steps").forEach(step -> {
                assertThat(step.path("holds").asBoolean())
                        .as(step.path("result").asText())
                        .isTrue();
                steps.add(step.path("step").asInt());
            });
            assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void theWholeMeshStaysUnderFourAndAHalfGigabytesAndSaysThatItIsReady() throws IOException {
        WholeMesh.Ended ended = WholeMesh.command("status", "--json");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        JsonNode status = new ObjectMapper().readTree(ended.output());
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("processes")).hasSize(9);
        assertThat(status.path("residentBytes").asLong()).isLessThan(ROOM);
    }

    @Test
    void upOnAMeshThatIsUpChangesNothing() throws IOException {
        String before = pids();
        WholeMesh.Ended ended = WholeMesh.command("up");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(pids()).isEqualTo(before);
    }

    private static String pids() throws IOException {
        List<String> pids = new ArrayList<>();
        new ObjectMapper()
                .readTree(WholeMesh.command("status", "--json").output())
                .path("processes")
                .forEach(process -> pids.add(process.path("name").asText() + " "
                        + process.path("pid").asText()));
        return String.join(", ", pids);
    }
}
