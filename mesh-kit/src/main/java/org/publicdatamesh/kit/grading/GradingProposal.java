package org.publicdatamesh.kit.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.OpenType;

/**
 * What the rules propose for an entry. A grade that the entry states higher itself is kept.
 *
 * @param edition the edition, from 1
 * @param grade grade of the entry: at least what its rules say, and at least that of each of its items
 * @param classification digits that the classification begins with, where a rule says so
 * @param openAtMost the widest open type of that grade
 * @param grounds the rules for the entry itself
 * @param items its data items, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GradingProposal(
        int edition,
        int grade,
        @Nullable String classification,
        OpenType openAtMost,
        List<Ground> grounds,
        List<Item> items) {

    /**
     * A rule that says the least grade.
     *
     * @param rule its code
     * @param leastGrade the least grade, 1 to 4
     * @param reason why
     * @param source article, or standard with its clause
     */
    public record Ground(String rule, int leastGrade, String reason, String source) {
        static Ground of(GradingRule rule) {
            return new Ground(rule.code(), rule.leastGrade(), rule.reason(), rule.source());
        }
    }

    /**
     * What is proposed for a data item.
     *
     * @param name its name
     * @param stated the grade that it states
     * @param grade its grade: at least what the rules say
     * @param masked whether it is masked where the entry is shared
     * @param ground the rule that says the highest least grade; absent where no rule is for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String name,
            int stated,
            int grade,
            boolean masked,
            @Nullable Ground ground) {}
}
