package org.publicdatamesh.audit.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Reads a log's files while another thread or process may write them. A tile that is not full is had from any wider one
 * of the same index, so that a reader with an older checkpoint finds what it asks for.
 */
public final class LogReader {
    private static final int CACHED = 256;

    private final Path folder;
    private final Map<TilePath, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
            return size() > CACHED;
        }
    };

    /** Reads the log in this folder. */
    public LogReader(Path folder) {
        this.folder = folder;
    }

    /** The newest signed checkpoint; empty where there is none. */
    public Optional<String> checkpoint() throws IOException {
        return text("checkpoint");
    }

    /** The verifier keys, one a line; empty where there are none. */
    public Optional<String> keys() throws IOException {
        return text("keys");
    }

    private Optional<String> text(String name) throws IOException {
        try {
            // What is no UTF-8 is replaced, and then no signature holds: a damaged text is a fault, not a failure.
            return Optional.of(new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What a tile holds, cut to its width; empty where the log is not that long. */
    public Optional<byte[]> tile(TilePath tile) throws IOException {
        Optional<Found> found = find(tile);
        if (found.isEmpty() || found.get().width == tile.width()) {
            return found.map(Found::bytes);
        }
        byte[] wider = found.get().bytes;
        if (tile.level() != TilePath.ENTRIES) {
            return Optional.of(Arrays.copyOf(wider, Math.min(wider.length, tile.width() * Hash.BYTES)));
        }
        Bundle.Content content = Bundle.read(wider);
        return content.leaves().size() < tile.width()
                ? Optional.of(wider)
                : Optional.of(Bundle.first(wider, tile.width()));
    }

    private record Found(int width, byte[] bytes) {}

    private Optional<Found> find(TilePath tile) throws IOException {
        for (int attempt = 0; attempt < 5; attempt++) {
            for (int width : new int[] {tile.width(), TilePath.WIDTH}) {
                Optional<byte[]> exact = file(tile.withWidth(width));
                if (exact.isPresent()) {
                    return Optional.of(new Found(width, exact.get()));
                }
            }
            OptionalInt wider = wider(tile);
            if (wider.isEmpty()) {
                return Optional.empty();
            }
            Optional<byte[]> file = file(tile.withWidth(wider.getAsInt()));
            if (file.isPresent()) {
                return Optional.of(new Found(wider.getAsInt(), file.get()));
            }
            // The writer replaced it between the look and the read.
        }
        return Optional.empty();
    }

    private Optional<byte[]> file(TilePath tile) throws IOException {
        boolean hashes = tile.isFull() && tile.level() != TilePath.ENTRIES;
        if (hashes) {
            synchronized (cache) {
                byte[] cached = cache.get(tile);
                if (cached != null) {
                    return Optional.of(cached);
                }
            }
        }
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(tile.path()));
            if (hashes && bytes.length == TilePath.WIDTH * Hash.BYTES) {
                synchronized (cache) {
                    cache.put(tile, bytes);
                }
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private OptionalInt wider(TilePath tile) throws IOException {
        Path partials = folder.resolve(tile.withWidth(1).path()).getParent();
        if (partials == null || !Files.isDirectory(partials)) {
            return OptionalInt.empty();
        }
        try (Stream<Path> files = Files.list(partials)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[1-9]\\d{0,2}"))
                    .mapToInt(Integer::parseInt)
                    .filter(width -> width > tile.width())
                    .max();
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        }
    }

    /** The tree of a log of that size, from its tiles. */
    public MerkleTree tree(long size) {
        return new MerkleTree((level, index) -> {
            int tileLevel = level / 8;
            long first = index << (level % 8);
            long tileIndex = first / TilePath.WIDTH;
            long there = TilePath.countAt(tileLevel, size) - tileIndex * TilePath.WIDTH;
            TilePath path = new TilePath(tileLevel, tileIndex, (int) Math.min(there, TilePath.WIDTH));
            byte[] tile = tile(path).orElseThrow(() -> new NoSuchFileException(path.path()));
            return fold(tile, (int) (first % TilePath.WIDTH), 1 << (level % 8));
        });
    }

    /** The hash over a power of two of a tile's hashes. */
    static Hash fold(byte[] tile, int from, int count) throws IOException {
        if (tile.length < (from + count) * Hash.BYTES) {
            throw new IOException("a tile is cut off");
        }
        return count == 1
                ? Hash.in(tile, from)
                : Hash.ofNode(fold(tile, from, count / 2), fold(tile, from + count / 2, count / 2));
    }
}
