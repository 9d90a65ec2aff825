package org.publicdatamesh.exchange.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.test.Requirement;

@Requirement("A25.1")
class SuggestionsTest {
    private static final String PURPOSE = "划定学区边界";

    private static Suggestions.Granted granted(String unit, String purpose, String... items) {
        return new Suggestions.Granted(unit, purpose, Set.of(items));
    }

    private static List<String> suggested(Suggestions.Granted... granted) {
        return Suggestions.of(PURPOSE, new Register(false).resource(), List.of(granted)).stream()
                .map(one -> one.name() + " " + one.reason() + " " + one.used() + "/" + one.of() + " " + one.words())
                .toList();
    }

    @Test
    void wordsArePairsOfChineseCharactersAndOtherWordsOfThreeLetters() {
        assertThat(Words.of("划定学区, of School-2 GB")).containsExactly("划定", "定学", "学区", "school");
        assertThat(Words.of("学 区")).isEmpty();
        assertThat(Words.common("学区划定", Words.of(PURPOSE))).containsExactly("学区", "划定");
    }

    @Test
    void withoutOthersOnlyTheKeyIsNamed() {
        assertThat(suggested()).containsExactly("code KEY null/0 []");
        assertThat(suggested(granted("a", "测算补助标准", "residents"), granted("b", "学区测算", "residents")))
                .containsExactly("code KEY null/0 []");
    }

    @Test
    void whatMostWithWordsOfThePurposeWereGrantedIsNamedTheMostFrequentFirst() {
        assertThat(suggested(
                        granted("a", "公示学区边界", "code", "town"),
                        granted("b", "学区边界核定", "code", "town", "name"),
                        granted("c", "划定学区", "residents", "town"),
                        granted("d", "测算补助", "residents")))
                .containsExactly("code KEY 2/3 [学区, 区边, 边界, 划定, 定学]", "town USED_BY_MOST 3/3 [学区, 区边, 边界, 划定, 定学]");
        assertThat(suggested(
                        granted("a", "公示学区边界", "name"),
                        granted("b", "学区边界核定", "residents"),
                        granted("c", "学区边界核定", "residents", "name")))
                .containsExactly(
                        "code KEY null/3 []",
                        "name USED_BY_MOST 2/3 [区边, 学区, 边界]",
                        "residents USED_BY_MOST 2/3 [区边, 学区, 边界]");
    }

    @Test
    void whatFewerThanThreeUnitsWereGrantedIsNotTold() {
        assertThat(suggested(
                        granted("a", "公示学区边界", "code", "town"),
                        granted("b", "学区边界核定", "code", "town"),
                        granted("b", "划定学区", "town"),
                        granted("c", "测算补助", "town")))
                .containsExactly("code KEY null/0 []");
    }
}
