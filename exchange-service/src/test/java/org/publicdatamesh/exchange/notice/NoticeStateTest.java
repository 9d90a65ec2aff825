package org.publicdatamesh.exchange.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.test.Requirement;

class NoticeStateTest {
    @ParameterizedTest
    @Requirement("A27.3")
    @CsvSource({
        "CORRECTION, SENT,         ACKNOWLEDGE, MOVED",
        "CORRECTION, SENT,         CONFIRM,     NOT_ACKNOWLEDGED",
        "CORRECTION, ACKNOWLEDGED, ACKNOWLEDGE, REPEATED",
        "CORRECTION, ACKNOWLEDGED, CONFIRM,     MOVED",
        "CORRECTION, APPLIED,      ACKNOWLEDGE, REPEATED",
        "CORRECTION, APPLIED,      CONFIRM,     REPEATED",
        "REPLACED,   SENT,         ACKNOWLEDGE, MOVED",
        "WITHDRAWN,  SENT,         CONFIRM,     NOTHING_TO_CONFIRM",
        "GRANT,      ACKNOWLEDGED, ACKNOWLEDGE, REPEATED",
        "GRANT,      ACKNOWLEDGED, CONFIRM,     NOTHING_TO_CONFIRM",
    })
    void aHolderAcknowledgesThenConfirms(
            NoticeKind kind, NoticeState state, NoticeState.Command command, NoticeState.Outcome outcome) {
        assertThat(state.on(kind, command)).isEqualTo(outcome);
        assertThat(state.after(kind, command).isPresent()).isEqualTo(outcome == NoticeState.Outcome.MOVED);
    }
}
