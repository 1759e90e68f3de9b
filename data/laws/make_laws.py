#!/usr/bin/env python3
"""Writes laws.jsonl anew from its sources.

    make_laws.py FOLDER

FOLDER holds laws/just_laws_2026.jsonl.gz and penalty_items/penalty_clauses.csv. The words of the laws are read by the
library of the law itself (crates/decree/src/law/), so that what ships and what is imported are read by one reader; its
test compares the shipped file with the sources wherever they are at hand.
"""

import os
import pathlib
import subprocess
import sys

NEEDED = ["laws/just_laws_2026.jsonl.gz", "penalty_items/penalty_clauses.csv"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1]).resolve()
    missing = [name for name in NEEDED if not (folder / name).exists()]
    if missing:
        sys.exit(f"{folder}: missing {', '.join(missing)}")
    here = pathlib.Path(__file__).resolve().parent
    test = "law_library::the_shipped_file_is_what_its_sources_say"
    command = ["cargo", "test", "-p", "decree", "--test", "law", test, "--", "--exact"]
    environment = dict(os.environ, SHARED_DATA=str(folder), XIEZHI_WRITE_LAWS="1")
    subprocess.run(command, cwd=here.parent.parent, env=environment, check=True)
    print(f"{here / 'laws.jsonl'}: {(here / 'laws.jsonl').stat().st_size} bytes")


if __name__ == "__main__":
    main()
