package org.publicdatamesh.audit.record;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * An SM4 key for each subject: a person, a row, a grant, an event. A subject is found by a handle, an HMAC of its name, so
 * that the table tells no names. Dropping the row erases the subject.
 *
 * <p>Handles and the key that wraps the others are made from one secret, wrapped with the vault's SM2 key {@value #KEY}: a
 * load that changes many rows makes as many keys, and SM2 for each would hold up the log.
 */
@ApplicationScoped
class SubjectKeys {
    private static final String KEY = "personal";
    private static final int CACHED = 10_000;

    /** Bytes of an SM4 key in SM4-GCM; keys of before are wrapped with SM2 and longer. */
    private static final int WRAPPED = 44;

    private final KeyVault vault;
    private final Map<UUID, byte[]> unwrapped = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, byte[]> eldest) {
            return size() > CACHED;
        }
    });
    private volatile byte @Nullable [] secret;

    SubjectKeys(KeyVault vault) {
        this.vault = vault;
    }

    /** A subject's key. */
    record SubjectKey(UUID id, byte[] sm4) {}

    /** The keys of these subjects, made for those that have none; within the transaction that uses them. */
    Uni<Map<String, SubjectKey>> keys(SqlClient client, Set<String> subjects) {
        if (subjects.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return secret(client).chain(mac -> {
            // Sorted, so that two transactions take the rows in one order.
            TreeMap<Buffer, String> handles =
                    new TreeMap<>((a, b) -> a.toString("ISO-8859-1").compareTo(b.toString("ISO-8859-1")));
            subjects.forEach(subject -> handles.put(handle(mac, subject), subject));
            Buffer[] wanted = handles.keySet().toArray(Buffer[]::new);
            return find(client, mac, wanted).chain(found -> {
                List<Buffer> missing = handles.keySet().stream()
                        .filter(h -> !found.containsKey(h))
                        .toList();
                Uni<Map<Buffer, SubjectKey>> all = missing.isEmpty()
                        ? Uni.createFrom().item(found)
                        : make(client, mac, missing).chain(() -> find(client, mac, wanted));
                return all.map(keys -> {
                    Map<String, SubjectKey> bySubject = new HashMap<>();
                    keys.forEach((handle, key) -> bySubject.put(handles.get(handle), key));
                    return bySubject;
                });
            });
        });
    }

    private Uni<Map<Buffer, SubjectKey>> find(SqlClient client, byte[] mac, Buffer[] handles) {
        return client.preparedQuery(
                        "select subject_id, handle, wrapped from subject_key where handle = any($1) for share")
                .execute(Tuple.tuple(List.of((Object) handles)))
                .map(rows -> {
                    Map<Buffer, SubjectKey> keys = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID("subject_id");
                        keys.put(bytes(row, "handle"), new SubjectKey(id, unwrap(id, mac, bytes(row, "wrapped"))));
                    }
                    return keys;
                });
    }

    private static Uni<RowSet<Row>> make(SqlClient client, byte[] mac, List<Buffer> handles) {
        byte[] wrapping = wrapping(mac);
        UUID[] ids = new UUID[handles.size()];
        Buffer[] wrapped = new Buffer[handles.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Outbox.newId();
            wrapped[i] = Buffer.buffer(Sm.encrypt(wrapping, Sm.newSm4()));
        }
        return client.preparedQuery("insert into subject_key (subject_id, handle, wrapped)"
                        + " select * from unnest($1::uuid[], $2::bytea[], $3::bytea[]) on conflict (handle) do nothing")
                .execute(Tuple.tuple(List.of(ids, handles.toArray(Buffer[]::new), wrapped)));
    }

    /** The keys that are still there, by id. */
    Uni<Map<UUID, byte[]>> byId(SqlClient client, Collection<UUID> ids) {
        return secret(client).chain(mac -> client.preparedQuery(
                        "select subject_id, wrapped from subject_key where subject_id = any($1)")
                .execute(Tuple.tuple(List.of((Object) ids.toArray(UUID[]::new))))
                .map(rows -> {
                    Map<UUID, byte[]> keys = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID("subject_id");
                        keys.put(id, unwrap(id, mac, bytes(row, "wrapped")));
                    }
                    return keys;
                }));
    }

    /** Drops a subject's key, within the session's transaction; gives its id where there was one. */
    Uni<Optional<UUID>> drop(Mutiny.Session session, byte[] mac, String subject) {
        return SessionSql.select(
                        session,
                        "delete from subject_key where handle = $1 returning subject_id",
                        columns -> (UUID) columns[0],
                        handle(mac, subject))
                .invoke(ids -> ids.forEach(unwrapped::remove))
                .map(ids -> ids.stream().findFirst());
    }

    /** A subject's id; empty where it has no key. */
    Uni<Optional<UUID>> find(SqlClient client, String subject) {
        return secret(client)
                .chain(mac -> client.preparedQuery("select subject_id from subject_key where handle = $1")
                        .execute(Tuple.of(handle(mac, subject))))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }

    private byte[] unwrap(UUID id, byte[] mac, Buffer wrapped) {
        return unwrapped.computeIfAbsent(id, x -> wrapped.length() == WRAPPED ? open(mac, wrapped) : open(wrapped));
    }

    private static byte[] open(byte[] mac, Buffer wrapped) {
        try {
            return Sm.decrypt(wrapping(mac), wrapped.getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A personal key was changed, or wrapped under another secret.", e);
        }
    }

    private byte[] open(Buffer wrapped) {
        try {
            return Sm.unwrap(vault.sm2(KEY).getPrivate(), wrapped.getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A personal key was wrapped for another vault.", e);
        }
    }

    /** The SM4 key under which the subjects' keys stand: no HMAC, so that no handle can be its like. */
    private static byte[] wrapping(byte[] secret) {
        MessageDigest sm3 = Sm.sm3();
        sm3.update("subject keys".getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sm3.digest(secret), 16);
    }

    /** The secret from which handles are made, made on first use. */
    Uni<byte[]> secret(SqlClient client) {
        byte[] known = secret;
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        Buffer fresh = Buffer.buffer(Sm.wrap(vault.sm2(KEY).getPublic(), Sm.random(32)));
        return client.preparedQuery("insert into personal_secret (id, wrapped) values (1, $1) on conflict do nothing")
                .execute(Tuple.of(fresh))
                .chain(() -> client.query("select wrapped from personal_secret").execute())
                .map(rows -> open(bytes(rows.iterator().next(), "wrapped")));
    }

    /** Remembers the secret, once it is committed. */
    void remember(byte[] committed) {
        secret = committed;
    }

    static Buffer handle(byte[] mac, String subject) {
        return Buffer.buffer(hmac(mac, subject));
    }

    private static byte[] hmac(byte[] mac, String text) {
        HMac hmac = new HMac(new SM3Digest());
        hmac.init(new KeyParameter(mac));
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        hmac.update(name, 0, name.length);
        byte[] digest = new byte[hmac.getMacSize()];
        hmac.doFinal(digest, 0);
        return digest;
    }

    static Buffer bytes(Row row, String column) {
        return row.getDelegate().getBuffer(column);
    }
}
