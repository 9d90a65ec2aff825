package org.publicdatamesh.audit.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a tile: {@code tile/<level>/<index>} or {@code tile/entries/<index>}, with {@code .p/<width>} where it
 * is not full. The index is written in groups of three digits, all but the last with an {@code x} before.
 *
 * @param level 0 for hashes of leaves and up to {@value #TOP}; {@link #ENTRIES} for the leaves themselves
 * @param index which one of its level, from 0
 * @param width how many hashes or leaves it holds, 1 to {@value #WIDTH}; {@value #WIDTH} is a full one
 */
public record TilePath(int level, long index, int width) {
    /** Hashes or leaves of a full tile. */
    public static final int WIDTH = 256;

    /** The greatest level of a tile. */
    public static final int TOP = 7;

    /** The level of the entry bundles. */
    public static final int ENTRIES = -1;

    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-7])/((?:x\\d{3}/){0,4}\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    /** Reads an address in its one canonical form; empty for anything else. */
    public static Optional<TilePath> parse(String path) {
        Matcher parts = FORM.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
        int width = parts.group(3) == null ? WIDTH : Integer.parseInt(parts.group(3));
        TilePath tile = new TilePath(level, index, width);
        return width <= WIDTH && tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
    }

    /** Whether it will never change. */
    public boolean isFull() {
        return width == WIDTH;
    }

    /** The same tile with another width. */
    public TilePath withWidth(int other) {
        return new TilePath(level, index, other);
    }

    /** The address. */
    public String path() {
        StringBuilder path = new StringBuilder("tile/")
                .append(level == ENTRIES ? "entries" : String.valueOf(level))
                .append('/');
        long rest = index;
        List<String> groups = new ArrayList<>();
        do {
            groups.addFirst(String.valueOf(1000 + rest % 1000).substring(1));
            rest /= 1000;
        } while (rest > 0);
        for (int i = 0; i < groups.size(); i++) {
            path.append(i < groups.size() - 1 ? "x" + groups.get(i) + "/" : groups.get(i));
        }
        return isFull() ? path.toString() : path.append(".p/").append(width).toString();
    }

    /** Every tile of a log of that size: full ones, and at most one per level that is not. */
    public static List<TilePath> all(long size) {
        List<TilePath> tiles = new ArrayList<>();
        tilesOf(ENTRIES, size, tiles);
        long hashes = size;
        for (int level = 0; level <= TOP && hashes > 0; level++) {
            tilesOf(level, hashes, tiles);
            hashes /= WIDTH;
        }
        return tiles;
    }

    private static void tilesOf(int level, long count, List<TilePath> tiles) {
        for (long index = 0; index < count / WIDTH; index++) {
            tiles.add(new TilePath(level, index, WIDTH));
        }
        if (count % WIDTH > 0) {
            tiles.add(new TilePath(level, count / WIDTH, (int) (count % WIDTH)));
        }
    }

    /** How many hashes or leaves its level holds in a log of that size. */
    static long countAt(int level, long size) {
        return level <= 0 ? size : size >>> (8 * level);
    }
}
