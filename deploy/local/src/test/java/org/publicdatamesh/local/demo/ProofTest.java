package org.publicdatamesh.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
    private static byte[] hash(int prefix, byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((byte) prefix);
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] root(List<String> leaves) {
        if (leaves.size() == 1) {
            return hash(0, leaves.getFirst().getBytes(StandardCharsets.UTF_8));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return hash(1, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** RFC 9162 section 2.1.3.1, as it stands there. */
    private static List<String> path(int index, List<String> leaves) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<String> left = leaves.subList(0, split);
        List<String> right = leaves.subList(split, leaves.size());
        List<String> path = index < split ? path(index, left) : path(index - split, right);
        path.add(Base64.getEncoder().encodeToString(root(index < split ? right : left)));
        return path;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 31})
    void aLeafIsProvenAtItsPlaceAndNowhereElse(int size) {
        List<String> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add("leaf " + i);
        }
        Proof.Checkpoint checkpoint = new Proof.Checkpoint(size, root(leaves));
        for (int index = 0; index < size; index++) {
            List<String> path = path(index, leaves);
            assertThat(Proof.includes(leaves.get(index), index, path, checkpoint))
                    .isTrue();
            assertThat(Proof.includes("another", index, path, checkpoint)).isFalse();
            assertThat(Proof.includes(leaves.get(index), index + 1, path, checkpoint))
                    .isFalse();
            List<String> longer = new ArrayList<>(path);
            longer.add(Base64.getEncoder().encodeToString(new byte[32]));
            assertThat(Proof.includes(leaves.get(index), index, longer, checkpoint))
                    .isFalse();
        }
    }

    @Test
    void whatIsNoSignedNoteIsNoCheckpoint() {
        assertThatThrownBy(() -> Proof.Checkpoint.read("origin\n3\n")).isInstanceOf(DoesNotHold.class);
    }
}
