package org.publicdatamesh.security.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.grading.GradedSubject;
import org.publicdatamesh.kit.grading.Grader;
import org.publicdatamesh.test.Requirement;

/** What the edition that comes with the service says of usual entries. */
class ShippedGradingTest {
    private static final Grader GRADER = new Grader(1, ShippedGrading.read().rules());

    @ParameterizedTest
    @Requirement("A38.2")
    @CsvSource({
        "行政村名录, unconditional, 行政村代码, nobody, division-code, 1, 1",
        "中小学校名录, unconditional, 学校名称, organisation, none, 1, 1",
        "社会组织名录, unconditional, 统一社会信用代码, organisation, credit-code, 1, 1",
        "户籍人口, conditional, 姓名, person, none, 2, 2",
        "户籍人口, conditional, 手机号码, nobody, none, 2, 2",
        "户籍人口, conditional, 公民身份号码, person, resident-id, 3, 3",
        "驾驶人, conditional, 证件号码, person, resident-id, 3, 3",
        "参保人员, conditional, 银行卡号, person, none, 3, 3",
        "住院登记, conditional, 诊断结果, nobody, none, 3, 3",
        "出入境人员, conditional, 人脸照片, person, none, 4, 4",
        "留守儿童名册, conditional, 姓名, person, none, 3, 3",
        "低保对象, conditional, 姓名, person, none, 3, 3",
        "低保标准, unconditional, 县区, nobody, division-code, 1, 1",
        "社区矫正对象, conditional, 编号, nobody, none, 1, 3",
        "案件线索, not-shared, 编号, nobody, none, 1, 3",
        "关键信息基础设施清单, conditional, 名称, organisation, none, 1, 4",
    })
    void theFirstEditionGradesUsualEntries(
            String name, String share, String label, String identifies, String check, int itemGrade, int entryGrade) {
        GradedSubject entry = new GradedSubject(
                "civil-affairs",
                name,
                null,
                "301",
                1,
                ShareType.valueOf(share.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
                null,
                List.of(new DataItem(
                        "item",
                        label,
                        ItemType.TEXT,
                        60,
                        true,
                        true,
                        ItemCheck.valueOf(
                                check.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
                        1,
                        Identifies.valueOf(identifies.toUpperCase(java.util.Locale.ROOT)),
                        Mask.NONE,
                        null,
                        null)));
        assertThat(GRADER.propose(entry).items().getFirst().grade()).isEqualTo(itemGrade);
        assertThat(GRADER.propose(entry).grade()).isEqualTo(entryGrade);
    }
}
