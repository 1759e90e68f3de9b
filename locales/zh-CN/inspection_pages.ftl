# 网页：行政检查、巡查和教育

web-menu-collect = 归集
web-menu-inspections = 行政检查
web-menu-inspection-new = 新建检查记录
web-menu-grid = 批量录入检查
web-menu-patrol = 巡查和教育

# 清单
web-inspections-says = 本权限范围内的行政检查，最近完成的在前
web-inspections-none = 没有符合条件的检查
web-inspection-from = 完成日期从
web-inspection-until = 到
web-inspection-breaches = 违反
web-inspection-hints = 提示
web-inspection-late = 归集逾期
web-inspection-late-only = 只看归集逾期的
web-inspection-withdrawn = 已撤回
web-inspection-person = （自然人，姓名在保险库中）

# 一次检查
web-inspection-fields = 检查信息
web-inspection-times = 三个时间
web-inspection-clock = 归集期限
web-inspection-clock-sum = { $start }完成检查，{ $limit }内归集，最后一日为{ $until }；实际归集于{ $recorded }。
web-inspection-in-time = 按期归集
web-inspection-too-late = 逾期归集
web-inspection-officers = 执法人员
web-inspection-unregistered = 另有 { $n } 名人员没有填写执法证号
web-inspection-rules = 规则判断
web-inspection-rules-none = 没有违反、提示或者无法判断的事项
web-inspection-alerts = 预警
web-inspection-alerts-none = 没有可以查看的预警
web-inspection-papers = 执法文书
web-inspection-paper-elsewhere = 文件不在本平台
web-inspection-order = 责令改正
web-inspection-again = 记录复查
web-inspection-again-effect = 复查时间和结果归集后不能直接修改；需要更改的，提出修改申请。
web-inspection-re-inspected = 已复查
web-inspection-supplement = 补充归集
web-inspection-supplement-effect = 只能补上没有填写的内容，已有的值不变；补充的时间永久保留可查。
web-inspection-supplement-more = 在已有内容之后增加，一行一项
web-inspection-nothing-added = 没有填写要补充的内容。请至少填写一项。
web-inspection-changes = 修改申请
web-inspection-like = 照此再录一份
web-inspection-done-recorded = 检查已归集
web-inspection-done-known = 这次检查先前已经归集过，没有重复记录
web-inspection-done-first = 这份表单先前已经送达，按当时的内容归集；此后的改动没有记录
web-inspection-done-supplement = 补充内容已归集
web-inspection-done-re-inspection = 复查已记录
web-inspection-done-amendment = 修改申请已起草，由本机关负责人签署后送政府法制机构审核
web-inspection-one-line-each = 一行一项
web-inspection-items-hint = 一行一项，写成“项目=结果”，例如：灭火器=合格
web-inspection-moment-hint = 例如 2026-11-24 09:30；只知道日期的，写日期

# 执法证
web-certificate-valid = 执法证有效，至{ $until }
web-certificate-invalid = 执法证当日无效，至{ $until }
web-certificate-pending = 执法证信息在核对
web-certificate-unknown = 没有登记这个执法证号
web-certificate-auxiliary = 执法辅助人员，不能独立执法

# 录入
web-inspection-entry-says = 现场填写、当场归集。发生过的检查都可以归集；与规则不符的，会产生预警。
web-inspection-drafts = 未完成的草稿
web-inspection-draft-of = { $at } 保存
web-inspection-draft-saved = 这是保存过的草稿，还没有归集
web-inspection-draft-saved-says = 草稿只有本人可以看到，{ $n } 天不动就删除；自然人的姓名和证件号码不存入草稿。
web-inspection-like-last = 照上一份填写
web-inspection-whom = 检查对象
web-inspection-where = 时间和地点
web-inspection-who = 人员和事项
web-inspection-found = 检查结果
web-inspection-collecting = 归集
web-inspection-officer-first = 执法人员一（姓名或者执法证号）
web-inspection-officer-second = 执法人员二（姓名或者执法证号）
web-inspection-officer-third = 执法人员三（姓名或者执法证号）
web-inspection-officer-hint = 输入姓名或者执法证号的一部分，从列出的人员中选择
web-inspection-power-hint = 输入编码或者名称的一部分，从本机关的清单中选择
web-inspection-more = 第三名人员、计划、事由、执法机构
web-inspection-number-hint = 本机关有自己的编号的，请改为自己的编号
web-inspection-person-only = 自然人填写；进入保险库，不在清单中显示
web-inspection-deferral-hint = 只有延后归集的才填写
web-inspection-number-taken = 检查编号“{ $number }”已经用于本机关的另一次检查。请改用其他编号；需要更改原记录的，请提出修改申请。
web-inspection-check = 先检查
web-inspection-save = 存为草稿
web-inspection-record = 归集
web-inspection-record-effect = 归集后不能直接修改，只能补充或者申请修改。
web-inspection-preview-none = 可以归集，不会产生预警
web-inspection-preview-some = 可以归集，会产生 { $n } 条预警
web-inspection-preview-says = 请核对填写的内容；实际情况就是这样的，照实归集即可。还没有归集。

# 批量录入
web-grid-says = 同一计划、同样的人员和日期，一行一个检查对象。逐行判断：能归集的归集，其余留在表中。
web-grid-common = 各行相同的内容
web-grid-rows = 检查对象
web-grid-keys = Tab 键到下一格，回车键到下一行；与上一行相同的，写一个 " 号。
web-grid-caption = 每行一次检查，空行不计
web-grid-row = 第 { $n } 行
web-grid-number-hint = 不填则自动编号
web-grid-paste = 从 Excel 粘贴
web-grid-paste-hint = 列的顺序：检查对象名称、统一社会信用代码、检查地点、检查结果、备注
web-grid-take = 放入表格，增加空行
web-grid-record = 归集各行
web-grid-recorded = 已归集 { $n } 次检查
web-grid-checked = 已逐行检查，还没有归集。没有标注的行可以归集，不会产生预警。
web-grid-refused = { $n } 行没有归集，请改正后再提交
web-grid-alerts = 预警数
web-grid-done = 本次归集的检查

# 修改申请
web-amend = 申请修改
web-amend-says = 改动要修改的数据项，其余保持原样。申请经本机关签署、政府法制机构同意后才生效，原值永久保留。
web-amend-old = 现值：{ $value }
web-amend-old-none = 现在没有填写
web-amend-withdraw = 不修改数据项，申请撤回整条记录
web-amend-proof = 证明材料
web-amend-proof-hint = 名称和文号，写入申请
web-amend-draft = 起草申请

# 巡查和教育
web-visit-says = 巡查和劝阻教育不是行政检查，不计入检查次数，只记四项。
web-visit-kind = 类型
web-visit-patrol = 巡查
web-visit-education = 教育
web-visit-people-hint = 巡查不用填写
web-visit-record = 记录
web-visit-done-patrol = 巡查已记录
web-visit-done-education = 教育已记录
