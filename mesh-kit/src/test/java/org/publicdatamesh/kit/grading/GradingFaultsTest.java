package org.publicdatamesh.kit.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.test.Requirement;

class GradingFaultsTest {
    private static final String PERSON =
            Samples.rule("'code':'person','leastGrade':2,'items':{'identifies':['person']}");

    @ParameterizedTest
    @Requirement("A38.2")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '`',
            value = {
                "'code':'a1','leastGrade':2,'items':{'words':['病历']} | none | none",
                "'code':'a1','leastGrade':2,'entries':{'units':['health'],'words':['病历']} | none | none",
                "'code':'A1','leastGrade':2,'items':{'words':['病历']} | wrong-format | /rules/rules/1/code",
                "'code':'person','leastGrade':2,'items':{'words':['病历']} | rule-repeated | /rules/rules/1/code",
                "'code':'a1','leastGrade':0,'items':{'words':['病历']} | out-of-range | /rules/rules/1/leastGrade",
                "'code':'a1','leastGrade':5,'items':{'words':['病历']} | out-of-range | /rules/rules/1/leastGrade",
                "'code':'a1','leastGrade':2,'items':{} | no-condition | /rules/rules/1/items",
                "'code':'a1','leastGrade':2,'items':{'name':'(a+'} | not-a-pattern | /rules/rules/1/items/name",
                "'code':'a1','leastGrade':2,'items':{'words':[' ']} | wrong-size | /rules/rules/1/items/words/0",
                "'code':'a1','leastGrade':2,'entries':{'units':['health','nobody']} | unknown-unit | /rules/rules/1/entries/units/1",
                "'code':'a1','leastGrade':2,'entries':{'classifications':['3a']} | wrong-format |"
                        + " /rules/rules/1/entries/classifications/0",
                "'code':'a1','leastGrade':2,'classification':'x' | wrong-format | /rules/rules/1/classification",
                "'code':'a1','leastGrade':2,'classification':'3','items':{'words':['病历']} | not-for-items |"
                        + " /rules/rules/1/classification",
                "'code':'a1','leastGrade':2,'classification':'4','entries':{'classifications':['301']} | contradictory |"
                        + " /rules/rules/1/classification",
                "'code':'a1','leastGrade':2,'classification':'301002','entries':{'classifications':['301']} | none | none",
                "'code':'a1','leastGrade':3,'items':{'identifies':['person']} | same-scope | /rules/rules/1",
                "'code':'a1','leastGrade':3,'entries':{'units':['health']},'items':{'identifies':['person']} | none | none",
            })
    void aRuleThatIsNoneIsNamed(String rule, String code, String pointer) {
        holds(Samples.rules(PERSON, Samples.rule(rule)), code, pointer);
    }

    /** Two rules for entries, each with the classification that it means. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'units':['health'] | 301 | 'units':['health'],'words':['病历'] | 302 | true",
                "'units':['health'],'words':['病历'] | 301 | 'units':['health'] | 302 | true",
                "'units':['health'] | 301 | 'units':['health'],'words':['病历'] | 3010 | false",
                "'units':['health'] | 301 | 'words':['病历'] | 302 | false",
                "'words':['学校'] | 301 | 'words':['中小学校'] | 302 | true",
                "'words':['中小学校'] | 301 | 'words':['医院'] | 302 | false",
                "'kinds':['base','theme'] | 301 | 'kinds':['base'] | 302 | true",
                "'kinds':['base'] | 301 | 'kinds':['theme'] | 302 | false",
            })
    void rulesForTheSameEntriesMeanOneClassification(
            String one, String meant, String other, String otherMeant, boolean contradictory) {
        holds(
                Samples.rules(
                        Samples.rule(
                                "'code':'one','leastGrade':2,'classification':'" + meant + "','entries':{" + one + "}"),
                        Samples.rule("'code':'other','leastGrade':2,'classification':'" + otherMeant + "','entries':{"
                                + other + "}")),
                contradictory ? "contradictory" : null,
                contradictory ? "/rules/rules/1/classification" : null);
    }

    @ParameterizedTest
    @Requirement("A38.2")
    @CsvSource(
            nullValues = "none",
            value = {
                "2, grade, 2, grades-out-of-order, /rules/grades/2/grade",
                "3, grade, 5, grades-out-of-order, /rules/grades/3/grade",
                "3, level, general, none, none",
                "2, level, core, weaker-than-lower-grade, /rules/grades/3/level",
                "3, impact, ordinary, weaker-than-lower-grade, /rules/grades/3/impact",
                "2, openAtMost, unconditional, weaker-than-lower-grade, /rules/grades/2/openAtMost",
                "2, masked, true, none, none",
                "1, masked, true, weaker-than-lower-grade, /rules/grades/2/masked",
            })
    void gradesGrowStricter(int index, String member, String value, String code, String pointer) {
        ArrayNode grades = Samples.grades();
        ObjectNode grade = (ObjectNode) grades.get(index);
        switch (member) {
            case "grade" -> grade.put(member, Integer.parseInt(value));
            case "masked" -> grade.put(member, Boolean.parseBoolean(value));
            default -> grade.put(member, value);
        }
        holds(Samples.rules(grades, PERSON), code, pointer);
    }

    @Test
    @Requirement("A38.2")
    void eachGradeSaysWhatEachStepNeedsOnce() {
        ArrayNode grades = Samples.grades();
        ((ObjectNode) grades.get(1).path("steps").get(6)).put("step", "store");
        assertThat(GradingFaults.in(Samples.rules(grades, PERSON), Set.of()))
                .extracting(fault -> fault.code() + " " + fault.pointer())
                .containsExactly("step-repeated /rules/grades/1/steps/6/step", "step-missing /rules/grades/1/steps");
    }

    @Test
    @Requirement("A40.5")
    void aRuleOfCombinationsThatIsNoneIsNamed() {
        ItemScope words = new ItemScope(null, List.of("住址"), null, null, null);
        ItemScope none = new ItemScope(null, null, null, null, null);
        GradingRules alone = Samples.rules(PERSON);
        GradingRules rules = new GradingRules(
                alone.grades(),
                alone.rules(),
                List.of(
                        new CombinationRule("good-one", List.of(words, words), 3, "可以识别到人", "附录G"),
                        new CombinationRule("good-one", List.of(words, none), 5, "可以识别到人", "附录G"),
                        new CombinationRule("person", List.of(words, words), 3, "可以识别到人", "附录G"),
                        new CombinationRule("X", List.of(words, words), 3, "可以识别到人", "附录G")));
        assertThat(GradingFaults.in(rules, Set.of()))
                .extracting(fault -> fault.code() + " " + fault.pointer())
                .containsExactly(
                        "code-taken /rules/combinations/1/code",
                        "out-of-range /rules/combinations/1/leastGrade",
                        "no-condition /rules/combinations/1/parts/1",
                        "code-taken /rules/combinations/2/code",
                        "wrong-format /rules/combinations/3/code");
    }

    private static void holds(GradingRules rules, @Nullable String code, @Nullable String pointer) {
        if (code == null) {
            assertThat(GradingFaults.in(rules, Set.of("health"))).isEmpty();
        } else {
            assertThat(GradingFaults.in(rules, Set.of("health")))
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.code()).isEqualTo(code);
                        assertThat(fault.pointer()).isEqualTo(pointer);
                    });
        }
    }
}
