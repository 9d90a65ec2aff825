package org.publicdatamesh.catalog.secrecy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What the security post decides of a case.
 *
 * @param decision what it is
 * @param reasons why, 4 to 2000 characters; without the text
 */
record CaseDecision(
        CaseState.Decision decision,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
