package org.publicdatamesh.kit.event.catalog;

/**
 * A legal basis: law, regulation or rule with its article (Art. 23).
 *
 * @param title title of the law, regulation or rule
 * @param article article, paragraph or item
 */
public record LegalBasis(String title, String article) {}
