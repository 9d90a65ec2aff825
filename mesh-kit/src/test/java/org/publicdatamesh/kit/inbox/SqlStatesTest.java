package org.publicdatamesh.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client and Hibernate say the same failure differently. */
class SqlStatesTest {
    @ParameterizedTest
    @CsvSource({
        "23505, true, false",
        "40P01, false, true",
        "40001, false, true",
        "57P01, false, true",
        "53300, false, true",
        "08006, false, true",
        "23502, false, false",
        "22001, false, false",
    })
    void whatTheDatabaseSaysIsReadFromBoth(String state, boolean claimed, boolean outage) {
        Throwable clients = new CompletionException(new PgException("it failed", "ERROR", state, ""));
        Throwable hibernates = new IllegalStateException(
                "could not execute", new SQLException("it failed", state, new RuntimeException()));
        for (Throwable failure : new Throwable[] {clients, hibernates}) {
            assertThat(Inbox.claimedByAnother(failure)).isEqualTo(claimed);
            assertThat(Outage.isOutage(failure)).isEqualTo(outage);
        }
    }

    @Test
    void aFailureThatIsNotTheDatabasesHasNoState() {
        assertThat(SqlStates.of(new IllegalStateException("no"))).isNull();
        assertThat(SqlStates.of(new SQLException("no state"))).isNull();
        assertThat(Outage.isOutage(new IllegalStateException("no"))).isFalse();
    }
}
