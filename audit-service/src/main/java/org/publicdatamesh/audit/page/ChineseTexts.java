package org.publicdatamesh.audit.page;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;

/** What the page says, in Chinese. */
@Localized("zh")
interface ChineseTexts extends Texts {
    @Override
    @Message("公共数据平台审计日志")
    String title();

    @Override
    @Message("平台上发生的每一件事都记入只增不改的日志，任何人都可以查验。")
    String intro();

    @Override
    @Message("最新检查点")
    String checkpoint();

    @Override
    @Message("日志名称")
    String origin();

    @Override
    @Message("条目数")
    String size();

    @Override
    @Message("根哈希")
    String root();

    @Override
    @Message("签名原文")
    String note();

    @Override
    @Message("验证公钥")
    String keys();

    @Override
    @Message("尚未发布检查点。")
    String noCheckpoint();

    @Override
    @Message("查询记录")
    String search();

    @Override
    @Message("仅限审计人员与主管部门管理员使用。令牌只保留在本窗口，仅发送给本服务。")
    String access();

    @Override
    @Message("访问令牌")
    String token();

    @Override
    @Message("目录（标识）")
    String entry();

    @Override
    @Message("单位")
    String unit();

    @Override
    @Message("授权（标识）")
    String grant();

    @Override
    @Message("事件类型")
    String type();

    @Override
    @Message("起始时间")
    String from();

    @Override
    @Message("截止时间")
    String to();

    @Override
    @Message("查询")
    String find();

    @Override
    @Message("下一页")
    String more();

    @Override
    @Message("时间")
    String time();

    @Override
    @Message("对象")
    String subject();

    @Override
    @Message("条目")
    String leaf();

    @Override
    @Message("事件")
    String event();

    @Override
    @Message("回执")
    String receipt();

    @Override
    @Message("条记录")
    String found();

    @Override
    @Message("没有符合条件的记录。")
    String nothing();

    @Override
    @Message("服务返回")
    String failed();

    @Override
    @Message("核验回执")
    String check();

    @Override
    @Message("粘贴回执，由浏览器自行核验，无需令牌。")
    String checkIntro();

    @Override
    @Message("核验")
    String checkButton();

    @Override
    @Message("回执完整，条目与所称事件一致")
    String wellFormed();

    @Override
    @Message("证明由该条目推得检查点的根哈希")
    String included();

    @Override
    @Message("检查点的 Ed25519 签名经本日志公钥验证有效")
    String ed25519();

    @Override
    @Message("检查点的 SM2 签名经本日志公钥验证有效")
    String sm2();

    @Override
    @Message("当前发布的日志是该检查点所示日志的延续")
    String consistent();

    @Override
    @Message("回执有效：该事件已记入日志。")
    String valid();

    @Override
    @Message("回执无效。")
    String invalid();

    @Override
    @Message("本浏览器无法验证")
    String unchecked();

    @Override
    @Message("脱离本服务核验整个日志：mesh verify-log。")
    String offline();

    @Override
    @Message("English")
    String otherLanguage();

    @Override
    @Message("未发现问题，但有项目无法在此核验，请使用 mesh verify-log。")
    String undecided();
}
