# 网页：记录中署名的执法人员

# 记录页
web-naming-officers = 署名的执法人员及其意见
web-naming-silent = 尚未答复
web-naming-recorded = 本人录入
web-naming-confirmed = 已确认，{ $at }
web-naming-objected = 提出异议，{ $at }
web-naming-settled = { $at } 已核查：{ $words }
web-naming-confirm = 确认
web-naming-object = 提出异议
web-naming-object-effect = 异议会一直留在这条记录里，本机关法制机构能看到。记录本身只能通过修改申请更改。
web-naming-reason = 哪里不对
web-naming-settle = 写明核查结果
web-naming-settle-effect = 写下的内容会一直留在这条记录里。记录确实有误的，请同时提出修改申请。
web-naming-words = 核查情况和处理结果
web-naming-inspection = 行政检查

# 工作台
web-naming-todo = 署有您姓名的记录
web-naming-todo-says = 这些记录由别人录入。无误的请确认；有误的请打开记录，说明理由，提出异议。
web-naming-caption = 最近30天署有您姓名的记录，新的在前
web-naming-answer = 您的答复
web-naming-objections = 执法人员的异议
web-naming-objections-says = 有执法人员认为记录不实。请核查，并写明结果。
web-naming-objections-caption = 尚未写明结果的异议，早的在前

# 案件的经过
web-naming-fact-confirmed = “{ $step }”中署名的执法人员已确认
web-naming-fact-objected = “{ $step }”中署名的执法人员提出异议
web-naming-fact-settled = 对“{ $step }”的异议已核查
