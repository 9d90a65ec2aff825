package org.publicdatamesh.kit.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.Mask;

class MasksTest {
    @Test
    void each_mask_keeps_its_part_and_no_more() {
        assertThat(Masks.apply(Mask.NONE, "吉日街道")).isEqualTo("吉日街道");
        assertThat(Masks.apply(Mask.FULL, "吉日街道")).isEqualTo("****");
        assertThat(Masks.apply(Mask.KEEP_FIRST, "吉日街道")).isEqualTo("吉***");
        assertThat(Masks.apply(Mask.KEEP_EDGES, "吉日街道")).isEqualTo("吉**道");
        assertThat(Masks.apply(Mask.KEEP_EDGES, "540102001001")).isEqualTo("5401****1001");
    }

    @Test
    void short_values_keep_nothing_and_characters_beyond_the_basic_plane_stay_whole() {
        assertThat(Masks.apply(Mask.KEEP_FIRST, "吉")).isEqualTo("*");
        assertThat(Masks.apply(Mask.KEEP_EDGES, "吉日")).isEqualTo("**");
        assertThat(Masks.apply(Mask.KEEP_FIRST, "𠮷日")).isEqualTo("𠮷*");
        assertThat(Masks.apply(Mask.FULL, "")).isEmpty();
    }
}
