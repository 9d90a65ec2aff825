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
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.test.Requirement;

@Requirement("A41.2")
class SmTest {
    private static final byte[] MESSAGE = "公共数据".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void sm3_of_abc_is_that_of_the_standard() {
        assertThat(Sm.sm3Hex("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void sm4_of_the_standards_example_is_the_standards() throws GeneralSecurityException {
        byte[] key = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");
        Cipher cipher = Cipher.getInstance("SM4/ECB/NoPadding", Sm.PROVIDER);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"));
        assertThat(HexFormat.of().formatHex(cipher.doFinal(key))).isEqualTo("681edf34d206965e86b3e94f536e4246");
    }

    @Test
    void sm4_gcm_gives_back_what_it_took_and_notices_every_changed_byte() throws GeneralSecurityException {
        byte[] key = Sm.newSm4();
        byte[] secret = Sm.encrypt(key, MESSAGE);
        assertThat(Sm.decrypt(key, secret)).isEqualTo(MESSAGE);
        for (int i = 0; i < secret.length; i++) {
            byte[] changed = secret.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> Sm.decrypt(key, changed)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void sm2_signatures_hold_for_their_message_only() {
        KeyPair pair = Sm.newSm2();
        byte[] signature = Sm.sign(pair.getPrivate(), MESSAGE);
        assertThat(Sm.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
        assertThat(Sm.verify(pair.getPublic(), new byte[] {1}, signature)).isFalse();
        assertThat(Sm.verify(Sm.newSm2().getPublic(), MESSAGE, signature)).isFalse();
        assertThat(Sm.verify(pair.getPublic(), MESSAGE, new byte[] {1, 2, 3})).isFalse();
    }

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
