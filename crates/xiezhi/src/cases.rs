//! `xiezhi cases`: cases on record, and one of them as a timeline; `xiezhi due`: what an agency must have done in time.

use std::process::ExitCode;

use calendar::city_date;
use clap::Subcommand;
use decree::authority::{Action, Place, Scope};
use decree::case::{self, CaseState, StepState};
use decree::deadline::DeadlineKind;
use decree::fact::ThingKind;
use decree::judge::Finding;
use decree::number::Voided;
use decree::thing::Thing;
use exchange::{Arg, Language};
use store::List;

use crate::acting;
use crate::cli::Failure;
use crate::codes::loaded;
use crate::listing::{each, short};
use crate::open::Where;
use crate::report::{self, Table, moment, when, word};

#[derive(Subcommand, Debug)]
pub enum CasesCommand {
    /// Cases, those in which something happened last first
    List {
        /// Only of this agency
        #[arg(long, value_name = "CODE")]
        agency: Option<String>,
        /// How many
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// As JSON, a line a case
        #[arg(long)]
        json: bool,
    },
    /// One case: its stages, what was found, what runs
    Show {
        /// Id, or enough of its beginning
        id: String,
    },
    /// Declare a number void that will never be used
    VoidNumber {
        /// Code of the agency
        agency: String,
        /// The number
        number: String,
        /// Why it will never be used
        #[arg(long)]
        reason: String,
        /// Who declares it: key of the person
        #[arg(long = "as", alias = "person", value_name = "PERSON")]
        person: uuid::Uuid,
    },
    /// Serial numbers of an agency's decisions that are missing in their series; those declared void apart
    Gaps {
        /// Code of the agency
        #[arg(long, value_name = "CODE")]
        agency: String,
    },
}

/// Runs `xiezhi cases`.
///
/// # Errors
/// The database cannot be had, or there is no such case.
pub async fn command(place: &Where, command: CasesCommand, language: Language) -> Result<ExitCode, Failure> {
    match command {
        CasesCommand::List { agency, limit, json } => list(place, agency, limit, json, language).await,
        CasesCommand::Show { id } => show(place, &id, language).await,
        CasesCommand::VoidNumber { agency, number, reason, person } => {
            let voided = Voided { number: number.trim().to_owned(), reason };
            void_number(place, &agency, voided, person, language).await
        }
        CasesCommand::Gaps { agency } => gaps(place, &agency, language).await,
    }
}

fn agency_key(platform: &platform::Platform, code: &str, language: Language) -> Result<i32, Failure> {
    let key = platform.base().agency_key(code);
    key.ok_or_else(|| report::say(language, "import-unknown-agency", &[("code", code)]).into())
}

async fn list(
    place: &Where,
    agency: Option<String>,
    limit: usize,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let scope = match &agency {
        Some(code) => Scope::Agency(agency_key(platform, code, language)?),
        None => Scope::City,
    };
    let actor = acting::city_office(platform);
    let say = |id| report::say(language, id, &[]);
    let titles = [
        "cases-id",
        "cases-number",
        "cases-kind",
        "cases-stage",
        "cases-decided",
        "cases-fine",
        "cases-found",
    ];
    let mut table = Table::new(titles.map(say).to_vec());
    let mut n = 0;
    each(platform, &actor, scope, List::Cases, |cells| {
        n += 1;
        let kind = decree::procedure::ActKind::from_number(cells.code("act_kind")).map_or("", |k| k.code());
        let stage = case::Stage::from_number(cells.code("stage")).map_or("", |s| s.code());
        let decided = cells.date("decided_on").map(|d| d.to_string()).unwrap_or_default();
        let found = (cells.int("breaches"), cells.int("hints"));
        if json {
            let line = serde_json::json!({
                "id": cells.uuid("stream"), "number": cells.text("own_number"), "kind": kind, "stage": stage,
                "decided": decided, "fine_fen": cells.big("fine"), "breaches": found.0, "hints": found.1,
            });
            report::print(line.to_string());
        } else {
            let family = |family: &str, code: &str| {
                if code.is_empty() {
                    String::new()
                } else {
                    report::say(language, &format!("{family}-{code}"), &[])
                }
            };
            table.row(vec![
                short(cells.uuid("stream")),
                cells.text("own_number").to_owned(),
                family("act", kind),
                family("stage", stage),
                decided,
                report::yuan(cells.big("fine")),
                format!("{}/{}", found.0, found.1),
            ]);
        }
        n < limit
    })
    .await?;
    if n == 0 && !json {
        report::print(say("cases-none"));
    } else if !json {
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

async fn gaps(place: &Where, agency: &str, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let key = agency_key(&opened.platform, agency, language)?;
    let store = opened.platform.store();
    let gaps = store.number_gaps(key, 10_000).await?;
    if gaps.is_empty() {
        report::print(report::say(language, "cases-no-gaps", &[]));
    }
    for gap in gaps {
        report::print(format!("{}〔{}〕{}号", gap.series, gap.year, gap.serial));
    }
    let void = store.void_numbers(key, 10_000).await?;
    if void.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    report::print("");
    report::print(report::say(language, "cases-void", &[]));
    let loaded = store.load(&void).await?;
    for stream in void {
        let Some(Thing::VoidNumber(state)) = loaded.get(&stream).map(|l| &l.thing) else { continue };
        let args = [
            ("number", Arg::text(state.voided.number.as_str())),
            ("at", moment(state.at)),
            ("person", Arg::text(state.by.to_string())),
            ("reason", Arg::text(state.voided.reason.as_str())),
        ];
        report::print(report::tell(language, "cases-void-line", &args));
    }
    Ok(ExitCode::SUCCESS)
}

async fn void_number(
    place: &Where,
    agency: &str,
    voided: Voided,
    person: uuid::Uuid,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let agency = agency_key(platform, agency, language)?;
    let here = Place { agency, ..Place::default() };
    let actor = acting::person(platform, person, Action::VoidNumber, here, language)?;
    let number = voided.number.clone();
    let command = platform::Command::VoidNumber { agency, voided };
    if acting::submit(platform, actor, command, language).await?.is_none() {
        return Ok(ExitCode::FAILURE);
    }
    report::print(report::say(language, "cases-voided", &[("number", &number)]));
    Ok(ExitCode::SUCCESS)
}

async fn show(place: &Where, id: &str, language: Language) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let (stream, state) = loaded(platform, id, language).await?;
    let page = Page { base: &platform.base(), state: &state, language };
    report::print(stream.to_string());
    page.opening();
    state.steps.iter().for_each(|step| page.step(step));
    page.found();
    page.running();
    Ok(ExitCode::SUCCESS)
}

/// A case on its way to the terminal.
struct Page<'a> {
    base: &'a decree::base::Base,
    state: &'a CaseState,
    language: Language,
}

impl Page<'_> {
    fn line(&self, name: Arg, value: Arg) {
        report::print(report::tell(self.language, "alert-seen-line", &[("name", name), ("value", value)]));
    }

    fn opening(&self) {
        let opening = self.state.opening();
        self.line(word("field", "act_kind"), word("act", self.state.act_kind().code()));
        self.line(word("field", "procedure"), word("procedure", self.state.procedure().code()));
        let texts = [
            ("own_number", &opening.own_number),
            ("title", &opening.title),
            ("organ", &opening.organ),
            ("inspection_number", &opening.inspection_number),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            self.line(field(name), Arg::text(text.as_str()));
        }
        for (_, party) in self.state.standing() {
            // A natural person's name lies in the vault; unmasking is an act of its own.
            let name = if party.name.is_empty() {
                word("alert", "about-person")
            } else {
                Arg::text(party.name.as_str())
            };
            self.line(word("field", "party_name"), name);
        }
        if self.state.withdrawn {
            report::print(report::say(self.language, "alert-about-withdrawn", &[]));
        }
    }

    fn step(&self, step: &StepState) {
        report::print("");
        let at = step.part.at.map_or_else(|| Arg::text("-"), when);
        let kind = step.kind().map_or("other", |k| k.code());
        let args = [("event", word("event", kind)), ("at", at), ("recorded", moment(step.recorded_at))];
        report::print(report::tell(self.language, "cases-step", &args));
        let Some(event) = step.event() else { return };
        let texts = event.texts();
        let kinds = event.kind().fields();
        for (name, text) in &texts {
            let spec = kinds.iter().find(|f| f.name == *name);
            let value = match spec.map(|f| f.kind) {
                Some(decree::record::ValueKind::Money) => self.money(text),
                Some(decree::record::ValueKind::Flag) => word("flag", text),
                Some(decree::record::ValueKind::Choice | decree::record::ValueKind::Choices) => {
                    Arg::List(text.split('\u{1f}').map(|c| word(&format!("choice-{name}"), c)).collect())
                }
                _ => Arg::text(text.replace('\u{1f}', "; ")),
            };
            self.line(field(name), value);
        }
        let papers = step.part.documents.iter().chain(&step.note.evidence);
        papers.for_each(|paper| report::print(format!("    · {}", paper.name)));
    }

    fn money(&self, fen: &str) -> Arg {
        let yuan = fen.parse().map_or_else(|_| fen.to_owned(), report::yuan);
        Arg::text(report::tell(self.language, "money-yuan", &[("amount", Arg::text(yuan))]))
    }

    fn found(&self) {
        let findings: Vec<&Finding> = self.state.findings().collect();
        if findings.is_empty() {
            return;
        }
        report::print("");
        report::print(report::say(self.language, "cases-findings", &[]));
        for finding in findings {
            let args = [
                ("answer", word("answer", finding.answer.code())),
                ("point", word("point", self.base.point_code(finding.point))),
            ];
            report::print(report::tell(self.language, "cases-finding", &args));
        }
    }

    fn running(&self) {
        let calendar = self.base.calendar();
        let open = case::open_clocks(self.state);
        if open.is_empty() {
            return;
        }
        report::print("");
        report::print(report::say(self.language, "cases-clocks", &[]));
        for (_, clock) in open {
            let end = case::end_of_clock(self.state, clock, &calendar);
            let args = [("clock", word("clock", &clock.code)), ("until", Arg::Date(end.last_day))];
            report::print(report::tell(self.language, "cases-clock", &args));
        }
    }
}

/// Six fields of cases have another label than the same name has elsewhere.
fn field(name: &str) -> Arg {
    match name {
        "own_number" | "number" | "items" | "place" | "result" | "outcome" => word("field-case", name),
        _ => word("field", name),
    }
}

/// Runs `xiezhi due`.
///
/// # Errors
/// The database cannot be had, or the agency is unknown.
pub async fn due(
    place: &Where,
    agency: &str,
    limit: i64,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    let opened = acting::opened(place, language).await?;
    let platform = &opened.platform;
    let key = agency_key(platform, agency, language)?;
    let actor = acting::city_office(platform);
    let items = platform.due_items(&actor, key, limit).await?;
    let base = platform.base();
    let calendar = base.calendar();
    let today = city_date(platform.now());
    let streams: Vec<uuid::Uuid> = items.iter().map(|i| i.stream).collect();
    let loaded = platform.store().load(&streams).await?;
    let say = |id| report::say(language, id, &[]);
    let mut table = Table::new(["due-day", "due-left", "due-what", "due-record"].map(say).to_vec());
    for item in &items {
        let Some(found) = loaded.get(&item.stream) else { continue };
        let (what, number) = named(&found.thing, item, language);
        let left = item.due.map(|d| calendar.ordinal(d) - calendar.ordinal(today));
        if json {
            let line = serde_json::json!({
                "stream": item.stream, "thing": thing_name(item.thing), "kind": item.kind.code(),
                "due": item.due.map(|d| d.to_string()), "working_days_left": left, "what": what, "record": number,
            });
            report::print(line.to_string());
            continue;
        }
        let day = item.due.map(|d| d.to_string()).unwrap_or_default();
        table.row(vec![day, left.map(|l| l.to_string()).unwrap_or_default(), what, number]);
    }
    if items.is_empty() && !json {
        report::print(say("due-none"));
    } else if !json {
        table.lines().iter().for_each(report::print);
    }
    Ok(ExitCode::SUCCESS)
}

const fn thing_name(thing: ThingKind) -> &'static str {
    match thing {
        ThingKind::Case => "case",
        ThingKind::Alert => "alert",
        _ => "inspection",
    }
}

/// What must be done, and in which record.
fn named(thing: &Thing, item: &store::DueItem, language: Language) -> (String, String) {
    let say = |id: &str| report::say(language, id, &[]);
    match thing {
        Thing::Case(state) => {
            let (seq, place) = (item.n / 16, usize::try_from(item.n % 16).unwrap_or(0));
            let clocks = case::open_clocks(state).into_iter().filter(|(s, _)| *s == seq);
            let clock = clocks.map(|(_, c)| c.code.clone()).nth(place).unwrap_or_default();
            (say(&format!("clock-{clock}")), state.opening().own_number.clone())
        }
        Thing::Inspection(state) => (say("clock-correction"), state.parts.party.own_number.clone()),
        Thing::Alert(_) => (say("due-alert"), short(item.stream)),
        _ => (
            say(if item.kind == DeadlineKind::Handling { "due-alert" } else { "clock-correction" }),
            String::new(),
        ),
    }
}
