package org.publicdatamesh.audit.log;

import java.util.Iterator;
import java.util.List;

/** Checks proofs, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say; needs nothing of the log. */
public final class Proofs {
    private Proofs() {}

    /** Whether the proof shows that the leaf stands at the index of the tree with that size and root. */
    public static boolean includes(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the proof shows that the tree {@code from} is the beginning of the tree {@code to}. */
    public static boolean consistent(long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
        if (from == to) {
            return proof.isEmpty() && fromRoot.equals(toRoot);
        }
        if (from < 1 || from > to) {
            return false;
        }
        Iterator<Hash> hashes = proof.iterator();
        long node = from - 1;
        long last = to - 1;
        while ((node & 1) == 1) {
            node >>>= 1;
            last >>>= 1;
        }
        Hash old = fromRoot;
        if (node != 0) {
            if (!hashes.hasNext()) {
                return false;
            }
            old = hashes.next();
        }
        Hash all = old;
        while (hashes.hasNext()) {
            Hash hash = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = Hash.ofNode(hash, old);
                all = Hash.ofNode(hash, all);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                all = Hash.ofNode(all, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && old.equals(fromRoot) && all.equals(toRoot);
    }
}
