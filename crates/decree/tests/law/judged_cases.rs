//! The conditions of the statutes on cases (rulings 7): for each what fires it, what leaves it silent, and what cannot be
//! judged. The sound case lies in March 2026, which has no holidays; its 2nd is a Monday.

use decree::case::{end_of_clock, open_clocks};
use decree::judge::Answer::{self, Breach, CannotJudge, Hint, Incomplete};
use decree::judge::{self, OtherFine};
use decree::point::Condition::{self, *};

use crate::cases::{Case, ordinary, step};
use crate::city::{City, at};

fn check(what: &str, case: &Case, condition: Condition, expected: Option<Answer>) {
    assert_eq!(case.says(condition), expected, "{what}");
}

fn untold(case: &Case) -> Vec<(Condition, Answer)> {
    let mut city = City::new().with_library();
    let state = case.enter(&mut city);
    state.findings().map(|f| (f.condition, f.answer)).collect()
}

#[test]
fn nothing_is_found_in_a_sound_case() {
    assert_eq!(untold(&ordinary()), []);
}

/// Art. 16: one working day after the stage was finished; a stage without a day of its own is not judged.
#[test]
fn article_16_late_stages() {
    check(
        "Monday's filing on Tuesday",
        &ordinary().with("filing", "entered", "2026-03-03 23:00"),
        LateStage,
        None,
    );
    check("on Wednesday", &ordinary().with("filing", "entered", "2026-03-04 00:00"), LateStage, Some(Breach));
    check("no day", &ordinary().with("investigation", "at", ""), LateStage, None);
    let deferred = ordinary().with("filing", "entered", "2026-03-03 10:00");
    check("the next day without a reason", &deferred, StageDeferredWithoutReason, Some(Hint));
    let reason = deferred.with("filing", "deferral_reason", "no_network");
    check("with one", &reason, StageDeferredWithoutReason, None);
}

/// Penalty Law 42: two certified officers at what the standard names; nobody named is not one too few.
#[test]
fn penalty_42_officers() {
    check("one", &ordinary().with("investigation", "officers", "T-001"), TooFewOfficers, Some(Breach));
    check("nobody named", &ordinary().with("investigation", "officers", ""), TooFewOfficers, None);
    check("one at the filing", &ordinary().with("filing", "officers", "T-001"), TooFewOfficers, None);
    let unknown = ordinary().with("investigation", "officers", "T-001\u{1f}X-9");
    check("a certificate nobody knows", &unknown, OfficerWithoutCertificate, Some(CannotJudge));
}

/// Art. 11(3): only where the list is approved as complete; judged on the decision's day.
#[test]
fn article_11_powers() {
    check("held", &ordinary(), PowerNotHeld, None);
    check("not held", &ordinary().opened("power", "P-OTHER"), PowerNotHeld, Some(Breach));
    check("unknown", &ordinary().opened("power", "P-NOWHERE"), PowerNotHeld, Some(CannotJudge));
}

/// Penalty Law 60: ninety days from filing, natural ones; a hearing's time does not count; extended by approval.
#[test]
fn penalty_60_ninety_days() {
    // 2 March + 90 = 31 May 2026.
    let until = |day: &str| {
        let mut case = ordinary().without("service").without("approval").with("decision", "at", day);
        case = case.with("decision", "approver", "A");
        case
    };
    check("31 May", &until("2026-05-31 10:00"), DecisionLate, None);
    let late = until("2026-06-01 10:00");
    check("1 June", &late, DecisionLate, Some(Breach));
    assert_eq!(late.finding(DecisionLate).unwrap().due.unwrap().to_string(), "2026-05-31");
    let tested = late
        .clone()
        .before("notice", step("exclusion_started", "2026-03-03 10:00", &[("exclusion", "testing")]))
        .before("notice", step("exclusion_ended", "2026-03-04 08:00", &[("exclusion", "testing")]));
    check("two days of testing", &tested, DecisionLate, None);
    let extended = late.clone().before("notice", step("extension", "2026-03-03 10:00", &[("days", "30")]));
    check("extended", &extended, DecisionLate, None);
    check("a day nobody knows", &late.with("filing", "at", ""), DecisionLate, None);
    let old =
        ordinary().with("filing", "at", "2021-07-01 09:00").with("filing", "entered", "2026-03-02 09:30");
    check("filed under the law of 1996, which had no such limit", &old, DecisionLate, None);
}

/// Penalty Law 44, 45.
#[test]
fn penalty_44_45_notice_and_defence() {
    let early =
        ordinary().with("decision", "at", "2026-03-03 10:00").with("decision", "entered", "2026-03-04 10:30");
    let early = early.without("approval").with("decision", "approver", "A");
    check("decided the day before the notice", &early, DecisionBeforeNotice, Some(Breach));
    check("no notice recorded", &ordinary().without("notice"), DecisionBeforeNotice, None);
    check("its day unknown", &early.with("notice", "at", ""), DecisionBeforeNotice, None);
    let heavier = ordinary().with("decision", "fine", "7000000");
    check("heavier without a defence", &heavier, HeavierAfterDefence, None);
    let defended = heavier.before("approval", step("statement", "2026-03-05 09:00", &[("made", "yes")]));
    check("after one", &defended, HeavierAfterDefence, Some(Breach));
    check("no sum in the notice", &defended.with("notice", "fine", ""), HeavierAfterDefence, None);
}

/// Penalty Law 63, 64: kinds that need one; five working days since 2021, three before; not when held or waived in writing.
#[test]
fn penalty_63_64_hearings() {
    let heavy = |decided: &str| {
        ordinary()
            .with("decision", "sanctions", "fine\u{1f}production_stopped")
            .with("decision", "at", decided)
            .without("approval")
            .without("service")
            .with("decision", "approver", "A")
            .before("decision", step("legal_review", "2026-03-05 09:00", &[("passed", "yes")]))
    };
    // Told on Wednesday the 4th: 5, 6, 9, 10, 11.
    check("on the last day", &heavy("2026-03-11 10:00"), DecisionBeforeHearing, Some(Breach));
    check("after it", &heavy("2026-03-12 10:00"), DecisionBeforeHearing, None);
    check("a fine alone, no threshold set", &ordinary(), DecisionBeforeHearing, None);
    let held = heavy("2026-03-11 10:00")
        .before("decision", step("hearing_held", "2026-03-10 09:00", &[("host", "H")]));
    check("held", &held, DecisionBeforeHearing, None);
    let waived =
        heavy("2026-03-11 10:00").before("decision", step("hearing_waived", "2026-03-05 09:00", &[]));
    check("waived", &waived, DecisionBeforeHearing, None);
    check(
        "no notice",
        &heavy("2026-03-11 10:00").without("notice"),
        DecisionBeforeHearing,
        Some(CannotJudge),
    );
    let host =
        held.clone().with("hearing_held", "host", "T-001").with("hearing_held", "documents", "听证笔录");
    check("the investigator hosts", &host, HostIsInvestigator, Some(Breach));
    check("another", &held, HostIsInvestigator, None);
    // Told on Tuesday the 3rd, seven working days: 4, 5, 6, 9, 10, 11, 12.
    let told = |on: &str| {
        let fields = [("hearing_on", on)];
        ordinary().before("approval", step("hearing_notified", "2026-03-03 10:00", &fields))
    };
    check("on the 11th", &told("2026-03-11"), HearingNoticeShort, Some(Breach));
    check("on the 12th", &told("2026-03-12"), HearingNoticeShort, None);
    check("no day of the hearing", &told(""), HearingNoticeShort, None);
}

/// Art. 28; Penalty Law 58: by what the notice or the decision says.
#[test]
fn article_28_major_cases() {
    let major = ordinary()
        .with("decision", "sanctions", "fine\u{1f}licence_revoked")
        .with("decision", "at", "2026-03-12 10:00")
        .without("service")
        .without("approval")
        .with("decision", "approver", "A");
    check("no review", &major, MajorWithoutReview, Some(Breach));
    let review = |fields: &[(&'static str, &str)]| {
        major.clone().before("decision", step("legal_review", "2026-03-11 09:00", fields))
    };
    check("passed", &review(&[("passed", "yes")]), MajorWithoutReview, None);
    check("not passed", &review(&[("passed", "no")]), MajorWithoutReview, Some(Breach));
    check("no major case", &ordinary(), MajorWithoutReview, None);
    let first = review(&[("passed", "yes"), ("first_time", "yes"), ("qualified", "no")]);
    check("a first reviewer without the qualification", &first, ReviewerUnqualified, Some(Breach));
    check("not said", &review(&[("passed", "yes")]), ReviewerUnqualified, None);
    let mut city = City::new().with_library();
    let (since, criteria) = judge::major(&major.enter(&mut city)).unwrap();
    assert_eq!(
        (since.to_string(), criteria),
        ("2026-03-12".to_owned(), vec!["sanction-licence_revoked".to_owned()])
    );
}

fn summary(kind: &str, fine: &str, at_: &'static str) -> Case {
    let fields = [
        ("decision_number", "当罚1"),
        ("outcome", "penalty"),
        ("sanctions", "fine"),
        ("fine", fine),
        ("documents", "当场处罚决定书"),
        ("basis", "某条例/第五条"),
    ];
    let case = ordinary()
        .opened("procedure", "summary")
        .opened("party_kind", kind)
        .opened("act_from", "")
        .opened("act_until", "");
    let code = if kind == "person" { "" } else { "11120000MB1660879L" };
    let mut case = case.opened("party_code", code);
    case.steps = vec![step("decision", at_, &fields)];
    case
}

/// Penalty Law 51: 200 and 3,000 yuan, before 2021-07-15 50 and 1,000; warnings and fines only.
#[test]
fn penalty_51_summary_procedure() {
    check("200 from a citizen", &summary("person", "20000", "2026-03-02 09:00"), SummaryMisused, None);
    check("more", &summary("person", "20001", "2026-03-02 09:00"), SummaryMisused, Some(Breach));
    check("3,000 from a firm", &summary("organisation", "300000", "2026-03-02 09:00"), SummaryMisused, None);
    check("more", &summary("organisation", "300001", "2026-03-02 09:00"), SummaryMisused, Some(Breach));
    check(
        "60 from a citizen in 2020",
        &summary("person", "6000", "2020-03-02 09:00"),
        SummaryMisused,
        Some(Breach),
    );
    let kind =
        summary("person", "100", "2026-03-02 09:00").with("decision", "sanctions", "licence_suspended");
    check("a kind it does not allow", &kind, SummaryMisused, Some(Breach));
    let nobody =
        summary("person", "100", "2026-03-02 09:00").opened("party_name", "").opened("party_kind", "");
    check("no party known", &nobody, SummaryMisused, Some(CannotJudge));
}

/// Penalty Law 61: seven working days to the first service; its absence is found by the clock.
#[test]
fn penalty_61_service() {
    // 9 March: 10, 11, 12, 13, 16, 17, 18.
    check("on the 18th", &ordinary().with("service", "at", "2026-03-18 10:00"), ServiceLate, None);
    check("on the 19th", &ordinary().with("service", "at", "2026-03-19 10:00"), ServiceLate, Some(Breach));
    let never = ordinary().without("service");
    let mut city = City::new().with_library();
    let state = never.enter(&mut city);
    let calendar = city.base.calendar();
    let (seq, clock) = open_clocks(&state).into_iter().find(|(_, c)| c.code == "service").unwrap();
    assert_eq!(end_of_clock(&state, clock, &calendar).last_day.to_string(), "2026-03-18");
    let found =
        |moment: &str| judge::clock_finding(&state, seq, clock, &city.base, at(moment)).map(|f| f.answer);
    assert_eq!((found("2026-03-18 23:59"), found("2026-03-19 00:00")), (None, Some(Breach)));
    let mut published = never.clone();
    published.published = true;
    let state = published.enter(&mut City::new().with_library());
    assert!(
        open_clocks(&state).iter().all(|(_, c)| c.code == "code"),
        "a publication file says nothing of service"
    );
}

/// Orders that cannot be, and orders that are odd.
#[test]
fn impossible_and_odd_orders() {
    let before =
        ordinary().with("decision", "at", "2026-03-01 10:00").with("decision", "entered", "2026-03-09 10:30");
    check("decided before filing", &before, ImpossibleOrder, Some(Breach));
    check("a day unknown", &before.with("filing", "at", ""), ImpossibleOrder, None);
    let odd = ordinary()
        .before("approval", step("investigation", "2026-03-06 09:00", &[("officers", "T-001\u{1f}T-002")]));
    check("more investigation after the notice", &odd, OddOrder, Some(Hint));
    check("in order", &ordinary(), OddOrder, None);
    let measure = ordinary().before(
        "notice",
        step("evidence_registered", "2026-02-27 09:00", &[("officers", "T-001\u{1f}T-002")])
            .late("2026-03-03 10:00"),
    );
    check("evidence before filing", &measure, MeasuresBeforeFiling, Some(Breach));
    let after = ordinary().before(
        "notice",
        step("evidence_registered", "2026-03-03 10:00", &[("officers", "T-001\u{1f}T-002")]),
    );
    check("after it", &after, MeasuresBeforeFiling, None);
}

impl crate::cases::Step {
    fn late(mut self, entered: &'static str) -> Self {
        self.entered = entered;
        self
    }
}

/// What the standard requires, by the source and its conditions.
#[test]
fn required_documents_and_fields() {
    check(
        "no record of approval",
        &ordinary().with("filing", "documents", ""),
        DocumentMissing,
        Some(Breach),
    );
    check("no hearing, no hearing record", &ordinary(), DocumentMissing, None);
    check(
        "a decision without facts",
        &ordinary().with("decision", "facts", ""),
        IncompleteRecord,
        Some(Breach),
    );
    let mut published = ordinary();
    published.published = true;
    published.steps.retain(|s| s.event == "decision");
    check(
        "from a publication",
        &published.clone().with("decision", "facts", ""),
        IncompleteRecord,
        Some(Incomplete),
    );
    check("its papers are not asked", &published.with("decision", "documents", ""), DocumentMissing, None);
}

/// Citations (rulings 7): an article, more than the general law, a law in force.
#[test]
fn citations() {
    let cites = |basis: &str| ordinary().with("decision", "basis", basis);
    check("no article", &cites("中华人民共和国广告法"), CitationWithoutArticle, Some(Breach));
    check("with one", &cites("《中华人民共和国广告法》第五十五条第一款"), CitationWithoutArticle, None);
    check("the general law only", &cites("《行政处罚法》第五十一条"), OnlyGeneralLaw, Some(Breach));
    let no_penalty = cites("《行政处罚法》第三十三条")
        .with("decision", "outcome", "no_penalty")
        .with("decision", "sanctions", "")
        .with("decision", "fine", "");
    check("right for no penalty", &no_penalty, OnlyGeneralLaw, None);
    check("in force", &cites("中华人民共和国广告法/第五十五条"), CitedVersionWrong, None);
    check("not in the library", &cites("某市某条例/第五条"), CitedVersionWrong, Some(CannotJudge));
    // Adopted on 2024-04-26: neither at the act nor at a decision in 2021.
    let early = cites("中华人民共和国学位法/第三条")
        .opened("act_from", "2021-08-01")
        .opened("act_until", "2021-08-02");
    let early =
        early.with("decision", "at", "2021-09-01 10:00").with("decision", "entered", "2026-03-09 10:30");
    check("adopted later", &early, CitedVersionWrong, Some(Breach));
}

/// The fine against every branch of the cited clause. Solid Waste Law 106: 10,000 to 100,000 yuan. Food Safety Law 124 I:
/// 50,000 to 100,000 where the goods are worth less than 10,000, else ten to twenty times their value.
#[test]
fn fines_out_of_range() {
    let fined = |fen: &str| ordinary().with("decision", "fine", fen).with("notice", "fine", fen);
    check("the least", &fined("1000000"), FineOutOfRange, None);
    check("the most", &fined("10000000"), FineOutOfRange, None);
    check("above", &fined("10000001"), FineOutOfRange, Some(Breach));
    check("below, a full record", &fined("999999"), FineOutOfRange, Some(Breach));
    check(
        "below, mitigated",
        &fined("999999").with("decision", "discretion", "mitigated"),
        FineOutOfRange,
        Some(Hint),
    );
    let mut published = fined("999999");
    published.published = true;
    check("below, published only", &published, FineOutOfRange, Some(Hint));
    let food = |fen: &str| {
        fined(fen).with("decision", "basis", "中华人民共和国食品安全法/第九章法律责任/第一百二十四条/第一款")
    };
    check("goods of unknown value", &food("50000"), FineOutOfRange, Some(CannotJudge));
    check("within the flat branch", &food("5000000"), FineOutOfRange, None);
    // Goods worth 20,000 yuan: 200,000 to 400,000.
    let worth = |fen: &str| food(fen).with("decision", "goods_value", "2000000");
    check("within the multiple", &worth("30000000"), FineOutOfRange, None);
    check("above every branch", &worth("40000001"), FineOutOfRange, Some(Breach));
}

/// Money: surcharges (72, 73), cash on the spot (68).
#[test]
fn penalty_68_72_73_money() {
    let surcharge =
        |amount: &str| ordinary().then(step("surcharge", "2026-03-12 09:00", &[("amount", amount)]));
    check("as much as the fine", &surcharge("6000000"), SurchargeAboveFine, None);
    check("more", &surcharge("6000001"), SurchargeAboveFine, Some(Breach));
    check("no sum", &surcharge(""), SurchargeAboveFine, None);
    let suit = ordinary().then(step("suit", "2026-03-11 09:00", &[])).then(step(
        "surcharge",
        "2026-03-12 09:00",
        &[("amount", "1")],
    ));
    check("while a suit runs", &suit, SurchargeDuringRemedy, Some(Breach));
    check("without one", &surcharge("1"), SurchargeDuringRemedy, None);
    let cash = |fen: &str, spot: &str| {
        ordinary().then(step("payment", "2026-03-10 10:00", &[("amount", fen), ("on_the_spot", spot)]))
    };
    check("100 yuan", &cash("10000", "yes"), CashOnTheSpot, None);
    check("more", &cash("10001", "yes"), CashOnTheSpot, Some(Breach));
    check("not on the spot", &cash("10001", "no"), CashOnTheSpot, None);
    check("not said", &cash("10001", ""), CashOnTheSpot, None);
}

/// Compulsion Law 19, 25, 43; Penalty Law 56, 71: clocks and hours.
#[test]
fn compulsion_law() {
    let two = "T-001\u{1f}T-002";
    let measured = |ended: &str| {
        ordinary()
            .before(
                "notice",
                step("measure", "2026-03-03 10:00", &[("officers", two), ("measure_kind", "sealing")]),
            )
            .with("decision", "at", "2026-03-09 10:00")
            .then(step("measure_ended", Box::leak(ended.to_owned().into_boxed_str()), &[("result", "解除")]))
    };
    // 3 March + 30 = 2 April.
    check("thirty days", &measured("2026-04-02 10:00"), MeasureTooLong, None);
    check("thirty-one", &measured("2026-04-03 10:00"), MeasureTooLong, Some(Breach));
    let longer = measured("2026-04-30 10:00")
        .before("notice", step("measure_extended", "2026-03-03 11:00", &[("days", "30")]));
    check("extended by thirty", &longer, MeasureTooLong, None);
    let handled = |on: &'static str| {
        ordinary()
            .before("notice", step("evidence_registered", "2026-03-03 10:00", &[("officers", two)]))
            .then(step("evidence_handled", on, &[]))
    };
    // 4, 5, 6, 9, 10, 11, 12.
    check("seven working days", &handled("2026-03-12 10:00"), EvidenceNotHandled, None);
    check("eight", &handled("2026-03-13 10:00"), EvidenceNotHandled, Some(Breach));
    let urgent = |on: &'static str| {
        ordinary()
            .before("notice", step("measure", "2026-03-03 10:00", &[("officers", two), ("urgent", "yes")]))
            .before("notice", step("measure_approved", on, &[]))
    };
    check("23 hours", &urgent("2026-03-04 09:00"), ApprovalNotMadeUp, None);
    check("25 hours", &urgent("2026-03-04 11:00"), ApprovalNotMadeUp, Some(Breach));
    check("within 24 hours", &urgent("2026-03-04 09:59"), ApprovalNotMadeUp, None);
    check("after them", &urgent("2026-03-04 10:00"), ApprovalNotMadeUp, Some(Breach));
    check("only the day known", &urgent("2026-03-04"), ApprovalNotMadeUp, None);
    let enforced =
        |on: &'static str, urgent: &str| ordinary().then(step("enforcement", on, &[("urgent", urgent)]));
    check("by day", &enforced("2026-03-11 10:00", ""), ExecutionAtNight, None);
    check("at night", &enforced("2026-03-11 22:00", ""), ExecutionAtNight, Some(Breach));
    // A weekend is no statutory holiday; the Qingming holiday of 2026 is Saturday the 4th to Monday the 6th of April, and
    // Saturday the 9th of May is worked for the first of May.
    check("on a Sunday", &enforced("2026-03-15 10:00", ""), ExecutionAtNight, None);
    check("on a Sunday night", &enforced("2026-03-15 23:00", ""), ExecutionAtNight, Some(Breach));
    check("on a holiday Monday", &enforced("2026-04-06 10:00", ""), ExecutionAtNight, Some(Breach));
    check("only the holiday known", &enforced("2026-04-06", ""), ExecutionAtNight, Some(Breach));
    check("on a holiday urgently", &enforced("2026-04-06 10:00", "yes"), ExecutionAtNight, None);
    check("the Tuesday after", &enforced("2026-04-07 10:00", ""), ExecutionAtNight, None);
    check("on a Saturday that is worked", &enforced("2026-05-09 10:00", ""), ExecutionAtNight, None);
    check("urgently", &enforced("2026-03-11 22:00", "yes"), ExecutionAtNight, None);
    check("the hour unknown", &enforced("2026-03-11", ""), ExecutionAtNight, None);
    let cash = |on: &'static str| {
        ordinary()
            .then(step("payment", "2026-03-10 10:00", &[("amount", "5000"), ("on_the_spot", "yes")]))
            .then(step("cash_handed_in", on, &[]))
    };
    check("two working days", &cash("2026-03-12 10:00"), CashNotHandedIn, None);
    check("three", &cash("2026-03-13 10:00"), CashNotHandedIn, Some(Breach));
}

/// Penalty Law 30, 36, 57; decided on a day off.
#[test]
fn other_conditions() {
    // Born on 1 March 2013, so thirteen on 1 February 2026; the check digit is right.
    let child = |number: &str| {
        ordinary().opened("party_kind", "person").opened("party_code", "").opened("party_id_number", number)
    };
    check("thirteen", &child("120101201303010012"), PartyUnder14, Some(Breach));
    check("of age", &child("11010519491231002X"), PartyUnder14, None);
    check("no number", &child(""), PartyUnder14, None);
    let ended = |day: &str| ordinary().opened("act_from", "").opened("act_until", day);
    check("two years", &ended("2024-03-02"), Limitation, None);
    check("more: two or five, nobody can say", &ended("2024-03-01"), Limitation, Some(CannotJudge));
    check("more than five", &ended("2021-03-01"), Limitation, Some(Breach));
    check("no days", &ordinary().opened("act_from", "").opened("act_until", ""), Limitation, None);
    check("neither head nor discussion", &ordinary().without("approval"), NobodyDecided, Some(Breach));
    check(
        "an approver by name",
        &ordinary().without("approval").with("decision", "approver", "A"),
        NobodyDecided,
        None,
    );
    let sunday = ordinary()
        .with("decision", "at", "2026-03-08 10:00")
        .without("approval")
        .with("decision", "approver", "A");
    check("on a Sunday", &sunday, DecidedOnDayOff, Some(Hint));
    check("on a Monday", &ordinary(), DecidedOnDayOff, None);
    check("summary procedure", &summary("person", "100", "2026-03-08 10:00"), DecidedOnDayOff, None);
}

/// Penalty Law 29: the same party, the same power, overlapping acts; without days a hint.
#[test]
fn penalty_29_twice() {
    let mut city = City::new().with_library();
    let state = ordinary().enter(&mut city);
    let other = |from: &str, until: &str| OtherFine {
        stream: uuid::Uuid::max(),
        party: state.note.equal[0].clone(),
        power: "P-MARKET".to_owned(),
        act: from.parse().ok().zip(until.parse().ok()),
    };
    let says = |other: OtherFine| {
        let found = judge::case(&state, &city.base, at("2026-03-10 12:00"), &[other]);
        found.into_iter().find(|f| f.condition == Twice).map(|f| f.answer)
    };
    assert_eq!(says(other("2026-02-02", "2026-02-10")), Some(Breach));
    assert_eq!(says(other("2026-02-03", "2026-02-10")), None);
    assert_eq!(says(other("", "")), Some(Hint));
    assert_eq!(says(OtherFine { power: "P-LOOK".to_owned(), ..other("2026-02-02", "2026-02-10") }), None);
}

/// Licence Law 32, 42, 44.
#[test]
fn licences() {
    let licence = |accepted: &'static str, decided: &'static str, served: &'static str| {
        let mut case = ordinary().opened("act_kind", "licence").opened("procedure", "standard");
        case.steps = vec![
            step("application", "2026-03-02 09:00", &[]),
            step("acceptance", accepted, &[("accepted", "yes")]),
            step("decision", decided, &[("outcome", "granted")]),
            step("service", served, &[]),
        ];
        case
    };
    // Five working days: the 9th; twenty from the 9th: 7 April (the 6th is Qingming); ten from 7 April: the 21st.
    let sound = licence("2026-03-09 09:00", "2026-04-07 09:00", "2026-04-21 09:00");
    for condition in [AcceptanceLate, DecisionLate, ServiceLate] {
        check("in time", &sound, condition, None);
    }
    check(
        "six",
        &licence("2026-03-10 09:00", "2026-03-11 09:00", "2026-03-12 09:00"),
        AcceptanceLate,
        Some(Breach),
    );
    check(
        "twenty-one",
        &licence("2026-03-09 09:00", "2026-04-08 09:00", "2026-04-09 09:00"),
        DecisionLate,
        Some(Breach),
    );
    check(
        "eleven",
        &licence("2026-03-09 09:00", "2026-04-07 09:00", "2026-04-22 09:00"),
        ServiceLate,
        Some(Breach),
    );
}

/// Art. 26: the day that the organ promised counts where it is shorter than the law's limit (Licence Law 42).
#[test]
fn licences_promised() {
    let licence = |promise: (&'static str, &'static str), decided: &'static str| {
        let mut case = ordinary().opened("act_kind", "licence").opened("procedure", "standard");
        let until = |event: &str| if promise.0 == event { promise.1 } else { "" };
        case.steps = vec![
            step("application", "2026-03-02 09:00", &[("until", until("application"))]),
            step("acceptance", "2026-03-04 09:00", &[("accepted", "yes"), ("until", until("acceptance"))]),
            step("decision", decided, &[("outcome", "granted")]),
        ];
        case
    };
    // Twenty working days from the 4th of March end on the 1st of April.
    for event in ["application", "acceptance"] {
        check(
            "on the day promised",
            &licence((event, "2026-03-13"), "2026-03-13 17:00"),
            PromiseMissed,
            None,
        );
        let late = licence((event, "2026-03-13"), "2026-03-16 09:00");
        check("after it", &late, PromiseMissed, Some(Breach));
        assert_eq!(late.finding(PromiseMissed).unwrap().due.unwrap().to_string(), "2026-03-13");
        check("within the law's limit", &late, DecisionLate, None);
    }
    check("nothing promised", &licence(("", ""), "2026-03-31 09:00"), PromiseMissed, None);
    let longer = licence(("acceptance", "2026-04-10"), "2026-04-13 09:00");
    check("promised more than the law allows", &longer, PromiseMissed, None);
    check("the law's own limit", &longer, DecisionLate, Some(Breach));
    let unknown = licence(("acceptance", "2026-03-13"), "2026-03-16 09:00").with("acceptance", "at", "");
    check("the day of acceptance unknown", &unknown, PromiseMissed, None);
    let extended = licence(("acceptance", "2026-03-13"), "2026-03-16 09:00")
        .before("decision", step("extension", "2026-03-12 09:00", &[("days", "10")]));
    check("extended before it was over", &extended, PromiseMissed, None);
}
