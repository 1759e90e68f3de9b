# 案件：名称、案情、查询码

# 行为类型、程序、环节
act-penalty = 行政处罚
act-licence = 行政许可
act-measure = 行政强制措施
act-execution = 行政强制执行
act-levy = 行政征收
act-payment = 行政给付
act-confirmation = 行政确认
act-adjudication = 行政裁决
act-reward = 行政奖励
act-requisition = 行政征用

procedure-summary = 简易程序
procedure-ordinary = 普通程序
procedure-standard = 法定程序

stage-case_filing = 立案（受理）
stage-investigation = 调查
stage-examination = 审核
stage-decision = 决定
stage-execution = 执行

# 环节中的事件
event-filing = 立案
event-filing_revoked = 撤销立案
event-application = 申请
event-acceptance = 受理
event-correction_requested = 补正告知
event-investigation = 调查取证
event-evidence_registered = 证据先行登记保存
event-evidence_handled = 处理登记保存的证据
event-measure = 行政强制措施
event-measure_approved = 补办批准手续
event-measure_extended = 延长强制措施期限
event-measure_ended = 解除或者处理强制措施
event-exclusion_started = 不计入期限的期间开始
event-exclusion_ended = 不计入期限的期间结束
event-extension = 延长办理期限
event-examination = 审查
event-notice = 事先告知
event-statement = 陈述申辩
event-hearing_requested = 要求听证
event-hearing_waived = 书面放弃听证
event-hearing_notified = 听证通知
event-hearing_held = 听证
event-legal_review = 法制审核
event-discussion = 集体讨论
event-approval = 负责人审批
event-decision = 决定
event-service = 送达
event-payment = 缴纳
event-cash_handed_in = 当场收缴的罚款交存
event-instalment = 延期、分期缴纳
event-surcharge = 加处罚款、滞纳金
event-demand = 催告
event-enforcement = 强制执行
event-court_application = 申请法院强制执行
event-court_result = 法院裁定、执行结果
event-reconsideration = 行政复议
event-suit = 行政诉讼
event-decision_changed = 变更决定
event-decision_revoked = 撤销决定
event-transfer = 移送
event-correction_order = 责令改正
event-re_inspection = 复查
event-disclosed = 公示或者不予公示
event-closing = 结案
event-other = 其他

# 决定
sanction-warning = 警告
sanction-criticism = 通报批评
sanction-fine = 罚款
sanction-confiscation_gains = 没收违法所得
sanction-confiscation_goods = 没收非法财物
sanction-licence_suspended = 暂扣许可证件
sanction-grade_lowered = 降低资质等级
sanction-business_restricted = 限制开展生产经营活动
sanction-production_stopped = 责令停产停业
sanction-closed = 责令关闭
sanction-career_restricted = 限制从业
sanction-licence_revoked = 吊销许可证件
sanction-detention = 行政拘留
sanction-other = 其他行政处罚

verdict-penalty = 给予行政处罚
verdict-no_penalty = 不予行政处罚
verdict-granted = 准予许可
verdict-refused = 不予许可
verdict-withdrawn = 撤回、终止
verdict-transferred = 移送
verdict-other = 作出其他决定

discretion-none = 无
discretion-lighter = 从轻
discretion-mitigated = 减轻
discretion-heavier = 从重

exclusion-hearing = 听证
exclusion-public_notice = 公告
exclusion-testing = 检验、检测、检疫
exclusion-appraisal = 鉴定、评估
exclusion-suspension = 中止

measure-personal_liberty = 限制公民人身自由
measure-sealing = 查封
measure-seizure = 扣押
measure-freezing = 冻结
measure-other = 其他强制措施

execution-surcharge = 加处罚款或者滞纳金
execution-transfer = 划拨存款、汇款
execution-auction = 拍卖或者依法处理
execution-restoration = 排除妨碍、恢复原状
execution-substitute = 代履行
execution-other = 其他强制执行方式

service-direct = 直接送达
service-left = 留置送达
service-entrusted = 委托送达
service-post = 邮寄送达
service-announcement = 公告送达
service-electronic = 电子送达

paper-decision = 决定书
paper-notice = 告知书
paper-demand = 催告书
paper-other = 其他文书

remedy-result-upheld = 维持、驳回
remedy-result-changed = 变更
remedy-result-revoked = 撤销
remedy-result-unlawful = 确认违法
remedy-result-void = 确认无效
remedy-result-withdrawn = 撤回、终止

closing-normal = 正常结案
closing-filing_revoked = 撤销立案
closing-no_penalty = 不予处罚
closing-decision_revoked = 撤销原处罚决定
closing-ended = 终结

# 来源、保密、当事人、告知
source-inspection = 现场检查
source-complaint = 投诉
source-report = 举报
source-assigned = 上级交办
source-transferred = 其他机关移送
source-media = 媒体曝光
source-application = 依申请
source-other = 其他

secrecy-none = 无
secrecy-privacy = 个人隐私
secrecy-trade_secret = 商业秘密
secrecy-informant = 举报人信息
secrecy-work_secret = 工作秘密
secrecy-state_secret = 国家秘密

age-under_14 = 不满十四周岁
age-under_18 = 已满十四周岁不满十八周岁
age-adult = 已满十八周岁

telling-on_document = 印在文书上
telling-slip = 查询单
telling-sms = 短信
telling-post = 邮寄
telling-with_service = 随文书送达

# 期限
clock-acceptance = 受理期限
clock-decision = 作出决定的期限
clock-promise = 承诺期限
clock-evidence = 登记保存证据的处理期限
clock-measure = 强制措施期限
clock-measure_approval = 补办批准手续的期限
clock-hearing_request = 要求听证的期限
clock-service = 送达期限
clock-delivery = 颁发、送达许可证件的期限
clock-disclosure = 公示期限
clock-cash = 当场收缴罚款的交存期限
clock-correction = 改正期限
clock-payment = 缴纳罚款的期限
clock-demand = 催告后的履行期限
clock-reconsideration = 申请行政复议的期限
clock-suit = 提起行政诉讼的期限
clock-code = 告知查询码的期限

# 重大案件标准
major-sanction = 处罚种类：{ $sanction }
major-sum = 罚款达到重大案件的数额
major-after-hearing = 经过听证

money-yuan = { $amount } 元

# 案情：用当事人看得懂的话说明。没有内容的参数写作 none

story-filed = { $day }，{ $organ }立案。
story-accepted = { $day }，{ $organ }受理了您的申请。
story-noticed = { $day }，机关告知您准备作出的处罚及其事实、理由和依据，以及您可以陈述和申辩。
story-heard = { $day }，举行了听证。
story-decided = { $day }，{ $organ }{ $outcome ->
    [penalty] 作出行政处罚决定
    [no_penalty] 决定不予行政处罚
    [granted] 决定准予许可
    [refused] 决定不予许可
    [withdrawn] 决定撤回或者终止办理
    [transferred] 决定将案件移送其他机关
   *[other] 作出决定
}{ $number ->
    [none] { "" }
   *[other] （文号：{ $number }）
}{ $sanctions ->
    [none] 。
   *[other] ，处罚种类：{ $sanctions }。
}
story-decided-day-unknown = { $organ }的决定没有记录作出的日期，请看您收到的决定书。
story-fine = 罚款 { $fine } 元。
story-paid = 罚款已经缴清，共 { $paid } 元。
story-paid-part = 已经缴纳 { $paid } 元，还有 { $left } 元没有缴纳。
story-served = 记录显示，决定书于{ $day }送达（{ $mode ->
    [direct] 直接送达
    [left] 留置送达
    [entrusted] 委托送达
    [post] 邮寄送达
    [announcement] 公告送达
    [electronic] 电子送达
   *[none] 没有记录方式
}）。
story-not-served = 还没有决定书送达的记录，所以这里不能算出您的最后期限；以您实际收到的决定书为准。
story-revoked = 这个决定已经撤销，不再有效。
story-closed = { $state ->
    [filing_revoked] 案件已经结束：撤销立案。
    [no_penalty] 案件已经结束：不予处罚。
    [decision_revoked] 案件已经结束：撤销原处罚决定。
    [ended] 案件已经终结。
   *[normal] 案件已经办结。
}
story-withheld = 有 { $count } 份材料依法不向您提供，原因：{ $mark ->
    [privacy] 涉及他人的个人隐私
    [trade_secret] 涉及商业秘密
    [informant] 需要保护举报人
    [work_secret] 属于工作秘密
   *[other] 依法应当保密
}。

# 当事人可以做什么、到什么时候

remedy-payment-until = 最迟到{ $last }（含当日）缴纳罚款，逾期可能加处罚款。这个日期从记录的送达日{ $served }（{ $mode ->
    [direct] 直接送达
    [left] 留置送达
    [entrusted] 委托送达
    [post] 邮寄送达
    [announcement] 公告送达
    [electronic] 电子送达
   *[none] 没有记录方式
}）起算；与您收到的决定书不同的，以决定书为准。送达记录不对的，请告诉我们。
remedy-payment-rule = 收到决定书之日起 { $n } { $unit ->
    [working] 个工作日
    [hour] 小时
    [month] 个月
    [year] 年
   *[natural] 日
}内缴纳罚款，逾期可能加处罚款。这里没有送达记录，请按您收到决定书的日期计算，以决定书为准。
remedy-reconsideration-until = 不服这个决定的，最迟到{ $last }（含当日）可以申请行政复议。这个日期从记录的送达日{ $served }（{ $mode ->
    [direct] 直接送达
    [left] 留置送达
    [entrusted] 委托送达
    [post] 邮寄送达
    [announcement] 公告送达
    [electronic] 电子送达
   *[none] 没有记录方式
}）起算；与您收到的决定书不同的，以决定书为准。送达记录不对的，请告诉我们。
remedy-reconsideration-rule = 不服这个决定的，可以自知道决定之日起 { $n } { $unit ->
    [working] 个工作日
    [hour] 小时
    [month] 个月
    [year] 年
   *[natural] 日
}内申请行政复议。这里没有送达记录，请按您收到决定书的日期计算，以决定书为准。
remedy-reconsideration-where = 复议申请交到哪里：{ $district ->
    [none] 市人民政府
   *[other] { $district }人民政府
}。决定书另有写明的，以决定书为准。
remedy-suit-until = 不服这个决定的，最迟到{ $last }（含当日）可以直接向人民法院起诉。这个日期从记录的送达日{ $served }（{ $mode ->
    [direct] 直接送达
    [left] 留置送达
    [entrusted] 委托送达
    [post] 邮寄送达
    [announcement] 公告送达
    [electronic] 电子送达
   *[none] 没有记录方式
}）起算；与您收到的决定书不同的，以决定书为准。送达记录不对的，请告诉我们。依法应当先申请行政复议的，例如不服当场作出的处罚决定，请先申请行政复议。
remedy-suit-rule = 不服这个决定的，可以自知道决定之日起 { $n } { $unit ->
    [working] 个工作日
    [hour] 小时
    [month] 个月
    [year] 年
   *[natural] 日
}内直接向人民法院起诉。这里没有送达记录，请按您收到决定书的日期计算，以决定书为准。依法应当先申请行政复议的，例如不服当场作出的处罚决定，请先申请行政复议。
remedy-suit-where = 向哪个法院起诉：{ $district ->
    [none] 作出决定的机关所在地的基层人民法院
   *[other] { $district }人民法院
}。决定书另有写明的，以决定书为准。

# 查询码

code-not-found = 没有查到这个查询码。请对照文书核对每一位；重新发过查询码的，旧的已经失效。仍然查不到的，请联系作出决定的机关。
claim-nothing-yet = 这个认领号下还没有归集的内容。决定可能尚未录入：请过几天再查，或者联系给您这份表格的机关。
code-expired-key = 这个查询码已经过期，不能再用。请向作出决定的机关要一个新的查询码。
code-wrong-length = 查询码是 20 位，认领号是 15 位。请对照文书核对，看是否少写或者多写了。
code-wrong-character = 查询码中有不使用的字符：只用数字和拉丁字母。请对照文书核对。
code-wrong-check = 查询码有一位写错了，或者有两位写颠倒了。请对照文书逐位核对。
code-wait = 尝试次数太多。请在{ $until }以后再试。
code-second-element = 要看文书和姓名、名称，请再输入您自己的一个号码的后四位：个人是身份证件号码，单位是统一社会信用代码。查询码印在纸上，可能被别人看到；只有当事人知道这四位，您的信息才不会让别人看到。
code-second-wrong = 后四位不对。请核对：个人是身份证件号码的后四位，单位是统一社会信用代码的后四位。登记有误的，请联系作出决定的机关。
code-withheld-basis = 依据：天津市政府令第17号第三十三条，依法应当保密的行政执法信息不能查询。

flag-yes = 是
flag-no = 否
