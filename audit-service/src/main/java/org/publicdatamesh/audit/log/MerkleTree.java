package org.publicdatamesh.audit.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of an append-only tree (RFC 6962 section 2.1), from the hashes of its complete subtrees. Each reads a
 * number of hashes that grows with the logarithm of the size.
 */
public final class MerkleTree {
    /** Hashes of complete subtrees. */
    public interface Nodes {
        /**
         * The hash over the leaves {@code index * 2^level} up to, not including, {@code (index + 1) * 2^level}.
         *
         * @throws IOException where it is not there
         */
        Hash node(int level, long index) throws IOException;
    }

    private final Nodes nodes;

    /** A tree over these nodes. */
    public MerkleTree(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The root of the first {@code size} leaves. */
    public Hash root(long size) throws IOException {
        return size == 0 ? Hash.EMPTY : range(0, size);
    }

    /** The proof that the leaf is in the tree of that size, from the leaf upward; for {@code index < size}. */
    public List<Hash> inclusionProof(long index, long size) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        List<Hash> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return proof;
    }

    /** The proof that the tree of the smaller size is the beginning of the larger; for {@code 0 < from <= to}. */
    public List<Hash> consistencyProof(long from, long to) throws IOException {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("no proof from " + from + " to " + to);
        }
        List<Hash> proof = new ArrayList<>();
        subproof(from, 0, to, true, proof);
        return proof;
    }

    private void path(long index, long begin, long end, List<Hash> proof) throws IOException {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            path(index, begin, middle, proof);
            proof.add(range(middle, end));
        } else {
            path(index, middle, end, proof);
            proof.add(range(begin, middle));
        }
    }

    private void subproof(long from, long begin, long end, boolean known, List<Hash> proof) throws IOException {
        if (from == end) {
            if (!known) {
                proof.add(range(begin, end));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (from <= middle) {
            subproof(from, begin, middle, known, proof);
            proof.add(range(middle, end));
        } else {
            subproof(from, middle, end, false, proof);
            proof.add(range(begin, middle));
        }
    }

    /** The hash over a range that begins at a multiple of the largest power of two within it. */
    private Hash range(long begin, long end) throws IOException {
        long count = end - begin;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.node(level, begin >>> level);
        }
        long middle = begin + split(count);
        return Hash.ofNode(range(begin, middle), range(middle, end));
    }

    /** The largest power of two smaller than the count; for counts above 1. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
