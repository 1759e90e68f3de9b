# 各处通用：日期、列举

general-date = { $year }年{ $month }月{ $day }日
general-moment = { $date } { $time }
general-between-items = 、
general-between-sentences = { "" }
