package org.publicdatamesh.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.test.Requirement;

class ResourceStateTest {
    @ParameterizedTest
    @Requirement({"A13.1", "A17.3"})
    @CsvSource({
        "UNPROVEN,  PASS,     USABLE",
        "UNPROVEN,  FAIL,     UNPROVEN",
        "UNPROVEN,  REPLACE,  REPLACED",
        "UNPROVEN,  WITHDRAW, WITHDRAWN",
        "USABLE,    PASS,     USABLE",
        "USABLE,    FAIL,     UNPROVEN",
        "USABLE,    REPLACE,  REPLACED",
        "USABLE,    WITHDRAW, WITHDRAWN",
        "REPLACED,  PASS,     ",
        "REPLACED,  FAIL,     ",
        "REPLACED,  REPLACE,  ",
        "REPLACED,  WITHDRAW, ",
        "WITHDRAWN, PASS,     ",
        "WITHDRAWN, FAIL,     ",
        "WITHDRAWN, REPLACE,  ",
        "WITHDRAWN, WITHDRAW, "
    })
    void eachCommandLeadsWhereItShould(ResourceState from, ResourceState.Command command, ResourceState to) {
        assertThat(from.after(command)).isEqualTo(to);
        assertThat(from.standing()).isEqualTo(from == ResourceState.UNPROVEN || from == ResourceState.USABLE);
    }
}
