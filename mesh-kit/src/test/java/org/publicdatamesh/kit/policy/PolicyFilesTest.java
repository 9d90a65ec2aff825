package org.publicdatamesh.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.test.Requirement;

class PolicyFilesTest {
    private static final String NEXT = """
            id: "2027-01-01"
            inForceFrom: "2027-01-01T00:00:00+08:00"
            providerDecisionDays: 2
            correctionAnswerDays: 4
            noticeAcknowledgeDays: 3
            noticeApplyDays: 5
            destructionReportDays: 10
            needAnswerDays: 5
            disputeStepDays: 10
            warningDays: 1
            grantEndWarningDays: 30
            catalogueUpdateDays: 15
            logRetentionYears: 5
            longestTermDays: 365
            """;

    @TempDir
    Path folder;

    @Test
    @Requirement("A48.1")
    void a_matter_keeps_the_edition_it_began_under() throws IOException {
        Files.writeString(folder.resolve("next.yaml"), NEXT);
        PolicyEditions editions = new PolicyEditions(Optional.of(folder.toString()));

        PolicyEdition before = editions.inForceAt(Instant.parse("2026-12-31T15:59:59Z"));
        assertThat(before.providerDecisionDays()).isEqualTo(3);
        assertThat(editions.inForceAt(Instant.parse("2026-12-31T16:00:00Z")).providerDecisionDays())
                .isEqualTo(2);
        assertThat(editions.byId(before.id())).isEqualTo(before);
    }

    @Test
    void every_broken_rule_of_an_edition_is_named() throws IOException {
        Files.writeString(
                folder.resolve("bad.yaml"),
                NEXT.replace("Years: 5", "Years: 2").replace("DecisionDays: 2", "DecisionDays: 0"));
        assertThatThrownBy(() -> new PolicyEditions(Optional.of(folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.yaml: logRetentionYears is 2, not 3 to 100")
                .hasMessageContaining("bad.yaml: providerDecisionDays is 0, not 1 to 1000");
    }

    @Test
    void an_edition_that_lacks_a_field_is_refused_with_its_file_and_the_field() throws IOException {
        Files.writeString(
                folder.resolve("silent.yaml"),
                NEXT.replace("disputeStepDays: 10\n", "").replace("needAnswerDays: 5", "needAnswerDays:"));
        Files.writeString(folder.resolve("empty.yaml"), "");
        assertThatThrownBy(() -> new PolicyEditions(Optional.of(folder.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.yaml: disputeStepDays is missing")
                .hasMessageEndingWith(
                        "silent.yaml: needAnswerDays is missing; silent.yaml: disputeStepDays is missing");
    }

    @Test
    void every_unreadable_file_is_named() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), NEXT + "surprise: 1\n");
        Files.writeString(folder.resolve("b.yaml"), "id: [");
        assertThatThrownBy(() -> new PolicyEditions(Optional.of(folder.toString())))
                .hasMessageContaining("a.yaml: ")
                .hasMessageContaining("surprise")
                .hasMessageContaining("b.yaml: ");
    }
}
