# 网页：版面和部件

web-product = 獬豸执法监督平台
web-public-name = 行政执法公开
web-public-motto = 执法有据，过程留痕，结果可查
web-skip = 跳到正文
web-menu = 导航
web-crumbs = 当前位置
web-back = 返回
web-search = 查询
web-text-large = 大字版
web-text-normal = 标准字号
web-act-as = 切换岗位
web-sign-out = 退出
web-data-as-of = 数据截至
web-accessibility = 无障碍声明
web-foot-organ = 主办机关
web-foot-complain = 投诉举报
web-foot-complain-how = 认为行政执法行为违法或者不当的，可以网上投诉，也可以到主办机关当面提出。
web-foot-about = 关于本站

# 标记
web-level-1 = 一级
web-level-2 = 二级
web-level-3 = 三级
web-notice-info = 提示：
web-notice-success = 成功：
web-notice-warning = 注意：
web-notice-error = 错误：

# 列表和表格
web-query = 查询条件
web-reset = 重置
web-newer = 较新
web-older = 较早
web-pager = 翻页
web-choose = 选择
web-choose-all = 选择本页全部
web-choose-column = 选择
web-chosen = 已选
web-field = 数据项
web-old = 原值
web-new = 新值
web-changed = 有变更
web-unit = 单位：
web-chart-table = 数据表
web-chart-row = 项目

# 表单
web-errors = 提交的内容有误，请改正后再提交
web-required = （必填）
web-drop = 把文件拖到这里，或者选择文件：
web-sending = 上传进度
web-steps = 办理步骤
web-step-done = （已完成）
web-confirm-effect = 法律效果
web-basis = 依据：
web-article-whole = 查看全文

# 时间轴和期限
web-happened = 发生
web-caught = 采集
web-recorded = 归集
web-officers = 执法人员：
web-deadline-how = 期限怎么算的
web-day = 日期
web-day-counted = 计入
web-day-skipped = 不计
web-day-why = 理由

# 打印
web-paper = 文书
web-print = 打印
web-printed-by = 打印人
web-contents = 目录
web-contents-no = 序号
web-contents-title = 文书名称
web-contents-number = 文号
web-contents-date = 日期
web-contents-page = 页次
web-slip-title = 行政执法查询码
web-slip-how = 扫码，或者在网页输入查询码：
web-slip-qr = 查询网页的二维码
