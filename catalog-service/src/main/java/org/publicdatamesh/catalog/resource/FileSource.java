package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A file of a unit (Art. 24).
 *
 * @param address http or https
 * @param format its format
 * @param mediaType its media type, where one is stated
 * @param bytes its size, where it is stated; a file that is renewed states none
 * @param sm3 its SM3 digest in hexadecimal, where it is stated
 * @param rows JSON pointer to the array of rows, for JSON; the first array of objects where absent
 * @param freshnessItem the date or time item whose newest value says when the data were renewed
 */
public record FileSource(
        @Size(min = 8, max = 2000) String address,
        FileFormat format,

        @Nullable @Size(max = 120) @Pattern(regexp = "[a-z]+/[A-Za-z0-9.+-]+")
        String mediaType,

        @Nullable @PositiveOrZero Long bytes,
        @Nullable @Pattern(regexp = "[0-9a-f]{64}") String sm3,

        @Nullable @Size(max = 200) @Pattern(regexp = "(/[^/]*)*")
        String rows,

        @Nullable @Size(max = 40) String freshnessItem) {}
