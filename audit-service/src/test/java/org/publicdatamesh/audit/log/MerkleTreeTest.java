package org.publicdatamesh.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final int SIZES = 300;

    private final List<List<Hash>> levels = new ArrayList<>();
    private final List<Hash> roots = new ArrayList<>();
    private final MerkleTree tree =
            new MerkleTree((level, index) -> levels.get(level).get((int) index));

    MerkleTreeTest() {
        List<byte[]> leaves = Leaves.of(0, SIZES);
        List<Hash> level = leaves.stream().map(Hash::ofLeaf).toList();
        while (!level.isEmpty()) {
            levels.add(level);
            List<Hash> next = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                next.add(Hash.ofNode(level.get(i), level.get(i + 1)));
            }
            level = next;
        }
        for (int n = 0; n <= SIZES; n++) {
            roots.add(Leaves.reference(leaves.subList(0, n)));
        }
    }

    @Test
    void the_root_of_the_well_known_eight_leaves_is_the_well_known_one() {
        List<byte[]> leaves = Stream.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f")
                .map(HexFormat.of()::parseHex)
                .toList();
        assertThat(Leaves.reference(leaves))
                .hasToString("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        assertThat(Hash.EMPTY).hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void every_root_up_to_300_leaves_is_that_of_the_definition() throws IOException {
        for (int n = 0; n <= SIZES; n++) {
            assertThat(tree.root(n)).isEqualTo(roots.get(n));
        }
    }

    @Test
    void every_inclusion_proof_up_to_300_leaves_holds_and_for_its_leaf_and_place_only() throws IOException {
        for (int n = 1; n <= SIZES; n++) {
            for (int i = 0; i < n; i++) {
                List<Hash> proof = tree.inclusionProof(i, n);
                Hash leaf = levels.getFirst().get(i);
                assertThat(proof.size()).isLessThanOrEqualTo(64 - Long.numberOfLeadingZeros(n - 1));
                assertThat(Proofs.includes(leaf, i, n, proof, roots.get(n))).isTrue();
                assertThat(Proofs.includes(leaf, i == 0 ? 1 : i - 1, n, proof, roots.get(n)))
                        .isFalse();
                assertThat(Proofs.includes(Hash.EMPTY, i, n, proof, roots.get(n)))
                        .isFalse();
                assertThat(Proofs.includes(leaf, i, n, proof, roots.get(n - 1))).isFalse();
                if (!proof.isEmpty()) {
                    assertThat(Proofs.includes(leaf, i, n, proof.subList(1, proof.size()), roots.get(n)))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void every_consistency_proof_up_to_300_leaves_holds_and_for_its_roots_only() throws IOException {
        for (int n = 1; n <= SIZES; n++) {
            for (int m = 1; m <= n; m++) {
                List<Hash> proof = tree.consistencyProof(m, n);
                assertThat(Proofs.consistent(m, roots.get(m), n, roots.get(n), proof))
                        .isTrue();
                assertThat(Proofs.consistent(m, Hash.EMPTY, n, roots.get(n), proof))
                        .isFalse();
                assertThat(Proofs.consistent(m, roots.get(m), n, Hash.EMPTY, proof))
                        .isFalse();
                if (!proof.isEmpty()) {
                    assertThat(Proofs.consistent(m, roots.get(m), n, roots.get(n), proof.subList(0, proof.size() - 1)))
                            .isFalse();
                }
            }
        }
    }
}
