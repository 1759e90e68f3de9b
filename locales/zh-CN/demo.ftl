# 模拟城市

demo-making = 正在模拟
demo-another = 数据目录中已有一个模拟城市（{ $months }个月，种子 { $seed }，规模 { $scale }），使用已有的城市。要生成另一个，请用 --data 指定另一个目录。
demo-city = 模拟城市，{ $months }个月，种子 { $seed }：行政执法机关 { $agencies } 个，执法人员 { $officers } 名，行政检查 { $inspections } 件（其中逾期归集 { $late } 件），案件 { $cases } 件，事实 { $facts } 条。
demo-level = 到达{ $level ->
    [1] 一级
    [2] 二级
   *[3] 三级
}的预警：{ $count } 件（{ $standing }）
demo-standing = { $status } { $count } 件
demo-points = 按预警点统计：
demo-point = { "  " }{ $point }：{ $count } 件
demo-next =
    下一步：
    { "  " }xiezhi --data { $folder } alerts list
    { "  " }xiezhi --data { $folder } agencies --json
    { "  " }xiezhi --data { $folder } alerts --check
    { "  " }xiezhi --data { $folder } rebuild --check
demo-serving = 模拟城市已就绪，时间从上次停下的地方继续走。按 Ctrl-C 结束。
