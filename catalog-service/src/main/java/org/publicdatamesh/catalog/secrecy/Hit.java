package org.publicdatamesh.catalog.secrecy;

/**
 * A part of a text that looks like a state secret.
 *
 * @param rule name of the rule that it breaks
 * @param offset where it begins, in UTF-16 units of the text as it was written, from 0
 * @param length how many units it has
 */
public record Hit(String rule, int offset, int length) {}
