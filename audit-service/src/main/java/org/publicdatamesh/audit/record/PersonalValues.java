package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.EventJson;

/**
 * The personal values that leaves commit to. Salt and value are encrypted together under the person's key, so that after
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
        Set<String> persons = events.stream()
                .flatMap(event -> event.commitments().stream())
                .map(Commitment::subject)
                .collect(Collectors.toSet());
        if (persons.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return keys.keys(client, persons)
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
                    throw new IllegalStateException("a person without a key");
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

    /**
     * The values of these leaves as far as they are not erased: by leaf index, by pointer; texts plain, other values as
     * JSON.
     */
    public Uni<Map<Long, Map<String, String>>> reveal(List<Long> leafIndexes) {
        return open(leafIndexes).map(openings -> {
            Map<Long, Map<String, String>> plain = new HashMap<>();
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
                        "select leaf_index, pointer, subject_id, ciphertext from personal_value where leaf_index = any($1)")
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
            try {
                byte[] opening =
                        Sm.decrypt(key, SubjectKeys.bytes(row, "ciphertext").getBytes());
                openings.computeIfAbsent(row.getLong("leaf_index"), x -> new TreeMap<>())
                        .put(
                                row.getString("pointer"),
                                new Opening(
                                        Arrays.copyOf(opening, Commitment.SALT_BYTES),
                                        Arrays.copyOfRange(opening, Commitment.SALT_BYTES, opening.length)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(
                        "the personal value of leaf " + row.getLong("leaf_index") + " was changed", e);
            }
        }
        return openings;
    }

    private static String plain(String pointer, byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        if (pointer.isEmpty()) {
            return text;
        }
        try {
            JsonNode node = EventJson.MAPPER.readTree(text);
            return node.isTextual() ? node.textValue() : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Erases a person: no personal value about them can be read any more. Every leaf and proof stays as it is. */
    public Uni<Void> erase(String person) {
        return pool.withTransaction(connection -> keys.drop(connection, person));
    }
}
