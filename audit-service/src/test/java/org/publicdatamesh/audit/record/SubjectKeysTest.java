package org.publicdatamesh.audit.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.test.MeshParts;

/** Keys of subjects, however they were wrapped. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class SubjectKeysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SubjectKeys keys;

    @Inject
    KeyVault vault;

    @Inject
    Pool pool;

    @Test
    void aKeyThatWasWrappedForTheVaultIsOpenedBesideOnesOfNow() {
        String old = "old-" + UUID.randomUUID();
        String fresh = "fresh-" + UUID.randomUUID();
        UUID id = UUID.randomUUID();
        byte[] key = Sm.newSm4();
        byte[] secret = keys.secret(pool).await().atMost(PATIENCE);
        pool.preparedQuery("insert into subject_key (subject_id, handle, wrapped) values ($1, $2, $3)")
                .execute(Tuple.of(
                        id,
                        SubjectKeys.handle(secret, old),
                        Buffer.buffer(Sm.wrap(vault.sm2("personal").getPublic(), key))))
                .await()
                .atMost(PATIENCE);

        Map<String, SubjectKeys.SubjectKey> found =
                keys.keys(pool, Set.of(old, fresh)).await().atMost(PATIENCE);

        assertThat(found).containsOnlyKeys(old, fresh);
        SubjectKeys.SubjectKey ofNow = Objects.requireNonNull(found.get(fresh));
        UUID freshId = ofNow.id();
        int wrapped = pool.preparedQuery("select octet_length(wrapped) from subject_key where subject_id = $1")
                .execute(Tuple.of(freshId))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getInteger(0);
        assertThat(wrapped).isEqualTo(44);
        assertThat(keys.byId(pool, Set.of(id, freshId)).await().atMost(PATIENCE))
                .containsEntry(id, key)
                .containsEntry(freshId, ofNow.sm4());
    }
}
