package org.publicdatamesh.kit.event.exchange;

import java.util.List;

/**
 * One condition on rows, in the operators of PostgREST.
 *
 * @param item the data item
 * @param operator {@code eq}, {@code neq}, {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code like} or {@code in}
 * @param values one value, or several for {@code in}
 */
public record RowCondition(String item, String operator, List<String> values) {}
