package org.publicdatamesh.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.kit.note.Signatures.Signer;
import org.publicdatamesh.test.Requirement;

@Requirement("A19.3")
class LogVerifierTest {
    private static final int SIZE = 259;
    /** Bytes of one entry of this log with its length before it, for entries 100 to 255. */
    private static final int LONG_ENTRY = 2 + "{\"n\":100}".length();

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private List<Signer> signers = List.of();

    private record Run(int exit, String output) {}

    @BeforeEach
    void log() throws Exception {
        folder = temporary.resolve("log");
        signers = Leaves.signers(temporary);
        LogFolder.open(folder, Leaves.ORIGIN, signers, Leaves::of).append(Leaves.of(0, SIZE));
    }

    private Run verify(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = VerifyLog.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8));
    }

    private Run verify() {
        return verify(folder.toString());
    }

    @Test
    void a_whole_log_ends_with_zero() {
        Run run = verify();
        assertThat(run.exit).isZero();
        assertThat(run.output)
                .contains("Log mesh.test/audit: 259 entries")
                .contains("with Ed25519")
                .contains("with SM2")
                .endsWith("The log is whole: signatures, root, every entry and every tile.\n");
    }

    @Test
    void a_changed_byte_anywhere_is_found_and_its_file_named() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSize(7);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            String name = folder.relativize(file).toString();
            boolean hashes = name.startsWith("tile/") && !name.startsWith("tile/entries/");
            for (int i = 0; i < good.length; i++) {
                int hash = i / Hash.BYTES;
                // Of a tile every byte of its first and last hash, and one of each other: they are all read alike.
                if (hashes && hash > 0 && i < good.length - Hash.BYTES && i % Hash.BYTES != hash % Hash.BYTES) {
                    continue;
                }
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << (i % 8));
                Files.write(file, bad);
                Run run = verify();
                assertThat(run.exit).as("%s, byte %d:%n%s", name, i, run.output).isEqualTo(1);
                if (!name.equals("keys")) {
                    assertThat(run.output).as("%s, byte %d", name, i).contains("FAULT  " + name);
                }
            }
            Files.write(file, good);
        }
        assertThat(verify().exit).isZero();
    }

    @Test
    void the_changed_entry_itself_is_named() throws IOException {
        Path bundle = folder.resolve("tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        int end = bytes.length - 1;
        bytes[end - 3 * LONG_ENTRY] ^= 1;
        Files.write(bundle, bytes);
        assertThat(LogVerifier.verify(
                                folder, signers.stream().map(Signer::verifier).toList())
                        .faults())
                .containsExactly(new LogVerifier.Fault("tile/entries/000", 252L, "is not the entry that was logged"));
    }

    @Test
    void an_entry_and_its_hash_changed_together_are_found_by_the_root() throws IOException {
        Path bundle = folder.resolve("tile/entries/001.p/3");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 1] ^= 1;
        Files.write(bundle, bytes);
        Path tile = folder.resolve("tile/0/001.p/3");
        byte[] hashes = Files.readAllBytes(tile);
        byte[] forged = Hash.ofLeaf(Arrays.copyOfRange(bytes, bytes.length - LONG_ENTRY + 2, bytes.length))
                .bytes();
        System.arraycopy(forged, 0, hashes, 2 * Hash.BYTES, Hash.BYTES);
        Files.write(tile, hashes);
        Run run = verify();
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.output).contains("FAULT  checkpoint: its root is not the root of the entries");
    }

    @Test
    void files_cut_off_lengthened_removed_or_added_are_named() throws IOException {
        Path bundle = folder.resolve("tile/entries/001.p/3");
        byte[] good = Files.readAllBytes(bundle);

        Files.write(bundle, Arrays.copyOf(good, good.length - 1));
        assertThat(verify().output).contains("FAULT  tile/entries/001.p/3, entry 258: is cut off");
        Files.write(bundle, Arrays.copyOf(good, good.length + 1));
        assertThat(verify().output)
                .contains("FAULT  tile/entries/001.p/3, entry 258: is followed by bytes that are no part of the log");
        Files.delete(bundle);
        assertThat(verify().output).contains("FAULT  tile/entries/001.p/3, entry 256: missing, with 3 entries");
        Files.write(bundle, good);

        Path tile = folder.resolve("tile/1/000.p/1");
        byte[] hash = Files.readAllBytes(tile);
        Files.write(tile, Arrays.copyOf(hash, 31));
        assertThat(verify().output).contains("FAULT  tile/1/000.p/1: has 31 bytes, not 32");
        Files.delete(tile);
        assertThat(verify().output).contains("FAULT  tile/1/000.p/1: missing");
        Files.write(tile, hash);

        Files.writeString(folder.resolve("tile/0/surprise"), "x");
        assertThat(verify().output).contains("FAULT  tile/0/surprise: is no file of a log");
        Files.delete(folder.resolve("tile/0/surprise"));
        Files.write(folder.resolve("tile/0/002"), new byte[8192]);
        assertThat(verify().output).contains("FAULT  tile/0/002: lies beyond the checkpoint's 259 entries");
    }

    @Test
    void a_log_signed_with_other_keys_is_refused_by_those_who_know_the_right_ones() throws Exception {
        Path known = temporary.resolve("known-keys");
        Files.copy(folder.resolve("keys"), known);
        Path forged = temporary.resolve("forged");
        LogFolder.open(forged, Leaves.ORIGIN, Leaves.signers(Files.createDirectory(temporary.resolve("f"))), Leaves::of)
                .append(Leaves.of(1, 50));
        assertThat(verify(forged.toString()).exit).isZero();
        Run run = verify(forged.toString(), known.toString());
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.output).contains("FAULT  checkpoint: no ED25519 signature line of mesh.test/audit");
        assertThat(verify(folder.toString(), known.toString()).exit).isZero();
    }

    @Test
    void what_cannot_be_checked_ends_with_two() throws IOException {
        assertThat(verify().exit).isZero();
        assertThat(verify(temporary.resolve("nowhere").toString()).exit).isEqualTo(2);
        assertThat(verify(Files.createDirectory(temporary.resolve("empty")).toString()).exit)
                .isEqualTo(2);
        assertThat(verify(new String[0]).exit).isEqualTo(2);
        Files.delete(folder.resolve("checkpoint"));
        Run run = verify();
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.output).contains("FAULT  checkpoint: missing");
    }
}
