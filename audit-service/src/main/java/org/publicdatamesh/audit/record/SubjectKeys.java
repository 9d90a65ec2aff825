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
import java.security.KeyPair;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.outbox.Outbox;

/**
 * An SM4 key for each person, wrapped with the vault's SM2 key {@value #KEY}. A person is found by a handle, an HMAC of
 * the name, so that the table tells no names. Dropping the row erases the person.
 */
@ApplicationScoped
class SubjectKeys {
    private static final String KEY = "personal";
    private static final int CACHED = 10_000;

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

    /** A person's key. */
    record SubjectKey(UUID id, byte[] sm4) {}

    /** The keys of these persons, made for those that have none; within the transaction that uses them. */
    Uni<Map<String, SubjectKey>> keys(SqlClient client, Set<String> persons) {
        if (persons.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return secret(client).chain(mac -> {
            // Sorted, so that two transactions take the rows in one order.
            TreeMap<Buffer, String> handles =
                    new TreeMap<>((a, b) -> a.toString("ISO-8859-1").compareTo(b.toString("ISO-8859-1")));
            persons.forEach(person -> handles.put(handle(mac, person), person));
            Buffer[] wanted = handles.keySet().toArray(Buffer[]::new);
            return find(client, wanted).chain(found -> {
                List<Buffer> missing = handles.keySet().stream()
                        .filter(h -> !found.containsKey(h))
                        .toList();
                Uni<Map<Buffer, SubjectKey>> all = missing.isEmpty()
                        ? Uni.createFrom().item(found)
                        : make(client, missing).chain(() -> find(client, wanted));
                return all.map(keys -> {
                    Map<String, SubjectKey> byPerson = new HashMap<>();
                    keys.forEach((handle, key) -> byPerson.put(handles.get(handle), key));
                    return byPerson;
                });
            });
        });
    }

    private Uni<Map<Buffer, SubjectKey>> find(SqlClient client, Buffer[] handles) {
        return client.preparedQuery(
                        "select subject_id, handle, wrapped from subject_key where handle = any($1) for share")
                .execute(Tuple.tuple(List.of((Object) handles)))
                .map(rows -> {
                    Map<Buffer, SubjectKey> keys = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID("subject_id");
                        keys.put(bytes(row, "handle"), new SubjectKey(id, unwrap(id, bytes(row, "wrapped"))));
                    }
                    return keys;
                });
    }

    private Uni<RowSet<Row>> make(SqlClient client, List<Buffer> handles) {
        KeyPair pair = vault.sm2(KEY);
        UUID[] ids = new UUID[handles.size()];
        Buffer[] wrapped = new Buffer[handles.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Outbox.newId();
            wrapped[i] = Buffer.buffer(Sm.wrap(pair.getPublic(), Sm.newSm4()));
        }
        return client.preparedQuery("insert into subject_key (subject_id, handle, wrapped)"
                        + " select * from unnest($1::uuid[], $2::bytea[], $3::bytea[]) on conflict (handle) do nothing")
                .execute(Tuple.tuple(List.of(ids, handles.toArray(Buffer[]::new), wrapped)));
    }

    /** The keys that are still there, by id. */
    Uni<Map<UUID, byte[]>> byId(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery("select subject_id, wrapped from subject_key where subject_id = any($1)")
                .execute(Tuple.tuple(List.of((Object) ids.toArray(UUID[]::new))))
                .map(rows -> {
                    Map<UUID, byte[]> keys = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID("subject_id");
                        keys.put(id, unwrap(id, bytes(row, "wrapped")));
                    }
                    return keys;
                });
    }

    /** Drops a person's key. */
    Uni<Void> drop(SqlClient client, String person) {
        return secret(client)
                .chain(mac -> client.preparedQuery("delete from subject_key where handle = $1 returning subject_id")
                        .execute(Tuple.of(handle(mac, person))))
                .invoke(rows -> rows.forEach(row -> unwrapped.remove(row.getUUID("subject_id"))))
                .replaceWithVoid();
    }

    private byte[] unwrap(UUID id, Buffer wrapped) {
        return unwrapped.computeIfAbsent(id, x -> open(wrapped));
    }

    private byte[] open(Buffer wrapped) {
        try {
            return Sm.unwrap(vault.sm2(KEY).getPrivate(), wrapped.getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A personal key was wrapped for another vault.", e);
        }
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

    private static Buffer handle(byte[] mac, String person) {
        HMac hmac = new HMac(new SM3Digest());
        hmac.init(new KeyParameter(mac));
        byte[] name = person.getBytes(StandardCharsets.UTF_8);
        hmac.update(name, 0, name.length);
        byte[] handle = new byte[hmac.getMacSize()];
        hmac.doFinal(handle, 0);
        return Buffer.buffer(handle);
    }

    static Buffer bytes(Row row, String column) {
        return row.getDelegate().getBuffer(column);
    }
}
