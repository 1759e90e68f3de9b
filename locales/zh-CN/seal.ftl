# 命令行中的封存
seal-done = 已封存：{ $facts } 个事实取得位置；日志现有 { $size } 条。
seal-trouble = 未能封存：{ $trouble }。归集照常进行，待原因消除后补封。
verify-going = 正在逐条核对事实与日志，并重算每个已签署的根
verify-sound = 完好：日志 { $entries } 个位置与封存时一致，{ $checkpoints } 个已签署的根重算相同；{ $waiting } 个事实等待取得位置。
verify-flaws = 与封存时不一致：{ $entries } 个位置、{ $checkpoints } 个已签署的根中发现 { $found } 处。发现已记录在案，本机任何人不能撤除。
verify-flaw-gap = 日志第 { $place } 个位置为空。
verify-flaw-fact-missing = 第 { $place } 个位置的事实 { $fact } 已不存在。
verify-flaw-leaf-differs = 第 { $place } 个位置的事实 { $fact } 不是当时封存的那一个。
verify-flaw-uncovered = 第 { $place } 个位置的事实 { $fact } 被改动：其{ $part ->
    [public] 公开部分
    [party] 当事人部分
    [internal] 内部部分
   *[envelope] 归属与时间
}与封存的承诺不符。
verify-flaw-unsealed = 事实 { $fact } 在日志中没有位置，也不在等待之列。
verify-flaw-tile-differs = 第 { $level } 层第 { $index } 块与其下各条不符。
verify-flaw-signature = { $size } 条时的检查点没有日志的有效签名。
verify-flaw-root-differs = { $size } 条时签署的根与各条重算结果不同。
verify-flaw-head-differs = 日志头称有 { $size } 条，实有 { $leaves } 条，或其根不同。
receipt-good =
    回执有效。日志 { $origin }（共 { $size } 条）第 { $index } 条（从 0 起）是：
    记录 { $stream } 的第 { $sequence } 个事实（类别 { $kind }），日志称记录于 { $recorded }。
receipt-opened = 其{ $section }原文如下，未经改动：{ $bytes }
receipt-opened-public = 公开部分
receipt-opened-party = 当事人部分
receipt-opened-internal = 内部部分
receipt-witness = 见证方 { $witness } 在 { $at } 已见到。
receipt-limits = 由此可知：检查点签署时它已存在，此后未被改动。由此不能得知：所载内容是否真实，以及是否有遗漏。
receipt-too-few = 签名的见证方少于见证规则的要求：是否另有一份不同的日志，只凭日志自己担保。
receipt-section = 与封存的内容不符：{ $why }。
receipt-none = 这不是回执：{ $why }。
receipt-broken = 回执不成立：{ $why }。
