package org.publicdatamesh.kit.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The one column of a native query. Such a query is made with {@code Object[].class}: with the class of a basic type
 * Hibernate 7.2 finds no plan again, makes one each time and keeps thousands.
 */
public final class Column {
    private Column() {}

    /**
     * The first column of rows.
     *
     * @throws ClassCastException where a value is of another type
     */
    public static <T> List<T> of(List<Object[]> rows, Class<T> type) {
        List<T> values = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            values.add(type.cast(row[0]));
        }
        return values;
    }

    /** The first column of a row. */
    public static <T> T of(Object[] row, Class<T> type) {
        return type.cast(row[0]);
    }
}
