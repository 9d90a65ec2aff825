package org.publicdatamesh.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.kit.note.Signatures.Signer;
import org.publicdatamesh.kit.note.Signatures.VerifierKey;
import org.publicdatamesh.test.Requirement;

class LogFolderTest {
    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("log");
    }

    private LogFolder open(List<Signer> signers) throws IOException, Damaged {
        return LogFolder.open(folder(), Leaves.ORIGIN, signers, Leaves::of);
    }

    private List<VerifierKey> keys() throws IOException {
        return VerifierKey.parseAll(Files.readString(folder().resolve("keys")));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder().resolve("tile"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_log_without_leaves_has_a_signed_checkpoint() throws Exception {
        open(Leaves.signers(temporary));
        LogVerifier.Report report = LogVerifier.verify(folder(), keys());
        assertThat(report.faults()).isEmpty();
        assertThat(report.checkpoint()).isEqualTo(new Checkpoint(Leaves.ORIGIN, 0, Hash.EMPTY));
    }

    @Test
    @Requirement("A19.3")
    void a_log_grown_one_by_one_is_whole_at_every_size_around_a_full_tile() throws Exception {
        LogFolder log = open(Leaves.signers(temporary));
        log.append(Leaves.of(0, 254));
        for (int size = 255; size <= 258; size++) {
            log.append(Leaves.of(size - 1, size));
            assertThat(LogVerifier.verify(folder(), keys()))
                    .isEqualTo(new LogVerifier.Report(
                            new Checkpoint(Leaves.ORIGIN, size, Leaves.reference(Leaves.of(0, size))), List.of()));
        }
        assertThat(files())
                .containsExactly(
                        "tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/2");
    }

    @Test
    void a_log_with_a_third_level_is_whole_and_its_proofs_hold() throws Exception {
        LogFolder log = open(Leaves.signers(temporary));
        int size = 65_536 + 301;
        for (int from = 0; from < size; from += 7000) {
            log.append(Leaves.of(from, Math.min(size, from + 7000)));
        }
        LogVerifier.Report report = LogVerifier.verify(folder(), keys());
        assertThat(report.faults()).isEmpty();
        Hash root = Objects.requireNonNull(report.checkpoint()).root();
        assertThat(root).isEqualTo(Leaves.reference(Leaves.of(0, size)));
        MerkleTree tree = new LogReader(folder()).tree(size);
        for (long index : new long[] {0, 255, 256, 65_535, 65_536, size - 1}) {
            assertThat(Proofs.includes(
                            Hash.ofLeaf(Leaves.leaf(index)), index, size, tree.inclusionProof(index, size), root))
                    .isTrue();
        }
        Hash earlier = Leaves.reference(Leaves.of(0, 65_000));
        assertThat(Proofs.consistent(65_000, earlier, size, root, tree.consistencyProof(65_000, size)))
                .isTrue();
    }

    @Test
    void a_reader_with_an_older_checkpoint_finds_its_tiles() throws Exception {
        LogFolder log = open(Leaves.signers(temporary));
        log.append(Leaves.of(0, 10));
        byte[] bundle = Files.readAllBytes(folder().resolve("tile/entries/000.p/10"));
        byte[] tile = Files.readAllBytes(folder().resolve("tile/0/000.p/10"));
        log.append(Leaves.of(10, 20));
        LogReader reader = new LogReader(folder());
        assertThat(reader.tile(new TilePath(TilePath.ENTRIES, 0, 10))).hasValue(bundle);
        assertThat(reader.tile(new TilePath(0, 0, 10))).hasValue(tile);
        assertThat(reader.tile(new TilePath(0, 0, 21))).isEmpty();
        log.append(Leaves.of(20, 300));
        assertThat(reader.tile(new TilePath(TilePath.ENTRIES, 0, 10))).hasValue(bundle);
        assertThat(reader.tile(new TilePath(0, 0, 10))).hasValue(tile);
        assertThat(reader.tree(10).root(10)).isEqualTo(Leaves.reference(Leaves.of(0, 10)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 255, 256, 257, 511, 512, 700})
    void a_reopened_log_goes_on_where_it_was(int before) throws Exception {
        List<Signer> signers = Leaves.signers(temporary);
        open(signers).append(Leaves.of(0, before));
        LogFolder again = open(signers);
        assertThat(again.size()).isEqualTo(before);
        again.append(Leaves.of(before, before + 300));
        assertThat(LogVerifier.verify(folder(), keys()))
                .isEqualTo(new LogVerifier.Report(
                        new Checkpoint(Leaves.ORIGIN, before + 300, Leaves.reference(Leaves.of(0, before + 300))),
                        List.of()));
    }

    @Test
    void a_writer_killed_between_tiles_and_checkpoint_is_mended_when_the_log_is_opened() throws Exception {
        List<Signer> signers = Leaves.signers(temporary);
        LogFolder log = open(signers);
        log.append(Leaves.of(0, 250));
        String note = Files.readString(folder().resolve("checkpoint"));
        log.append(Leaves.of(250, 600));
        Files.writeString(folder().resolve("checkpoint"), note);
        Files.writeString(folder().resolve("tile/0/002.p/88.tmp"), "half");

        assertThat(LogVerifier.verify(folder(), keys()).faults())
                .extracting(LogVerifier.Fault::file)
                .contains("tile/0/001", "tile/0/002.p/88.tmp", "tile/entries/002.p/88");

        LogFolder again = open(signers);
        assertThat(again.size()).isEqualTo(250);
        again.append(Leaves.of(250, 600));
        assertThat(LogVerifier.verify(folder(), keys()).faults()).isEmpty();
    }

    @Test
    void missing_tiles_are_made_again_from_the_leaves() throws Exception {
        List<Signer> signers = Leaves.signers(temporary);
        open(signers).append(Leaves.of(0, 700));
        Files.delete(folder().resolve("tile/0/001"));
        open(signers).append(Leaves.of(700, 701));
        assertThat(LogVerifier.verify(folder(), keys()).faults()).isEmpty();
    }

    @Test
    void a_full_tile_that_contradicts_the_leaves_is_never_overwritten() throws Exception {
        List<Signer> signers = Leaves.signers(temporary);
        open(signers).append(Leaves.of(0, 700));
        Path tile = folder().resolve("tile/0/001");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[100] ^= 1;
        Files.write(tile, bytes);
        assertThatThrownBy(() -> open(signers))
                .isInstanceOf(Damaged.class)
                .hasMessage("tile/0/001: it is not what the database's leaves make");
        assertThat(Files.readAllBytes(tile)).isEqualTo(bytes);
    }

    @Test
    void a_checkpoint_beyond_the_database_is_refused() throws Exception {
        List<Signer> signers = Leaves.signers(temporary);
        open(signers).append(Leaves.of(0, 700));
        assertThatThrownBy(() -> LogFolder.open(
                        folder(), Leaves.ORIGIN, signers, (from, to) -> Leaves.of(from, Math.min(to, 690))))
                .isInstanceOf(Damaged.class)
                .hasMessage("checkpoint: it covers 700 leaves, but the database holds 690");
        List<byte[]> other = new ArrayList<>(Leaves.of(0, 699));
        other.add(new byte[] {1});
        assertThatThrownBy(() -> LogFolder.open(
                        folder(), Leaves.ORIGIN, signers, (from, to) -> other.subList((int) from, (int) to)))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("root is not that of the database's leaves");
    }
}
