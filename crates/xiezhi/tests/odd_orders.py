"""Odd orders in the two real files of stage events, counted without the platform: for each event, is there one of the same
case that comes later in the usual order and happened on an earlier day? Counted as events are read, one after the other, so
that each is compared with what was there before it and makes others odd that were there. Run in crates/xiezhi/tests."""
import csv, sys
from datetime import datetime, timezone, timedelta

SHANGHAI = timezone(timedelta(hours=8))


def odd(rows, order):
    """rows: (case, event, day) in the order of the file."""
    cases, flagged = {}, set()
    for n, (case, event, day) in enumerate(rows):
        steps = cases.setdefault(case, [])
        steps.append((n, event, day))
        for i, e, d in steps:
            if e in order and any(f in order and order.index(f) > order.index(e) and o < d for _, f, o in steps):
                flagged.add(i)
    return len(flagged)


def main(shared):
    names = {"Create Fine": "decision", "Send Fine": "service", "Add penalty": "surcharge", "Send for Credit Collection": "court_application"}
    with open(f"{shared}/traffic_fines/events.csv") as file:
        fines = [(r["case_id"], names.get(r["activity"]), r["timestamp"][:10]) for r in csv.DictReader(file)]
    print("fines", odd(fines, ["filing", "decision", "service", "surcharge", "court_application", "closing"]))
    names = {"Confirmation of receipt": "acceptance", "T06 Determine necessity of stop advice": "examination",
             "T10 Determine necessity to stop indication": "examination", "T05 Print and send confirmation of receipt": "service"}
    permits = []
    with open(f"{shared}/permit_receipt/events.csv") as file:
        for r in csv.DictReader(file):
            day = datetime.fromisoformat(r["time:timestamp"]).astimezone(SHANGHAI).date().isoformat()
            permits.append((r["case:concept:name"], names.get(r["concept:name"]), day))
    order = ["application", "correction_requested", "acceptance", "examination", "hearing_held", "approval", "decision", "service", "closing"]
    print("permits", odd(permits, order))


main(sys.argv[1])
