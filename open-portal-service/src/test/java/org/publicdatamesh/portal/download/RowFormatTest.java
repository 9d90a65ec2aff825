package org.publicdatamesh.portal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;

class RowFormatTest {
    private static DataItem item(ItemType type) {
        return new DataItem(
                "v", "值", type, null, false, false, ItemCheck.NONE, 1, Identifies.NOBODY, Mask.NONE, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 12,    12",
        "INTEGER, many,  '\"many\"'",
        "DECIMAL, -0.50, -0.50",
        "BOOLEAN, true,  true",
        "BOOLEAN, false, false",
        "BOOLEAN, 是,     '\"是\"'",
        "TEXT,    12,    '\"12\"'",
        "INTEGER, ,      null",
    })
    void aValueIsWrittenAsItsTypeOrAsTheTextThatItIs(ItemType type, String value, String written) {
        assertThat(RowFormat.json(List.of("v"), List.of(item(type)), Arrays.asList(value)))
                .isEqualTo("{\"v\":" + written + "}");
    }

    @Test
    void csvQuotesWhatNeedsQuotes() {
        assertThat(RowFormat.csv(Arrays.asList("a,b", null, "say \"x\"", "=1")))
                .isEqualTo("\"a,b\",,\"say \"\"x\"\"\",=1\r\n");
    }
}
