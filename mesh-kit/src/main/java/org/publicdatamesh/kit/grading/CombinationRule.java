package org.publicdatamesh.kit.grading;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A rule that says of which grade data items are that are harmless one by one and not together (Art. 38, 40).
 *
 * @param code its code in the edition: a lower-case letter, then lower-case letters, digits and hyphens, 2 to 40
 * @param parts which data items come together, 2 to 10: one of each, whatever entries they are of
 * @param leastGrade the least grade that they are of together, 1 to 4
 * @param reason why, 4 to 300 characters
 * @param source article, or standard with its clause, 2 to 200 characters
 */
public record CombinationRule(
        String code,
        @Size(min = 2, max = 10) List<@Valid ItemScope> parts,
        int leastGrade,
        @NotBlank @Size(min = 4, max = 300) String reason,
        @NotBlank @Size(min = 2, max = 200) String source) {}
