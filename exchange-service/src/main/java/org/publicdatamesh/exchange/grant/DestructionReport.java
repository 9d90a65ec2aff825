package org.publicdatamesh.exchange.grant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Basis;
import org.publicdatamesh.kit.event.exchange.DataFate;

/**
 * What a unit reports of the data that it obtained (Art. 19).
 *
 * @param fate what became of them
 * @param method how they were destroyed, or where they are kept
 * @param basis the law that demands that they are kept
 */
public record DestructionReport(
        DataFate fate,
        @NotBlank @Size(min = 2, max = 2000) String method,
        @Nullable @Valid Law basis) {

    /**
     * A law that demands that data are kept.
     *
     * @param title its title
     * @param article its article
     */
    public record Law(
            @NotBlank @Size(max = 300) String title,
            @NotBlank @Size(max = 100) String article) {
        Basis asBasis() {
            return new Basis(title, article, null, null);
        }
    }
}
