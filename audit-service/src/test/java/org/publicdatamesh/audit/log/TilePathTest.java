package org.publicdatamesh.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @Test
    void addresses_are_those_of_the_specification() {
        assertThat(new TilePath(0, 1234067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(new TilePath(TilePath.ENTRIES, 0, 12).path()).isEqualTo("tile/entries/000.p/12");
        assertThat(new TilePath(1, 999, 255).path()).isEqualTo("tile/1/999.p/255");
        assertThat(new TilePath(2, 1000, 256).path()).isEqualTo("tile/2/x001/000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/x001/x234/067", "tile/entries/000.p/12", "tile/7/999.p/255", "tile/2/x001/000"})
    void an_address_reads_back(String path) {
        assertThat(TilePath.parse(path).orElseThrow().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/x000/000",
                "tile/0/0",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/300",
                "tile/0/000.p/07",
                "tile/8/000",
                "tile/0/../000",
                "tile/0/000/",
                "tile/0/x001/000.p/1/../../../../checkpoint",
                "tile/entries/001/000",
                "checkpoint"
            })
    void any_other_form_is_no_address(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @Test
    void a_log_of_65837_leaves_has_three_levels() {
        assertThat(TilePath.all(65837).stream().map(TilePath::path))
                .contains("tile/entries/257.p/45", "tile/0/257.p/45", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1")
                .hasSize(258 + 258 + 2 + 1);
    }
}
