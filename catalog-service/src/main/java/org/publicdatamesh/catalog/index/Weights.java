package org.publicdatamesh.catalog.index;

/**
 * What a match counts. Each word counts once, where it matches best; a word's rarity raises it to less than twice the
 * weight and a field's length lowers it to no less than a third, so that the order of the rows holds from row to row.
 */
final class Weights {
    /** The text is the whole name. */
    static final float NAME_EXACT = 200;
    /** The whole text stands in the name. */
    static final float NAME_PHRASE = 60;
    /** A word is one of the name's words. */
    static final float NAME_WORD = 12;
    /** A word stands somewhere in the name, across the bounds of words. */
    static final float NAME_PART = 9;
    /** Letters that begin a word of the name. */
    static final float NAME_PREFIX = 4;
    /** Letters that spell a part of the name. */
    static final float NAME_PINYIN = 4;
    /** Letters that begin the characters of a part of the name. */
    static final float NAME_INITIALS = 3.5f;
    /** The whole code, its classification or its serial number. */
    static final float CODE = 3.4f;
    /** Digits that begin the code. */
    static final float CODE_PREFIX = 3;
    /** A division or a theme; between code and items. */
    static final float COVERS = 3;
    /** A word of a data item's label. */
    static final float ITEM = 1.2f;
    /** A word of the summary. */
    static final float SUMMARY = 0.35f;

    /** What a synonym counts beside the word itself. */
    static final float SYNONYM = 0.8f;
    /** What half a word counts, when the whole word is nowhere. */
    static final float HALF_WORD = 0.5f;
    /** What the other fields add to the best. */
    static final float OTHER_FIELDS = 0.05f;

    private Weights() {}
}
