package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * An event as the audit keeps it: the leaf of the log, the columns that auditors ask by, and the personal values that the
 * leaf only commits to. Nothing that arrives is refused: what is no event of the mesh that this kit knows (a dead letter,
 * an unknown type, broken JSON) is recorded with its whole payload as one personal value.
 *
 * <p>The leaf, version 1, is canonical JSON ({@link CanonicalJson}) with the members
 *
 * <ul>
 *   <li>{@code v}: 1
 *   <li>{@code event}: {@code id}, {@code type}, {@code source}, {@code subject}, {@code time} of the CloudEvent
 *   <li>{@code topic}, {@code partition}, {@code offset}: where it was read
 *   <li>{@code unit}: the acting or owning unit, where there is one
 *   <li>{@code sm3}: SM3 of {@link #data()} in UTF-8, hexadecimal
 *   <li>{@code commitments}: for each JSON pointer of a personal value its {@link Commitment}
 * </ul>
 *
 * @param eventId the CloudEvent's id; made from topic, partition and offset where it has none
 * @param type its type; {@code unreadable} where it has none
 * @param source the publisher
 * @param subject the aggregate
 * @param time when it happened, as the publisher says
 * @param topic where it was read
 * @param partition where it was read
 * @param offset where it was read
 * @param unit the acting or owning unit
 * @param units every unit concerned, sorted
 * @param entryId the entry it is about
 * @param grantId the grant it is about
 * @param data the event's data as canonical JSON, each personal value replaced by its commitment
 * @param commitments the personal values, by pointer
 * @param leaf the leaf's bytes, at most {@value org.publicdatamesh.audit.log.Bundle#MAX_LEAF}
 */
public record RecordedEvent(
        UUID eventId,
        String type,
        String source,
        String subject,
        Instant time,
        String topic,
        int partition,
        long offset,
        @Nullable String unit,
        List<String> units,
        @Nullable UUID entryId,
        @Nullable UUID grantId,
        String data,
        List<Commitment> commitments,
        byte[] leaf) {
    /** Leaves stay well below what a bundle can hold. */
    private static final int MAX_LEAF = 60_000;

    private static final int MAX_HEADER = 500;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final List<String> UNITS = List.of("unit", "provider", "consumer", "holder", "reporter");

    private static final ObjectReader STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    /**
     * Records what arrived.
     *
     * @param salts gives {@value Commitment#SALT_BYTES} random bytes each time
     */
    public static RecordedEvent of(Arrival arrival, Supplier<byte[]> salts) {
        Optional<ObjectNode> data = known(arrival);
        if (data.isPresent()) {
            Class<? extends MeshEvent> kind =
                    EventTypes.byType(header(arrival, "ce_type", "")).orElseThrow();
            String event = idOf(arrival).toString();
            List<Commitment> commitments = PersonalFields.replace(kind, data.get(), event, salts);
            RecordedEvent recorded = of(arrival, data.get(), commitments);
            if (recorded.leaf.length <= MAX_LEAF) {
                return recorded;
            }
        }
        return sealed(arrival, salts);
    }

    private static RecordedEvent sealed(Arrival arrival, Supplier<byte[]> salts) {
        byte[] payload = arrival.payload() == null ? new byte[0] : arrival.payload();
        Commitment whole = new Commitment("", idOf(arrival).toString(), salts.get(), payload);
        return of(arrival, TextNode.valueOf(whole.text()), List.of(whole));
    }

    private static RecordedEvent of(Arrival arrival, JsonNode data, List<Commitment> commitments) {
        UUID id = idOf(arrival);
        String type = header(arrival, "ce_type", "unreadable");
        String source = header(arrival, "ce_source", "");
        String subject = header(arrival, "ce_subject", "");
        Instant time = time(arrival);
        String unit = text(data.path("actor").path("unit"));
        if (unit == null) {
            unit = text(data.path("unit"));
        }
        String canonical = CanonicalJson.write(data);
        ObjectNode leaf = JsonNodeFactory.instance.objectNode().put("v", 1);
        leaf.putObject("event")
                .put("id", id.toString())
                .put("type", type)
                .put("source", source)
                .put("subject", subject)
                .put("time", time.toString());
        leaf.put("topic", arrival.topic());
        leaf.put("partition", arrival.partition());
        leaf.put("offset", arrival.offset());
        if (unit != null) {
            leaf.put("unit", unit);
        }
        leaf.put("sm3", Sm.sm3Hex(canonical.getBytes(StandardCharsets.UTF_8)));
        ObjectNode list = leaf.putObject("commitments");
        commitments.forEach(commitment -> list.put(commitment.pointer(), commitment.text()));
        return new RecordedEvent(
                id,
                type,
                source,
                subject,
                time,
                arrival.topic(),
                arrival.partition(),
                arrival.offset(),
                unit,
                units(data),
                uuid(data.path("entryId").textValue()),
                uuid(data.path("grantId").textValue()),
                canonical,
                commitments.stream()
                        .sorted(Comparator.comparing(Commitment::pointer))
                        .toList(),
                CanonicalJson.bytes(leaf));
    }

    /** The data of an event that this kit knows and can read. */
    private static Optional<ObjectNode> known(Arrival arrival) {
        byte[] payload = arrival.payload();
        Optional<Class<? extends MeshEvent>> kind = EventTypes.byType(header(arrival, "ce_type", ""));
        if (payload == null || kind.isEmpty() || uuid(arrival.headers().get("ce_id")) == null) {
            return Optional.empty();
        }
        try {
            EventTypes.read(kind.get(), payload);
            return STRICT.<JsonNode>readValue(payload) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> units(JsonNode data) {
        TreeSet<String> units = new TreeSet<>();
        List<JsonNode> nodes = new ArrayList<>();
        nodes.add(data.path("actor").path("unit"));
        UNITS.forEach(name -> nodes.add(data.path(name)));
        for (JsonNode node : nodes) {
            String unit = text(node);
            if (unit != null) {
                units.add(unit);
            }
        }
        return List.copyOf(units);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty() ? clean(node.textValue()) : null;
    }

    private static UUID idOf(Arrival arrival) {
        UUID id = uuid(arrival.headers().get("ce_id"));
        return id != null
                ? id
                : UUID.nameUUIDFromBytes((arrival.topic() + "-" + arrival.partition() + "-" + arrival.offset())
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String header(Arrival arrival, String name, String missing) {
        String value = arrival.headers().get(name);
        return value == null || value.isEmpty() ? missing : clean(value);
    }

    /** Bounded, and without what PostgreSQL's text cannot hold. */
    private static String clean(String text) {
        if (text.length() <= MAX_HEADER && isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_HEADER));
        text.codePoints()
                .limit(MAX_HEADER)
                .map(c -> c < 0x20 || c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Whether no character needs a second look: no control character, no surrogate. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static Instant time(Arrival arrival) {
        String time = arrival.headers().get("ce_time");
        if (time != null) {
            try {
                Instant said = OffsetDateTime.parse(time).toInstant();
                if (said.isAfter(EARLIEST) && said.isBefore(LATEST)) {
                    return said;
                }
            } catch (DateTimeException e) {
                return arrival.timestamp();
            }
        }
        return arrival.timestamp();
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        if (text == null || text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
