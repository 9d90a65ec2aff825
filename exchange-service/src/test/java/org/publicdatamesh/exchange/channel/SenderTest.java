package org.publicdatamesh.exchange.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.notice.NoticeKind;
import org.publicdatamesh.exchange.notice.NoticeState;
import org.publicdatamesh.exchange.notice.NoticeView;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.test.Requirement;

class SenderTest {
    private static JsonNode onTopic(String value) throws JsonProcessingException {
        NoticeView view = new NoticeView(
                UUID.randomUUID(),
                NoticeKind.CORRECTION,
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "education",
                null,
                1L,
                null,
                Map.of("code", "540102001001"),
                List.of(new Change("name", "甲村", value)),
                null,
                null,
                null,
                "自行核查发现",
                NoticeState.SENT,
                Instant.parse("2026-11-27T00:00:00Z"),
                null,
                null,
                null,
                null);
        return EventJson.MAPPER.readTree(Sender.forTopic(EventJson.MAPPER, view));
    }

    @Test
    @Requirement("A27.3")
    void aNoticeThatIsTooLargeForATopicGoesOutWithoutItsValues() throws JsonProcessingException {
        JsonNode whole = onTopic("甲新村");
        assertThat(whole.at("/changes/0/newValue").asText()).isEqualTo("甲新村");
        assertThat(whole.has("withheld")).isFalse();

        JsonNode bare = onTopic("村".repeat(300_000));
        assertThat(bare.path("withheld").asBoolean()).isTrue();
        assertThat(bare.path("key")).isEmpty();
        assertThat(bare.path("changes")).isEmpty();
        assertThat(bare.path("sequence").asLong()).isEqualTo(1);
    }
}
