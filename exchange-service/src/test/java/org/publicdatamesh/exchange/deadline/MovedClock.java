package org.publicdatamesh.exchange.deadline;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A service whose clock is moved, and whose edition of policy names causes of pauses. */
public final class MovedClock implements QuarkusTestProfile {
    private static final String EDITION = """
            id: "with-pauses"
            inForceFrom: "2025-02-01T00:00:00+08:00"
            providerDecisionDays: 3
            correctionAnswerDays: 5
            noticeAcknowledgeDays: 3
            noticeApplyDays: 5
            destructionReportDays: 10
            needAnswerDays: 5
            disputeStepDays: 10
            catalogueUpdateDays: 20
            warningDays: 1
            grantEndWarningDays: 30
            logRetentionYears: 3
            longestTermDays: 730
            pauseCauses:
              - code: third-party-hearing
                longestDays: 3
              - code: force-majeure
                longestDays: 20
            """;

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "policy-");
            Files.writeString(folder.resolve("with-pauses.yaml"), EDITION);
            return Map.of(
                    "mesh.clock.movable",
                    "true",
                    "mesh.policy-dir",
                    folder.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
