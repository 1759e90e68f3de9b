# 预警点：名称和说明

point-late_inspection = 行政检查归集逾期
point-late_inspection-explanation = 行政检查应当实时归集；因客观条件限制不能实时归集的，应当在完成检查后的规定工作日内归集。
point-deferred_without_reason = 延后归集未说明原因
point-deferred_without_reason-explanation = 没有在检查当日归集，又没有说明不能实时归集的原因。
point-too_few_officers = 执法人员不足
point-too_few_officers-explanation = 行政检查时执法人员不得少于规定人数；辅助人员不计入。
point-officer_without_certificate = 执法人员无有效证件
point-officer_without_certificate-explanation = 记录中的执法人员在检查当日没有有效的执法证件。
point-auxiliary_as_officer = 辅助人员作为执法人员
point-auxiliary_as_officer-explanation = 辅助人员不得作为执法人员实施行政检查。
point-power_not_held = 执法事项不在本机关清单内
point-power_not_held-explanation = 检查所依据的执法事项，不在检查当日经审核同意的本机关执法事项完整清单之内。
point-re_inspection_overdue = 责令改正逾期未复查
point-re_inspection_overdue-explanation = 责令改正的期限已过，仍没有复查记录。
point-incomplete_record = 记录不完整
point-incomplete_record-explanation = 数据规范要求的数据项没有填写。
point-failed_without_correction = 不合格而未责令改正
point-failed_without_correction-explanation = 检查结果不合格，但没有责令改正的记录。
point-times_out_of_order = 时间先后不符
point-times_out_of_order-explanation = 检查的开始时间晚于结束时间。
