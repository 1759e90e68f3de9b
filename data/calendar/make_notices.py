"""Writes notices.json: the State Council's holiday notices, one entry a published paper.

usage: python3 make_notices.py FOLDER > notices.json

FOLDER holds the yearly files of https://github.com/NateScarlet/holiday-cn (2007.json, 2008.json, ...). Those files give
the final state of a year. Where a second paper changed a year after the first was published, the year is split here into
two notices, so that the calendar as it was known on any day can be rebuilt.
"""

import json
import re
import sys
from pathlib import Path

# Publication dates that the page's address does not carry, or carries wrongly because the page was posted again later.
PUBLISHED = {
    "2007": ("2006-12-16", "date of the notice; the page was posted again in 2008"),
    "2008": ("2007-12-16", "date of the notice; the page was posted again in 2008"),
    "2014": ("2013-12-11", "date of the notice; the page was posted again in 2014"),
    "2020-2": ("2020-01-26", "date of the notice; the page is of the day after"),
    "2024": ("2023-10-25", "date of the notice; the address gives the month only"),
    "2025": ("2024-11-12", "date of the notice; the address gives the month only"),
    "2026": ("2025-11-04", "date of the notice; the address gives the month only"),
}

# Years with a second paper: the days it set, and what the first paper had said about them where it named them at all.
SECOND_PAPERS = {
    2015: ({"2015-09-03", "2015-09-04", "2015-09-05", "2015-09-06"}, []),
    2019: (
        {"2019-04-28", "2019-05-01", "2019-05-02", "2019-05-03", "2019-05-04", "2019-05-05"},
        [("2019-05-01", False, "劳动节")],
    ),
    2020: (
        {"2020-01-31", "2020-02-01", "2020-02-02", "2020-02-03"},
        [("2020-02-01", True, "春节")],
    ),
}


def published(identifier, address):
    if identifier in PUBLISHED:
        day, note = PUBLISHED[identifier]
        return {"published": day, "published_note": note}
    year, month, day = re.search(r"/(\d{4})-(\d{2})/(\d{2})/", address).groups()
    return {"published": f"{year}-{month}-{day}"}


def notice(identifier, address, year, days):
    listed = [{"date": date, "working": working, "name": name} for date, working, name in sorted(days)]
    return {"id": identifier, **published(identifier, address), "source": address, "year": year, "days": listed}


def notices(file):
    content = json.loads(file.read_text(encoding="utf-8"))
    year, papers = content["year"], content["papers"]
    days = [(day["date"], not day["isOffDay"], day["name"]) for day in content["days"]]
    if year not in SECOND_PAPERS:
        return [notice(str(year), papers[0], year, days)] if papers else []
    changed, before = SECOND_PAPERS[year]
    first = [day for day in days if day[0] not in changed] + before
    second = [day for day in days if day[0] in changed]
    return [notice(str(year), papers[0], year, first), notice(f"{year}-2", papers[1], year, second)]


def line(entry):
    head = {key: value for key, value in entry.items() if key != "days"}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    days = ",\n".join("   " + json.dumps(day, ensure_ascii=False) for day in entry["days"])
    return f'{opening}, "days": [\n{days}]}}'


everything = [entry for file in sorted(Path(sys.argv[1]).glob("2*.json")) for entry in notices(file)]
everything.sort(key=lambda entry: entry["published"])
print("[" + ",\n ".join(line(entry) for entry in everything) + "]")
