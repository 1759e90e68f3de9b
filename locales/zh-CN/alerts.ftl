# 预警：列表、详情、处理、核验

alert-status-open = 待处理
alert-status-assigned = 已分派
alert-status-answered = 已答复待确认
alert-status-urged = 已督办
alert-status-documented = 已发监督文书
alert-status-taken_over = 已直接办理
alert-status-standing = 逾期未处理（红色）
alert-status-closed = 已办结

alert-outcome-corrected = 已改正
alert-outcome-explained = 已说明
alert-outcome-not_a_breach = 不属违规
alert-outcome-cleared = 依据消失，自动解除
alert-outcome-settled = 监督机构已处理

alert-act-urge = 督办
alert-act-document = 发出监督文书
alert-act-not_a_breach = 认定不属违规，办结
alert-act-take_over = 直接办理
alert-act-settle = 处理完毕，办结

grade-light = 轻
grade-medium = 中
grade-heavy = 重
alert-level = { $level ->
    [1] 一级
    [2] 二级
   *[3] 三级
}

ground-notice = 节假日安排通知
ground-amendment = 同意的修改申请
ground-outage = 确认的平台中断
ground-certificate = 执法证件变更

alerts-none = 没有符合条件的预警。
alerts-more = 只显示了 { $shown } 条。要看更多，请用 --limit。
alerts-checking = 正在重放日志，核对预警
alerts-checked = 核对无误：{ $alerts } 条预警、{ $records } 条记录、{ $sweeps } 次扫描全部重现，{ $mismatches } 处不符。
alerts-check-failed = 核对发现不符：{ $alerts } 条预警、{ $records } 条记录、{ $sweeps } 次扫描，列出 { $mismatches } 处。请保留数据并联系维护人员。
alerts-mismatch = { $stream }：{ $what }（{ $detail }）
mismatch-alert-without-ground = 预警没有依据
mismatch-escalated-early = 升级早于期限
mismatch-escalated-without-sweep = 升级时没有扫描记录
mismatch-escalated-elsewhere = 升级的去向不符
mismatch-escalated-late = 升级晚于第一次应当升级的扫描
mismatch-not-escalated = 应当升级而没有升级
mismatch-judged-differently = 重新判断的结果不同
mismatch-alert-missing = 应当有的预警不存在
mismatch-alert-differs = 预警与判断结果不同
mismatch-alert-without-sweep = 预警产生时没有扫描记录
mismatch-cleared-with-ground = 预警仍有依据却被解除

alert-title = 预警 { $id }
alert-rule = 规则
alert-rule-name = { "  " }{ $point }（程度：{ $grade }）
alert-rule-article = { "  " }依据：{ $article }。{ $says }
alert-rule-version = { "  " }适用预警点第 { $version } 版，自{ $from }起施行
alert-seen = 判断所依据的数据
alert-seen-line = { "  " }{ $name }：{ $value }
alert-seen-finished = 完成时间
alert-seen-recorded = 归集
alert-seen-certificate = 执法证号
alert-seen-day = 当日
alert-seen-named = 记录的执法人员数
alert-seen-needed = 至少需要
alert-seen-power = 执法事项
alert-seen-fields = 缺少的数据项
alert-seen-due = 改正期限
alert-seen-started = 检查开始
alert-seen-after = 却晚于
alert-seen-amount = 数额
alert-seen-at = 时间
alert-seen-clock = 期限
alert-seen-criteria = 重大案件标准
alert-seen-decision = 决定
alert-seen-documents = 缺少的文书
alert-seen-ended = 违法行为终了
alert-seen-event = 环节
alert-seen-filed = 立案
alert-seen-fine = 罚款数额
alert-seen-first = 在前的环节
alert-seen-found = 发现（立案）
alert-seen-hearing = 听证
alert-seen-host = 听证主持人
alert-seen-later = 在后的日期
alert-seen-most = 最高数额
alert-seen-notice = 事先告知
alert-seen-on = 在前的日期
alert-seen-other = 另一案件
alert-seen-sanctions = 处罚种类
alert-seen-second = 在后的环节
alert-seen-start = 起算
alert-seen-stopped = 实际完成
alert-seen-surcharge = 加处罚款总额
alert-seen-told = 告知
alert-about = 所涉行为
alert-about-line = { "  " }{ $name }：{ $value }
alert-about-number = 检查编号
alert-about-target = 检查对象
alert-about-agency = 执法机关
alert-about-finished = 检查结束
alert-about-recorded = 归集
alert-about-record = 记录标识
alert-about-person = 自然人（姓名在保险库中）
alert-about-withdrawn = { "  " }这条记录已经撤回。
alert-law = 法定期限
alert-law-due = { "  " }最后一日：{ $day }
alert-law-rolled = { "  " }所定{ $set }为休息日，最后一日顺延至：{ $day }
alert-law-none = { "  " }这条规则不设期限。
alert-law-outage = { "  " }期限届满时平台中断，顺延至{ $day }。
alert-law-moved = { "  " }之后的节假日安排通知使最后一日变为{ $day }。
alert-handling = 处理期限
alert-handling-closed = { "  " }已办结：{ $outcome }（{ $at }）。
alert-handling-state = { "  " }现在：{ $level ->
    [1] 一级
    [2] 二级
   *[3] 三级
}，{ $status }
alert-handling-who = { "  " }应由处理：{ $office }
alert-handling-head = 机关负责人（未指定法制机构）
alert-handling-person = { "    " }可办理的人员：{ $person }（{ $role }）
alert-handling-assignee = { "    " }已分派给：{ $person }
alert-handling-no-clock = { "  " }现在没有期限在计算。
alert-handling-limit = { "  " }处理期限：{ $limit }，从处理机构能够看到预警时起算
alert-handling-until = { "  " }截止{ $until }，还剩 { $left } 个工作日（含今天）。
alert-handling-over = { "  " }已于{ $until }届满，下一次扫描时按下述办理。
alert-otherwise-next = { "  " }逾期未处理的：升为{ $level ->
    [1] 一级
    [2] 二级
   *[3] 三级
}，由{ $office }处理。
alert-otherwise-stands = { "  " }逾期未处理的：没有更高一级，在监督机构的报告中标为红色。
alert-life = 经过
alert-life-line = { "  " }{ $at }  { $what }（{ $by }）
alert-life-by = { $role } { $name }
alert-life-words = { $what }：“{ $words }”
alert-life-until = { $what }，期限至{ $day }
alert-life-raised = 产生一级预警，由{ $office }处理
alert-life-assigned = 分派给 { $person }
alert-life-confirmed = 确认答复，办结
alert-life-sent-back = 退回答复
alert-life-escalated = 逾期未处理，升为{ $level ->
    [1] 一级
    [2] 二级
   *[3] 三级
}，由{ $office }处理
alert-life-stood = 在最高一级逾期未处理，标为红色
alert-life-cleared = 依据消失，解除（{ $ground }）
alert-now = 预警 { $id } 现在的状态：{ $status }。
alert-now-closed = 预警 { $id } 已办结：{ $status }。
alert-seen-cited = 引用的依据
alert-seen-edge = 条款允许的金额
