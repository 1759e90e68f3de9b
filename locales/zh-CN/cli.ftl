# 命令行：角色、权限、列名、维护

role-officer = 执法人员
role-clerk = 录入人员
role-agency_head = 机关负责人
role-legal_unit = 机关法制机构
role-line_legal_unit = 主管部门法制机构
role-district_office = 区县政府法制机构
role-city_office = 市政府法制机构
role-government_leader = 政府领导
role-discipline_organ = 监察机关
role-appointing_organ = 任免机关
role-city_operator = 市级运行维护
role-district_operator = 区县运行维护
role-system_administrator = 系统管理员
role-security_administrator = 安全管理员
role-log_administrator = 日志管理员
role-external_reader = 外部使用人
role-agency_system = 机关业务系统
role-clock = 平台自动

action-collect = 归集
action-supplement = 补充归集
action-draft_amendment = 起草修改申请
action-sign_amendment = 签署修改申请
action-decide_amendment = 审核修改申请
action-assign_alert = 分派预警
action-answer_alert = 答复预警
action-confirm_alert = 确认预警答复
action-act_on_alert = 处理二级、三级预警
action-report_outage = 报告平台中断
action-confirm_outage = 确认平台中断
action-keep_base = 登记基础信息
action-publish_notice = 公布节假日安排通知
action-put_point = 设定预警点
action-sweep = 扫描期限
action-erase = 删除个人信息
action-read = 查看记录
action-read_log = 查看使用日志

administrative-level-municipal = 市级
administrative-level-district = 区县级
administrative-level-subdistrict = 街镇级

column-id = 标识
column-raised = 产生时间
column-point = 预警点
column-agency = 执法机关
column-alert-level = 级别
column-status = 状态
column-office = 处理机构
column-due = 法定最后一日
column-drafted = 起草时间
column-number = 申请编号
column-wanted = 申请内容
column-code = 代码
column-name = 名称
column-level = 层级
column-territory = 区划
column-line = 领域
column-day = 日期
column-weekday = 星期
column-working = 是否上班
column-holiday = 节日
column-notice = 通知
column-published = 公布日期
column-year = 年份
column-days = 天数
column-source = 来源

cli-moment = { $at }
cli-took = 用时 { $seconds } 秒
cli-refused = 没有办理：
cli-nothing-here = { $folder } 中还没有数据。请先运行“xiezhi demo”建立演示城市，或者用 --data 指定数据目录。
cli-no-post = 标识为 { $person } 的人员今天没有任职。请核对标识；可以办理的人员列在上面。
cli-able = 可以办理的人员：{ $person }（{ $role }）
cli-id-short = “{ $id }”不够长。请给出完整标识，或者开头至少八位十六进制字符。
cli-id-unknown = 没有标识为“{ $id }”的内容。请用列表核对。
cli-id-several =
    以“{ $id }”开头的不止一个，请多给几位：
    { $ids }
cli-unknown-agency = 没有代码为“{ $code }”的执法机关。请用“xiezhi agencies”核对。
cli-unknown-district = 没有代码为“{ $code }”的区县。请填行政区划代码，例如 120101。

sweep-done = 扫描完毕：{ $found } 个期限届满，新产生 { $raised } 条预警，{ $escalated } 条升级，{ $standing } 条在最高一级标为红色。
rebuild-checking = 正在核对查询表与事实是否一致
rebuild-making = 正在根据事实重建查询表
rebuild-checked = 核对无误：{ $facts } 个事实、{ $streams } 个对象、{ $rows } 行查询数据，{ $differences } 处不一致。
rebuild-made = 重建完毕：{ $facts } 个事实、{ $streams } 个对象、{ $rows } 行查询数据，{ $differences } 处不一致。
rebuild-differs = 不一致：{ $facts } 个事实、{ $streams } 个对象、{ $rows } 行查询数据，列出 { $differences } 处。查询表不对的，运行“xiezhi rebuild”重建；journal.stream 不对的，请从备份恢复。
rebuild-difference =
    { $table } { $stream }
    { "  " }事实：{ $facts }
    { "  " }查询表：{ $view }
rebuild-nothing = （没有）
outage-what-network = 网络中断
outage-what-power = 停电
outage-what-platform = 平台故障
outage-what-maintenance = 计划维护
outage-what-other = 其他
outage-reported = 已报告平台中断 { $id }：{ $what }，{ $from }至{ $until }。由市政府法制机构确认：xiezhi outage confirm { $id }
outage-confirmed = 中断已确认：{ $records } 条记录重新判断，解除 { $cleared } 条预警。
erase-done = { $person } 的个人信息已经删除，删除的依据已记录。
follow-done = 其他节点的 { $streams } 个对象已经更新。
migrate-done = 数据库已是最新（第 { $number } 次迁移）。
serve-ready = 平台已经运行，每分钟扫描一次期限。按 Ctrl-C 停止。
serve-trouble = { $trouble }。{ $seconds } 秒后重试。
serve-stopped = 平台已经停止。

# 命令行上的案件
cases-id = 标识
cases-number = 案号
cases-kind = 类别
cases-stage = 阶段
cases-decided = 决定日期
cases-fine = 罚款（元）
cases-found = 违反/其他
cases-none = 还没有案件。可以导入：xiezhi import cases 文件 --agency 代码
cases-no-gaps = 文号没有缺号。
cases-step = { $event }：{ $at }（{ $recorded }归集）
cases-findings = 检查结果
cases-finding = { "  " }{ $answer }：{ $point }
cases-clocks = 正在计算的期限
cases-clock = { "  " }{ $clock }：截至{ $until }
due-day = 最后一日
due-left = 剩余工作日
due-what = 事项
due-record = 记录
due-none = 没有待办的期限。
due-alert = 处理预警
code-unknown-mode = “{ $mode }”不是告知方式。可以用：on_document、slip、sms、post、with_service
code-recorded = 已记录。
code-line = 第{ $party }当事人：{ $code }
code-none-open = 这个案件没有等待告知的查询码。
code-rotated = 新的查询码将使用第{ $number }号密钥；前一把密钥仍然可用。正在运行的程序下次启动后使用新密钥。
codes-case = 案号
codes-party = 当事人
codes-code = 查询码
import-fines = 罚款合计：{ $fines }元
import-profile-of-another-kind = 这个映射方案用于“{ $profile }”，不能用于“{ $kind }”。请换一个类别或者方案。
answer-breach = 违反
answer-hint = 提示
answer-incomplete = 不完整
answer-cannot_judge = 无法判断
