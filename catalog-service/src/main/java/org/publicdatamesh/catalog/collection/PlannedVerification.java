package org.publicdatamesh.catalog.collection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verification of identity that a plan makes (Art. 15).
 *
 * @param verifies whose identity, such as 低保申请人身份, 2 to 200 characters
 * @param means by what: all of them where it is compulsory, one of the person's choice where not; 1 to 9
 * @param compulsory whether the person has to
 * @param times how often the same person in the same matter, 1 to 1000
 * @param basis the law or administrative regulation that provides for it
 */
record PlannedVerification(
        @NotBlank @Size(min = 2, max = 200) String verifies,
        @Size(min = 1, max = 9) List<Means> means,
        boolean compulsory,
        @Min(1) @Max(1000) int times,
        @Nullable @Valid VerificationBasis basis) {}
