package org.publicdatamesh.exchange.grant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Why a step is taken.
 *
 * @param reasons the reasons
 */
public record Reasons(@NotBlank @Size(max = 2000) String reasons) {}
