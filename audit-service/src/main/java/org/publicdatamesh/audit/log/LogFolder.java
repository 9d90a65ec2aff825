package org.publicdatamesh.audit.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;

/**
 * Writes a log's files: tiles first, the checkpoint last, each by a temporary file, {@code fsync} and a rename. A full
 * tile is written once and never again. One writer at a time; not safe for several threads.
 *
 * <p>The files are derived: the leaves stand in the database, and a writer that died is mended by opening the folder anew.
 */
public final class LogFolder {
    /** Where the leaves come from when the folder is opened. */
    public interface Leaves {
        /** The leaves {@code from} up to, not including, {@code to}; fewer where there are no more. */
        List<byte[]> read(long from, long to) throws IOException;
    }

    private static final int LEVELS = TilePath.TOP + 1;
    private static final int CHUNK = 2048;

    private final Path folder;
    private final String origin;
    private final List<Signatures.Signer> signers;
    private final List<ByteArrayOutputStream> partial = new ArrayList<>();
    private List<byte[]> bundle = new ArrayList<>();
    /** Width of the partial tile of each level that this writer wrote. */
    private final int[] written = new int[LEVELS];

    private final Set<Path> unsynced = new LinkedHashSet<>();
    private long size;
    private String checkpoint = "";

    private LogFolder(Path folder, String origin, List<Signatures.Signer> signers) {
        this.folder = folder;
        this.origin = origin;
        this.signers = List.copyOf(signers);
        clear();
    }

    /**
     * Opens a log for writing, or begins one. What the checkpoint says is held against the leaves; tiles that are missing
     * are made again from them.
     *
     * @throws Damaged where the checkpoint or a full tile contradicts the leaves
     */
    public static LogFolder open(Path folder, String origin, List<Signatures.Signer> signers, Leaves leaves)
            throws IOException, Damaged {
        Files.createDirectories(folder);
        LogFolder log = new LogFolder(folder, origin, signers);
        log.sweep();
        log.write(folder.resolve("keys"), log.keys().getBytes(StandardCharsets.UTF_8));
        Optional<String> note = new LogReader(folder).checkpoint();
        if (note.isEmpty()) {
            log.publish();
            return log;
        }
        Checkpoint last;
        try {
            last = Checkpoint.open(
                    note.get(),
                    signers.stream().map(Signatures.Signer::verifier).toList());
        } catch (SignedNote.Refused e) {
            throw new Damaged("checkpoint: " + e.reason());
        }
        if (!last.origin().equals(origin)) {
            throw new Damaged("checkpoint: it is of " + last.origin() + ", not of " + origin);
        }
        if (!log.resume(last, leaves)) {
            log.rebuild(last, leaves);
        }
        log.checkpoint = note.get();
        return log;
    }

    /** How many leaves the published checkpoint covers. */
    public long size() {
        return size;
    }

    /** The published checkpoint. */
    public String checkpoint() {
        return checkpoint;
    }

    /** The verifier keys, one a line. */
    public String keys() {
        StringBuilder keys = new StringBuilder();
        signers.forEach(signer -> keys.append(signer.verifier().line()).append('\n'));
        return keys.toString();
    }

    /**
     * Appends leaves and publishes a checkpoint over them. Where it fails, the folder must be opened anew.
     *
     * @throws Damaged where a full tile on disk holds something else
     */
    public void append(List<byte[]> leaves) throws IOException, Damaged {
        if (leaves.isEmpty()) {
            return;
        }
        for (byte[] leaf : leaves) {
            add(leaf);
        }
        publish();
    }

    private void publish() throws IOException {
        List<TilePath> open = new ArrayList<>();
        if (!bundle.isEmpty()) {
            open.add(new TilePath(TilePath.ENTRIES, size / TilePath.WIDTH, bundle.size()));
            write(folder.resolve(open.getLast().path()), Bundle.write(bundle));
        }
        for (int level = 0; level < LEVELS; level++) {
            int width = partial.get(level).size() / Hash.BYTES;
            if (width > 0) {
                TilePath tile = new TilePath(level, TilePath.countAt(level, size) / TilePath.WIDTH, width);
                open.add(tile);
                if (written[level] != width) {
                    write(folder.resolve(tile.path()), partial.get(level).toByteArray());
                    written[level] = width;
                }
            }
        }
        String note = new Checkpoint(origin, size, root()).sign(signers);
        syncFolders();
        write(folder.resolve("checkpoint"), note.getBytes(StandardCharsets.UTF_8));
        syncFolders();
        checkpoint = note;
        for (TilePath tile : open) {
            removeOthers(tile);
        }
    }

    private void add(byte[] leaf) throws IOException, Damaged {
        bundle.add(leaf);
        size++;
        if (bundle.size() == TilePath.WIDTH) {
            writeFull(new TilePath(TilePath.ENTRIES, size / TilePath.WIDTH - 1, TilePath.WIDTH), Bundle.write(bundle));
            bundle = new ArrayList<>();
        }
        push(0, Hash.ofLeaf(leaf));
    }

    private void push(int level, Hash hash) throws IOException, Damaged {
        ByteArrayOutputStream tile = partial.get(level);
        tile.writeBytes(hash.bytes());
        if (tile.size() == TilePath.WIDTH * Hash.BYTES) {
            byte[] full = tile.toByteArray();
            writeFull(new TilePath(level, TilePath.countAt(level, size) / TilePath.WIDTH - 1, TilePath.WIDTH), full);
            tile.reset();
            written[level] = 0;
            push(level + 1, LogReader.fold(full, 0, TilePath.WIDTH));
        }
    }

    /** The root, out of the tiles that are not full: every complete subtree has its hash in one of them. */
    private Hash root() throws IOException {
        return new MerkleTree((level, index) -> {
                    long first = index << (level % 8);
                    return LogReader.fold(
                            partial.get(level / 8).toByteArray(), (int) (first % TilePath.WIDTH), 1 << (level % 8));
                })
                .root(size);
    }

    /** Goes on from the checkpoint; false where a tile that it needs is missing or wrong. */
    private boolean resume(Checkpoint last, Leaves leaves) throws IOException, Damaged {
        long n = last.size();
        long begin = n - n % TilePath.WIDTH;
        LogReader reader = new LogReader(folder);
        for (int level = 1; level < LEVELS; level++) {
            long count = TilePath.countAt(level, n);
            for (long i = count - count % TilePath.WIDTH; i < count; i++) {
                Optional<byte[]> below = reader.tile(new TilePath(level - 1, i, TilePath.WIDTH));
                if (below.isEmpty() || below.get().length != TilePath.WIDTH * Hash.BYTES) {
                    return false;
                }
                partial.get(level)
                        .writeBytes(
                                LogReader.fold(below.get(), 0, TilePath.WIDTH).bytes());
            }
        }
        for (byte[] leaf : leaves.read(begin, n)) {
            bundle.add(leaf);
            partial.getFirst().writeBytes(Hash.ofLeaf(leaf).bytes());
        }
        size = begin + bundle.size();
        if (size < n) {
            throw new Damaged("checkpoint: it covers " + n + " leaves, but the database holds " + size);
        }
        return root().equals(last.root());
    }

    /** Makes everything again from the leaves, and holds what is there against it. */
    private void rebuild(Checkpoint last, Leaves leaves) throws IOException, Damaged {
        clear();
        while (size < last.size()) {
            List<byte[]> chunk = leaves.read(size, Math.min(last.size(), size + CHUNK));
            if (chunk.isEmpty()) {
                throw new Damaged("checkpoint: it covers " + last.size() + " leaves, but the database holds " + size);
            }
            for (byte[] leaf : chunk) {
                add(leaf);
            }
        }
        if (!root().equals(last.root())) {
            throw new Damaged("checkpoint: its root is not that of the database's leaves");
        }
    }

    private void clear() {
        size = 0;
        bundle = new ArrayList<>();
        partial.clear();
        Arrays.fill(written, 0);
        for (int level = 0; level < LEVELS; level++) {
            partial.add(new ByteArrayOutputStream());
        }
    }

    private void writeFull(TilePath tile, byte[] bytes) throws IOException, Damaged {
        Path file = folder.resolve(tile.path());
        if (Files.exists(file)) {
            if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
                throw new Damaged(tile.path() + ": it is not what the database's leaves make");
            }
        } else {
            write(file, bytes);
        }
        removeOthers(tile);
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path parent = Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        unsynced.add(parent);
        for (Path at = parent.getParent(); at != null && at.startsWith(folder); at = at.getParent()) {
            unsynced.add(at);
        }
    }

    /** Makes the names of the files written durable too: before the checkpoint that tells of them, and after it. */
    private void syncFolders() throws IOException {
        for (Path path : unsynced) {
            if (Files.isDirectory(path)) {
                try (FileChannel channel = FileChannel.open(path)) {
                    channel.force(true);
                }
            }
        }
        unsynced.clear();
    }

    /** Removes narrower forms of a tile: readers have them from the wider one. */
    private void removeOthers(TilePath tile) throws IOException {
        Path partials = folder.resolve(tile.withWidth(1).path()).getParent();
        if (partials == null || !Files.isDirectory(partials)) {
            return;
        }
        try (Stream<Path> files = Files.list(partials)) {
            for (Path file : files.toList()) {
                if (tile.isFull() || !file.getFileName().toString().equals(String.valueOf(tile.width()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        if (tile.isFull()) {
            Files.deleteIfExists(partials);
        }
    }

    /** Removes temporary files that a killed writer left. */
    private void sweep() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".tmp"))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
