package org.publicdatamesh.catalog.dcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.test.Requirement;

class AuthorityTest {
    @Test
    @Requirement({"A23.1", "A29.1"})
    void theAccessRightFollowsFromShareAndOpenType() {
        Map<String, String> rights = new LinkedHashMap<>();
        for (OpenType open : OpenType.values()) {
            for (ShareType share : ShareType.values()) {
                String iri = Authority.accessRight(share, open);
                rights.put(
                        open + "/" + share,
                        iri.replace("http://publications.europa.eu/resource/authority/access-right/", ""));
            }
        }
        assertThat(rights)
                .containsExactly(
                        Map.entry("UNCONDITIONAL/UNCONDITIONAL", "PUBLIC"),
                        Map.entry("UNCONDITIONAL/CONDITIONAL", "PUBLIC"),
                        Map.entry("UNCONDITIONAL/NOT_SHARED", "PUBLIC"),
                        Map.entry("CONDITIONAL/UNCONDITIONAL", "RESTRICTED"),
                        Map.entry("CONDITIONAL/CONDITIONAL", "RESTRICTED"),
                        Map.entry("CONDITIONAL/NOT_SHARED", "RESTRICTED"),
                        Map.entry("NOT_OPEN/UNCONDITIONAL", "RESTRICTED"),
                        Map.entry("NOT_OPEN/CONDITIONAL", "RESTRICTED"),
                        Map.entry("NOT_OPEN/NOT_SHARED", "NON_PUBLIC"));
    }

    @Test
    void eachUpdateCycleIsOneFrequency() {
        assertThat(Arrays.stream(UpdateCycle.values())
                        .map(cycle -> Authority.frequency(cycle)
                                .replace("http://publications.europa.eu/resource/authority/frequency/", ""))
                        .collect(Collectors.toList()))
                .containsExactly("CONT", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL", "IRREG");
    }
}
