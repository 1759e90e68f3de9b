# 修改申请（第14条）

amendment-status-draft = 起草
amendment-status-signed = 已签署待审核
amendment-status-agreed = 已同意
amendment-status-returned = 已退回
amendment-status-refused = 不同意
amendment-status-dropped = 已放弃

amendments-none = 没有修改申请。
amendment-withdraws = 撤回整条记录
amendment-changes = 修改数据项
amendment-title = 修改申请 { $id }
amendment-line = { "  " }{ $name }：{ $value }
amendment-agency = 申请机关
amendment-subject = 所涉记录
amendment-office = 审核机构
amendment-status = 状态
amendment-number = 申请编号
amendment-reason = 理由
amendment-wanted = 申请内容
amendment-change = { "    " }{ $field }：“{ $old }” → “{ $new }”
amendment-party = { "    " }当事人 { $n }：“{ $old }”→“{ $new }”
amendment-party-personal = { "      " }个人信息一并更改：{ $n }
amendment-party-new = （新增）
amendment-party-none = （不再是当事人）
amendment-empty = （空）
amendment-hidden = （个人信息，在保险库中）
amendment-life = { "  " }{ $at }  { $what }
amendment-life-words = { "  " }{ $at }  { $what }：“{ $words }”
amendment-now = 修改申请 { $id } 现在的状态：{ $status }。
amendment-looked = 记录已重新判断：解除 { $cleared } 条预警，新产生 { $raised } 条。
amendment-drafted = 修改申请 { $id } 已起草。下一步由机关签署：xiezhi amendments sign { $id } --as 人员标识 --number 申请编号 --reason 理由
amendment-changes-nothing = 所给的值与记录现有的值相同，不用申请。
amendment-no-such-field = “{ $given }”应写成“数据项=新值”。可用的数据项：{ $fields }
amendment-not-here = “{ $field }”不能在命令行修改：个人信息请通过导入文件修改，所属领域和区域随执法事项和机关确定。
