package org.publicdatamesh.bench;

import java.util.List;

/** Names of data elements, the same in each run: of each thing that a department keeps, what is known at each step of it. */
final class ElementNames {
    private static final List<String> STEPS = List.of(
            "申请", "受理", "审批", "变更", "延续", "注销", "年检", "备案", "监督检查", "行政处罚", "补助发放", "投诉举报", "评估", "公示", "整改", "归档");
    private static final List<String> MATTERS =
            List.of("经办", "责任", "批准", "完成", "委托", "抽查", "复核", "联系", "受益", "执行", "验收", "移交", "登记", "核定", "约定");
    private static final List<String> FORMS = List.of(
            "人姓名", "单位名称", "日期", "编号", "金额", "结果", "意见", "地址", "联系电话", "状态", "次数", "比例", "等级", "类别");
    private static final List<String> THINGS = SearchNames.things();

    private ElementNames() {}

    /** How many different names there are. */
    static int most() {
        return THINGS.size() * STEPS.size() * MATTERS.size() * FORMS.size();
    }

    /** Name number {@code nr}, from 0 to {@link #most}; neighbours are of other things. */
    static String name(int nr) {
        int rest = nr;
        String thing = THINGS.get(rest % THINGS.size());
        rest /= THINGS.size();
        String step = STEPS.get(rest % STEPS.size());
        rest /= STEPS.size();
        String matter = MATTERS.get(rest % MATTERS.size());
        rest /= MATTERS.size();
        return thing + step + matter + FORMS.get(rest % FORMS.size());
    }

    /** What an element of that name says. */
    static String meaning(int nr) {
        return name(nr) + ",由负责的单位在办理时登记";
    }
}
