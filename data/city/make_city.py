"""Cuts the files of the simulated city out of the sources named in README.md.

    python3 make_city.py SOURCES

SOURCES holds the folders divisions/, penalty_items/ and names/. lines.csv and departments.csv are kept by hand.
No field of any file holds a comma, a quotation mark or a line break, so that a comma always separates fields.
"""

import csv
import gzip
import random
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
FOUNDED = "1949-10-01"


def write(name, header, rows):
    for row in rows:
        if any(c in str(field) for field in row for c in ',"\n'):
            sys.exit(f"{name}: a field with a comma, a quotation mark or a line break: {row}")
    lines = [",".join(header)] + [",".join(str(field) for field in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def territory_kind(code, name):
    if code[6] in "45":
        return "zone"
    if name.endswith("街道"):
        return "street"
    if name.endswith(("镇", "乡")):
        return "town"
    sys.exit(f"{code} {name}: neither street nor town nor zone")


def territories(sources):
    divisions = list(csv.DictReader(open(sources / "divisions/tianjin_divisions.csv", encoding="utf-8")))
    history = list(csv.DictReader(open(sources / "divisions/tianjin_code_history.csv", encoding="utf-8")))
    current = {row["code"]: row["name"] for row in divisions}
    # Districts that were counties under other codes: the history names them by the same first character.
    county = {}
    for row in history:
        if row["code"].startswith("12022") and row["to_year"]:
            for code, name in current.items():
                if len(code) == 6 and name[:1] == row["name"][:1] and name.endswith("区") and code > "120113":
                    county[code] = (row["code"], row["name"], row["from_year"], row["to_year"])
    key_of, rows = {}, []
    for key, row in enumerate(divisions, 1):
        code, name = row["code"], row["name"]
        key_of[code] = key
        parent = key_of.get(row["parent_code"], "")
        if row["level"] == "municipality":
            rows.append((key, code, "", name, "city", "", FOUNDED, ""))
        elif row["level"] == "district":
            began = next((h["from_year"] for h in history if h["code"] == code and not h["to_year"]), "")
            began = f"{began}-01-01" if began else FOUNDED
            if code in county:
                old_code, old_name, first, last = county[code]
                # The source gives years only: the change is taken to the first of December of its year.
                began = f"{last}-12-01"
                rows.append((key, old_code, "", old_name, "county", parent, f"{first}-01-01", began))
            rows.append((key, code, "", name, "district", parent, began, ""))
        else:
            second = "120116040" if code == "120116013" else ""
            rows.append((key, code, second, name, territory_kind(code, name), parent, FOUNDED, ""))
    write("territories.csv", ["key", "code", "second_code", "name", "kind", "parent", "from", "until"], rows)


def powers(sources):
    lines = list(csv.DictReader(open(HERE / "lines.csv", encoding="utf-8")))
    words = [(word, line["code"]) for line in lines for word in line["authorities"].split(";")]

    def line_of(text):
        text = text.replace("人民政府", "")
        found = [(text.find(word), -len(word), code) for word, code in words if word in text]
        return min(found)[2] if found else None

    rows, seen = [], set()
    for clause in csv.DictReader(open(sources / "penalty_items/penalty_clauses.csv", encoding="utf-8")):
        kinds = clause["penalty_kinds"]
        place = (clause["law"], clause["article"], clause["paragraph"])
        # The general part of the penalty law sets penalties in general and is no one's power.
        if not kinds or place in seen or clause["law"] == "中华人民共和国行政处罚法":
            continue
        line = line_of(clause["authority_phrase"]) or line_of(clause["law"])
        if line:
            seen.add(place)
            rows.append((line, clause["law"], clause["version"], clause["article"], clause["paragraph"], kinds))
    rows.sort()
    numbered = [(f"罚-{n:06}", *row) for n, row in enumerate(rows, 1)]
    write("powers.csv", ["code", "line", "law", "version", "article", "paragraph", "kinds"], numbered)


def surnames(sources):
    book = zipfile.ZipFile(sources / "names/family_name_1k.xlsx")
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode("utf-8"))
    sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    cells = re.findall(r'<c r="A\d+"[^>]*t="s"[^>]*><v>(\d+)</v></c><c r="B\d+"[^>]*><v>(\d+)</v>', sheet)
    names = sorted(((int(count), strings[int(name)]) for name, count in cells[1:]), reverse=True)
    text = "".join(f"{name},{count}\n" for count, name in names[:200])
    (HERE / "surnames.txt").write_text(text, encoding="utf-8")


def companies(sources):
    with gzip.open(sources / "names/company_short_forms_280k.txt.gz", "rt", encoding="utf-8") as file:
        names = sorted({line.strip() for line in file})
    plain = [name for name in names if re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name)]
    cut = random.Random(17).sample(plain, 2400)
    (HERE / "companies.txt").write_text("\n".join(sorted(cut)) + "\n", encoding="utf-8")


def main():
    sources = Path(sys.argv[1])
    for make in (territories, powers, surnames, companies):
        make(sources)


main()
