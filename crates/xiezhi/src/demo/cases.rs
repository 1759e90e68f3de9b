//! Cases of the simulated city: each is a function of the city, the agency and its number, so that it need not be kept. What
//! happens in one, when, and when it is entered; with the faults of the field at its rates (`simulation.toml`).

use decree::agency::AdministrativeLevel;
use decree::authority::Role;
use decree::case::{self, COMMON_FIELDS, DisclosureWish, Telling, TellingMode};
use decree::disclosure::{Check, PreApproval, Reason};
use decree::identity::rng_for;
use decree::inspection::{SEPARATOR, TargetKind};
use decree::law::Branch;
use decree::procedure::ActKind;
use decree::query_code::{self, ClaimNumber, LookUpKeys};
use decree::when::When;
use jiff::{Timestamp, civil::Date};
use platform::{Command, Wish};
use uuid::Uuid;

use super::behaviour::{Cases, fill};
use super::chance::Chance;
use super::city::{Bureau, City};
use super::data::PowerRow;
use super::period::at;

/// Most forms with claim numbers of a street.
const FORMS: u32 = 500;

/// Most steps of a case: an act's number holds the case and its step.
pub const STEPS: u32 = 32;

/// One thing that happens in a case and is entered.
pub struct Entered {
    /// When it is entered.
    pub recorded: Timestamp,
    /// What is filled in; nothing where the query code is told or the decision is checked for disclosure.
    fields: Vec<(&'static str, String)>,
    /// What the check for disclosure comes to.
    disclosure: Option<Disclosing>,
    /// Whether it was written on a form with a claim number.
    on_form: bool,
}

/// What a check for disclosure comes to.
#[derive(Clone, Copy)]
enum Disclosing {
    Publish,
    Withhold,
}

/// A case in the making.
struct Plan<'a> {
    city: &'a City,
    bureau: &'a Bureau,
    chance: Chance,
    /// The day on which it stands.
    day: Date,
    /// What fine the cited clause allows, in fen, where it is a flat one.
    allowed: Option<(i64, i64)>,
    /// When something was entered last.
    last: Timestamp,
    steps: Vec<Entered>,
}

/// The fields of a step.
type Fields = Vec<(&'static str, String)>;

impl City {
    /// How many cases an agency has in the simulated time: so many for a thousand of its inspections.
    pub fn case_count(&self, bureau: &Bureau) -> u32 {
        let inspections = u64::try_from(bureau.inspections.len()).unwrap_or(0);
        u32::try_from(inspections * u64::from(self.data.behaviour.cases.per_thousand) / 1000).unwrap_or(0)
    }

    /// The agency's own number of its `n`th case.
    pub fn case_number(&self, bureau: &Bureau, n: u32) -> String {
        let year = self.case_day(bureau, n).year().to_string();
        let (agency, n) = (format!("{:04}", bureau.agency.key), format!("{:05}", n + 1));
        fill(&self.data.behaviour.cases.own_number, &[("year", &year), ("agency", &agency), ("n", &n)])
    }

    fn case_day(&self, bureau: &Bureau, n: u32) -> Date {
        let key = bureau.agency.key.to_be_bytes();
        let day = self.period.draw_day(&mut Chance::of(&self.seed, &[b"case day", &key, &n.to_be_bytes()]));
        self.period.calendar.working_on_or_after(day)
    }

    /// Everything that happens in an agency's `n`th case, in the order of entering.
    pub fn case_steps(&self, bureau: &Bureau, n: u32) -> Vec<Entered> {
        let chance = Chance::of(&self.seed, &[b"case", &bureau.agency.key.to_be_bytes(), &n.to_be_bytes()]);
        let day = self.case_day(bureau, n);
        let mut plan =
            Plan { city: self, bureau, chance, day, allowed: None, last: at(day, 0), steps: Vec::new() };
        let cases = &self.data.behaviour.cases;
        match plan.chance.share(&[cases.summary, cases.ordinary, cases.licence]) {
            0 => plan.summary(n),
            1 => plan.ordinary(n),
            2 => plan.licence(n),
            _ => plan.minimal(n),
        }
        plan.steps
    }

    /// Entering a step of a case; for telling the query code the case's stream must be known.
    pub fn case_wish(
        &self,
        bureau: &Bureau,
        n: u32,
        step: u32,
        stream: Option<Uuid>,
        keys: &LookUpKeys,
    ) -> Option<Wish> {
        let entered = self.case_steps(bureau, n).into_iter().nth(step as usize)?;
        let actor = self.enterer(bureau, n, false);
        let cause = self.cause(bureau, "case", n * STEPS + step);
        let at = Some(entered.recorded);
        if let Some(disclosing) = entered.disclosure {
            return self.disclosure_wish(bureau, disclosing, cause, entered.recorded, stream?);
        }
        if entered.fields.is_empty() {
            let told = Telling {
                at: When::At(entered.recorded),
                mode: TellingMode::OnDocument,
                parties: vec![1],
                proof: String::new(),
            };
            return Some(Wish {
                actor,
                cause,
                at,
                command: Command::TellCodes { stream: stream?, telling: told },
            });
        }
        let mut fields = entered.fields;
        fields.push(("own_number", self.case_number(bureau, n)));
        if entered.on_form {
            fields.push(("claim_number", self.form(bureau, n, keys).to_string()));
        }
        let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut problems = Vec::new();
        let mut wish = case::read(&texts, None, &mut problems);
        wish.agency = bureau.agency.key;
        wish.source = Some(Self::source(bureau));
        // A form has every field, filled in or not.
        wish.steps.iter_mut().for_each(|s| s.has = (1 << COMMON_FIELDS.len()) - 1);
        Some(Wish { actor, cause, at, command: Command::CollectCase { wish: Box::new(wish), problems } })
    }
}

impl City {
    /// The legal unit, or the head where there is none, has looked at a decision.
    fn disclosure_wish(
        &self,
        bureau: &Bureau,
        disclosing: Disclosing,
        cause: Uuid,
        at: Timestamp,
        stream: Uuid,
    ) -> Option<Wish> {
        let person = bureau.member(Role::LegalUnit, 0).or(bureau.member(Role::AgencyHead, 0))?;
        let wish = match disclosing {
            Disclosing::Publish => DisclosureWish::Publish { checks: Check::ALL.to_vec(), mask: Vec::new() },
            Disclosing::Withhold => DisclosureWish::Withhold {
                reason: if cause.as_u128().is_multiple_of(3) { Reason::TradeSecret } else { Reason::Privacy },
                basis: self.data.behaviour.cases.withheld_basis.clone(),
                words: String::new(),
            },
        };
        let command = Command::Disclose { stream, wish };
        Some(Wish { actor: person.actor(), cause, at: Some(at), command })
    }

    /// Every third agency publishes licences with one click.
    pub fn approvals(&self, at: Timestamp) -> Vec<Wish> {
        let some = self.bureaus.iter().filter(|b| b.agency.key % 3 == 0);
        some.filter_map(|bureau| {
            let head = bureau.member(Role::AgencyHead, 0)?.actor();
            let approval = PreApproval { agency: bureau.agency.key, kinds: vec![ActKind::Licence] };
            let cause = self.cause(bureau, "approval", 0);
            Some(Wish { actor: head, cause, at: Some(at), command: Command::PreApprove(approval) })
        })
        .collect()
    }

    /// The number on an agency's `n`th form: a function of the city and its keys, so that it need not be kept.
    fn form(&self, bureau: &Bureau, n: u32, keys: &LookUpKeys) -> ClaimNumber {
        query_code::issue(&mut rng_for(&self.seed, self.cause(bureau, "form", n)), keys)
    }

    /// The blocks of forms that the streets have printed when the city begins.
    pub fn forms(&self, at: Timestamp, keys: &LookUpKeys) -> Vec<Wish> {
        let streets = self.bureaus.iter().map(|b| (b, forms(b, self.case_count(b)))).filter(|(_, n)| *n > 0);
        streets
            .map(|(bureau, count)| {
                let numbers = (0..count).map(|n| self.form(bureau, n, keys));
                let numbers = numbers.filter_map(|number| keys.look_up(&number)).collect();
                let command = Command::PrintClaims { agency: bureau.agency.key, numbers };
                let (actor, cause) = (self.enterer(bureau, 0, false), self.cause(bureau, "forms", 0));
                Wish { actor, cause, at: Some(at), command }
            })
            .collect()
    }
}

/// How many forms with claim numbers an agency has for so many cases: streets have some.
fn forms(bureau: &Bureau, cases: u32) -> u32 {
    if bureau.agency.level == AdministrativeLevel::Subdistrict { cases.min(FORMS) } else { 0 }
}

impl Plan<'_> {
    fn cases(&self) -> &Cases {
        &self.city.data.behaviour.cases
    }

    /// So many working days go by.
    fn pass(&mut self, days: [u32; 2]) {
        let days = i32::try_from(self.chance.within(days)).unwrap_or(0);
        self.day = self.city.period.working_day_after(self.day, days);
    }

    /// Something happens on the day on which the case stands, and is entered: mostly at once, sometimes the next working day,
    /// seldom days later.
    fn enter(&mut self, event: &'static str, mut fields: Fields) {
        let happened = at(self.day, 9 * 3600 + self.chance.below(6 * 3600));
        let shares = [self.cases().next_day, self.cases().late];
        let (days, reason) = match self.chance.share(&shares) {
            0 => (1, "paper"),
            1 => (2 + i32::try_from(self.chance.below(6)).unwrap_or(0), "paper"),
            _ => (0, ""),
        };
        let recorded = if days == 0 {
            happened + jiff::SignedDuration::from_mins(i64::from(self.chance.within([5, 90])))
        } else {
            at(self.city.period.working_day_after(self.day, days), 9 * 3600 + self.chance.below(7 * 3600))
        };
        // Nothing is entered before what came before it.
        let recorded = recorded.max(self.last + jiff::SignedDuration::from_secs(60));
        self.last = recorded;
        fields.push(("event", event.to_owned()));
        fields.push(("at", happened.to_string()));
        fields.push(("collection", if days == 0 { "real_time" } else { "deferred" }.to_owned()));
        if !reason.is_empty() {
            fields.push(("deferral_reason", reason.to_owned()));
        }
        self.steps.push(Entered { recorded, fields, disclosure: None, on_form: false });
    }

    /// The code is told, printed on the document, or forgotten.
    fn tell(&mut self) {
        if !self.chance.often(self.city.data.behaviour.cases.code_not_told) {
            let recorded = self.last + jiff::SignedDuration::from_mins(5);
            self.last = recorded;
            self.steps.push(Entered { recorded, fields: Vec::new(), disclosure: None, on_form: false });
        }
    }

    /// The decision is checked for disclosure, mostly in time: published, or withheld. Drawn apart, so that what else happens is
    /// the same with and without it.
    fn disclose(&mut self, n: u32, forgotten: bool) {
        let place = [b"disclosure" as &[u8], &self.bureau.agency.key.to_be_bytes(), &n.to_be_bytes()];
        let mut drawn = Chance::of(&self.city.seed, &place);
        let withheld = drawn.often(self.cases().withheld);
        let never = forgotten && drawn.often(500);
        let days = drawn.within(if forgotten { [9, 20] } else { [0, 3] });
        let day = self.city.period.working_day_after(self.day, i32::try_from(days).unwrap_or(1));
        let soonest = self.last + jiff::SignedDuration::from_mins(10);
        let recorded = at(day, 14 * 3600 + drawn.below(3 * 3600)).max(soonest);
        if !never {
            let disclosing = if withheld { Disclosing::Withhold } else { Disclosing::Publish };
            self.steps.push(Entered {
                recorded,
                fields: Vec::new(),
                disclosure: Some(disclosing),
                on_form: false,
            });
        }
    }

    fn officers(&mut self) -> String {
        let wanted = if self.chance.often(self.cases().one_officer) { 1 } else { 2 };
        let day = self.day;
        let fit = self.bureau.officers.iter().filter(|o| !o.auxiliary && o.in_order(day));
        let numbers: Vec<&str> = fit.take(6).map(|o| o.number.as_str()).collect();
        let first = self.chance.below(u32::try_from(numbers.len()).unwrap_or(1)) as usize;
        let taken = (0..wanted).filter_map(|i| numbers.get((first + i) % numbers.len().max(1)).copied());
        taken.collect::<Vec<_>>().join(&SEPARATOR.to_string())
    }

    /// What a case is about: its power, its party, its title.
    fn opening(&mut self, act: &str, procedure: &str) -> (Fields, TargetKind, String) {
        let city = self.city;
        let punish = city.data.powers.len();
        let held: Vec<usize> = self
            .bureau
            .powers
            .iter()
            .filter_map(|key| usize::try_from(*key - 1).ok())
            .filter(|i| *i < punish)
            .take(40)
            .collect();
        let power = self.chance.pick(&held).and_then(|i| city.data.powers.get(*i));
        let target = self.chance.below(city.data.behaviour.inspection.targets_per_agency);
        let target = city.target(self.bureau, target);
        let title = self.chance.word(&city.data.behaviour.cases.titles).to_owned();
        let basis = power.map_or_else(String::new, |p| {
            fill(
                &city.data.behaviour.cases.basis,
                &[("law", &p.law), ("article", &p.article), ("paragraph", &p.paragraph)],
            )
        });
        self.allowed = power.and_then(|p| self.allowed(p));
        let fields = vec![
            ("act_kind", act.to_owned()),
            ("procedure", procedure.to_owned()),
            ("title", title),
            ("power", power.map_or_else(String::new, |p| p.code.clone())),
            ("party_kind", target.kind.code().to_owned()),
            ("party_name", target.name),
            ("party_code", target.code),
            ("party_id_number", target.id_number),
            ("case_source", "inspection".to_owned()),
            (
                "act_from",
                self.day.saturating_sub(jiff::Span::new().days(i64::from(self.chance.below(20)))).to_string(),
            ),
        ];
        (fields, target.kind, basis)
    }

    /// The flat fine that the clause of a power allows.
    fn allowed(&self, power: &PowerRow) -> Option<(i64, i64)> {
        let law = self.city.data.laws.get(&decree::law::name_key(&power.law))?;
        let number = |text: &str| text.parse::<u16>().ok();
        let (article, paragraph) = (number(&power.article)?, number(&power.paragraph)?);
        let clause = law.clauses.iter().find(|c| (c.article, c.paragraph) == (article, paragraph))?;
        let flat = clause.fine.branches.iter().find_map(|b| match b {
            Branch::Flat { max: Some(max), min } => Some((min.unwrap_or(0).max(10_000), *max)),
            _ => None,
        });
        flat.filter(|(least, most)| least <= most)
    }

    /// A fine in fen: an agency with a uniform one always the same, at the edge of what would need a hearing sometimes.
    fn fine(&mut self, kind: TargetKind, summary: bool) -> i64 {
        let person = kind == TargetKind::Person;
        if self.bureau.agency.key % 17 == 3 {
            return if person { 5_000 } else { 50_000 };
        }
        if summary && let Some((least, most)) = self.allowed {
            let most = most.min(if person { 20_000 } else { 300_000 });
            let steps = ((most - least) / 5_000).clamp(0, 100);
            return least + i64::from(self.chance.below(u32::try_from(steps).unwrap_or(0) + 1)) * 5_000;
        }
        if summary {
            let over = self.chance.often(self.city.data.behaviour.cases.over_limit);
            let most = if person { 200 } else { 3_000 };
            return if over { most * 200 } else { i64::from(self.chance.within([1, 20])) * most * 5 };
        }
        if let Some((least, most)) = self.allowed
            && !self.chance.often(self.city.data.behaviour.cases.out_of_range)
        {
            let steps = ((most - least) / 10_000).clamp(0, 1_000);
            return least + i64::from(self.chance.below(u32::try_from(steps).unwrap_or(0) + 1)) * 10_000;
        }
        if self.chance.often(self.city.data.behaviour.cases.at_the_edge) {
            return if person { 999_900 } else { 9_999_900 };
        }
        i64::from(self.chance.within([5, 300])) * if person { 1_000 } else { 10_000 }
    }

    fn document(&self, n: u32, word: &str) -> String {
        let (agency, year) = (format!("{:04}", self.bureau.agency.key), self.day.year().to_string());
        let n = (n + 1).to_string();
        let pattern = &self.city.data.behaviour.cases.document;
        fill(pattern, &[("agency", &agency), ("word", word), ("year", &year), ("n", &n)])
    }

    fn summary(&mut self, n: u32) {
        let (mut fields, kind, basis) = self.opening("penalty", "summary");
        // What the clause punishes more heavily than summary procedure may is warned about.
        let most = if kind == TargetKind::Person { 20_000 } else { 300_000 };
        let warning = self.chance.often(250) || self.allowed.is_some_and(|(least, _)| least > most);
        fields.extend([
            ("decision_number", self.document(n, "当罚")),
            ("outcome", "penalty".to_owned()),
            ("basis", basis),
            ("facts", self.chance.word(&self.city.data.behaviour.cases.facts).to_owned()),
            ("officers", self.officers()),
            ("documents", "当场处罚决定书".to_owned()),
            ("sanctions", if warning { "warning" } else { "fine" }.to_owned()),
        ]);
        if !warning {
            let fine = self.fine(kind, true);
            fields.push(("fine", fine.to_string()));
        }
        self.enter("decision", fields);
        // Drawn apart, so that what follows is the same with and without forms.
        let place = [b"on form" as &[u8], &self.bureau.agency.key.to_be_bytes(), &n.to_be_bytes()];
        let mut drawn = Chance::of(&self.city.seed, &place);
        let on_form = forms(self.bureau, n + 1) > n && drawn.often(self.cases().on_form);
        if let Some(decision) = self.steps.last_mut() {
            decision.on_form = on_form;
        }
        self.enter("service", vec![("mode", "direct".to_owned()), ("documents", "送达回证".to_owned())]);
        self.tell();
        if !warning {
            self.pass([1, 12]);
            self.enter("payment", Vec::new());
        }
        self.pass([1, 4]);
        self.enter("closing", vec![("closing_state", "normal".to_owned())]);
    }

    fn ordinary(&mut self, n: u32) {
        let (mut fields, kind, basis) = self.opening("penalty", "ordinary");
        fields.extend([
            ("ground", self.chance.word(&self.city.data.behaviour.cases.grounds).to_owned()),
            ("officers", self.officers()),
            ("documents", "立案审批表".to_owned()),
            ("approver", "负责人".to_owned()),
        ]);
        self.enter("filing", fields);
        self.pass([2, 15]);
        let officers = self.officers();
        self.enter("investigation", vec![("officers", officers), ("documents", "调查询问笔录".to_owned())]);
        let heavy = self.chance.often(self.cases().heavy);
        let fine = self.fine(kind, false);
        let sanctions = if heavy { "fine\u{1f}production_stopped" } else { "fine" };
        self.pass([1, 5]);
        let told: Fields = vec![
            ("fine", fine.to_string()),
            ("sanctions", sanctions.to_owned()),
            ("basis", basis.clone()),
            ("hearing_offered", if heavy { "yes" } else { "no" }.to_owned()),
            ("documents", "行政处罚事先告知书".to_owned()),
        ];
        let before = self.chance.often(self.cases().decided_before_notice);
        if before {
            self.decide(n, fine, sanctions, &basis);
            self.enter("notice", told);
        } else {
            self.enter("notice", told);
            self.heard(heavy);
            self.decide(n, fine, sanctions, &basis);
        }
        self.carry_out(n, fine);
    }

    /// Statement, hearing and review, or what was forgotten of them.
    fn heard(&mut self, heavy: bool) {
        self.pass([1, 3]);
        if self.chance.often(200) {
            let fields = vec![("made", "yes".to_owned()), ("accepted", "no".to_owned())];
            self.enter("statement", fields);
        }
        if heavy {
            if self.chance.often(300) {
                self.enter("hearing_requested", vec![("accepted", "yes".to_owned())]);
                self.pass([10, 14]);
                self.enter(
                    "hearing_held",
                    vec![("host", "法制1".to_owned()), ("documents", "听证笔录".to_owned())],
                );
            } else {
                let early = self.chance.often(self.city.data.behaviour.cases.too_early);
                self.pass(if early { [1, 3] } else { [6, 9] });
            }
        }
        if heavy && !self.chance.often(self.cases().review_missed) {
            let fields = vec![("passed", "yes".to_owned()), ("qualified", "yes".to_owned())];
            self.enter("legal_review", fields);
        }
    }

    fn decide(&mut self, n: u32, fine: i64, sanctions: &str, basis: &str) {
        self.pass([0, 2]);
        self.enter("approval", vec![("agreed", "yes".to_owned()), ("approved_by", "负责人".to_owned())]);
        let fields = vec![
            ("decision_number", self.document(n, "罚")),
            ("outcome", "penalty".to_owned()),
            ("basis", basis.to_owned()),
            ("facts", self.chance.word(&self.city.data.behaviour.cases.facts).to_owned()),
            ("sanctions", sanctions.to_owned()),
            ("fine", fine.to_string()),
            ("documents", "行政处罚决定书".to_owned()),
        ];
        self.enter("decision", fields);
        self.tell();
    }

    fn carry_out(&mut self, n: u32, fine: i64) {
        let late = self.chance.often(self.cases().served_late);
        self.pass(if late { [8, 15] } else { [1, 4] });
        let fields = vec![
            ("mode", if self.chance.often(800) { "direct" } else { "post" }.to_owned()),
            ("documents", "送达回证".to_owned()),
            ("publication_told", "yes".to_owned()),
        ];
        self.enter("service", fields);
        let forgotten = self.chance.often(self.cases().not_disclosed);
        self.disclose(n, forgotten);
        if self.chance.often(850) {
            self.pass([1, 14]);
            self.enter("payment", vec![("amount", fine.to_string())]);
            self.pass([1, 5]);
            self.enter("closing", vec![("closing_state", "normal".to_owned())]);
        }
    }

    fn licence(&mut self, n: u32) {
        let (mut fields, _, basis) = self.opening("licence", "standard");
        fields.push(("matter", self.chance.word(&self.city.data.behaviour.cases.licences).to_owned()));
        self.enter("application", fields);
        self.pass([0, 4]);
        self.enter("acceptance", vec![("accepted", "yes".to_owned())]);
        let slow = self.chance.often(self.cases().licence_late);
        self.pass(if slow { [21, 26] } else { [2, 18] });
        let granted = self.chance.often(930);
        let fields = vec![
            ("decision_number", self.document(n, "许")),
            ("outcome", if granted { "granted" } else { "refused" }.to_owned()),
            ("basis", basis),
        ];
        self.enter("decision", fields);
        self.tell();
        self.pass([0, 6]);
        self.enter("service", vec![("mode", "direct".to_owned())]);
        if granted {
            self.disclose(n, false);
        }
    }

    /// The other kinds of act: what was decided, for whom, when.
    fn minimal(&mut self, n: u32) {
        const KINDS: [(&str, &str); 8] = [
            ("measure", "强"),
            ("execution", "执"),
            ("levy", "征"),
            ("payment", "给"),
            ("confirmation", "确"),
            ("adjudication", "裁"),
            ("reward", "奖"),
            ("requisition", "用"),
        ];
        let (act, word) = self.chance.pick(&KINDS).copied().unwrap_or(("confirmation", "确"));
        let (mut fields, ..) = self.opening(act, "standard");
        if act == "measure" {
            fields.extend([("measure_kind", "sealing".to_owned()), ("approved_by", "负责人".to_owned())]);
            let officers = self.officers();
            fields.push(("officers", officers));
            self.enter("measure", fields);
            let long = self.chance.often(100);
            self.pass([5, if long { 28 } else { 18 }]);
            return self.enter("measure_ended", vec![("result", "解除查封".to_owned())]);
        }
        fields.extend([("decision_number", self.document(n, word)), ("outcome", "other".to_owned())]);
        self.enter("decision", fields);
        self.tell();
        self.pass([0, 3]);
        self.enter("service", vec![("mode", "direct".to_owned())]);
        if act != "payment" {
            self.disclose(n, false);
        }
    }
}
