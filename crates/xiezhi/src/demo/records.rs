//! An inspection as the fields of the data standard that somebody enters, and the other acts as wishes.

use calendar::city_date;
use decree::amendment::{AmendmentWish, Change, Decision, Draft, Signature};
use decree::authority::{Actor, Role};
use decree::fact::ThingKind;
use decree::identity::uuid_of;
use decree::inspection::{FIELDS, Form, Outcome, ReInspection, SEPARATOR, Source, TargetKind, read};
use decree::visit::Visit;
use decree::when::When;
use jiff::Timestamp;
use platform::{Command, Wish};
use uuid::Uuid;

use super::behaviour::fill;
use super::chance::Chance;
use super::city::{Bureau, City, Way};
use super::inspecting::{AmendmentEnding, Happening};
use super::numbers;

/// Whom an inspection looks at.
pub(super) struct Target {
    pub kind: TargetKind,
    pub name: String,
    pub code: String,
    pub id_number: String,
}

/// The fields as they are filled in.
type Fields = Vec<(&'static str, String)>;

impl City {
    /// The cause under which the journal knows an act for ever.
    pub fn cause(&self, bureau: &Bureau, act: &str, n: u32) -> Uuid {
        uuid_of(&[act.as_bytes(), &self.seed, &bureau.agency.key.to_be_bytes(), &n.to_be_bytes()])
    }

    /// The agency's own number of its `n`th inspection.
    pub fn own_number(&self, bureau: &Bureau, n: u32) -> String {
        let year = bureau.inspections.get(n as usize).map_or(0, |d| d.year()).to_string();
        self.number(&self.data.behaviour.names.own_number, &year, bureau, n)
    }

    fn number(&self, pattern: &str, year: &str, bureau: &Bureau, n: u32) -> String {
        let (agency, n) = (format!("{:04}", bureau.agency.key), format!("{:05}", n + 1));
        fill(pattern, &[("year", year), ("agency", &agency), ("n", &n)])
    }

    /// The source from which an agency's records come.
    pub fn source(bureau: &Bureau) -> Source {
        if bureau.pushes { Source::Push } else { Source::Entry }
    }

    /// Who enters: the agency's system, an officer with a phone, or the clerk.
    pub(super) fn enterer(&self, bureau: &Bureau, n: u32, on_the_spot: bool) -> Actor {
        if bureau.pushes {
            let person = uuid_of(&[b"system", &bureau.agency.key.to_be_bytes()]);
            return Actor {
                person,
                role: Role::AgencySystem,
                agency: bureau.agency.key,
                district: bureau.agency.district,
                ..Actor::clock()
            };
        }
        let phones = bureau.staff.iter().filter(|s| s.role == Role::Officer).count();
        let officer = bureau.member(Role::Officer, n as usize % phones.max(1)).filter(|_| on_the_spot);
        officer.or_else(|| bureau.member(Role::Clerk, 0)).map_or_else(Actor::clock, |s| s.actor())
    }

    fn wish(
        &self,
        bureau: &Bureau,
        act: &str,
        n: u32,
        at: Timestamp,
        actor: Actor,
        command: Command,
    ) -> Wish {
        Wish { actor, cause: self.cause(bureau, act, n), at: Some(at), command }
    }

    /// Collecting the `n`th inspection of an agency.
    pub fn collect(&self, bureau: &Bureau, n: u32) -> Wish {
        let happening = self.happening(bureau, n);
        let filled = self.fields(bureau, n, &happening);
        // A form has every field, filled in or not; a system of the agency's own has no field for the form of inspection.
        let fields: Vec<(&str, &str)> = FIELDS
            .iter()
            .filter(|f| !(bureau.pushes && f.name == "form"))
            .map(|f| {
                (f.name, filled.iter().find(|(name, _)| *name == f.name).map_or("", |(_, v)| v.as_str()))
            })
            .collect();
        let mut problems = Vec::new();
        let mut wish = read(&fields, &mut problems);
        wish.agency = bureau.agency.key;
        wish.source = Some(Self::source(bureau));
        wish.captured_at = happening.entering.captured;
        let actor = self.enterer(bureau, n, happening.entering.on_the_spot);
        let command = Command::Collect { wish: Box::new(wish), problems };
        self.wish(bureau, "inspection", n, happening.entering.recorded, actor, command)
    }

    fn fields(&self, bureau: &Bureau, n: u32, happening: &Happening) -> Fields {
        let words = &self.data.behaviour.words;
        let chance =
            &mut Chance::of(&self.seed, &[b"words", &bureau.agency.key.to_be_bytes(), &n.to_be_bytes()]);
        let made_up = bureau.way == Way::MadeUp;
        let target = self.target(bureau, happening.target);
        let certificates: Vec<&str> = happening
            .officers
            .iter()
            .filter_map(|i| bureau.officers.get(*i))
            .map(|o| o.number.as_str())
            .collect();
        let planned = chance.often(600) && !made_up;
        let line = self.data.lines.iter().find(|l| l.key == bureau.agency.line);
        let year = city_date(happening.finished).year().to_string();
        let reason = if made_up { &words.uniform_reason } else { chance.word(&words.reasons) };
        let territory = bureau.territories.get(happening.target as usize % bureau.territories.len().max(1));
        let entering = &happening.entering;
        let mut fields: Fields = vec![
            ("own_number", self.own_number(bureau, n)),
            ("power", happening.power.clone()),
            ("territory", territory.cloned().unwrap_or_default()),
            ("target_kind", target.kind.code().to_owned()),
            ("target_name", target.name),
            ("target_code", target.code),
            ("target_id_number", target.id_number),
            ("place", self.place(bureau, happening.target, territory)),
            ("started_at", happening.started.to_string()),
            ("finished_at", happening.finished.to_string()),
            ("form", if planned { Form::Special } else { Form::Daily }.code().to_owned()),
            ("items", self.items(happening.result, made_up, chance)),
            ("result", happening.result.code().to_owned()),
            ("officers", certificates.join(&SEPARATOR.to_string())),
            ("collection", entering.collection.code().to_owned()),
            ("deferral_reason", entering.deferral.map_or("", |d| d.code()).to_owned()),
            ("reason", reason.to_owned()),
        ];
        if planned {
            let line = line.map_or("", |l| l.name.as_str());
            fields.push(("plan", fill(&self.data.behaviour.names.plan, &[("year", &year), ("line", line)])));
        }
        if entering.deferral.is_some() {
            fields.push(("deferral_note", chance.word(&words.deferral_notes).to_owned()));
        }
        if made_up {
            fields.push(("notes", words.uniform_notes.clone()));
        } else if chance.often(150) {
            fields.push(("notes", chance.word(&words.notes).to_owned()));
        }
        if let Some(due) = happening.due {
            fields.push(("correction_matter", chance.word(&words.matters).to_owned()));
            fields.push(("correction_due", due.to_string()));
        }
        fields.retain(|(name, _)| Some(*name) != happening.forgotten);
        fields
    }

    fn items(&self, result: Outcome, made_up: bool, chance: &mut Chance) -> String {
        let words = &self.data.behaviour.words;
        let all = if made_up { &words.uniform_items } else { &words.items };
        let wrong = if result == Outcome::Pass { usize::MAX } else { chance.below(3) as usize };
        let shown = if made_up { 1 } else { 3 };
        let first = if made_up { 0 } else { chance.below(u32::try_from(all.len()).unwrap_or(1)) as usize };
        let item = |i: usize| {
            let name = all.get((first + i) % all.len().max(1)).map_or("", String::as_str);
            format!("{name}={}", if i == wrong { "fail" } else { "pass" })
        };
        (0..shown).map(item).collect::<Vec<_>>().join(&SEPARATOR.to_string())
    }

    fn place(&self, bureau: &Bureau, target: u32, territory: Option<&String>) -> String {
        let names = &self.data.behaviour;
        let chance =
            &mut Chance::of(&self.seed, &[b"place", &bureau.agency.key.to_be_bytes(), &target.to_be_bytes()]);
        let street = territory
            .and_then(|code| self.data.territories.iter().find(|t| t.code == *code))
            .map_or(bureau.around.as_str(), |t| t.name.as_str());
        let number = chance.within([1, 320]).to_string();
        let road = chance.word(&names.words.roads);
        fill(&names.names.place, &[("street", street), ("road", road), ("n", &number)])
    }

    /// One of the agency's targets: firms mostly, self-employed people, natural persons.
    pub(super) fn target(&self, bureau: &Bureau, target: u32) -> Target {
        let behaviour = &self.data.behaviour;
        let chance =
            &mut Chance::of(&self.seed, &[b"target", bureau.agency.code.as_bytes(), &target.to_be_bytes()]);
        let short = chance.word(&self.data.companies).to_owned();
        let division = &bureau.division;
        // Whoever lives in the city's own area has a district's number all the same.
        let lived_in = if division == "120000" { "120101" } else { division };
        match chance.share(&[behaviour.inspection.self_employed, behaviour.inspection.person]) {
            0 => {
                let trade = chance.word(&behaviour.words.shop_trades);
                let values = [("district", bureau.around.as_str()), ("short", &short), ("trade", trade)];
                let name = fill(&behaviour.names.shop, &values);
                let code = numbers::shop_code(division, chance);
                Target { kind: TargetKind::SelfEmployed, name, code, id_number: String::new() }
            }
            1 => {
                let name = self.name(chance);
                let id_number = numbers::citizen_number(lived_in, chance);
                Target { kind: TargetKind::Person, name, code: String::new(), id_number }
            }
            _ => {
                let trade = chance.word(&behaviour.words.company_trades);
                let name = fill(&behaviour.names.company, &[("short", &short), ("trade", trade)]);
                let code = numbers::company_code(division, chance);
                Target { kind: TargetKind::Organisation, name, code, id_number: String::new() }
            }
        }
    }

    /// A patrol or an education.
    pub fn visit(&self, bureau: &Bureau, kind: ThingKind, n: u32, when: Timestamp) -> Wish {
        let words = &self.data.behaviour.words;
        let number = kind.number().to_be_bytes();
        let chance = &mut Chance::of(
            &self.seed,
            &[b"visit", &bureau.agency.key.to_be_bytes(), &number, &n.to_be_bytes()],
        );
        let (act, matters, people) = match kind {
            ThingKind::Education => ("education", &words.education_matters, chance.within([1, 4])),
            _ => ("patrol", &words.patrol_matters, 0),
        };
        let visit = Visit {
            district: bureau.agency.district,
            matter: chance.word(matters).to_owned(),
            people: i32::try_from(people).unwrap_or(0),
            place: self.place(bureau, n, bureau.territories.first()),
            when: When::At(when),
        };
        let command = Command::Visit { kind, visit, agency: bureau.agency.key };
        self.wish(bureau, act, n, when, self.enterer(bureau, n, true), command)
    }

    /// Looking again at a correction order.
    pub fn re_inspect(&self, bureau: &Bureau, n: u32, at: Timestamp, stream: Uuid) -> Wish {
        let done =
            ReInspection { at: When::At(at - jiff::SignedDuration::from_mins(20)), result: Outcome::Pass };
        let command = Command::ReInspect { stream, done };
        self.wish(bureau, "re-inspection", n, at, self.enterer(bureau, n, true), command)
    }

    /// Adding documents later.
    pub fn supplement(&self, bureau: &Bureau, n: u32, at: Timestamp, stream: Uuid) -> Wish {
        let words = &self.data.behaviour.words;
        let shown = words.documents.len().min(1 + n as usize % 3);
        let documents = words.documents[..shown].join(&SEPARATOR.to_string());
        let command = Command::Supplement { stream, fields: vec![("documents".to_owned(), documents)] };
        self.wish(bureau, "supplement", n, at, self.enterer(bureau, n, false), command)
    }

    /// Drafting an amendment: a wrong house number, or a record entered twice.
    pub fn draft(&self, bureau: &Bureau, n: u32, at: Timestamp, stream: Uuid) -> Wish {
        let happening = self.happening(bureau, n);
        let words = &self.data.behaviour.words;
        let withdrawal = happening.amendment.is_some_and(|a| a.withdraws);
        let fields = self.fields(bureau, n, &happening);
        let old =
            fields.iter().find(|(name, _)| *name == "place").map(|(_, v)| v.clone()).unwrap_or_default();
        let new = self.place(bureau, happening.target + 1000, bureau.territories.first());
        let change = Change { field: "place".to_owned(), new, old };
        let reason = words.amendment_reasons.get(if withdrawal { 2 } else { 1 });
        let draft = Draft {
            changes: if withdrawal { Vec::new() } else { vec![change] },
            reason: reason.cloned().unwrap_or_default(),
            withdrawal,
            ..Draft::default()
        };
        let command = Command::DraftAmendment { stream, draft };
        self.wish(bureau, "amendment", n, at, self.enterer(bureau, n, false), command)
    }

    /// The agency's signature under an application.
    pub fn sign(&self, bureau: &Bureau, n: u32, at: Timestamp, stream: Uuid) -> Wish {
        let words = &self.data.behaviour.words;
        let year = city_date(at).year().to_string();
        let number = self.number(&self.data.behaviour.names.amendment_number, &year, bureau, n);
        let reason = words.amendment_reasons.first().cloned().unwrap_or_default();
        let wish = AmendmentWish::Sign(Signature { number, reason });
        let signer = bureau.member(Role::LegalUnit, 0).or_else(|| bureau.member(Role::AgencyHead, 0));
        let actor = signer.map_or_else(Actor::clock, |s| s.actor());
        self.wish(bureau, "signature", n, at, actor, Command::Amendment { stream, wish })
    }

    /// The office's decision on an application.
    pub fn decide(&self, bureau: &Bureau, n: u32, at: Timestamp, stream: Uuid) -> Wish {
        let words = &self.data.behaviour.words;
        let chance =
            &mut Chance::of(&self.seed, &[b"decision", &bureau.agency.key.to_be_bytes(), &n.to_be_bytes()]);
        let ending = self.happening(bureau, n).amendment.map_or(AmendmentEnding::Refused, |a| a.ending);
        let says = |words: &[String], chance: &mut Chance| Decision { words: chance.word(words).to_owned() };
        let wish = match ending {
            AmendmentEnding::Agreed => AmendmentWish::Agree(says(&words.agreed, chance)),
            AmendmentEnding::Returned => AmendmentWish::Return(says(&words.returned, chance)),
            AmendmentEnding::Refused => AmendmentWish::Refuse(says(&words.refused, chance)),
        };
        let actor = self.office_actor(bureau.handlers.same_level_office);
        self.wish(bureau, "decision", n, at, actor, Command::Amendment { stream, wish })
    }

    /// Somebody of an office that supervises.
    pub fn office_actor(&self, office: i32) -> Actor {
        self.staff.iter().find(|s| s.office == office).map_or_else(Actor::clock, |s| s.actor())
    }
}
