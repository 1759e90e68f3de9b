# 案件页面

web-menu-cases = 案件
web-cases-says = 权限范围内的案件，最近有进展的在前
web-cases-none = 没有符合条件的案件
web-case-called = 案件 { $number }
web-case-unnumbered = （无编号）
web-case-number = 案件编号
web-case-any-number = 案件编号或者决定书文号
web-case-stage = 环节
web-case-decided = 决定日期
web-case-fine = 罚款（元）
web-case-found = 判断结果
web-case-breaches = 违反
web-case-hints = 提示等
web-case-n-breaches = 违反 { $n } 项
web-case-n-hints = 提示 { $n } 项
web-case-only-breaches = 只看有违反的
web-case-parties = { $name }等 { $n } 方
web-case-state-open = 办理中
web-case-state-decided = 已决定
web-case-state-closed = 已结案
web-case-state-withdrawn = 已撤回

# 一个案件
web-case-about = 案件信息
web-case-recorded = 立卷归集时间
web-case-inspection = 检查 { $number }
web-case-timeline = 办理过程
web-case-stage-done = 已完成
web-case-stage-here = 进行中
web-case-stage-todo = 未开始
web-case-stage-none = 无归集
web-case-day-unknown = 日期不详
web-case-late = 应于{ $day }前归集，迟了 { $n } 日
web-case-lateness = 迟延
web-case-certificate = 执法证
web-case-unregistered = 另有 { $n } 人未登记执法证
web-case-no-file = 未附文件
web-case-clocks = 正在计算的期限
web-case-basis = { $article }（{ $limit }）
web-case-next = 归集下一步
web-case-next-usual = 按流程通常接着是：
web-case-next-other = 其他事项…
web-case-findings = 提示、不完整和无法判断
web-case-findings-says = 这些不是预警，不计时，也不计入考核。
web-case-amendments = 修改申请
web-case-amendment = { $at }申请{ $wanted }{ $number ->
    [none] { "" }
   *[other] （{ $number }）
}
web-case-opening = 案件信息
web-case-step-field = { $step }：{ $field }
web-case-major = 重大案件
web-case-major-says = 自{ $day }起属于重大案件：{ $criteria }。
web-case-reviewed = 法制审核于{ $day }通过。
web-case-not-reviewed = 还没有通过法制审核；未经法制审核或者审核未通过的，不得作出决定。
web-case-life = 记录的经过
web-case-fact-opened = 案件录入平台
web-case-fact-stepped = 归集：{ $step }
web-case-fact-supplemented = 补充归集：{ $step }
web-case-fact-amended = 同意的修改生效：{ $step }
web-case-fact-withdrawn = 案件撤回
web-case-fact-alerted = 再次判断，产生预警
web-case-fact-told = 告知查询码 { $n } 个
web-case-fact-reissued = 重新生成查询码 { $n } 个
web-case-fact-file = 补充文件：{ $title }
web-case-fact-parties = 同意的修改生效，当事人现为：{ $parties }
web-case-party-gone = { $n }.（已不是当事人）
web-case-party-added = 新增当事人
web-case-claimed = 文书印有认领号，凭该号可查到本案
web-case-when-needed = 请填写日期，例如 2026-11-24
web-case-time = 时刻（可不填）

# 文件
web-case-add-file = 补充文件
web-case-add-file-says = 补充归集不替换已有的内容，也不需要审批；文件按内容核对类型，加密保存。
web-case-document = 属于哪份文书
web-case-new-document = 新文书（在下面写标题）
web-case-new-title = 新文书的标题
web-case-title-needed = 请选择文书，或者写新文书的标题
web-case-the-file = 文件
web-case-came = 收到时间
web-case-file-limit = 不超过 { $n } MB
web-case-file-needed = 请选择文件

# 打印
web-case-file-title = 案卷
web-case-sheet = { $n }　{ $title }
web-case-papers-listed = 文书和证据清单

# 查询码
web-case-codes = 查询码
web-code-caption = 每个当事人一个查询码，告知后平台不再保存明文
web-code-made = 生成时间
web-code-how-told = 告知情况
web-code-untold = 未告知
web-code-told = 已于{ $at }告知
web-code-revoked = 已作废
web-code-how = { $mode }{ $proof ->
    [none] { "" }
   *[other] ；凭证：{ $proof }
}（{ $at }记录）
web-code-tell = 记录已经告知
web-code-tell-effect = 记录后，平台销毁查询码明文，只有当事人持有；告知时间、方式不能更改。
web-code-mode = 告知方式
web-code-at = 告知日期
web-code-proof = 凭证
web-code-proof-hint = 例如：送达回证、短信记录
web-code-lost-one = 查询码丢失
web-code-reissue = 重新生成查询码
web-code-reissue-effect = 新码生成后，旧码立即作废，当事人用旧码不能再查询；新码须在新的告知期限内告知。
web-code-ground = 理由
web-code-ground-needed = 请写明重新生成的理由
web-code-slips = 查询码单
web-code-none-open = 没有未告知的查询码
web-code-none-open-says = 决定归集后自动生成；丢失的可以在案件页面重新生成。
web-code-of-party = { $subject }（当事人 { $n }）

# 归集一步
web-step-title = 归集：{ $event }
web-step-when = 时间和人员
web-step-when-hint = 这件事完成的日期；只知道日期的，不填时刻
web-step-what = 内容
web-step-papers = 文书、审批和归集方式
web-step-lines = 每行一项
web-step-documents = 每行一份；流程标准要求：{ $titles }
web-step-claim = 文书上印的15位号码；文书上没有的留空
web-step-person = 执法证号或者工号
web-step-required = 流程标准要求填写
web-step-yuan = 单位：元，可到分，例如 600 或者 1,234.50
web-step-unsaid = （未说明）
web-step-collection = 客观条件限制不能实时归集的，选事后归集并说明原因
web-step-no-time = “{ $text }”不是日期或者时刻，例如 2026-11-24 和 09:30
web-step-no-amount = “{ $text }”不是金额，例如 600 或者 1,234.50
web-step-look = 先看会怎样
web-step-record = 归集
web-step-effect = 归集后不能删除，只能补充；改正须申请修改。已经发生的照实归集，有预警也要归集。
web-step-nothing = 不会产生预警或者提示
web-step-nothing-says = 还没有归集；核对后请按“归集”。
web-step-would = 归集后平台会说
web-step-would-says = 还没有归集。填错的请改正；确实发生的，照实归集。

# 新立案件
web-open-title = 新建案件
web-open-says = 先建案件，接着归集第一个环节。
web-open-party = 当事人 { $n }
web-open-more = 更多当事人
web-open-power = 输入编码或者名称查找本机关的事项
web-open-id = 自然人的姓名、证件号加密保存，页面上不显示
web-open-known = 编号为“{ $number }”的案件已经存在；请打开它归集，或者用别的编号
web-open-effect = 案件录入后不能删除；录错的须申请撤回，撤回后仍可查看。
