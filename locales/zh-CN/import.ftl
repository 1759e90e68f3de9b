# 导入命令的话

import-unknown-kind = 不认识的记录种类“{ $kind }”。可以导入的是：inspections（行政检查）
import-unknown-agency = 没有代码为“{ $code }”的执法机关。用 xiezhi agencies 查看全部代码
import-no-profile = 找不到对照方案“{ $name }”：{ $error }。请给出 TOML 文件，或用随附的方案：{ $known }
import-progress = 已导入行数
import-reader-failed = 读取文件的部分意外中断，已记录的都在；请再次导入同一文件，已有的记录会被认出
import-done = 共 { $rows } 行：新归集 { $accepted }，已有 { $known }，内容有变 { $changed }，退回 { $rejected }
import-rehearsed = 试运行，未记录任何内容。共 { $rows } 行：可归集 { $accepted }，已有 { $known }，内容有变 { $changed }，将退回 { $rejected }
import-alerts = 产生的预警：
import-hints = 提示（不计入预警）：
import-incomplete = 信息不完整（来源没有这些项目）：
import-cannot-judge = 依据不足，无法判断：
import-errors-hint = 要取得退回的行和每一行的问题，请加 --errors 文件名 再次导入
import-no-rows = 没有数据行。
import-withdrawal-reason = 机关业务系统报送：该记录已删除。
