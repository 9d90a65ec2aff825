package org.publicdatamesh.catalog.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.test.Requirement;

@Requirement({"A2.2", "A13.3"})
class DetectorTest {
    private final Detector detector = new Detector(Lexicon.shipped(), Map.of("own-word-1", "雪山 7 号工程"));

    @ParameterizedTest(name = "{0}: {1} at {2}, {3} long")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // Marks, in every form that a document has them in.
                "绝密★启用前|classification-mark|0|3",
                "机密★20年|classification-mark|0|3",
                "文件标注秘密☆长期|classification-mark|4|3",
                "秘密级★10年|classification-mark|0|4",
                "本件为绝密级文件|classification-mark|3|5",
                "密级:机密|classification-mark|0|5",
                "商业秘密★5年|classification-mark|2|3",
                // Words.
                "绝密资料清单|classification-word|0|2",
                "机密档案目录|classification-word|0|2",
                "秘密会议纪要|classification-word|0|2",
                "拒绝绝密文书外借|classification-word|2|2",
                "本机机密档案|classification-word|2|2",
                "A TOP secret list|classification-word|2|10",
                // Put apart and written otherwise: told where it stands in the text as it was written.
                "绝 密 资料|classification-word|0|3",
                "资料机\u200B密\uFEFF档案|classification-word|2|3",
                "秘\u0336密会议|classification-word|0|3",
                "絕密文書|classification-word|0|2",
                "機　密文書|classification-word|0|3",
                "祕密會議|classification-word|0|2",
                "\uF9C3ＴＯＰ ＳＥＣＲＥＴ|classification-word|1|10",
                "🏔️绝密|classification-word|3|2",
                // Declared.
                "本数据涉及国家秘密|declared-secret|5|4",
                "涉密人员名录|declared-secret|0|2",
                "涉 密 载体台账|declared-secret|0|3",
                "工作秘密事项清单|declared-secret|0|4",
                "རྒྱལ་ཁབ་ཀྱི་གསང་བ|declared-secret|0|17",
                // Numbers of documents and copies.
                "见:藏办密〔2024〕12号|file-number|2|12",
                "密发（2023）第7号|file-number|0|11",
                "藏机发[2021]3号|file-number|0|11",
                "份号:000123|copy-number|0|9",
                // Troops, security, cryptography.
                "驻地为77001部队|military-unit|3|7",
                "解放军第76集团军驻地|military-unit|0|9",
                "边防部署图|military-plan|0|4",
                "军用仓库分布|military-place|0|4",
                "军用機場跑道|military-place|0|4",
                "警卫路线图|security-matter|0|4",
                "核心密码设备|cryptography|0|4",
                "机要文件登记|confidential-correspondence|0|4",
                // The security post's own.
                "参建雪山7号 工程的单位|own-word-1|2|7"
            })
    void looksLikeASecret(String text, String rule, int offset, int length) {
        assertThat(detector.in(text)).as(text).containsExactly(new Hit(rule, offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Secrets of others.
                "涉及商业秘密的除外",
                "保护商业机密",
                "技术秘密许可合同",
                "通信秘密受法律保护",
                // The law, and the duty.
                "《中华人民共和国保守国家秘密法》",
                "负有保守国家秘密的义务",
                "签订保密协议",
                "保密局",
                "保密工作",
                // Said not to be one, or asked.
                "不涉及国家秘密",
                "本条目不属于国家秘密",
                "是否涉密",
                "非涉密数据",
                "是否涉及国家秘密",
                // The same characters in other words.
                "拒绝密码登录",
                "杜绝密切接触",
                "手机密码",
                "计算机密钥",
                "发动机密封件",
                "信息的机密性和完整性",
                "机密计算",
                "与外方交涉密切",
                "神秘密室",
                "奥秘密码",
                "普通密码锁",
                "秘密投票选举",
                // Ordinary numbers and names.
                "藏政发〔2024〕12号",
                "国密局字〔2019〕1号",
                "国函(2024)7号",
                "商密〔2020〕3号",
                "退役军人名录",
                "解放军烈士陵园",
                "解放军旅游纪念",
                "部队驻地以外",
                "1234部队",
                "份号",
                "密级",
                "人口密度",
                "西藏自治区行政村名录",
                "Desktop secretary",
                "trade secret",
                "",
                " "
            })
    void isHarmless(String text) {
        assertThat(detector.in(text)).as(text).isEmpty();
    }

    @Test
    void tellsEachPartOnceAndTheLongerOfTwoThatLieInEachOther() {
        assertThat(detector.in("涉及国家秘密,另有绝密资料;商业秘密除外"))
                .containsExactly(new Hit("declared-secret", 2, 4), new Hit("classification-word", 9, 2));
        assertThat(detector.in("不涉及国家秘密;涉及国家秘密")).containsExactly(new Hit("declared-secret", 10, 4));
        assertThat(detector.in("绝密".repeat(100))).hasSize(Detector.MOST);
    }

    @Test
    void aHarmlessTextLetsNothingPassThatItCoversInPartOnly() {
        Detector own = new Detector(
                Lexicon.of(List.of("version 3", "term a-rule bcd", "harmless abc", "harmless cde")), Map.of());
        assertThat(own.in("abcde")).containsExactly(new Hit("a-rule", 1, 3));
        assertThat(new Detector(Lexicon.of(List.of("version 3", "term a-rule bcd", "harmless abcde")), Map.of())
                        .in("abcde bcd"))
                .containsExactly(new Hit("a-rule", 6, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "term x",
                "term X y",
                "fold ab c",
                "pattern a-rule x (",
                "mark a-rule x",
                "words a b",
                "version x",
                "version 0"
            })
    void aLineThatIsNoRuleIsNamed(String line) {
        assertThatThrownBy(() -> Lexicon.of(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules of secrecy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"密", "密级:", "解放军第", "份号", "7部队", "绝\u200B"})
    void aTextOfNothingButBeginningsTakesNoLongerThanItsLength(String beginning) {
        String text = beginning.repeat(200_000 / beginning.length());
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> detector.in(text));
    }
}
