package org.publicdatamesh.catalog.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.catalog.StandardClause;
import org.publicdatamesh.test.Requirement;

/** Names as units give them, and whether they are of one datum. */
class LikenessTest {
    private static Likeness named(String one, String other) {
        return Likeness.of(Wording.of(one, List.of(), null, null), Wording.of(other, List.of(), null, null));
    }

    @ParameterizedTest
    @Requirement("A14.2")
    @CsvSource({
        "公民身份号码, 居民身份证号码",
        "公民身份号码, 身份证号",
        "公民身份号码, 身份证号码(18位)",
        "公民身份号码, ' 公民 身份 号码 '",
        "统一社会信用代码, 社会信用代码",
        "统一社会信用代码, 统一社会信用代码(必填)",
        "户籍地址, 户口所在地地址",
        "户籍地址, 户籍所在地详细地址",
        "家庭住址, 家庭地址",
        "现住址, 居住地址",
        "出生日期, 出生年月",
        "出生日期, 生日",
        "法定代表人姓名, 法人代表姓名",
        "学历, 文化程度",
        "政治面貌, 政治面目",
        "民族, 民族成份",
        "联系电话, 联系电话号码",
        "手机号码, 移动电话",
        "手机号, 手机号码",
        "注册资本(万元), 注册资金",
        "成立日期, 设立时间",
        "车牌号, 机动车号牌号码",
        "机动车发动机号, 车辆发动机号码",
        "婚姻状况, 婚姻状态",
        "毕业院校名称, 毕业学校名称",
        "邮政编码, 邮编",
        "签发机关, 发证机关",
        "低保金额, 最低生活保障金额",
        "ＧＤＰ总量, gdp总量",
        "姓名, 姓 名",
        "不动产权证号, 不动产权证书号",
        "行政区划代码, 行政区划编码",
        "Name of school, NAME OF SCHOOL"
    })
    void theseAreOneName(String one, String other) {
        assertThat(named(one, other)).isEqualTo(new Likeness(Set.of(Ground.SAME_NAME), true));
        assertThat(named(other, one).grounds()).containsExactly(Ground.SAME_NAME);
    }

    @ParameterizedTest
    @Requirement("A14.2")
    @CsvSource({
        "出生日期, 学生出生日期",
        "姓名, 申请人姓名",
        "手机号码, 申请人手机号",
        "公民身份号码, 申请人身份证号",
        "性别, 性别代码",
        "民族, 民族名称",
        "注册地址, 企业注册地址",
        "公路路线编号, 农村公路路线编号",
        "建设项目名称, 建设工程项目名称",
        "经营范围, 企业经营范围",
        "残疾等级, 残疾人残疾等级",
        "房屋建筑面积, 房屋总建筑面积",
        "采矿许可证编号, 许可证编号",
        "学籍号, 学生学籍号",
        "企业登记机关名称, 登记机关名称",
        "纳税信用等级, 企业纳税信用等级",
        "婚姻状况, 本人婚姻状况",
        "水质监测断面名称, 水质断面名称"
    })
    void theseAreSimilarAndToBeJudged(String one, String other) {
        assertThat(named(one, other)).isEqualTo(new Likeness(Set.of(Ground.SIMILAR_NAME), false));
        assertThat(named(other, one).grounds()).containsExactly(Ground.SIMILAR_NAME);
    }

    @ParameterizedTest
    @Requirement("A14.2")
    @CsvSource({
        "食品经营许可证编号, 药品经营许可证编号",
        "食品经营许可证编号, 食品生产许可证编号",
        "父亲姓名, 母亲姓名",
        "姓名, 父亲姓名",
        "姓名, 监护人姓名",
        "出生日期, 父亲出生日期",
        "出生日期, 死亡日期",
        "公民身份号码, 监护人身份证号码",
        "公民身份号码, 法定代表人身份证号码",
        "法定代表人姓名, 法定代表人身份证号码",
        "联系人姓名, 联系人电话",
        "户籍地址, 居住地址",
        "注册地址, 经营地址",
        "成立日期, 注销日期",
        "变更登记日期, 登记日期",
        "申请日期, 受理日期",
        "有效期起始日期, 有效期截止日期",
        "入学日期, 毕业日期",
        "企业名称, 学校名称",
        "学生姓名, 教师姓名",
        "名称, 名称",
        "名称, 企业名称",
        "编号, 路线编号",
        "日期, 出生日期",
        "备注, 备注",
        "学校名称, 学校地址",
        "行政区划代码, 统一社会信用代码",
        "纳税人名称, 投保人名称",
        "计划投资金额, 实际投资金额",
        "投资金额, 计划投资金额",
        "最高气温, 最低气温",
        "耕地面积, 林地面积",
        "机动车号牌号码, 机动车发动机号",
        "学校名称, 学校类型"
    })
    void theseAreTwo(String one, String other) {
        assertThat(named(one, other).arises()).as(one + " " + other).isFalse();
        assertThat(named(other, one).arises()).as(other + " " + one).isFalse();
    }

    private static Wording wording(String name, @Nullable String meaning, @Nullable StandardClause standard) {
        return Wording.of(name, List.of(), meaning, standard);
    }

    @Test
    @Requirement("A14.2")
    void aMeaningCountsInTheSameOrSimilarWords() {
        Wording source = wording("就读学校", "学生当前取得学籍的学校的全称", null);
        assertThat(Likeness.of(source, wording("学籍所在校", "学生当前取得学籍的学校的全称。", null)))
                .isEqualTo(new Likeness(Set.of(Ground.SAME_MEANING), true));
        assertThat(Likeness.of(
                        wording("施工许可证发证日期", "建设主管部门核发施工许可证的日期", null), wording("施工许可证核发日期", "建设主管部门核发施工许可证之日期", null)))
                .isEqualTo(new Likeness(Set.of(Ground.SIMILAR_MEANING), false));
        assertThat(Likeness.of(wording("证书编号", "教师资格证书上的编号", null), wording("证书编号", "药师执业证书的统一编码", null)))
                .as("one name, another meaning")
                .isEqualTo(new Likeness(Set.of(Ground.SAME_NAME), false));
        assertThat(Likeness.of(wording("证书编号", "教师资格证书上的编号", null), wording("证书号", "教师资格证书的编号", null)))
                .isEqualTo(new Likeness(Set.of(Ground.SAME_NAME, Ground.SIMILAR_MEANING), true));
        assertThat(Likeness.of(wording("甲", "无", null), wording("乙", "无", null)).arises())
                .as("a meaning that says nothing")
                .isFalse();
    }

    @Test
    @Requirement("A14.1")
    void aClauseCountsInWhateverFormItIsWritten() {
        Wording source = wording("公民身份号码", null, new StandardClause("GB 11643", "1999", "4.1"));
        for (StandardClause same : List.of(
                new StandardClause("GB11643-1999", null, "第4.1条"),
                new StandardClause("ｇｂ 11643—1999", null, "4.1"),
                new StandardClause("GB 11643", null, "4.1"),
                new StandardClause("《GB 11643-1999》", null, " 4.1 "))) {
            assertThat(Likeness.of(source, wording("号牌", null, same)))
                    .as(same.toString())
                    .isEqualTo(new Likeness(Set.of(Ground.SAME_CLAUSE), false));
        }
        for (StandardClause other : List.of(
                new StandardClause("GB 11643", "1999", "4.2"),
                new StandardClause("GB 11643", "2024", "4.1"),
                new StandardClause("GB/T 11643", "1999", "4.1"),
                new StandardClause("GB 11643", "1999", null))) {
            assertThat(Likeness.of(source, wording("号牌", null, other)).arises())
                    .as(other.toString())
                    .isFalse();
        }
        assertThat(Likeness.of(source, wording("申请人身份证号", null, new StandardClause("GB 11643", null, "4.1"))))
                .isEqualTo(new Likeness(Set.of(Ground.SIMILAR_NAME, Ground.SAME_CLAUSE), true));
        assertThat(Clause.parse("《个人基本信息分类与代码》GB/T 2261.1-2003 表1")).hasValue(new Clause("gb/t2261.1", "2003", "表1"));
        assertThat(Clause.parse("DB54/T 0123—2019")).hasValue(new Clause("db54/t0123", "2019", null));
        assertThat(Clause.parse("按国家标准")).isEmpty();
    }

    @Test
    void aSynonymIsAName() {
        Wording source = Wording.of("公民身份号码", List.of("证件号"), null, null);
        assertThat(Likeness.of(source, Wording.of("证件编号", List.of(), null, null))
                        .grounds())
                .containsExactly(Ground.SAME_NAME);
    }

    @Test
    void aNameIsReadAgainFromItsKey() {
        for (String name : List.of("公民身份号码", "名称", "民族", "a|b号码")) {
            assertThat(DatumName.ofKey(DatumName.of(name).key())).isEqualTo(DatumName.of(name));
        }
    }
}
