package org.publicdatamesh.catalog.element;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * How like two data are (Art. 14). Names are compared by what they say and not by how many characters they share: 食品经营许可证
 * and 药品经营许可证 share nearly all and are two, so that a word in another's place tells two names apart, and a word more
 * does only where it is one of those that do.
 *
 * @param grounds why they are held to be the same; empty where they are not
 * @param certain whether that needs no judgement
 */
public record Likeness(Set<Ground> grounds, boolean certain) {
    /** How much of the longer name's stem the shorter one has to be. */
    static final double NAME = 0.6;
    /** Dice's coefficient of two meanings' pairs of characters from which on they say the same. */
    static final double MEANING = 0.7;
    /** A shorter meaning says too little to be compared. */
    static final int MEANING_LENGTH = 6;
    /** Dice's coefficient of two names' pairs from which on their meanings are compared. */
    static final double NEAR = 0.4;

    /** Compares two data. */
    public static Likeness of(Wording one, Wording other) {
        Set<Ground> grounds = EnumSet.noneOf(Ground.class);
        boolean near = false;
        boolean sameForm = false;
        for (DatumName a : one.names()) {
            for (DatumName b : other.names()) {
                if (same(a, b)) {
                    grounds.add(Ground.SAME_NAME);
                } else if (similar(a, b)) {
                    grounds.add(Ground.SIMILAR_NAME);
                }
                near |= near(a, b);
                sameForm |= a.representation().isEmpty()
                        || b.representation().isEmpty()
                        || a.representation().equals(b.representation());
            }
        }
        if (grounds.contains(Ground.SAME_NAME)) {
            grounds.remove(Ground.SIMILAR_NAME);
        }
        boolean named = !grounds.isEmpty();
        String mine = one.meaningKey();
        String theirs = other.meaningKey();
        boolean comparable = mine != null && theirs != null;
        if (mine != null && mine.equals(theirs)) {
            grounds.add(Ground.SAME_MEANING);
        } else if (mine != null
                && theirs != null
                && (named || near && sameForm)
                && meansSimilar(DatumName.grams(mine), DatumName.grams(theirs))) {
            grounds.add(Ground.SIMILAR_MEANING);
        }
        if (one.clause() != null && other.clause() != null && one.clause().same(other.clause())) {
            grounds.add(Ground.SAME_CLAUSE);
        }
        boolean meansSame = grounds.contains(Ground.SAME_MEANING) || grounds.contains(Ground.SIMILAR_MEANING);
        boolean certain = grounds.contains(Ground.SAME_MEANING) && sameForm
                || grounds.contains(Ground.SAME_NAME) && (meansSame || !comparable)
                || grounds.contains(Ground.SAME_CLAUSE) && named;
        return new Likeness(grounds, certain);
    }

    /** Whether there is any ground. */
    public boolean arises() {
        return !grounds.isEmpty();
    }

    /**
     * Whether the two cannot both be data elements: a name is one element's only, and so is what it says.
     */
    boolean excludes() {
        return certain
                || grounds.contains(Ground.SAME_NAME)
                || grounds.contains(Ground.SIMILAR_NAME) && grounds.contains(Ground.SIMILAR_MEANING);
    }

    static boolean same(DatumName a, DatumName b) {
        return a.says() && a.equals(b);
    }

    static boolean similar(DatumName a, DatumName b) {
        if (!a.says() || !b.says()) {
            return false;
        }
        boolean oneForAnybody = a.equals(b.general()) || b.equals(a.general());
        return oneForAnybody || sameWithoutForm(a, b) || a.representation().equals(b.representation()) && more(a, b);
    }

    /** 性别 and 性别代码. */
    private static boolean sameWithoutForm(DatumName a, DatumName b) {
        return a.stem().equals(b.stem())
                && a.stem().length() > 1
                && (a.representation().isEmpty() || b.representation().isEmpty());
    }

    private static boolean more(DatumName a, DatumName b) {
        String less = a.stem().length() < b.stem().length() ? a.stem() : b.stem();
        String all = less.equals(a.stem()) ? b.stem() : a.stem();
        int length = less.codePointCount(0, less.length());
        if (length < 2 || length < NAME * all.codePointCount(0, all.length())) {
            return false;
        }
        int at = 0;
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < all.length(); i++) {
            if (at < less.length() && all.charAt(i) == less.charAt(at)) {
                at++;
                if (Terms.KNOWN.tellsApart(more.toString())) {
                    return false;
                }
                more.setLength(0);
            } else {
                more.append(all.charAt(i));
            }
        }
        return at == less.length() && !Terms.KNOWN.tellsApart(more.toString());
    }

    /** Whether names share enough that their meanings are worth a comparison. */
    static boolean near(DatumName a, DatumName b) {
        return dice(a.grams(), b.grams()) >= NEAR;
    }

    /** Whether meanings with these pairs of characters say the same. */
    static boolean meansSimilar(Set<String> one, Set<String> other) {
        return dice(one, other) >= MEANING;
    }

    private static double dice(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return 2.0 * both.size() / (a.size() + b.size());
    }
}
