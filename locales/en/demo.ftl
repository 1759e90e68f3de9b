# The simulated city

demo-making = Simulating
demo-another = The data folder already holds a simulated city ({ $months } months, seed { $seed }, scale { $scale }); that one is used. For another one give another --data folder.
demo-city = Simulated city, { $months } months, seed { $seed }: { $agencies } agencies, { $officers } officers, { $inspections } inspections ({ $late } collected late), { $cases } cases, { $facts } facts.
demo-level = Alerts that reached level { $level }: { $count } ({ $standing })
demo-standing = { $status } { $count }
demo-points = Alerts by point:
demo-point = { "  " }{ $point }: { $count }
demo-next =
    How to go on:
    { "  " }xiezhi --data { $folder } alerts list
    { "  " }xiezhi --data { $folder } agencies --json
    { "  " }xiezhi --data { $folder } alerts --check
    { "  " }xiezhi --data { $folder } rebuild --check
demo-serving = Serving the simulated city; its time goes on from where it stood. Ctrl-C ends it.
