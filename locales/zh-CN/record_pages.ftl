# 网页：修改申请、提示、预警点、日历、法律库、机关、平台中断、查阅记录

web-menu-amendments = 修改申请
web-menu-findings = 提示和存疑
web-menu-points = 预警点
web-menu-calendar = 工作日历
web-menu-laws = 法律库
web-menu-agencies = 执法机关
web-menu-outages = 平台中断
web-menu-reads = 查阅记录

# 列
web-column-number = 编号
web-column-wanted = 申请内容
web-column-drafted = 起草时间
web-column-office = 审核机构
web-column-answer = 判断
web-column-occurred = 发生时间
web-column-article = 依据
web-column-since = 施行日期
web-column-version = 版本
web-column-from = 起始日期
web-column-until = 截止日期
web-column-kind = 类别
web-column-holiday = 节日
web-column-notice = 通知
web-column-law = 法律名称
web-column-adopted = 通过日期
web-column-step = 方式
web-column-in_force = 施行日期
web-column-penalties = 处罚
web-column-name = 名称
web-column-code = 统一社会信用代码
web-column-administrative_level = 层级
web-column-standing = 主体性质
web-column-units = 执法机构
web-column-first = 一级预警处理
web-column-second = 二级预警处理
web-column-third = 三级预警处理
web-column-approves = 同级审核机构
web-column-at = 时间
web-column-reader = 查阅人
web-column-post = 岗位
web-column-read = 查阅内容
web-column-which = 对象或者条件
web-in-force = 施行中
web-open-end = 无截止日期

# 预警
web-alerts-standing = 逾期未处理

# 修改申请
web-amendments-says = 已归集的信息不得随意更改；确需更改的书面申请，经同级政府法制机构同意（第十四条）
web-amendments-none = 没有符合条件的修改申请
web-amendment = 修改申请
web-amendment-of = 修改申请 { $number }
web-amendment-unnumbered = 尚未编号
web-amendment-paper = 书面申请
web-amendment-paper-title = 归集信息修改申请书
web-amendment-what = 申请事项
web-amendment-differences = 修改前后对照
web-amendment-caption = 逐项列出原值和新值
web-amendment-withdrawal = 申请撤回整条记录。同意后记录仍可查看，并标明已撤回。
web-amendment-sign = 签署并报送审核
web-amendment-sign-effect = 签署后申请报送审核机构，审核期间不能再改。
web-amendment-number-hint = 本机关书面申请的编号
web-amendment-reason-hint = 说明为什么需要更改，有什么材料证明
web-amendment-drop = 放弃申请
web-amendment-drop-effect = 放弃后不能恢复，需要更改时另行申请。
web-amendment-words-hint = 退回和不同意必须填写
web-amendment-decide = 审核
web-amendment-decide-effect = 同意后记录立即更改并重新判断预警，原值永久保留可查。
web-amendment-agree = 同意
web-amendment-return = 退回补充
web-amendment-refuse = 不同意
web-amendment-life = 经过
web-amendment-to = { $office }：
web-amendment-asks = 我机关已归集的下列信息确需更改，现提出书面申请，请予审核。

# 提示和存疑
web-findings-says = 没有构成预警、但应当核对的情况：提示、不完整、无法判断
web-findings-none = 没有符合条件的情况

# 预警点
web-points-says = 每个预警点看什么、依据哪一条、多少天内处理，以及预警的处理结果
web-points-caption = 施行中的预警点；预警数为{ $day }以后发出的，限本权限范围
web-point-grade = 等级
web-point-does = 作用
web-point-raises = 发出预警
web-point-hints = 只提示
web-point-raised = 预警
web-point-open = 未关闭
web-point-counted = 以下数字统计{ $day }以后发出的预警，限本权限范围；点击可看清单，清单不限时间。
web-point-ended = 预警的处理结果
web-point-findings = 查看提示和存疑
web-point-set = 现行设定
web-point-limit = 期限
web-point-count = 数量
web-point-night = 夜间
web-point-night-hours = { $from } 时至次日 { $until } 时
web-point-levels = 分级处理
web-point-levels-caption = 从预警发出或者升级时起计算
web-point-handled-by = 由谁处理
web-point-within = 处理期限
web-point-level-1 = 机关法制机构；没有的，机关负责人
web-point-level-2 = 区县政府法制机构；市级机关的，市政府法制机构
web-point-level-3 = 市政府法制机构
web-point-versions = 历次版本
web-point-versions-caption = 按行为发生当日施行的版本判断
web-silent = 什么情况下不发出预警
web-silent-before = 行为发生在{ $day }以前的，这个预警点尚未施行。
web-silent-between = 行为发生在{ $from }至{ $until }之间的，没有施行的版本。
web-silent-since = 自{ $day }起停止施行。
web-silent-from = { $day }起停止施行。
web-silent-hint = 只作提示：结果列入“提示和存疑”，不发出预警，不计期限。
web-silent-incomplete = 记录缺少所需的数据项，或者法律库不足以判断的，列入“提示和存疑”，不当作合格，也不当作违反。

# 工作日历
web-calendar-of = { $year } 年工作日历
web-calendar-sum = 全年 { $all } 天，其中工作日 { $n } 天
web-calendar-provisional = 这一年的放假安排尚未公布
web-calendar-provisional-says = 暂按周一至周五为工作日计算，国务院办公厅的通知公布后以通知为准。
web-calendar-legend = 图例
web-calendar-reckon = 计算期限
web-calendar-from = 起算的事件发生日
web-calendar-from-hint = 当日不计入，从次日起算
web-calendar-n = 天数
web-calendar-unit = 按什么计算
web-calendar-do = 计算
web-calendar-most = 请填写 0 至 { $n } 的整数
web-calendar-past = 已经过去
web-calendar-ends = 自{ $from }起 { $limit }，最后一日为{ $until }。
web-calendar-basis = 自{ $from }起 { $limit }，逐日计算
web-calendar-named = 放假和调休上班的日子，以及依据的通知
web-calendar-published = { $day }公布
web-calendar-through = 至{ $day }，共 { $n } 天
web-calendar-notice = 通知 { $id }
web-day-weekend = 周末
web-day-holiday = 放假
web-day-made-up = 调休上班
web-day-sign-holiday = 休
web-day-sign-made-up = 班
web-unit-working = 工作日
web-unit-natural = 自然日
web-weekday-1 = 一
web-weekday-2 = 二
web-weekday-3 = 三
web-weekday-4 = 四
web-weekday-5 = 五
web-weekday-6 = 六
web-weekday-7 = 日
web-month-1 = 一月
web-month-2 = 二月
web-month-3 = 三月
web-month-4 = 四月
web-month-5 = 五月
web-month-6 = 六月
web-month-7 = 七月
web-month-8 = 八月
web-month-9 = 九月
web-month-10 = 十月
web-month-11 = 十一月
web-month-12 = 十二月

# 法律库
web-laws-says = 法律、法规、规章的历次版本和罚则，预警点据此核对决定引用的依据
web-laws-shipped = 依据随程序提供的法律库
web-laws-shipped-says = 这里还没有记录法律，由系统维护人员导入后以导入的为准。
web-laws-none = 法律库中没有这样的法律
web-law-q = 名称
web-law-versions = 版本
web-law-articles = 条文
web-law-clauses = 罚则
web-law-penalties-only = 仅罚则
web-law-aliases = 其他名称
web-law-incomplete = 只有罚则，条文不全
web-law-incomplete-says = 没有查到的条款不等于不存在，平台对这部法律不作“条款不存在”的判断。
web-law-versions-caption = 历次版本，新的在前
web-law-clauses-caption = 最新文本的罚则
web-citations = 核对引用
web-citations-says = 把决定书中引用依据的文字贴进来，逐条核对法律、条款和版本
web-citations-text = 引用的文字
web-citations-text-hint = 例如：《中华人民共和国广告法》第五十五条第一款
web-citations-on = 以哪一天为准
web-citations-on-hint = 违法行为发生的日期或者作出决定的日期
web-citations-do = 核对
web-citations-none = 没有找到引用
web-citations-unclear = 无法识别

# 执法机关
web-agencies-says = 行政执法主体和受委托的组织，以及各级预警由谁处理、申请由谁审核
web-agencies-none = 没有符合条件的机关
web-agency-q = 名称或者代码
web-agency-no-office = 无
web-standing-statutory = 行政机关
web-standing-authorised = 授权组织
web-standing-entrusted = 受委托组织

# 平台中断
web-outages-says = 由运行维护单位报告、市政府法制机构确认；确认后，在中断期间届满的归集期限顺延
web-outages-none = 没有报告过平台中断
web-outages-none-says = 平台中断经确认后，受影响的期限会顺延，并在每条期限里写明。
web-outage-from = 开始时间
web-outage-until = 恢复时间
web-outage-what = 原因
web-outage-moment = 请填写日期和时间
web-outage-reported = 待确认
web-outage-confirmed = { $at }确认
web-outage-confirm = 确认
web-outage-report = 报告平台中断
web-outage-report-effect = 报告提交后不能修改；经市政府法制机构确认，期限顺延，受影响的预警重新判断。

# 查阅记录
web-reads-says = 谁在什么岗位、什么时间查阅了什么（第三十四条第四项）；本页的查阅同样记录
web-reads-none = 没有符合条件的查阅记录
web-reads-only = 只列出{ $name }的查阅。
web-reads-everybody = 列出全部人员
web-read-alert_counts = 预警统计
web-read-alerts = 预警清单
web-read-amendments = 修改申请清单
web-read-case-file = 案卷全文
web-read-cases = 案件清单
web-read-disclosures = 公示清单
web-read-codes = 查询码明码
web-read-due = 待办事项
web-read-file = 卷宗文件
web-read-findings = 提示和存疑清单
web-read-handling = 预警处理期限
web-read-inspections = 检查清单
web-read-reads = 查阅记录
web-read-thing = 一条记录
web-reads-record = 记录
web-reads-record-hint = 记录编号、机关自己的编号，或者决定书文号
web-read-message = 留言
web-read-sender = 留言人
web-citations-comes-to = 核对结果

# 批量分派预警
web-chosen-none = 没有选中预警。请勾选要分派的预警。
web-chosen-nobody = 请选择分派给谁。
web-chosen-results = 选中的预警的办理结果
web-chosen-given = 已分派
web-chosen-stale = 期间已有人办理，维持现状

# 列表的列
web-columns = 显示的列
web-columns-says = 保存在本浏览器中，只对您和本列表有效。导出文件始终包含全部列。
web-columns-show = 显示所选的列

# 填写中途会话结束
web-kept = 已重新登录
web-kept-ended = 会话已结束
web-kept-says = 您填写的内容还在，请登录后继续。
web-kept-go-on = 提交填写的内容
web-kept-go-on-says = 会话结束前填写的内容还在，尚未提交。
