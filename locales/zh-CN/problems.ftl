# 被拒绝的原因：哪里不对，怎样才对

problem-line = - { $problem }（依据：{ $article }）
problem-record = 整条记录

problem-missing = “{ $field }”没有填写。请补上后再提交。
problem-unknown-field = 没有名为“{ $value }”的数据项。可用的数据项例如：{ $example }。
problem-too-long = “{ $field }”太长（“{ $value }”），最多 { $example } 个字。请缩短，较长的材料请作为附件。
problem-unknown-code = “{ $field }”的值“{ $value }”不在允许的范围内。允许的值：{ $example }。
problem-not-a-time = “{ $field }”的值“{ $value }”不是日期或者时间。正确示例：{ $example }。
problem-not-a-day = “{ $field }”的值“{ $value }”不是日期。正确示例：{ $example }。
problem-not-an-item = “{ $field }”中的“{ $value }”应写成“项目=结果”，结果为：{ $example }。
problem-number-length = “{ $field }”的值“{ $value }”不是 18 位。正确示例：{ $example }。
problem-number-character = “{ $field }”的值“{ $value }”的第 { $example } 位不是允许的字符。请核对证照（统一社会信用代码不用字母 I、O、S、V、Z）。
problem-number-check = “{ $field }”的值“{ $value }”的校验位不对，按其余各位应为“{ $example }”。请对照证照核对每一位。
problem-number-length-personal = “{ $field }”不是 18 位。请对照证件核对。
problem-number-character-personal = “{ $field }”中有不允许的字符：前 17 位应为数字，末位为数字或者 X。请对照证件核对。
problem-number-check-personal = “{ $field }”的校验位不对。请对照证件核对每一位。
problem-number-birth-date = “{ $field }”中的出生日期不存在。请对照证件核对第 7 位至第 14 位。
problem-unknown-agency = 没有登记编号为“{ $value }”的行政执法机关。请先登记该机关，或者用“xiezhi agencies”查看已登记的机关。
problem-unknown-line = “{ $field }”的值“{ $value }”没有登记。请填写已登记的领域代码；填写了执法事项的，可以不填。
problem-unknown-territory = “{ $field }”的值“{ $value }”没有登记。请填写已登记的行政区划代码；不填则按机关所在区域。
problem-in-the-future = “{ $field }”的值“{ $value }”晚于现在。请核对年份和时间，已经发生的才能归集。
problem-real-time-with-deferral = “{ $field }”填的是实时归集，却又填了延后归集原因。请改为延后归集，或者删去原因。
problem-withdrawn = 这条记录已经撤回，不能再补充或者修改。确有需要的，请以新的编号重新归集。
problem-supplement-replaces = 补充归集不能替换“{ $field }”已有的值。需要更改的，请提出修改申请。
problem-no-correction-order = 这次检查没有责令改正，不能记录复查。请核对检查编号。
problem-already-re-inspected = 这次检查的复查已经记录过了（“{ $value }”未记录）。需要更改的，请提出修改申请。
problem-changed-meanwhile = “{ $field }”在申请起草之后变了，现在是“{ $value }”。请退回申请，按现在的值重新起草。
problem-amendment-state = 这份申请的状态是“{ $value }”，不能这样办理。起草或者退回的可以签署、放弃，已签署的可以同意、退回、不同意。
problem-not-allowed = 没有“{ $value }”的权限：角色、管辖范围或者承办机构不符。请由有权的人员办理，或者向政府法制机构申请。
problem-alert-closed = 这条预警的状态是“{ $value }”，不用再处理。
problem-alert-past-level-1 = 这条预警已经升级（{ $value }），应由政府法制机构处理，本机关不能再分派、答复或者确认。
problem-alert-own-act = 承办过该执法行为的人员不能答复或者确认它的预警（现在的状态：{ $value }）。请由其他人员办理。
problem-alert-not-answered = 这条预警的状态是“{ $value }”，还没有可以确认或者退回的答复。请先答复。
problem-alert-at-level-1 = 这条预警还在一级（{ $value }），由机关的法制机构处理；逾期未处理才由政府法制机构处理。
problem-day-needed = “{ $field }”应填今天或者以后的日期，例如 2026-11-30。
problem-not-found = 没有这条记录，或者它不在可以使用的范围内。请核对编号。
problem-times-out-of-order = “{ $field }”的值“{ $value }”不晚于开始时间。请核对先后。
problem-already-confirmed = 这次中断已经确认过，不用再确认。
problem-not-kept = 保险库中没有标识为“{ $value }”的个人信息，或者已经删除。请核对标识。
