package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * The personal values that leaves commit to. Salt and value are encrypted together under the key of their subject, so that after
 * an erasure not even a guess can be held against the commitment.
 */
@ApplicationScoped
public class PersonalValues {
    private final Pool pool;
    private final SubjectKeys keys;

    PersonalValues(Pool pool, SubjectKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /** Makes what the bean needs before the first batch. */
    public Uni<Void> prepare() {
        return pool.withTransaction(keys::secret).invoke(keys::remember).replaceWithVoid();
    }

    /**
     * Keeps the values of a batch, within its transaction.
     *
     * @param first the leaf index of the first event
     */
    public Uni<Void> keep(SqlClient client, List<RecordedEvent> events, long first) {
        Set<String> subjects = events.stream()
                .flatMap(event -> event.commitments().stream())
                .map(Commitment::subject)
                .collect(Collectors.toSet());
        if (subjects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return keys.keys(client, subjects)
                .chain(known -> insert(client, events, first, known))
                .replaceWithVoid();
    }

    private static Uni<RowSet<Row>> insert(
            SqlClient client, List<RecordedEvent> events, long first, Map<String, SubjectKeys.SubjectKey> known) {
        int count =
                events.stream().mapToInt(event -> event.commitments().size()).sum();
        Long[] indexes = new Long[count];
        String[] pointers = new String[count];
        UUID[] subjects = new UUID[count];
        Buffer[] ciphertexts = new Buffer[count];
        int at = 0;
        for (int i = 0; i < events.size(); i++) {
            for (Commitment commitment : events.get(i).commitments()) {
                SubjectKeys.SubjectKey key = known.get(commitment.subject());
                if (key == null) {
                    throw new IllegalStateException("a subject without a key");
                }
                indexes[at] = first + i;
                pointers[at] = commitment.pointer().replace("\0", "\ufffd");
                subjects[at] = key.id();
                ciphertexts[at] = Buffer.buffer(Sm.encrypt(key.sm4(), commitment.opening()));
                at++;
            }
        }
        return client.preparedQuery("insert into personal_value (leaf_index, pointer, subject_id, ciphertext)"
                        + " select * from unnest($1::bigint[], $2::text[], $3::uuid[], $4::bytea[])")
                .execute(Tuple.tuple(List.of(indexes, pointers, subjects, ciphertexts)));
    }

    /** The values of these leaves as far as they are not erased: by leaf index, by pointer; a whole payload as text. */
    public Uni<Map<Long, Map<String, JsonNode>>> reveal(List<Long> leafIndexes) {
        return open(leafIndexes).map(openings -> {
            Map<Long, Map<String, JsonNode>> plain = new HashMap<>();
            openings.forEach((index, values) -> values.forEach((pointer, opening) ->
                    plain.computeIfAbsent(index, x -> new TreeMap<>()).put(pointer, plain(pointer, opening.value()))));
            return plain;
        });
    }

    /**
     * What opens a commitment.
     *
     * @param salt the salt
     * @param value the value's bytes, as {@link Commitment} says
     */
    public record Opening(byte[] salt, byte[] value) {}

    /** What opens the commitments of these leaves as far as they are not erased: by leaf index, by pointer. */
    public Uni<Map<Long, Map<String, Opening>>> open(List<Long> leafIndexes) {
        if (leafIndexes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple wanted = Tuple.tuple(List.of((Object) leafIndexes.toArray(Long[]::new)));
        return pool.withConnection(connection -> connection
                .preparedQuery(
                        "select leaf_index, pointer, subject_id, ciphertext from personal_value where leaf_index = any($1)"
                                + " and octet_length(ciphertext) > 0")
                .execute(wanted)
                .chain(rows -> {
                    Set<UUID> subjects = new HashSet<>();
                    rows.forEach(row -> subjects.add(row.getUUID("subject_id")));
                    return keys.byId(connection, subjects).map(known -> open(rows, known));
                }));
    }

    private static Map<Long, Map<String, Opening>> open(RowSet<Row> rows, Map<UUID, byte[]> known) {
        Map<Long, Map<String, Opening>> openings = new HashMap<>();
        for (Row row : rows) {
            byte[] key = known.get(row.getUUID("subject_id"));
            if (key == null) {
                continue;
            }
            openings.computeIfAbsent(row.getLong("leaf_index"), x -> new TreeMap<>())
                    .put(
                            row.getString("pointer"),
                            opening(key, SubjectKeys.bytes(row, "ciphertext"), "leaf " + row.getLong("leaf_index")));
        }
        return openings;
    }

    private static Opening opening(byte[] key, Buffer ciphertext, String place) {
        try {
            byte[] opening = Sm.decrypt(key, ciphertext.getBytes());
            return new Opening(
                    Arrays.copyOf(opening, Commitment.SALT_BYTES),
                    Arrays.copyOfRange(opening, Commitment.SALT_BYTES, opening.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the personal value of " + place + " was changed", e);
        }
    }

    private static JsonNode plain(String pointer, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        if (pointer.isEmpty()) {
            return TextNode.valueOf(text);
        }
        try {
            return EventJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    /**
     * What an erasure did.
     *
     * @param subjectId the key that is no more; null where there was none, or where it keeps other values
     * @param values how many values were erased
     */
    public record Done(@Nullable UUID subjectId, int values) {}

    /** When the latest value that names a person was recorded; empty where none is kept. */
    public Uni<Optional<Instant>> latest(String person) {
        return keys.find(pool, person)
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().item(Optional.<Instant>empty())
                        : pool.preparedQuery("select recorded_at from record where leaf_index ="
                                        + " (select max(leaf_index) from personal_value where subject_id = $1)")
                                .execute(Tuple.of(id.get()))
                                .map(rows -> rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(rows.iterator()
                                                .next()
                                                .getOffsetDateTime(0)
                                                .toInstant())));
    }

    /** Erases a person with the session's transaction: the name cannot be read any more. Every leaf and proof stays. */
    public Uni<Done> erasePerson(Mutiny.Session session, String person) {
        return erase(session, person);
    }

    /** Erases with the session's transaction what is kept of a row: its key, and what it was corrected from and to. */
    public Uni<Done> eraseRow(Mutiny.Session session, UUID resourceId, Map<String, String> key) {
        return erase(session, Commitment.ofRow(resourceId.toString(), EventJson.MAPPER.valueToTree(key)));
    }

    /** The values go after the key: who was keeping one held the key until it was there. */
    private Uni<Done> erase(Mutiny.Session session, String subject) {
        return keys.secret(pool)
                .chain(mac -> keys.drop(session, mac, subject))
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().item(new Done(null, 0))
                        : SessionSql.update(
                                        session,
                                        "update personal_value set ciphertext = '' where subject_id = $1"
                                                + " and octet_length(ciphertext) > 0",
                                        id.get())
                                .map(values -> new Done(id.get(), values)));
    }

    /** One value of a leaf with the handle of its subject. */
    private record Kept(String pointer, UUID subjectId, Buffer handle, Buffer ciphertext) {}

    /**
     * Erases with the session's transaction what one event tells of persons, beside who acted: values that are the name of
     * their own subject stay.
     */
    public Uni<Done> eraseEvent(Mutiny.Session session, UUID eventId) {
        return keys.secret(pool)
                .chain(mac -> SessionSql.select(
                                session,
                                "select v.pointer, v.subject_id, k.handle, v.ciphertext from leaf l"
                                        + " join personal_value v using (leaf_index) join subject_key k using (subject_id)"
                                        + " where l.event_id = $1 and octet_length(v.ciphertext) > 0 for update of v",
                                columns ->
                                        new Kept((String) columns[0], (UUID) columns[1], (Buffer) columns[2], (Buffer)
                                                columns[3]),
                                eventId)
                        .chain(kept -> keys.byId(
                                        pool, kept.stream().map(Kept::subjectId).toList())
                                .map(known -> kept.stream()
                                        .filter(value -> !isName(value, known, mac))
                                        .map(Kept::pointer)
                                        .toArray(String[]::new))))
                .chain(pointers -> SessionSql.update(
                        session,
                        "update personal_value set ciphertext = '' where leaf_index ="
                                + " (select leaf_index from leaf where event_id = $1) and pointer = any($2)",
                        eventId,
                        pointers))
                .map(values -> new Done(null, values));
    }

    private static boolean isName(Kept value, Map<UUID, byte[]> known, byte[] mac) {
        byte[] key = known.get(value.subjectId());
        if (key == null || value.pointer().isEmpty()) {
            return false;
        }
        JsonNode plain = plain(
                value.pointer(),
                opening(key, value.ciphertext(), value.pointer()).value());
        return plain.isTextual() && SubjectKeys.handle(mac, plain.textValue()).equals(value.handle());
    }
}
