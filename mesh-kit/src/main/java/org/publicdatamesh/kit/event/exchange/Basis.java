package org.publicdatamesh.kit.event.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A document on which a refusal rests (Art. 26).
 *
 * @param title title of the law, regulation or rule
 * @param article its article
 * @param document name of the uploaded document
 * @param documentSm3 its SM3 digest, hexadecimal
 */
public record Basis(
        String title,
        String article,
        @Nullable String document,
        @Nullable String documentSm3) {}
