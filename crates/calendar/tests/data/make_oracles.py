"""Writes the facts that the calendar is tested against, from two programs that know nothing of it.

    pip install chinesecalendar==1.11.0 numpy
    python3 make_oracles.py

working_days.txt  a line a year, 2007-2026: the year and a digit a day, 1 = working day (chinesecalendar)
deadlines.csv     start, n, due: n working days after start, the start day not counted (NumPy busdaycalendar with a 7-day
                  mask and every non-working day given as a holiday)
"""

import random
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import numpy

HERE = Path(__file__).parent
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)

days = [FIRST + timedelta(i) for i in range((LAST - FIRST).days + 1)]
working = {day: chinese_calendar.is_workday(day) for day in days}

with open(HERE / "working_days.txt", "w") as out:
    for year in range(FIRST.year, LAST.year + 1):
        digits = "".join("1" if working[day] else "0" for day in days if day.year == year)
        print(year, digits, file=out)

off = [day for day in days if not working[day]]
calendar = numpy.busdaycalendar(weekmask="1111111", holidays=off)
chance = random.Random(17)
with open(HERE / "deadlines.csv", "w") as out:
    print("start,n,due", file=out)
    for _ in range(2000):
        # The last 100 days are left out: sixty working days from there end in a year nobody has announced.
        start, n = chance.choice(days[:-100]), chance.randint(1, 60)
        # A start on a day off counts from the working day before it, so that its own day is not counted.
        due = numpy.busday_offset(start, n, roll="backward", busdaycal=calendar)
        print(start, n, due, sep=",", file=out)
