package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A service interface of a unit (Art. 24).
 *
 * @param address http or https; a GET answers rows as JSON or CSV
 * @param rows JSON pointer (RFC 6901) to the array of rows in the answer; the first array of objects where absent
 * @param freshnessItem the date or time item whose newest value says when the data were renewed
 * @param openApi address of the interface's OpenAPI document in JSON
 * @param openApiPath path in it whose GET answers the rows; needed where the document has several
 * @param sample a sample of the answer in JSON, at most 20 000 characters
 */
public record ServiceInterface(
        @Size(min = 8, max = 2000) String address,

        @Nullable @Size(max = 200) @Pattern(regexp = "(/[^/]*)*")
        String rows,

        @Nullable @Size(max = 40) String freshnessItem,
        @Nullable @Size(min = 8, max = 2000) String openApi,
        @Nullable @Size(max = 500) String openApiPath,
        @Nullable @Size(max = 20_000) String sample) {}
