package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Basis;

/**
 * A document on which a refusal rests (Art. 26), as it is kept and told.
 *
 * @param title title of the law, regulation or rule
 * @param article its article
 * @param document name of the uploaded document; absent in refusals of before documents were uploaded, where none was named
 * @param documentSm3 its SM3 digest (GB/T 32905), 64 hexadecimal digits
 * @param documentId its id among the application's documents; absent in refusals of before documents were uploaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefusalBasis(
        String title,
        String article,
        @Nullable String document,
        @Nullable String documentSm3,
        @Nullable UUID documentId) {
    /** As the event tells it. */
    Basis told() {
        return new Basis(title, article, document, documentSm3);
    }
}
