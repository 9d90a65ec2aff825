package org.publicdatamesh.bench;

import java.util.List;

/** Names of data elements, the same in each run: of each thing that a department keeps, what is known at each step of it. */
final class ElementNames {
    private static final List<String> STEPS = List.of(
            "申请", "受理", "审批", "变更", "延续", "注销", "年检", "备案", "监督检查", "行政处罚", "补助发放", "投诉举报", "评估", "公示", "整改", "归档");
    private static final List<String> STEPS_MEAN = List.of(
            "提出请求时",
            "窗口收下材料时",
            "主管机关作出决定时",
            "登载事项改动时",
            "期限届满前续办时",
            "权利终止时",
            "每年核验时",
            "事后报送时",
            "执法人员到场查看时",
            "违法被罚时",
            "资金拨付到人时",
            "群众反映问题时",
            "第三方打分时",
            "对外张榜时",
            "问题改正时",
            "材料入库时");
    private static final List<String> MATTERS =
            List.of("经办", "责任", "批准", "完成", "委托", "抽查", "复核", "联系", "受益", "执行", "验收", "移交", "登记", "核定", "约定");
    private static final List<String> MATTERS_MEAN = List.of(
            "具体办理者", "承担后果者", "签字同意者", "全部做完后", "代为出面者", "随机选中者", "第二次查看者", "可以找到的人", "得到好处的一方", "负责落实的一方", "确认合格后",
            "转交他处后", "记入簿册后", "查实认可后", "双方商定后");
    private static final List<String> FORMS =
            List.of("人姓名", "单位名称", "日期", "编号", "金额", "结果", "意见", "地址", "联系电话", "状态", "次数", "比例", "等级", "类别");
    private static final List<String> FORMS_MEAN = List.of(
            "在身份证件上的称呼",
            "在公章上的全称",
            "以年月日表示的一天",
            "按统一规则排列的号",
            "以元计的钱数",
            "最后得出的结论",
            "书面写下的看法",
            "门牌所在之处",
            "白天能接通的号码",
            "目前所处的阶段",
            "累计发生了几回",
            "所占的百分数",
            "从高到低的档次",
            "按目录划分的种类");
    private static final List<String> THINGS = SearchNames.things();

    private ElementNames() {}

    /** How many different names there are. */
    static int most() {
        return THINGS.size() * STEPS.size() * MATTERS.size() * FORMS.size();
    }

    /** Name number {@code nr}, from 0 to {@link #most}; neighbours are of other things. */
    static String name(int nr) {
        return THINGS.get(thing(nr)) + STEPS.get(step(nr)) + MATTERS.get(matter(nr)) + FORMS.get(form(nr));
    }

    /** What an element of that name says, in other words than the name. */
    static String meaning(int nr) {
        return THINGS.get(thing(nr))
                + STEPS_MEAN.get(step(nr))
                + MATTERS_MEAN.get(matter(nr))
                + FORMS_MEAN.get(form(nr));
    }

    private static int thing(int nr) {
        return nr % THINGS.size();
    }

    private static int step(int nr) {
        return nr / THINGS.size() % STEPS.size();
    }

    private static int matter(int nr) {
        return nr / THINGS.size() / STEPS.size() % MATTERS.size();
    }

    private static int form(int nr) {
        return nr / THINGS.size() / STEPS.size() / MATTERS.size() % FORMS.size();
    }
}
