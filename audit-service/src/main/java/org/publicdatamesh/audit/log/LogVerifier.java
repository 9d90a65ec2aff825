package org.publicdatamesh.audit.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;

/**
 * Checks a whole log offline: the checkpoint's signatures, the root out of the entries themselves, every tile against
 * what the entries make, and that nothing is missing or too many. It names the place of each fault. A log that is being
 * written meanwhile is checked as far as the checkpoint that was read first.
 */
public final class LogVerifier {
    private static final int LIVE_ATTEMPTS = 20;

    private final Path folder;
    private final LogReader reader;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * Something that is wrong.
     *
     * @param file path within the log's folder
     * @param entry index of the entry, where one can be named
     * @param what what is wrong there
     */
    public record Fault(String file, @Nullable Long entry, String what) {
        @Override
        public String toString() {
            return file + (entry == null ? "" : ", entry " + entry) + ": " + what;
        }
    }

    /**
     * The result.
     *
     * @param checkpoint what was checked against; null where it could not be read
     * @param faults every fault, by place; none where the log is whole
     */
    public record Report(@Nullable Checkpoint checkpoint, List<Fault> faults) {}

    private LogVerifier(Path folder) {
        this.folder = folder;
        this.reader = new LogReader(folder);
    }

    /**
     * Checks the log in a folder.
     *
     * @param keys verifier keys, all of which must have signed
     */
    public static Report verify(Path folder, List<Signatures.VerifierKey> keys) throws IOException {
        return new LogVerifier(folder).run(keys);
    }

    private Report run(List<Signatures.VerifierKey> keys) throws IOException {
        Optional<String> note = reader.checkpoint();
        if (note.isEmpty()) {
            return new Report(null, List.of(new Fault("checkpoint", null, "missing")));
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.open(note.get(), keys);
        } catch (SignedNote.Refused e) {
            return new Report(null, List.of(new Fault("checkpoint", null, e.reason())));
        }
        checkTree(checkpoint);
        checkFiles(keys);
        return new Report(
                checkpoint,
                faults.stream()
                        .sorted(Comparator.comparing(Fault::file)
                                .thenComparing(Fault::entry, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList());
    }

    /** Hashes of one level as they come out of the entries and as the tiles of level 0 say; null where not to be had. */
    private static final class Level {
        final Frontier tree = new Frontier();
        final ByteArrayOutputStream roots = new ByteArrayOutputStream();
        boolean whole = true;

        void add(byte[] hashes) throws IOException {
            for (int i = 0; i < hashes.length / Hash.BYTES; i++) {
                tree.add(Hash.in(hashes, i));
            }
            if (hashes.length == TilePath.WIDTH * Hash.BYTES) {
                roots.writeBytes(LogReader.fold(hashes, 0, TilePath.WIDTH).bytes());
            }
        }

        boolean makes(Hash root) {
            return whole && tree.root().equals(root);
        }
    }

    private void checkTree(Checkpoint checkpoint) throws IOException {
        Level entries = new Level();
        Level tiles = new Level();
        List<Fault> differing = new ArrayList<>();
        List<Fault> differingTiles = new ArrayList<>();
        long size = checkpoint.size();
        for (long index = 0; index * TilePath.WIDTH < size; index++) {
            int width = (int) Math.min(TilePath.WIDTH, size - index * TilePath.WIDTH);
            compare(
                    new TilePath(TilePath.ENTRIES, index, width),
                    new TilePath(0, index, width),
                    entries,
                    tiles,
                    differing,
                    differingTiles);
        }
        if (entries.makes(checkpoint.root())) {
            faults.addAll(differingTiles);
        } else if (tiles.makes(checkpoint.root())) {
            faults.addAll(differing);
        } else {
            faults.addAll(differing);
            faults.addAll(differingTiles);
            if (entries.whole && differing.isEmpty()) {
                faults.add(new Fault("checkpoint", null, "its root is not the root of the entries"));
            }
        }
        if (entries.makes(checkpoint.root()) || !tiles.makes(checkpoint.root())) {
            checkUpper(entries.roots.toByteArray(), size, entries.whole);
        } else {
            checkUpper(tiles.roots.toByteArray(), size, true);
        }
    }

    private void compare(
            TilePath bundlePath,
            TilePath tilePath,
            Level entries,
            Level tiles,
            List<Fault> differing,
            List<Fault> differingTiles)
            throws IOException {
        long first = bundlePath.index() * TilePath.WIDTH;
        byte[] made = bundle(bundlePath, entries);
        Optional<byte[]> tile = reader.tile(tilePath);
        if (tile.isEmpty() || tile.get().length != tilePath.width() * Hash.BYTES) {
            faults.add(
                    new Fault(tilePath.path(), null, tile.isEmpty() ? "missing" : wrongLength(tile.get(), tilePath)));
            tiles.whole = false;
            return;
        }
        tiles.add(tile.get());
        int both = Math.min(made.length, tile.get().length) / Hash.BYTES;
        List<Integer> different = new ArrayList<>();
        for (int i = 0; i < both; i++) {
            if (!Hash.in(made, i).equals(Hash.in(tile.get(), i))) {
                different.add(i);
            }
        }
        if (!different.isEmpty()) {
            long entry = first + different.getFirst();
            String more = different.size() == 1 ? "" : " (and " + (different.size() - 1) + " after it in this file)";
            differing.add(new Fault(bundlePath.path(), entry, "is not the entry that was logged" + more));
            differingTiles.add(new Fault(tilePath.path(), entry, "its hash is not that of the entry" + more));
        }
    }

    /** Hashes of a bundle's leaves; faults of its form are noted. */
    private byte[] bundle(TilePath path, Level entries) throws IOException {
        long first = path.index() * TilePath.WIDTH;
        Optional<byte[]> file = reader.tile(path);
        if (file.isEmpty()) {
            faults.add(new Fault(path.path(), first, "missing, with " + path.width() + " entries"));
            entries.whole = false;
            return new byte[0];
        }
        Bundle.Content content = Bundle.read(file.get());
        int count = Math.min(content.leaves().size(), path.width());
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (byte[] leaf : content.leaves().subList(0, count)) {
            hashes.writeBytes(Hash.ofLeaf(leaf).bytes());
        }
        byte[] made = hashes.toByteArray();
        if (count < path.width()) {
            faults.add(new Fault(path.path(), first + count, "is cut off; the file is too short or a length is wrong"));
            entries.whole = false;
            return made;
        }
        int extra = content.leaves().size() - count;
        if (extra > 0 || content.rest() > 0) {
            faults.add(new Fault(path.path(), first + count - 1, "is followed by bytes that are no part of the log"));
        }
        entries.add(made);
        return made;
    }

    private static String wrongLength(byte[] tile, TilePath path) {
        return "has " + tile.length + " bytes, not " + path.width() * Hash.BYTES;
    }

    /** Compares the tiles above level 0 with what the level below makes. */
    private void checkUpper(byte[] below, long size, boolean known) throws IOException {
        byte[] hashes = below;
        long span = TilePath.WIDTH;
        for (int level = 1; level <= TilePath.TOP && TilePath.countAt(level, size) > 0; level++, span *= 256) {
            long count = TilePath.countAt(level, size);
            ByteArrayOutputStream above = new ByteArrayOutputStream();
            for (long index = 0; index * TilePath.WIDTH < count; index++) {
                int width = (int) Math.min(TilePath.WIDTH, count - index * TilePath.WIDTH);
                TilePath path = new TilePath(level, index, width);
                Optional<byte[]> tile = reader.tile(path);
                int from = (int) (index * TilePath.WIDTH * Hash.BYTES);
                if (tile.isEmpty()) {
                    faults.add(new Fault(path.path(), null, "missing"));
                } else if (tile.get().length != width * Hash.BYTES) {
                    faults.add(new Fault(path.path(), null, wrongLength(tile.get(), path)));
                } else if (known) {
                    compareUpper(path, tile.get(), hashes, from, span);
                }
                if (width == TilePath.WIDTH && known) {
                    above.writeBytes(LogReader.fold(
                                    Arrays.copyOfRange(hashes, from, from + width * Hash.BYTES), 0, TilePath.WIDTH)
                            .bytes());
                }
            }
            hashes = above.toByteArray();
        }
    }

    private void compareUpper(TilePath path, byte[] tile, byte[] made, int from, long span) {
        for (int i = 0; i < path.width(); i++) {
            if (!Hash.in(tile, i)
                    .equals(Hash.of(Arrays.copyOfRange(made, from + i * Hash.BYTES, from + (i + 1) * Hash.BYTES)))) {
                long first = (path.index() * TilePath.WIDTH + i) * span;
                faults.add(new Fault(
                        path.path(),
                        first,
                        "hash " + i + " is not the one over the entries from here to " + (first + span - 1)));
                return;
            }
        }
    }

    /** Every file must be one of the log's. Files beyond the newest checkpoint may be a writer's that is not done yet. */
    private void checkFiles(List<Signatures.VerifierKey> keys) throws IOException {
        List<Fault> strange = List.of();
        for (int attempt = 0; attempt < LIVE_ATTEMPTS; attempt++) {
            List<String> files = files();
            Optional<Checkpoint> now = newest(keys);
            if (now.isEmpty()) {
                faults.add(new Fault("checkpoint", null, "it was good and is not any more"));
                return;
            }
            strange = strange(files, now.get().size());
            if (strange.isEmpty() || !changed(now.get(), keys)) {
                break;
            }
        }
        faults.addAll(strange);
    }

    private boolean changed(Checkpoint before, List<Signatures.VerifierKey> keys) throws IOException {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return newest(keys).filter(now -> !now.equals(before)).isPresent();
    }

    private Optional<Checkpoint> newest(List<Signatures.VerifierKey> keys) throws IOException {
        try {
            return Optional.of(Checkpoint.open(reader.checkpoint().orElse(""), keys));
        } catch (SignedNote.Refused e) {
            return Optional.empty();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            // A folder of partial tiles went away during the walk: the log is being written.
            return List.of();
        }
    }

    private List<Fault> strange(List<String> files, long size) throws IOException {
        Map<String, TilePath> newest = new HashMap<>();
        for (TilePath tile : TilePath.all(size)) {
            newest.put(tile.withWidth(TilePath.WIDTH).path(), tile);
        }
        List<Fault> strange = new ArrayList<>();
        for (String file : files) {
            if (file.equals("checkpoint") || file.equals("keys")) {
                continue;
            }
            Optional<TilePath> tile = TilePath.parse(file);
            if (tile.isEmpty()) {
                strange.add(new Fault(file, null, "is no file of a log"));
                continue;
            }
            TilePath expected = newest.get(tile.get().withWidth(TilePath.WIDTH).path());
            if (expected == null || tile.get().width() > expected.width()) {
                strange.add(new Fault(
                        file,
                        null,
                        "lies beyond the checkpoint's " + size
                                + " entries (a service that was killed mends this when it starts)"));
            } else if (tile.get().width() < expected.width() && !isBeginning(tile.get(), expected)) {
                strange.add(new Fault(file, null, "is not the beginning of " + expected.path()));
            }
        }
        return strange;
    }

    private boolean isBeginning(TilePath older, TilePath newer) throws IOException {
        Optional<byte[]> file = reader.tile(newer);
        Path path = folder.resolve(older.path());
        if (file.isEmpty() || !Files.exists(path)) {
            return true;
        }
        byte[] bytes = Files.readAllBytes(path);
        if (older.level() != TilePath.ENTRIES) {
            return bytes.length == older.width() * Hash.BYTES
                    && Arrays.equals(bytes, Arrays.copyOf(file.get(), bytes.length));
        }
        return Bundle.read(file.get()).leaves().size() >= older.width()
                && Arrays.equals(bytes, Bundle.first(file.get(), older.width()));
    }

    /** The root of a growing tree, from the hashes of its complete subtrees alone. */
    private static final class Frontier {
        private final List<Hash> subtrees = new ArrayList<>();
        private long size;

        void add(Hash leaf) {
            Hash hash = leaf;
            for (long n = size; (n & 1) == 1; n >>>= 1) {
                hash = Hash.ofNode(subtrees.removeLast(), hash);
            }
            subtrees.add(hash);
            size++;
        }

        Hash root() {
            if (subtrees.isEmpty()) {
                return Hash.EMPTY;
            }
            Hash root = subtrees.getLast();
            for (int i = subtrees.size() - 2; i >= 0; i--) {
                root = Hash.ofNode(subtrees.get(i), root);
            }
            return root;
        }
    }
}
