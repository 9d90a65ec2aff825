package org.publicdatamesh.exchange.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.test.Requirement;

class NoticeStateTest {
    @ParameterizedTest
    @Requirement("A27.3")
    @CsvSource({
        "SENT,         ACKNOWLEDGE, MOVED",
        "SENT,         CONFIRM,     NOT_ACKNOWLEDGED",
        "ACKNOWLEDGED, ACKNOWLEDGE, REPEATED",
        "ACKNOWLEDGED, CONFIRM,     MOVED",
        "APPLIED,      ACKNOWLEDGE, REPEATED",
        "APPLIED,      CONFIRM,     REPEATED",
    })
    void aHolderAcknowledgesThenConfirms(NoticeState state, NoticeState.Command command, NoticeState.Outcome outcome) {
        assertThat(state.on(command)).isEqualTo(outcome);
    }
}
