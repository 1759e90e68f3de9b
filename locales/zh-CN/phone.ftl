# 网页：网络时断时续时的录入

web-phone-offline = 没有网络
web-phone-offline-says = 可以继续填写：内容保存在本机，网络恢复后自动提交，并自动注明因无网络延后归集。
web-phone-unsent = 保存在本机、尚未归集
web-phone-unsent-says = 只保存在本机，包括姓名。归集成功或者退出登录时删除。
web-phone-typing = 未填完
web-phone-waiting = 等待网络
web-phone-refused = 这样不能归集，请打开改正
web-phone-sent = 已归集
web-phone-sign-in = 重新登录后自动提交
web-phone-sure = 从本机删除？别处没有这份内容。
web-phone-open = 打开
web-phone-send = 立即提交
web-phone-drop = 删除
web-phone-note = 保存在本机、尚未归集的检查：
web-phone-sign-out = 本机还有尚未归集的检查，退出登录会把它们删除。仍要退出吗？
web-phone-clock-ahead = { $n ->
    [0] 设备时钟偏快
   *[other] 设备时钟快了{ $n }天
}
web-phone-clock-behind = 设备时钟慢了{ $n }天
