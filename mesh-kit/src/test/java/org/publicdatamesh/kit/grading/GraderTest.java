package org.publicdatamesh.kit.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.test.Requirement;

class GraderTest {
    /** A rule for grade 3, an entry, one item of it, and what is broken. */
    @ParameterizedTest
    @Requirement("A38.2")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '`',
            value = {
                // conditions of items
                "'items':{'identifies':['person']} | 'grade':3 | 'identifies':'person' | grade-below-rule /items/0/grade",
                "'items':{'identifies':['person']} | 'grade':3 | 'identifies':'person','grade':2 | grade-below-rule /items/0/grade",
                "'items':{'identifies':['person']} | 'grade':3 | 'identifies':'person','grade':3 | none",
                "'items':{'identifies':['person']} | 'grade':4 | 'identifies':'person','grade':4,'mask':'full' | none",
                "'items':{'identifies':['person']} | 'grade':3 | 'identifies':'organisation' | none",
                "'items':{'identifies':['person','organisation']} | 'grade':3 | 'identifies':'organisation' |"
                        + " grade-below-rule /items/0/grade",
                "'items':{'name':'.*_phone'} | 'grade':3 | 'name':'home_phone' | grade-below-rule /items/0/grade",
                "'items':{'name':'.*_phone'} | 'grade':3 | 'name':'home_phones' | none",
                "'items':{'words':['指纹','病历']} | 'grade':3 | 'label':'门诊病历号' | grade-below-rule /items/0/grade",
                "'items':{'words':['指纹']} | 'grade':3 | 'label':'病历' | none",
                "'items':{'standards':['GB 11643']} | 'grade':3 | 'standard':' GB 11643 ' | grade-below-rule /items/0/grade",
                "'items':{'standards':['GB 11643']} | 'grade':3 | 'standard':'GB/T 2260' | none",
                "'items':{'standards':['GB 11643']} | 'grade':3 | 'label':'编号' | none",
                "'items':{'checks':['resident-id']} | 'grade':3 | 'check':'resident-id' | grade-below-rule /items/0/grade",
                "'items':{'checks':['resident-id'],'identifies':['person']} | 'grade':3 | 'check':'resident-id' | none",
                // conditions of entries, for items and for the entry itself
                "'items':{'words':['编号']},'entries':{'units':['health']} | 'grade':3 | 'grade':1 | none",
                "'items':{'words':['编号']},'entries':{'units':['civil-affairs']} | 'grade':3 | 'grade':1 |"
                        + " grade-below-rule /items/0/grade",
                "'entries':{'classifications':['301']} | 'grade':2 | 'grade':1 | grade-below-rule /grade",
                "'entries':{'classifications':['302','3010']} | 'grade':2 | 'grade':1 | grade-below-rule /grade",
                "'entries':{'classifications':['302']} | 'grade':2 | 'grade':1 | none",
                "'entries':{'kinds':['department']} | 'grade':2 | 'grade':1 | grade-below-rule /grade",
                "'entries':{'kinds':['base']} | 'grade':2 | 'grade':1 | none",
                "'entries':{'shareTypes':['not-shared']} | 'grade':2,'shareType':'not-shared' | 'grade':1 | grade-below-rule /grade",
                "'entries':{'shareTypes':['unconditional']} | 'grade':2 | 'grade':1 | grade-below-rule /grade",
                "'entries':{'words':['低保']} | 'grade':2 | 'grade':1 | grade-below-rule /grade",
                "'entries':{'words':['低保'],'units':['health']} | 'grade':2 | 'grade':1 | none",
                "'entries':{'words':['低保']} | 'grade':3 | 'grade':1 | none",
                // classification that is meant
                "'entries':{'words':['低保']},'classification':'301' | 'grade':3 | 'grade':1 | none",
                "'entries':{'words':['低保']},'classification':'302' | 'grade':3 | 'grade':1 | other-classification /classification",
                // the entry and its items, openness, masks
                "'entries':{'words':['矿产']} | 'grade':2 | 'grade':3 | grade-below-items /grade",
                "'entries':{'words':['矿产']} | 'grade':1,'openType':'unconditional' | 'grade':1 | none",
                "'entries':{'words':['矿产']} | 'grade':2,'openType':'conditional' | 'grade':1 | none",
                "'entries':{'words':['矿产']} | 'grade':2,'openType':'unconditional' | 'grade':1 | too-open /openType",
                "'entries':{'words':['低保']} | 'grade':1,'openType':'conditional' | 'grade':1 |"
                        + " grade-below-rule /grade,too-open /openType",
                "'entries':{'words':['矿产']} | 'grade':4 | 'grade':4 | mask-missing /items/0/mask",
                "'entries':{'words':['矿产']} | 'grade':4,'shareType':'not-shared' | 'grade':4 | none",
            })
    void whatARuleRefuses(String rule, String entry, String item, String broken) {
        Grader grader = new Grader(7, Samples.rules(Samples.rule("'code':'r','leastGrade':3," + rule)));
        List<String> expected = broken == null ? List.of() : Arrays.asList(broken.split(","));
        assertThat(grader.broken(Samples.entry(entry, item)).stream()
                        .map(violation -> violation.code() + " " + violation.pointer()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    @Requirement("A38.2")
    void theHighestRuleIsToldWithItsReasonAndALowerGradeIsRaised() {
        Grader grader = new Grader(
                7,
                Samples.rules(
                        Samples.rule("'code':'person','leastGrade':2,'items':{'identifies':['person']}"),
                        Samples.rule("'code':'resident-id','leastGrade':3,'items':{'checks':['resident-id']}"),
                        Samples.rule(
                                "'code':'relief','leastGrade':2,'entries':{'words':['低保']},'classification':'30'")));
        GradedSubject entry = Samples.entry(
                "'grade':1,'openType':'conditional'",
                "'name':'id','identifies':'person','check':'resident-id'",
                "'name':'name','identifies':'person','grade':4",
                "'name':'amount'");
        assertThat(grader.broken(entry))
                .filteredOn(violation -> "/items/0/grade".equals(violation.pointer()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("edition 7", "resident-id", "grade 3", "泄露会损害个人权益", "GB/T 43697-2024 附录B"));
        GradingProposal proposal = grader.propose(entry);
        assertThat(proposal.grade()).isEqualTo(4);
        assertThat(proposal.classification()).isEqualTo("30");
        assertThat(proposal.openAtMost()).isEqualTo(OpenType.NOT_OPEN);
        assertThat(proposal.grounds()).extracting(GradingProposal.Ground::rule).containsExactly("relief");
        assertThat(proposal.items()).extracting(GradingProposal.Item::grade).containsExactly(3, 4, 1);
        assertThat(proposal.items()).extracting(GradingProposal.Item::stated).containsExactly(1, 4, 1);
        assertThat(proposal.items()).extracting(GradingProposal.Item::masked).containsExactly(false, true, false);
        assertThat(proposal.items().get(2).ground()).isNull();
    }

    @Test
    void whatIsProposedBreaksNoGrade() {
        Grader grader = new Grader(
                1, Samples.rules(Samples.rule("'code':'person','leastGrade':3,'items':{'identifies':['person']}")));
        GradedSubject entry = Samples.entry("'grade':1", "'identifies':'person'");
        int proposed = grader.propose(entry).grade();
        int item = grader.propose(entry).items().getFirst().grade();
        assertThat(grader.broken(Samples.entry("'grade':" + proposed, "'identifies':'person','grade':" + item)))
                .isEmpty();
    }
}
