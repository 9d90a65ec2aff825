package org.publicdatamesh.kit.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.test.Requirement;

class MasksTest {
    @ParameterizedTest
    @Requirement("A41.1")
    @CsvSource({
        "NONE, 绕赛社区居委会, 绕赛社区居委会",
        "FULL, 绕赛社区, ****",
        "KEEP_FIRST, 绕赛社区, 绕***",
        "KEEP_FIRST, 绕, *",
        "KEEP_EDGES, 540102002001, 5401****2001",
        "KEEP_EDGES, 540102, 54**02",
        "KEEP_EDGES, 绕赛区, 绕*区",
        "KEEP_EDGES, 绕赛, **",
        "KEEP_FIRST, 𠀀𠀁𠀂, 𠀀**",
    })
    void masksByCharacters(Mask mask, String value, String masked) {
        assertThat(Masks.apply(mask, value)).isEqualTo(masked);
    }
}
