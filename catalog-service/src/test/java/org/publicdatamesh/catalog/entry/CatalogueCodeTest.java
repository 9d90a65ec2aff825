package org.publicdatamesh.catalog.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.problem.Violation;

class CatalogueCodeTest {
    @ParameterizedTest
    @CsvSource({
        "'',class-missing",
        "3,item-code-missing",
        "30,item-code-missing",
        "307,category-missing",
        "3070,category-missing",
        "30700,category-missing",
        "307001,",
        "3070011,",
        "30700112345678901234,",
        "307001123456789012345,wrong-format",
        "30700a,wrong-format",
        "a,wrong-format",
        "' 307001',wrong-format",
        "307-001,wrong-format",
        "３０７００１,wrong-format",
    })
    void thePartThatIsMissingIsNamed(String classification, String code) {
        assertThat(CatalogueCode.broken(classification).map(Violation::code).orElse(null))
                .isEqualTo(code);
        assertThat(CatalogueCode.broken(classification).map(Violation::pointer).orElse("/classification"))
                .isEqualTo("/classification");
    }

    @Test
    void aCodeIsTheClassificationASlashAndTheSerialNumber() {
        assertThat(CatalogueCode.of("307001", 42)).isEqualTo("307001/000042");
        assertThat(CatalogueCode.of("30700112", 1_234_567)).isEqualTo("30700112/1234567");
    }
}
