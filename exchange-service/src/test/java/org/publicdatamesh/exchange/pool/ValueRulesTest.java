package org.publicdatamesh.exchange.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.test.Requirement;

/** What a column takes is what PostgreSQL takes, and no more. */
class ValueRulesTest {
    static DataItem item(ItemType type) {
        return new DataItem(
                "value", "值", type, null, false, false, ItemCheck.NONE, 1, Identifies.NOBODY, Mask.NONE, null, null);
    }

    @ParameterizedTest
    @Requirement("A15.1")
    @CsvSource(
            nullValues = "good",
            value = {
                "INTEGER, 12, good",
                "INTEGER, -9223372036854775808, good",
                "INTEGER, +7, good",
                "INTEGER, 9223372036854775808, not-an-integer",
                "INTEGER, １２, not-an-integer",
                "INTEGER, ༡༢, not-an-integer",
                "INTEGER, ١٢, not-an-integer",
                "INTEGER, 1.0, not-an-integer",
                "INTEGER, 0x10, not-an-integer",
                "DECIMAL, 1.50, good",
                "DECIMAL, .5, good",
                "DECIMAL, 5., good",
                "DECIMAL, 1e10, good",
                "DECIMAL, 1E-40, good",
                "DECIMAL, 1E-41, not-a-decimal",
                "DECIMAL, 1E999, not-a-decimal",
                "DECIMAL, １.５, not-a-decimal",
                "DECIMAL, NaN, not-a-decimal",
                "DECIMAL, '1,5', not-a-decimal",
                "DATE, 2024-02-29, good",
                "DATE, 0001-01-01, good",
                "DATE, 9999-12-31, good",
                "DATE, 2023-02-29, not-a-date",
                "DATE, 0000-01-01, not-a-date",
                "DATE, -0001-01-01, not-a-date",
                "DATE, +12345-01-01, not-a-date",
                "DATE, 2024-1-1, not-a-date",
                "TIMESTAMP, 2024-01-01T00:00:00+08:00, good",
                "TIMESTAMP, 2024-01-01T00:00Z, good",
                "TIMESTAMP, 2024-01-01T00:00:00.123456789-15:59, good",
                "TIMESTAMP, 2024-01-01T00:00:00+16:00, not-a-timestamp",
                "TIMESTAMP, 2024-01-01T00:00:00+18:00, not-a-timestamp",
                "TIMESTAMP, 0000-12-31T23:00:00Z, not-a-timestamp",
                "TIMESTAMP, 0001-01-01T00:00:00+08:00, not-a-timestamp",
                "TIMESTAMP, 9999-12-31T23:59:59-01:00, not-a-timestamp",
                "TIMESTAMP, 2024-01-01 00:00:00Z, not-a-timestamp",
                "BOOLEAN, true, good",
                "BOOLEAN, TRUE, not-true-or-false",
            })
    void aValueIsOfItsType(ItemType type, String value, String broken) {
        assertThat(ValueRules.broken(item(type), value)).isEqualTo(broken);
    }

    @ParameterizedTest
    @Requirement("A15.1")
    @CsvSource({"0000, false", "D800, false", "0061 DC00, false", "D842 DFB7, true", "6751, true"})
    void aTextCanBeStored(String units, boolean storable) {
        StringBuilder text = new StringBuilder();
        for (String unit : units.split(" ", -1)) {
            text.append((char) Integer.parseInt(unit, 16));
        }
        assertThat(ValueRules.broken(item(ItemType.TEXT), text.toString()))
                .isEqualTo(storable ? null : "unstorable-text");
    }
}
