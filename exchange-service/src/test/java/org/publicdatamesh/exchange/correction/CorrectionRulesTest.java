package org.publicdatamesh.exchange.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.test.Requirement;

class CorrectionRulesTest {
    @Test
    @Requirement("A27.4")
    void nothingIsLeftToCorrectWhereTheRowOrItemIsGoneOrTheExpectedValueStands() {
        SharedResource resource = new Register(false).resource();
        Doubt doubt = new Doubt();
        doubt.item = "name";
        doubt.expected = "甲新村";
        assertThat(CorrectionRules.isMoot(resource, doubt, null)).isTrue();
        assertThat(CorrectionRules.isMoot(resource, doubt, Map.of("code", "540102001001", "name", "甲村")))
                .isFalse();
        assertThat(CorrectionRules.isMoot(resource, doubt, Map.of("code", "540102001001", "name", "甲新村")))
                .isTrue();
        doubt.expected = null;
        assertThat(CorrectionRules.isMoot(resource, doubt, Map.of("code", "540102001001")))
                .isFalse();
        doubt.item = "gone";
        assertThat(CorrectionRules.isMoot(resource, doubt, Map.of("code", "540102001001")))
                .isTrue();
    }
}
