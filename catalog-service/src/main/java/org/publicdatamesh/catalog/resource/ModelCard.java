package org.publicdatamesh.catalog.resource;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.ItemType;

/**
 * An algorithm model of a unit (Art. 24): a file or an interface, and what is to be known of it.
 *
 * @param address http or https: the model's file, or an interface that answers a GET
 * @param task what it is for, 2 to 500 characters
 * @param version its version
 * @param inputs what goes in; each is a data item of the entry
 * @param outputs what comes out; each is a data item of the entry
 * @param trainedOn published entries whose data it was trained on
 * @param bytes size of the file, where it is stated
 * @param sm3 SM3 digest of the file in hexadecimal, where it is stated
 */
public record ModelCard(
        @Size(min = 8, max = 2000) String address,
        @Size(min = 2, max = 500) String task,
        @Size(min = 1, max = 60) String version,
        @Valid @Size(min = 1, max = 500) List<Port> inputs,
        @Valid @Size(min = 1, max = 500) List<Port> outputs,
        @Size(max = 100) List<UUID> trainedOn,
        @Nullable Long bytes,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String sm3) {
    /**
     * Something that goes in or comes out.
     *
     * @param name the data item
     * @param type its type
     */
    public record Port(@Size(min = 1, max = 40) String name, ItemType type) {}
}
