package org.publicdatamesh.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.parts.Installation;

class RegisterTest {
    private final Register register = Register.read(Installation.findHouse().resolve("deploy/local/data"));

    @Test
    void theRealDivisionsAreWholeAndJoinedToTheirParents() {
        assertThat(register.villages()).hasSize(5580);
        assertThat(register.counties()).hasSize(78);
        assertThat(register.village("540102002001").fields())
                .containsExactly("540102002001", "绕赛社区居委会", "540102002", "八廓街道", "540102", "城关区", "5401", "拉萨市");
        assertThat(register.villages()).allMatch(village -> village.code().startsWith(village.townshipCode()));
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        byte[] file = Register.csv(List.of("a", "b"), Stream.of(List.of("x,y", "say \"no\"")));
        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n");
    }
}
