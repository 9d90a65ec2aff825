package org.publicdatamesh.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.event.exchange.ApplicationEndorsed;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.DataCorrected;
import org.publicdatamesh.kit.event.exchange.DoubtAnswered;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.event.exchange.SignedCommitment;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.test.Requirement;

class RecordedEventTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SALT = new byte[Commitment.SALT_BYTES];
    private static final String ACCOUNT = "data-specialist.education";

    private final UUID id = UUID.fromString("01920000-0000-7000-8000-000000000001");

    @Test
    void theLeafSaysWhatHappenedWhereAndForWhom() throws IOException {
        AccessRecorded access = Arrivals.access(ACCOUNT);
        RecordedEvent recorded = RecordedEvent.of(Arrivals.of(id, access), () -> SALT);

        JsonNode leaf = JSON.readTree(recorded.leaf());
        assertThat(new String(recorded.leaf(), StandardCharsets.UTF_8))
                .isEqualTo("{\"commitments\":{\"/actor/person\":\""
                        + leaf.path("commitments").path("/actor/person").textValue()
                        + "\"},\"event\":{\"id\":\"" + id
                        + "\",\"source\":\"/exchange-service\",\"subject\":\"subject\","
                        + "\"time\":\"2026-03-02T01:00:00.123456Z\",\"type\":\"org.publicdatamesh.exchange.access.recorded.v1\"},"
                        + "\"offset\":42,\"partition\":1,\"sm3\":\"" + Sm.sm3Hex(bytes(recorded.data()))
                        + "\",\"topic\":\"exchange.access\",\"unit\":\"education\",\"v\":1}");
        assertThat(recorded.units()).containsExactly("civil-affairs", "education");
        assertThat(recorded.entryId()).isEqualTo(access.entryId());
        assertThat(recorded.grantId()).isEqualTo(access.grantId());
        assertThat(recorded.time()).isEqualTo(Instant.parse("2026-03-02T01:00:00.123456Z"));
    }

    @Test
    @Requirement("A41.2")
    void aPersonStandsInLeafAndRecordAsASaltedCommitmentOnly() {
        RecordedEvent recorded =
                RecordedEvent.of(Arrivals.of(id, Arrivals.access(ACCOUNT)), () -> Sm.random(Commitment.SALT_BYTES));

        assertThat(recorded.data()).doesNotContain(ACCOUNT);
        assertThat(new String(recorded.leaf(), StandardCharsets.UTF_8)).doesNotContain(ACCOUNT);
        Commitment commitment = recorded.commitments().getFirst();
        assertThat(commitment.pointer()).isEqualTo("/actor/person");
        assertThat(commitment.subject()).isEqualTo(ACCOUNT);
        assertThat(commitment.value()).isEqualTo(bytes("\"" + ACCOUNT + "\""));
        byte[] opening = new byte[Commitment.SALT_BYTES + commitment.value().length];
        System.arraycopy(commitment.salt(), 0, opening, 0, Commitment.SALT_BYTES);
        System.arraycopy(commitment.value(), 0, opening, Commitment.SALT_BYTES, commitment.value().length);
        assertThat(commitment.text()).isEqualTo("sm3:" + Sm.sm3Hex(opening));
        assertThat(recorded.data()).contains(commitment.text());
    }

    @Test
    @Requirement("A41.2")
    void whatACorrectionTellsOfARowIsKeptWithTheRowAndStandsAsCommitmentsOnly() {
        DataCorrected corrected = new DataCorrected(
                id,
                null,
                null,
                id,
                id,
                "civil-affairs",
                1,
                null,
                Map.of("village", "secret-1", "id_no", "secret-2"),
                List.of(new Change("name", "secret-3", "secret-4")),
                "secret-5",
                2,
                new Actor(ACCOUNT, "civil-affairs", "data-specialist"));
        RecordedEvent recorded = RecordedEvent.of(Arrivals.of(id, corrected), () -> SALT);
        String row = "row " + id + " {\"id_no\":\"secret-2\",\"village\":\"secret-1\"}";

        assertThat(recorded.commitments())
                .extracting(Commitment::pointer, Commitment::subject)
                .containsExactly(
                        tuple("/actor/person", ACCOUNT),
                        tuple("/changes", row),
                        tuple("/key", row),
                        tuple("/reasons", row));
        assertThat(new String(recorded.leaf(), StandardCharsets.UTF_8)).doesNotContain("secret");
        assertThat(recorded.data()).doesNotContain("secret");
        assertThat(recorded.commitments().get(1).value())
                .isEqualTo(bytes("[{\"item\":\"name\",\"newValue\":\"secret-4\",\"oldValue\":\"secret-3\"}]"));
    }

    @Test
    @Requirement("A41.2")
    void whatIsToldOfASignedTextCannotBeGuessedFromTheLeaf() {
        ApplicationEndorsed endorsed = new ApplicationEndorsed(
                id,
                id,
                id,
                "education",
                "civil-affairs",
                null,
                new SignedCommitment("secret-1", "known", "secret-2"),
                new Actor(ACCOUNT, "education", "data-supervisor"));
        RecordedEvent recorded = RecordedEvent.of(Arrivals.of(id, endorsed), () -> SALT);

        assertThat(recorded.commitments())
                .extracting(Commitment::pointer, Commitment::subject)
                .containsExactlyInAnyOrder(
                        tuple("/actor/person", ACCOUNT),
                        tuple("/commitment/signature", id.toString()),
                        tuple("/commitment/textSm3", id.toString()));
        assertThat(recorded.data()).doesNotContain("secret").contains("known");
    }

    @Test
    @Requirement("A41.2")
    void conditionsAreKeptWithTheirGrantAndAnAnswerWithItsEvent() {
        List<RowCondition> conditions = List.of(new RowCondition("id_no", "in", List.of("secret-1", "secret-2")));
        Actor actor = new Actor(ACCOUNT, "education", "data-system");
        UUID grant = UUID.randomUUID();
        Map<MeshEvent, Tuple> subjects = Map.of(
                new AccessRecorded(id, grant, id, id, "a", "b", List.of("name"), conditions, "text/csv", actor),
                tuple("/filter", "grant " + grant),
                new ShareApproved(
                        grant,
                        id,
                        id,
                        id,
                        "a",
                        "b",
                        List.of("name"),
                        conditions,
                        Map.of(),
                        "purpose",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        null,
                        null,
                        actor),
                tuple("/rowFilter", "grant " + grant),
                new DoubtAnswered(id, id, id, "a", "b", Verdict.RIGHT, "secret-3", null, false, actor),
                tuple("/reasons", id.toString()));
        subjects.forEach((event, subject) -> {
            RecordedEvent recorded = RecordedEvent.of(Arrivals.of(id, event), () -> SALT);
            assertThat(recorded.commitments())
                    .extracting(Commitment::pointer, Commitment::subject)
                    .containsExactly(tuple("/actor/person", ACCOUNT), subject);
            assertThat(recorded.data()).doesNotContain("secret");
        });
    }

    @Test
    void aMemberThatThisKitDoesNotKnowIsTreatedAsPersonal() throws IOException {
        ObjectNode data = (ObjectNode) JSON.readTree(EventJson.write(Arrivals.access(ACCOUNT)));
        data.put("te/l~1", "secret");
        ((ObjectNode) data.get("actor")).putObject("home").put("street", "secret");
        RecordedEvent recorded = RecordedEvent.of(
                Arrivals.of(
                        "exchange.access",
                        Arrivals.headers(id, Arrivals.access(ACCOUNT)),
                        bytes(JSON.writeValueAsString(data))),
                () -> SALT);

        assertThat(recorded.commitments())
                .extracting(Commitment::pointer)
                .containsExactly("/actor/home", "/actor/person", "/te~1l~01");
        assertThat(recorded.data()).doesNotContain("secret");
        assertThat(recorded.commitments())
                .extracting(Commitment::subject)
                .containsExactly(id.toString(), ACCOUNT, id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"accessId\":1}",
                "{\"format\":\"a\",\"format\":\"b\"}",
                "{} {}",
                "{\"actor\":{\"person\":\"x\",\"unit\":\"u\",\"role\":\"r\"}"
            })
    void whatCannotBeReadIsRecordedWithItsWholePayloadAsOneCommitment(String payload) {
        RecordedEvent recorded = RecordedEvent.of(
                Arrivals.of("exchange.access", Arrivals.headers(id, Arrivals.access(ACCOUNT)), bytes(payload)),
                () -> SALT);

        assertThat(recorded.eventId()).isEqualTo(id);
        assertThat(recorded.commitments()).hasSize(1);
        assertThat(recorded.commitments().getFirst().pointer()).isEmpty();
        assertThat(recorded.commitments().getFirst().value()).isEqualTo(bytes(payload));
        assertThat(recorded.data())
                .isEqualTo("\"" + recorded.commitments().getFirst().text() + "\"");
    }

    @Test
    void anUnknownTypeAndARecordWithoutHeadersBecomeLeavesToo() {
        RecordedEvent letter = RecordedEvent.of(
                Arrivals.of(
                        "exchange-service.dead-letter",
                        Map.of("ce_id", id.toString(), "ce_type", "org.publicdatamesh.dead-letter.v1"),
                        bytes("{\"payload\":\"somebody\"}")),
                () -> SALT);
        assertThat(letter.type()).isEqualTo("org.publicdatamesh.dead-letter.v1");
        assertThat(letter.data()).doesNotContain("somebody");

        Arrival bare = new Arrival("portal.feedback", 2, 7, Instant.EPOCH, Map.of(), null);
        RecordedEvent unreadable = RecordedEvent.of(bare, () -> SALT);
        assertThat(unreadable.type()).isEqualTo("unreadable");
        assertThat(unreadable.eventId())
                .isEqualTo(RecordedEvent.of(bare, () -> SALT).eventId())
                .isNotEqualTo(RecordedEvent.of(
                                new Arrival("portal.feedback", 2, 8, Instant.EPOCH, Map.of(), null), () -> SALT)
                        .eventId());
    }

    @Test
    void noLeafIsGreaterThanItsLimitWhateverArrives() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String name : List.of("ce_type", "ce_source", "ce_subject", "ce_time")) {
            headers.put(name, "\0\u0001\"".repeat(100_000));
        }
        assertThat(RecordedEvent.of(Arrivals.of("catalog.entry", headers, new byte[900_000]), () -> SALT)
                        .leaf())
                .hasSizeLessThan(12_000);

        ObjectNode many = (ObjectNode) JSON.readTree(EventJson.write(Arrivals.access(ACCOUNT)));
        for (int i = 0; i < 2_000; i++) {
            many.put("unknown" + i, i);
        }
        RecordedEvent recorded = RecordedEvent.of(
                Arrivals.of(
                        "exchange.access",
                        Arrivals.headers(id, Arrivals.access(ACCOUNT)),
                        bytes(JSON.writeValueAsString(many))),
                () -> SALT);
        assertThat(recorded.leaf()).hasSizeLessThan(12_000);
        assertThat(recorded.commitments()).hasSize(1);
    }

    @Test
    void hostileTextReachesTheColumnsCleaned() {
        AccessRecorded access = new AccessRecorded(
                id,
                id,
                id,
                id,
                "a\0b",
                "\u001fc",
                List.of(),
                List.of(),
                "x\0",
                new Actor("p\0", "u".repeat(5_000), "r"));
        RecordedEvent recorded = RecordedEvent.of(Arrivals.of(id, access), () -> SALT);

        assertThat(recorded.units()).containsExactly("a\ufffdb", "u".repeat(500), "\ufffdc");
        assertThat(recorded.data()).doesNotContain("\0");
    }

    @Test
    void aTimeThatNoCalendarHoldsGivesWayToKafkas() {
        Map<String, String> headers = new HashMap<>(Arrivals.headers(id, Arrivals.access(ACCOUNT)));
        for (String time : List.of("soon", "+999999999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "")) {
            headers.put("ce_time", time);
            assertThat(RecordedEvent.of(Arrivals.of("exchange.access", headers, bytes("{}")), () -> SALT)
                            .time())
                    .isEqualTo(Instant.parse("2026-03-02T01:00:00Z"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
