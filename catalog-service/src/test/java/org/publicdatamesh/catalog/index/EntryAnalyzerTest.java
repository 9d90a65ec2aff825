package org.publicdatamesh.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryAnalyzerTest {
    private static final EntryAnalyzer ANALYZER = new EntryAnalyzer();

    @AfterAll
    static void close() {
        ANALYZER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ＡＢＣ１２,abc12",
        "二〇二五年,2025年",
        "二零二五年度,2025年度",
        "壹贰叁,一二三",
        "第三次,第三次",
        "'  a　 b ',a b",
        "PM２．５,pm2.5",
        "ས༌མིང,ས་མིང"
    })
    void oneFormIsKeptOfWhatIsWrittenInSeveral(String written, String folded) {
        assertThat(EntryAnalyzer.fold(written)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({"拉萨市城关区低保对象,拉萨市 城关 区 低 保 对象", "居民身份证,居民 身份证", "学校、医院。,学校 医院"})
    void chineseIsCutIntoWords(String text, String words) {
        assertThat(ANALYZER.words(text)).containsExactly(words.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "低保户,低 低保 保 保户 户",
        "县,县",
        "GDP年报,gdp 年 年报 报",
        "Households' Incomes,household incom",
        "བོད་རང་སྐྱོང་ལྗོངས།,བོད རང སྐྱོང ལྗོངས",
        "ས་མིང། མི་འབོར,ས མིང མི འབོར"
    })
    void partsAreCharactersPairsStemsAndSyllables(String text, String parts) {
        assertThat(ANALYZER.parts(text)).containsExactly(parts.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"户口,^ hu h kou k", "银行,^ yin y xing hang heng x h", "A级,^ a ji j", "绿,^ lv lu l", "ས,^ ས"})
    void namesAreSpelledWithEachReadingAndInitial(String name, String spelling) {
        assertThat(ANALYZER.spelling(name)).containsExactly(spelling.split(" ", -1));
    }

    @Test
    void lettersAreCutIntoSyllablesEachWay() {
        assertThat(Pinyin.spelled("xian")).containsExactlyInAnyOrder(List.of("xian"), List.of("xi", "an"));
        assertThat(Pinyin.spelled("hukou")).containsExactly(List.of("hu", "kou"));
        assertThat(Pinyin.spelled("qx")).isEmpty();
        assertThat(Pinyin.begun("huko")).contains(List.of("hu", "ko"));
        assertThat(Pinyin.spelled("a".repeat(61))).isEmpty();
        assertThat(Pinyin.spelled("xian".repeat(15))).hasSize(12);
        assertThat(Pinyin.spelled("an".repeat(29) + "q")).isEmpty();
    }

    @Test
    void synonymsAreTheGroupOfAWordWithItselfFirst() {
        Synonyms synonyms = Synonyms.ofResources();
        assertThat(synonyms.of("名单")).startsWith("名单").contains("花名册", "名册");
        assertThat(synonyms.of("青稞")).containsExactly("青稞");
        assertThat(synonyms.weak("数据")).isTrue();
        assertThat(synonyms.weak("低保")).isFalse();
        assertThat(synonyms.groups()).isGreaterThanOrEqualTo(40);
        assertThat(synonyms.knownAt("查最低生活保障名单", 1)).isEqualTo(6);
        assertThat(synonyms.knownAt("青稞", 0)).isZero();
    }

    @Test
    void whatIsTypedBecomesWordsThatAreAskedAndWordsThatAreWelcome() {
        QueryWords words = QueryWords.of("城关区低保数据 GDP 101/000012", Synonyms.ofResources(), ANALYZER);
        assertThat(words.asked()).extracting(QueryWords.Word::typed).containsExactly("城关", "低保", "gdp", "101/000012");
        assertThat(words.welcome()).extracting(QueryWords.Word::typed).containsExactly("区", "数据");
        QueryWords weak = QueryWords.of("数据", Synonyms.ofResources(), ANALYZER);
        assertThat(weak.asked()).extracting(QueryWords.Word::typed).containsExactly("数据");
    }
}
