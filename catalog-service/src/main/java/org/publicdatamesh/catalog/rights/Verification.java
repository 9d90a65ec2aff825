package org.publicdatamesh.catalog.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a certificate.
 *
 * @param genuine whether the register signed it, byte by byte
 * @param fault what is wrong with its signatures
 * @param right how the right stands now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
        boolean genuine, @Nullable String fault, @Nullable RightView right) {}
