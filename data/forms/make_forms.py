"""Writes work_safety.toml: the official enforcement documents of work safety (安全生產), by edition.

usage: python3 make_forms.py FOLDER > work_safety.toml

FOLDER holds forms_2014.json and forms_2017.json, each a list of {title, fields}. In a list of fields the first three are the
parts of the document's number, `null` marks one that the form does not print, `list` a table (its name, how many lines, its
columns parted by 2), `check` boxes to tick. The code of a form is the same in each edition, given here by its title; so are
the stage and the event of ours where one fits.
"""

import json
import re
import sys
from pathlib import Path

# title without what stands in brackets: code, stage, event
KNOWN = {
    "立案审批表": ("filing_approval", "case_filing", "filing"),
    "现场检查方案": ("inspection_plan", "", ""),
    "现场检查记录": ("inspection_record", "", ""),
    "现场处理措施决定书": ("site_measures", "", ""),
    "责令限期整改指令书": ("correction_order", "execution", "correction_order"),
    "整改复查意见书": ("correction_check", "execution", "re_inspection"),
    "行政强制审批表": ("measure_approval", "investigation", "measure"),
    "强制措施决定书": ("measure_decision", "investigation", "measure"),
    "查封扣押决定书": ("seizure_decision", "investigation", "measure"),
    "查封扣押清单": ("seizure_list", "investigation", "measure"),
    "延长查封扣押期限决定书": ("seizure_extension", "investigation", "measure_extended"),
    "查封扣押处理决定书": ("seizure_handling", "investigation", "measure_ended"),
    "停止供电通知书": ("supply_cut_notice", "", ""),
    "停止供电决定书": ("supply_cut_decision", "", ""),
    "恢复供电通知书": ("supply_restored_notice", "", ""),
    "询问通知书": ("inquiry_notice", "investigation", "investigation"),
    "询问通知单": ("inquiry_notice", "investigation", "investigation"),
    "询问笔录": ("inquiry_record", "investigation", "investigation"),
    "勘验笔录": ("survey_record", "investigation", "investigation"),
    "勘查笔录": ("survey_record", "investigation", "investigation"),
    "抽样取证凭证": ("sampling_receipt", "investigation", "investigation"),
    "先行登记保存证据审批表": ("evidence_approval", "investigation", "evidence_registered"),
    "先行登记保存证据通知书": ("evidence_notice", "investigation", "evidence_registered"),
    "先行登记保存证据通知单": ("evidence_notice", "investigation", "evidence_registered"),
    "先行登记保存证据清单": ("evidence_list", "investigation", "evidence_registered"),
    "先行登记保存证据处理审批表": ("evidence_handling_approval", "investigation", "evidence_handled"),
    "先行登记保存证据处理决定书": ("evidence_handling", "investigation", "evidence_handled"),
    "鉴定委托书": ("appraisal_request", "investigation", "exclusion_started"),
    "行政处罚告知书": ("penalty_notice", "examination", "notice"),
    "当事人陈述申辩笔录": ("statement_record", "examination", "statement"),
    "听证告知书": ("hearing_offer", "examination", "notice"),
    "行政处罚听证告知书": ("hearing_offer", "examination", "notice"),
    "听证会通知书": ("hearing_notice", "examination", "hearing_notified"),
    "行政处罚听证会通知书": ("hearing_notice", "examination", "hearing_notified"),
    "听证笔录": ("hearing_record", "examination", "hearing_held"),
    "听证会报告书": ("hearing_report", "examination", "hearing_held"),
    "案件处理呈批表": ("handling_approval", "examination", "approval"),
    "行政处罚集体讨论记录": ("discussion_record", "examination", "discussion"),
    "行政当场处罚决定书单位": ("summary_decision_unit", "decision", "decision"),
    "行政当场处罚决定书个人": ("summary_decision_person", "decision", "decision"),
    "行政处罚决定书单位": ("penalty_decision_unit", "decision", "decision"),
    "行政处罚决定书个人": ("penalty_decision_person", "decision", "decision"),
    "缴纳罚款催告书": ("payment_demand", "execution", "demand"),
    "罚款催缴通知书": ("payment_demand", "execution", "demand"),
    "加处罚款决定书": ("surcharge_decision", "execution", "surcharge"),
    "延期缴纳罚款审批表": ("instalment_approval", "execution", "instalment"),
    "延期缴纳罚款批准书": ("instalment_grant", "execution", "instalment"),
    "文书送达回执": ("service_receipt", "execution", "service"),
    "行政强制执行事先催告书": ("execution_demand", "execution", "demand"),
    "强制执行申请书": ("court_application", "execution", "court_application"),
    "案件移送审批表": ("transfer_approval", "execution", "transfer"),
    "案件移送书": ("transfer_letter", "execution", "transfer"),
    "案件延期审批表": ("extension_approval", "investigation", "extension"),
    "结案审批表": ("closing_approval", "execution", "closing"),
    "案卷首页": ("file_cover", "", ""),
    "案卷": ("file_cover", "", ""),
    "卷内目录": ("file_contents", "", ""),
}

HEAD = """# 執法文書格式: the official enforcement documents of work safety (安全生產), editions of 2014 and 2017: 37 and 49 forms with
# the labels of their fields in the order in which they are printed. Labels are facts of the forms; the codes, and which stage
# and event of ours a form belongs to, are ours. The day from which an edition was used is not known: the first day of its year
# stands for it, and `day_known` says so.
#
# Made by `python3 make_forms.py FOLDER > work_safety.toml`. An edition once listed is not edited.
"""


def bare(title):
    return re.sub(r"（[^）]*）", "", title)


def kept(title):
    return re.sub(r"[（）]", "", title)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def field(label):
    label = label.removeprefix("null")
    if label.startswith("list"):
        name, columns = label.removeprefix("list").split("_", 1)
        name, rows = name.split("lim")
        columns = ", ".join(quoted(c) for c in columns.split("2"))
        named = f"label = {quoted(name)}, " if name else ""
        return f"{{ columns = [{columns}], {named}rows = {rows} }}"
    if label.startswith("check"):
        choices = ", ".join(quoted(c) for c in label.removeprefix("check").split("2"))
        return f"{{ choices = [{choices}] }}"
    return quoted(label)


def form(one):
    title, fields = one["title"], list(one["fields"])
    code, stage, event = KNOWN.get(kept(title)) or KNOWN[bare(title)]
    prefix = ""
    # The number in its three parts. A blank one is not printed; the cover of a file has one part more.
    at = next(i for i, label in enumerate(fields[:4]) if label.endswith("字") or label == "null2") if len(fields) > 3 else 1
    printed = [label for label in fields[:at] if not label.startswith("null")]
    prefix = printed[-1] if printed else ""
    third = fields[at + 1]
    fields = fields[at + 2 :] if third.removeprefix("null") in ("号", "3", "清单编号") else fields[at + 1 :]
    fields = [f for f in fields if not re.fullmatch(r"null\d", f)]
    lines = ["[[catalogue.form]]", f"code = {quoted(code)}", f"title = {quoted(title)}"]
    if stage:
        lines.append(f"stage = {quoted(stage)}")
    if event:
        lines.append(f"event = {quoted(event)}")
    if prefix:
        lines.append(f"prefix = {quoted(prefix)}")
    lines.append("fields = [" + ", ".join(field(f) for f in fields) + "]")
    return "\n".join(lines)


def main(folder):
    print(HEAD)
    years = {1: (2014, 2017), 2: (2017, None)}
    for version, (year, until) in years.items():
        print("[[catalogue]]")
        print(f"key = 1\nversion = {version}\nline = \"06\"\nfield = \"安全生产\"")
        print(f"source = \"安全生产执法文书（{year}年版）\"\nfrom = \"{year}-01-01\"\nday_known = false")
        if until:
            print(f"until = \"{until}-01-01\"")
        print()
        forms = json.loads(Path(folder, f"forms_{year}.json").read_text())
        print("\n\n".join(form(one) for one in forms) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
