# 网页上的文字：工作台、预警、登录、公众查询。部件的文字在 web.ftl。

web-city = 天津市
web-contact = 请以机关公布的地址和电话为准
web-basis-of = 依据：{ $article }
web-all = 全部
web-choose-one = 请选择一项
web-export = 导出 Excel
web-export-by = 导出人 { $account }，导出时间 { $at }，查询条件 { $query }
web-export-cut = 只导出了前 { $n } 行，请缩小范围后再导出其余部分。
web-list-shown = 本页 { $n } 条
web-list-looked = 已查到 { $at }，可以继续往前查。
web-list-widen = 可以放宽条件，或者查看全部。
web-no-clock = 不计时
web-due-today = 今日到期
web-days-left = 余 { $n } 个工作日
web-days-late = 逾期 { $n } 天
web-to-start = 返回首页
web-try-again = 重试
web-somebody-was-faster = 您填写期间，这条记录已经被他人处理。下面是最新情况，您填写的内容还在。

# 出错
web-not-found = 没有这个页面
web-not-found-says = 地址可能写错了，或者不在您的使用权限之内。
web-refused = 没有办成
web-refused-says = 原因如下：
web-away = 暂时连不上数据
web-away-says = 您填写的内容请先不要关闭，稍等片刻再提交一次。
web-unexpected = 出了意外
web-unexpected-says = 编号 { $number }。请把编号告诉运行维护人员，日志里可以查到。
web-too-large = 提交的内容太大
web-too-large-says = 请减少内容后再提交。
web-bad-request = 提交的内容无法识别
web-bad-request-says = 请从页面上的表单提交。

# 菜单
web-menu-work = 工作台
web-menu-todo = 待办
web-menu-supervise = 监督
web-menu-alerts = 预警
web-menu-manage = 管理
web-menu-account = 我的账号

# 列
web-column-id = 编号
web-column-level = 级别
web-column-point = 预警点
web-column-agency = 执法机关
web-column-status = 状态
web-column-left = 剩余时间
web-column-due = 处理期限
web-column-raised_at = 发出时间
web-column-record = 所在记录
web-column-what = 事项

# 登录
web-sign-in = 登录
web-account-name = 账号
web-password = 密码
web-sign-in-wrong = 账号或者密码不对
web-sign-in-wrong-says = 请核对后再试；忘记密码请找本单位的系统管理员。
web-sign-in-no-post = 这个账号今天没有任何岗位
web-sign-in-no-post-says = 请找本单位的系统管理员核对岗位的起止日期。
web-sign-in-wait = 错误次数太多，请在{ $until }之后再试
web-no-account = 没有默认账号。账号由系统管理员用 xiezhi user add 建立。
web-demo-people = 演示城市的人员
web-demo-people-says = 这是模拟的城市，点一下就以该岗位进入，不需要密码。

# 账号
web-password-change = 修改密码
web-password-old = 原密码
web-password-new = 新密码
web-password-again = 再输一次新密码
web-password-changed = 密码已修改，其他会话已经结束
web-password-short = 密码至少 { $n } 个字符
web-password-alike = 密码不能全是同一个字符
web-password-name = 密码不能包含账号
web-password-differs = 两次输入的新密码不一样
web-password-same = 新密码与原密码相同
web-password-must = 当前密码由他人设定，请先修改；修改后即可使用其他功能。
web-password-old-wrong = 原密码不对
web-sessions = 登录会话
web-sessions-says = 以本人身份登录、还没有结束的会话
web-sessions-end = 结束其他会话
web-session-since = 登录时间
web-session-seen = 最近使用
web-session-address = 来源地址
web-session-agent = 设备
web-session-here = 本次

# 工作台
web-todo-says = 按剩余工作时间排列，最急的在前
web-todo-caption = 有期限的待办事项
web-todo-none = 没有有期限的待办
web-todo-none-says = 新的预警和法定期限会自动出现在这里。
web-todo-more = 只列出最急的 100 件，其余见各清单。
web-tile-over = 已逾期
web-tile-today = 今日到期
web-tile-soon = { $n } 个工作日内到期
web-tile-all = 全部待办
web-day-working = 今天是工作日。
web-day-off = 今天休息，下一个工作日是{ $next }。
web-reads-nothing = 本岗位不接触案件
web-reads-nothing-says = 按第七条、第二十一条，运行维护和系统管理岗位不查看执法信息。

# 预警
web-alerts-says = 本权限范围内的预警，新发出的在前
web-alerts-none = 没有符合条件的预警
web-alerts-open = 处理中
web-alerts-red = 逾期未处理（红色）
web-alerts-closed = 已关闭
web-alerts-all = 全部
web-to-record = 查看所在记录
web-alert-answer = 答复预警
web-alert-answer-effect = 答复提交后不能修改，由本机关法制机构确认或者退回；期限继续计算。
web-alert-outcome = 处理结果
web-alert-words = 答复内容
web-alert-words-hint = 写明如何改正，或者说明理由和证明材料
web-alert-assign = 交办
web-alert-to = 交给
web-alert-confirm = 确认答复
web-alert-confirm-effect = 确认后预警关闭，处理过程永久保留可查。
web-alert-remark = 意见
web-alert-send-back = 退回重办
web-alert-act = 监督处理
web-alert-act-effect = 处理决定写入监督记录，不能修改；督办和监督文书由执法机关按期办理。
web-alert-which = 处理方式
web-alert-until = 办理期限
web-alert-until-hint = 督办必须填写
web-alert-act-words = 处理意见、文书编号

# 公众
web-public-home = 首页
web-public-look-up = 查询我的案件
web-public-look-up-says = 用告知您的查询码查看案件的办理情况、您的权利和期限
web-public-about = 关于本平台
web-public-about-says = 本平台做什么，依据什么
web-home-title = 行政执法监督平台
web-home-lead = 每一次执法都有记录，每一份决定都可以查到。
web-look-up-lead = 查询码印在决定书或者告知单上，共 20 个字符，分 5 组。
web-code = 查询码
web-code-hint = 大小写、空格、横线都可以
web-code-lost = 没有收到或者丢失了查询码，请向作出决定的机关索要，机关核对身份后重新发给。
web-open-case = 查询
web-your-case = 您的案件
web-case-story = 办理情况
web-case-rights = 您的权利和期限
web-case-papers = 决定书内容和文书
web-second = 证件号码后四位
web-second-hint = 公民填写身份证件号码后四位，单位填写统一社会信用代码后四位
web-open-papers = 查看内容
web-right-payment = 缴纳罚款
web-right-reconsideration = 申请行政复议
web-right-suit = 提起行政诉讼
web-about-what = 本平台按照《天津市行政执法监督平台管理暂行规定》（天津市人民政府令第17号）建设，汇集行政执法机关的检查、处罚、许可、强制等执法信息，对执法过程实时监督。
web-about-who = 执法机关负责归集并公开自己的执法信息；市、区人民政府法制机构负责监督；平台的运行维护单位不查看案件。
web-about-code = 当事人凭查询码查询自己的案件（第三十三条）。查询码只发给当事人本人；查询记录不会公开。
web-about-fair = 预警规则、办理期限、法定节假日都是公开的数据，平台显示的每一个期限都可以逐日核对。
web-accessibility-how = 本网站按照《信息无障碍 第2部分》（GB/T 37668）和 WCAG 2.2 AA 建设：可以只用键盘操作，可以放大到 400%，可以打印，不依赖脚本和颜色。
web-accessibility-keys = 按 Tab 键移动，按回车键打开；每页开头有“跳到正文”的链接；页面右上角可以切换大字。
web-accessibility-tell = 如有不便之处，请告诉公布机关，我们会改。
