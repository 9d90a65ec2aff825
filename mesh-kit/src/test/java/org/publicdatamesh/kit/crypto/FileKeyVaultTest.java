package org.publicdatamesh.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.test.Requirement;

@Requirement("A41.2")
class FileKeyVaultTest {
    private static final byte[] MESSAGE = "公共数据".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void a_wrapped_key_comes_out_with_the_private_key_only() throws GeneralSecurityException {
        KeyPair pair = Sm.newSm2();
        byte[] key = Sm.newSm4();
        byte[] wrapped = Sm.wrap(pair.getPublic(), key);
        assertThat(Sm.unwrap(pair.getPrivate(), wrapped)).isEqualTo(key);
        assertThatThrownBy(() -> Sm.unwrap(Sm.newSm2().getPrivate(), wrapped))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void keys_made_on_first_use_are_the_same_after_reopening() throws Exception {
        Path file = folder.resolve("audit-service/keys.p12");
        FileKeyVault first = FileKeyVault.open(file, "password-1");
        byte[] signed = Sm.sign(first.sm2("log").getPrivate(), MESSAGE);
        Signature ed = Signature.getInstance("Ed25519");
        ed.initSign(first.ed25519("log").getPrivate());
        ed.update(MESSAGE);
        byte[] edSigned = ed.sign();

        FileKeyVault second = FileKeyVault.open(file, "password-1");
        assertThat(Sm.verify(second.sm2("log").getPublic(), MESSAGE, signed)).isTrue();
        ed.initVerify(second.ed25519("log").getPublic());
        ed.update(MESSAGE);
        assertThat(ed.verify(edSigned)).isTrue();
        assertThat(second.sm2("log").getPrivate()).isEqualTo(first.sm2("log").getPrivate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Sm.sm2PublicKey(second.sm2("log").getPublic().getEncoded()))
                .isEqualTo(first.sm2("log").getPublic());
    }

    @Test
    void another_password_is_refused_in_one_sentence() {
        Path file = folder.resolve("keys.p12");
        FileKeyVault.open(file, "password-1").sm2("log");
        assertThatThrownBy(() -> FileKeyVault.open(file, "password-2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mesh.keys.password is another");
    }
}
