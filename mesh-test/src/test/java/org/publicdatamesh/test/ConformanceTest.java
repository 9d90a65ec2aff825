package org.publicdatamesh.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.parts.Installation;

class ConformanceTest {
    @TempDir
    Path house;

    @Test
    void theWrittenPageSaysWhatTheTestsSay() throws IOException {
        Path checkout = Installation.findHouse();
        assertThat(Conformance.file(checkout))
                .as("docs/conformance.md is stale: run org.publicdatamesh.test.Conformance")
                .content()
                .isEqualTo(Conformance.of(checkout));
    }

    @Test
    void rowsCarryTheirTestsAndATagWithoutARowIsAnError() throws IOException {
        Files.createDirectories(house.resolve("docs"));
        Files.writeString(
                house.resolve("docs/requirements.md"),
                "| row | short name | services |\n| A1.1 | one | x |\n| A1.2 | two | x |\n");
        Path tests = Files.createDirectories(house.resolve("m/src/test/java"));
        Files.writeString(
                tests.resolve("OneTest.java"),
                "class OneTest {\n  @Test\n  @Require" + "ment({\"A1.1\"})\n  void holds() {}\n}\n");
        assertThat(Conformance.of(house))
                .contains("1 of 2 rows")
                .contains("| A1.1 | one | `OneTest.holds` |")
                .contains("| A1.2 | two | no test yet |");
        Files.writeString(tests.resolve("TwoTest.java"), "@Require" + "ment(\"A9.9\")\nclass TwoTest {}\n");
        assertThatThrownBy(() -> Conformance.of(house)).hasMessageContaining("TwoTest names the row A9.9");
    }
}
