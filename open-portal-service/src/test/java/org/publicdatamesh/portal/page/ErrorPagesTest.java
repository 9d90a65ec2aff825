package org.publicdatamesh.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,*/*;q=0.8 | true  | true",
                "*/*                                       | true  | false",
                "application/json                          | false | false",
                "application/json, text/html;q=0.5         | false | false",
                "text/html;q=0.9, application/json;q=0.5   | true  | true",
                "text/csv                                  | false | false",
                "text/html;q=zero                          | false | false",
                "application/json;q=0.1, */*               | false | false"
            })
    void htmlIsWantedWhereItIsPreferred(String accept, boolean onAPage, boolean elsewhere) {
        assertThat(ErrorPages.wantsPage(accept, true)).isEqualTo(onAPage);
        assertThat(ErrorPages.wantsPage(accept, false)).isEqualTo(elsewhere);
    }
}
