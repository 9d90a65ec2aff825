package org.publicdatamesh.portal.page;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;

/** What the pages say, in Chinese. */
@Localized("zh")
interface ChineseTexts extends Texts {
    @Override
    @Message("公共数据开放平台")
    String title();

    @Override
    @Message("各单位的公共数据，向所有人开放，无需注册。")
    String intro();

    @Override
    @Message("搜索名称和简介")
    String search();

    @Override
    @Message("搜索")
    String go();

    @Override
    @Message("开放清单中没有符合条件的数据集。")
    String nothing();

    @Override
    @Message("下一页")
    String more();

    @Override
    @Message("全部数据集")
    String all();

    @Override
    @Message("提供单位")
    String unit();

    @Override
    @Message("目录代码")
    String code();

    @Override
    @Message("更新周期")
    String cycle();

    @Override
    @Message("无条件开放")
    String everyone();

    @Override
    @Message("有条件开放")
    String conditional();

    @Override
    @Message("下载")
    String download();

    @Override
    @Message("{rows} 行，发布于 {date}")
    String rows(long rows, String date);

    @Override
    @Message("尚未发布数据。")
    String noRows();

    @Override
    @Message("数据预览")
    String preview();

    @Override
    @Message("数据项")
    String items();

    @Override
    @Message("名称")
    String name();

    @Override
    @Message("标签")
    String label();

    @Override
    @Message("类型")
    String type();

    @Override
    @Message("含义")
    String meaning();

    @Override
    @Message("引用方式")
    String citation();

    @Override
    @Message("{unit}：{name}，{code}，{date} 发布。")
    String cite(String unit, String name, String code, String date);

    @Override
    @Message("该数据集不在开放清单中。")
    String notFound();

    @Override
    @Message("跳到正文")
    String skip();

    @Override
    @Message("语言")
    String language();

    @Override
    @Message("该数据暂停提供。")
    String suspended();

    @Override
    @Message("该数据已不再开放。")
    String gone();

    @Override
    @Message("平台暂时无法应答，请稍后重试。")
    String away();

    @Override
    @Message("平台出现故障，已记录。")
    String failed();

    @Override
    @Message("无法应答该请求。")
    String refused();

    @Override
    @Message("此地址下没有内容。")
    String nothingHere();

    @Override
    @Message("错误代码")
    String error();

    @Override
    @Message("事件编号")
    String incident();
}
