package org.publicdatamesh.kit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Requirement;

@Requirement("A41.2")
class SmTest {
    private static final byte[] MESSAGE = "公共数据".getBytes(StandardCharsets.UTF_8);

    @Test
    void sm3GivesTheStandardsDigest() {
        assertThat(Sm.sm3Hex("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void sm4GivesTheStandardsBlock() throws GeneralSecurityException {
        byte[] block = HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");
        Cipher cipher = Cipher.getInstance("SM4/ECB/NoPadding", Sm.PROVIDER);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(block, "SM4"));
        assertThat(HexFormat.of().formatHex(cipher.doFinal(block))).isEqualTo("681edf34d206965e86b3e94f536e4246");
    }

    @Test
    void aSignatureHoldsForItsMessageAndKeyOnly() {
        KeyPair pair = Sm.newSm2();
        byte[] signed = Sm.sign(pair.getPrivate(), MESSAGE);
        assertThat(Sm.verify(pair.getPublic(), MESSAGE, signed)).isTrue();
        assertThat(Sm.verify(Sm.newSm2().getPublic(), MESSAGE, signed)).isFalse();
        assertThat(Sm.verify(pair.getPublic(), new byte[] {1}, signed)).isFalse();
        assertThat(Sm.verify(pair.getPublic(), MESSAGE, new byte[] {1, 2, 3})).isFalse();
    }

    @Test
    void aPublicKeyIsOnItsOwnCurve() throws GeneralSecurityException {
        byte[] own = Sm.newSm2().getPublic().getEncoded();
        assertThat(Sm.sm2PublicKey(own).getEncoded()).isEqualTo(own);
        KeyPairGenerator others = KeyPairGenerator.getInstance("EC", Sm.PROVIDER);
        others.initialize(new ECGenParameterSpec("secp256r1"));
        byte[] other = others.generateKeyPair().getPublic().getEncoded();
        ECParameterSpec curve = ECNamedCurveTable.getParameterSpec("sm2p256v1");
        others.initialize(new ECParameterSpec(curve.getCurve(), curve.getG().twice(), curve.getN(), curve.getH()));
        byte[] anotherBasePoint = others.generateKeyPair().getPublic().getEncoded();
        for (byte[] wrong : List.of(other, anotherBasePoint, new byte[0], new byte[] {1, 2, 3})) {
            assertThatThrownBy(() -> Sm.sm2PublicKey(wrong)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void whatWasEncryptedIsReadWithItsKeyOnlyAndUnchangedOnly() throws GeneralSecurityException {
        byte[] key = Sm.newSm4();
        byte[] secret = Sm.encrypt(key, MESSAGE);
        assertThat(Sm.decrypt(key, secret)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> Sm.decrypt(Sm.newSm4(), secret)).isInstanceOf(GeneralSecurityException.class);
        secret[secret.length - 1] ^= 1;
        assertThatThrownBy(() -> Sm.decrypt(key, secret)).isInstanceOf(GeneralSecurityException.class);
    }
}
