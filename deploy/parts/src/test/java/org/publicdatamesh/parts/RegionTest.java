package org.publicdatamesh.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void the_declared_region_is_without_error() {
        Region region = Region.read(Installation.findHouse().resolve("deploy/local/region.yaml"));
        assertThat(region.units())
                .extracting(Region.Unit::id)
                .containsExactly(
                        "authority",
                        "civil-affairs",
                        "education",
                        "health",
                        "natural-resources",
                        "lhasa-transport",
                        "lhasa-water");
        assertThat(region.accounts())
                .extracting(Region.Account::user)
                .contains("authority-reviewer.authority", "data-supervisor.lhasa-water", "citizen.public")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_credit_code_with_one_wrong_character_is_found() {
        String good = "11540000MA0000023C";
        assertThat(Region.isCreditCode(good)).isTrue();
        for (int i = 0; i < 17; i++) {
            char other = good.charAt(i) == '1' ? '2' : '1';
            assertThat(Region.isCreditCode(good.substring(0, i) + other + good.substring(i + 1)))
                    .as("character %d", i)
                    .isFalse();
        }
        assertThat(Region.isCreditCode("11540000MA0000023D")).isFalse();
        assertThat(Region.isCreditCode("11540000MA000002I3")).isFalse();
        assertThat(Region.isCreditCode(null)).isFalse();
    }

    @Test
    void everything_wrong_in_a_declaration_is_named_in_one_line() throws IOException {
        Path file = folder.resolve("region.yaml");
        Files.writeString(file, """
                units:
                  - id: civil-affairs
                    name: {zh: 民政厅, en: Civil affairs}
                    kind: department
                    level: region
                    division: "540000"
                    creditCode: 11540000MA0000023C
                    posts: [data-specialist, director]
                  - id: civil-affairs
                    name: {zh: 民政厅}
                    kind: ministry
                    level: country
                    division: "54"
                    parent: nobody
                    creditCode: 11540000MA0000023D
                """);
        assertThatThrownBy(() -> Region.read(file))
                .isInstanceOf(PartFailure.class)
                .hasMessage(file + " declares units wrongly: "
                        + String.join(
                                "; ",
                                List.of(
                                        "civil-affairs has a post that is no role: director",
                                        "civil-affairs is declared twice",
                                        "civil-affairs lacks its name in zh or en",
                                        "civil-affairs is of no known kind: ministry",
                                        "civil-affairs is of no known level: country",
                                        "civil-affairs has no six-digit division (GB/T 2260): 54",
                                        "civil-affairs has a credit code with a wrong form or check character (GB 32100):"
                                                + " 11540000MA0000023D",
                                        "civil-affairs has a parent that is not declared: nobody")));
    }
}
