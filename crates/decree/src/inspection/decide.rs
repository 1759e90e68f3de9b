//! Wishes about inspections, decided: collect, supplement, amend, withdraw, re-inspect (Arts 13-15; rulings 3, 12).

use calendar::city_date;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use uuid::Uuid;

use super::fields::{Difference, position};
use super::{
    Addition, AlertNote, AmendmentNote, Collection, CorrectionOrder, DeferralReason, Document, Form,
    InspectionFact, InspectionState, InternalPart, Item, Named, Outcome, Parts, PartyPart, PublicPart,
    ReInspection, Source, TargetKind, Withdrawal, difference,
};
use crate::alert;
use crate::amendment;
use crate::authority::Place;
use crate::context::{Context, Decision, Ending, Work};
use crate::fact::{Person, ThingKind, hex};
use crate::identity;
use crate::judge::{self, Finding, Subject};
use crate::naming::{self, NamingWish};
use crate::problem::{Problem, Refusal};
use crate::when::When;

/// The wish to collect an inspection, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collect {
    /// Key of the agency that acted.
    pub agency: i32,
    /// By which way it came.
    pub source: Option<Source>,
    /// Fields that the source has, as a set of positions in the data standard.
    pub has: u64,
    /// The agency's own number.
    pub own_number: String,
    /// Code of the power.
    pub power: String,
    /// Code of the line, where no power says it.
    pub line: String,
    /// Code of the territory; the agency's own if empty.
    pub territory: String,
    /// Kind of target.
    pub target_kind: Option<TargetKind>,
    /// Name of the target.
    pub target_name: String,
    /// 統一社會信用代碼.
    pub target_code: String,
    /// Identity number of a natural person.
    pub target_id_number: String,
    /// Where.
    pub place: String,
    /// When it began.
    pub started: Option<When>,
    /// When it was over.
    pub finished: Option<When>,
    /// Plan.
    pub plan: String,
    /// Reason.
    pub reason: String,
    /// Form.
    pub form: Option<Form>,
    /// Items.
    pub items: Vec<Item>,
    /// Result.
    pub result: Option<Outcome>,
    /// Certificates of the officers.
    pub officers: Vec<String>,
    /// Names of officers without a certificate number.
    pub officer_names: Vec<String>,
    /// Unit.
    pub unit: String,
    /// Real time or deferred.
    pub collection: Option<Collection>,
    /// Why deferred.
    pub deferral: Option<DeferralReason>,
    /// Note on it.
    pub deferral_note: String,
    /// Correction order.
    pub correction: Option<CorrectionOrder>,
    /// Re-inspection.
    pub re_inspection: Option<ReInspection>,
    /// Names of documents that the source keeps.
    pub documents: Vec<String>,
    /// Files already in the store.
    pub files: Vec<Document>,
    /// Notes.
    pub notes: String,
    /// When a device caught it.
    pub captured_at: Option<Timestamp>,
    /// The record as it came, field by field: the same record again is known by its digest, which depends on nothing
    /// else, so that a change of base information or of the program does not make an old file look changed.
    pub content: String,
}

/// Where the inspection belongs: the line of its power (rulings 1), the territory given or the agency's own.
///
/// # Errors
/// Agency, line or territory are not registered.
pub fn place_of(wish: &Collect, base: &crate::base::Base, now: Timestamp) -> Result<Place, Problem> {
    let day = wish.finished.map_or_else(|| city_date(now), When::day);
    let agency = base
        .agency(wish.agency, day, now)
        .or_else(|| base.agency(wish.agency, city_date(now), now))
        .ok_or_else(|| Problem::new("", wish.agency.to_string(), "unknown-agency", "decree17-11"))?;
    let given = if wish.line.is_empty() {
        None
    } else {
        let unknown = || Problem::new("line", &*wish.line, "unknown-line", "decree17-22");
        Some(base.line_key(&wish.line).ok_or_else(unknown)?)
    };
    let line = base.power(&wish.power, day, now).map(|p| p.line).or(given).unwrap_or(agency.line);
    let territory = if wish.territory.is_empty() {
        agency.territory
    } else {
        let unknown = || Problem::new("territory", &*wish.territory, "unknown-territory", "decree17-22");
        base.territory_key(&wish.territory).ok_or_else(unknown)?
    };
    Ok(Place { agency: agency.key, line, territory, district: agency.district, office: 0 })
}

/// Decides to collect. `known` is the inspection that the agency's own number already names, with its version.
///
/// # Errors
/// Every problem at once.
pub fn collect(
    wish: Collect,
    mut problems: Vec<Problem>,
    known: Option<(Uuid, &InspectionState, i32)>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    check(&wish, context.now, &mut problems);
    let place = match place_of(&wish, context.base, context.now) {
        Ok(place) => place,
        Err(problem) => {
            problems.push(problem);
            return Err(Refusal { problems });
        }
    };
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let digest = keyed(context.digest_key, wish.content.as_bytes());
    if let Some((stream, state, version)) = known {
        if state.digest == digest {
            return Ok(Decision { ending: Ending::Known, stream, work: Vec::new() });
        }
        let (parts, persons) = compose(wish, &place, digest, context);
        return changed(stream, state, version, parts, persons, context);
    }
    Ok(accept(wish, place, digest, context))
}

fn check(wish: &Collect, now: Timestamp, problems: &mut Vec<Problem>) {
    const STANDARD: &str = "decree17-18";
    let mut need = |field, empty: bool| {
        if empty && !problems.iter().any(|p| p.field == field) {
            problems.push(Problem::new(field, "", "missing", STANDARD));
        }
    };
    need("own_number", wish.own_number.is_empty());
    need("target_name", wish.target_name.is_empty());
    need("finished_at", wish.finished.is_none());
    for (field, when) in [("started_at", wish.started), ("finished_at", wish.finished)] {
        if let Some(when) = when
            && (when.day() > city_date(now) || matches!(when, When::At(at) if at > now))
        {
            problems.push(
                Problem::new(field, when.to_string(), "in-the-future", STANDARD).example(now.to_string()),
            );
        }
    }
    if let Some(order) = &wish.correction
        && order.matter.is_empty()
    {
        problems.push(Problem::new("correction_matter", "", "missing", "penalty-2021-28"));
    }
    if wish.collection == Some(Collection::RealTime) && wish.deferral.is_some() {
        problems.push(Problem::new("collection", "real_time", "real-time-with-deferral", "decree17-15"));
    }
}

fn accept(wish: Collect, place: Place, digest: String, context: &mut Context<'_>) -> Decision {
    let captured_at = wish.captured_at;
    let (mut parts, persons) = compose(wish, &place, digest, context);
    let stream = identity::uuid_v7(context.now, context.rng);
    let subject = Subject { parts: &parts, agency: place.agency, recorded_at: context.now };
    let findings = judge::inspection(&subject, context.base, context.now);
    parts.internal.findings.clone_from(&findings);
    let occurred = parts.party.finished.map_or(context.now, When::moment);
    let barred = barred(&parts, context.actor.person, context.base);
    let Parts { public, party, internal } = parts;
    let body = InspectionFact::Collected {
        public: Box::new(public),
        party: Box::new(party),
        internal: Box::new(internal),
    };
    let mut fact = body.at(occurred);
    fact.captured_at = captured_at.map(identity::to_micros);
    fact.persons = persons;
    let kind = ThingKind::Inspection;
    let mut work = vec![Work { stream, kind, place, expected: 0, facts: vec![fact] }];
    for finding in findings.into_iter().filter(|f| f.answer.is_breach()) {
        let about = alert::About { subject: stream, kind: ThingKind::Inspection, place, trigger: 1 };
        work.push(alert::raise(&about, finding, barred.clone(), context));
    }
    Decision { ending: Ending::Accepted, stream, work }
}

/// Whoever handled the act may not answer its alert (rulings 2): its officers, as officers and as people who act on the
/// platform, and whoever recorded it.
fn barred(parts: &Parts, recorder: Uuid, base: &crate::base::Base) -> Vec<Uuid> {
    let mut people: Vec<Uuid> = Vec::new();
    let stream = |o: &Named| o.officer.or_else(|| base.officer(&o.certificate).map(|(stream, _)| stream));
    for officer in parts.internal.officers.iter().filter_map(stream) {
        people.push(officer);
        people.extend(base.person_of_officer(officer));
    }
    people.push(recorder);
    people
}

/// The wish as sections of a fact, and what is personal in it on its way to the vault.
fn compose(wish: Collect, place: &Place, digest: String, context: &mut Context<'_>) -> (Parts, Vec<Person>) {
    let day = wish.finished.map_or_else(|| city_date(context.now), When::day);
    let target_kind = wish.target_kind.unwrap_or(TargetKind::Organisation);
    let personal = personal_value(&wish, target_kind);
    let mut persons = Vec::new();
    let mut person_digest = String::new();
    if !personal.is_empty() {
        person_digest = keyed(context.digest_key, &personal);
        let salt = identity::salt(context.rng);
        let id = identity::uuid_v7(context.now, context.rng);
        persons.push(Person { id, value: personal, salt, equal_by: wish.target_id_number.clone() });
    }
    let mut documents = wish.files;
    documents.extend(wish.documents.into_iter().map(|name| Document { name, ..Document::default() }));
    let officers = wish
        .officers
        .into_iter()
        .map(|certificate| {
            let officer = context.base.officer(&certificate).map(|(stream, _)| stream);
            Named { certificate, officer }
        })
        .collect();
    let public = PublicPart {
        form: wish.form,
        power_key: context.base.power(&wish.power, day, context.now).map(|p| p.key),
        power: wish.power,
        result: wish.result,
        target: if target_kind == TargetKind::Person { String::new() } else { wish.target_name },
        target_code: wish.target_code,
    };
    let party = PartyPart {
        correction: wish.correction,
        documents,
        finished: wish.finished,
        items: wish.items,
        own_number: wish.own_number,
        place: wish.place,
        re_inspection: wish.re_inspection,
        reason: wish.reason,
        started: wish.started,
    };
    let internal = InternalPart {
        collection: wish.collection.unwrap_or(Collection::RealTime),
        digest,
        district: place.district,
        deferral: wish.deferral,
        deferral_note: wish.deferral_note,
        findings: Vec::new(),
        has: wish.has,
        notes: wish.notes,
        officers,
        person: persons.first().map(|p| p.id),
        person_digest,
        plan: wish.plan,
        source: wish.source.unwrap_or(Source::Entry),
        target_kind,
        unit: wish.unit,
        unregistered: u32::try_from(wish.officer_names.len()).unwrap_or(u32::MAX),
    };
    (Parts { public, party, internal }, persons)
}

#[derive(serde::Serialize)]
struct Personal<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id_number: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    officers: &'a [String],
}

/// Canonical bytes of what is personal in the record: a natural person's name and number, names of officers.
fn personal_value(wish: &Collect, kind: TargetKind) -> Vec<u8> {
    let natural = kind == TargetKind::Person;
    let personal = Personal {
        id_number: &wish.target_id_number,
        name: if natural { &wish.target_name } else { "" },
        officers: &wish.officer_names,
    };
    if personal.id_number.is_empty() && personal.name.is_empty() && personal.officers.is_empty() {
        return Vec::new();
    }
    crate::canonical::to_bytes(&personal)
}

fn keyed(key: &[u8; 32], bytes: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(bytes);
    hex(&mac.finalize().into_bytes()[..16])
}

/// A record that came again with other content: only additions are a supplement, anything else a drafted amendment;
/// nothing is altered (rulings 3).
fn changed(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    parts: Parts,
    persons: Vec<Person>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    if state.withdrawn {
        return Err(Refusal::one(Problem::new(
            "own_number",
            &*parts.party.own_number,
            "withdrawn",
            "decree17-14",
        )));
    }
    // Its file would be lost: what is known already takes a file as a supplement.
    if parts.party.documents.iter().any(|d| d.file.is_some()) {
        return Err(Refusal::one(Problem::new("documents", "", "file-with-known-step", "decree17-14")));
    }
    let mut parts = parts;
    // A source knows nothing of what was added here with a file: that stays.
    let there = &state.parts.party.documents;
    let named = |d: &&Document| parts.party.documents.iter().any(|p| p.name == d.name);
    let added: Vec<Document> = there.iter().filter(|d| d.file.is_some() && !named(d)).cloned().collect();
    parts.party.documents.extend(added);
    let differences = difference(&state.parts, &parts);
    let digest = parts.internal.digest;
    if differences.is_empty() {
        return Ok(Decision { ending: Ending::Known, stream, work: Vec::new() });
    }
    if differences.iter().all(|d| d.adds() && d.field != "person") {
        let fields = differences.into_iter().map(|d| (d.field.to_owned(), d.new)).collect();
        return Ok(add(stream, state, version, Addition { digest, fields }, context));
    }
    let draft = amendment::Draft {
        changes: differences.into_iter().map(Into::into).collect(),
        digest,
        person: persons.first().map(|p| p.id),
        ..amendment::Draft::default()
    };
    let place = place_of_state(state);
    let work = amendment::draft(stream, ThingKind::Inspection, place, draft, persons, context);
    Ok(Decision { ending: Ending::Changed, stream, work: vec![work] })
}

/// Where a folded inspection belongs.
pub(super) fn place_of_state(state: &InspectionState) -> Place {
    Place {
        agency: state.agency,
        line: state.line,
        territory: state.territory,
        district: state.parts.internal.district,
        office: 0,
    }
}

/// Where the inspection belongs once it has another power: the line belongs to the power (rulings 1).
pub fn place_with_power(state: &InspectionState, power: Option<&str>, context: &Context<'_>) -> Place {
    let mut place = place_of_state(state);
    let day = state.finished_day().unwrap_or_else(|| city_date(context.now));
    if let Some(found) = power.and_then(|code| context.base.power(code, day, context.now)) {
        place.line = found.line;
    }
    place
}

fn add(
    stream: Uuid,
    state: &InspectionState,
    expected: i32,
    addition: Addition,
    context: &Context<'_>,
) -> Decision {
    let power = addition.fields.iter().find(|(name, _)| name == "power").map(|(_, code)| code.as_str());
    let place = place_with_power(state, power, context);
    let facts = vec![InspectionFact::Supplemented { party: Box::new(addition) }.at(context.now)];
    let work = Work { stream, kind: ThingKind::Inspection, place, expected, facts };
    Decision { ending: Ending::Changed, stream, work: vec![work] }
}

/// Decides to supplement: fields that are empty are filled, lists grow, nothing is replaced.
///
/// # Errors
/// A field would be replaced, cannot be read, or the record is withdrawn.
pub fn supplement(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    fields: Vec<(String, String)>,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let mut problems = Vec::new();
    let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    super::read(&texts, &mut problems);
    let present = super::fields(&state.parts);
    for (name, new) in &fields {
        let Some(field) = position(name).and_then(|p| super::FIELDS.get(p as usize)) else { continue };
        let old = present.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
        // Line and territory say where the record belongs: they are settled at its collection, given or not.
        let settled = field.personal || matches!(field.name, "line" | "territory");
        if settled || !(Difference { field: field.name, old, new: new.clone() }).adds() {
            problems.push(Problem::new(field.name, "", "supplement-replaces", "decree17-14"));
        }
    }
    if state.withdrawn {
        problems.push(Problem::new("", "", "withdrawn", "decree17-14"));
    }
    if problems.is_empty() {
        Ok(add(stream, state, version, Addition { digest: String::new(), fields }, context))
    } else {
        Err(Refusal { problems })
    }
}

/// Decides to record the re-inspection of a correction order.
///
/// # Errors
/// There is no order, or it was re-inspected already.
pub fn re_inspect(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    done: ReInspection,
    context: &mut Context<'_>,
) -> Result<Decision, Refusal> {
    let problem = if state.parts.party.correction.is_none() {
        Some("no-correction-order")
    } else if state.parts.party.re_inspection.is_some() {
        Some("already-re-inspected")
    } else if state.withdrawn {
        Some("withdrawn")
    } else if done.at.moment() > context.now {
        Some("in-the-future")
    } else {
        None
    };
    if let Some(rule) = problem {
        return Err(Refusal::one(Problem::new(
            "re_inspected_at",
            done.at.to_string(),
            rule,
            "penalty-2021-28",
        )));
    }
    let facts = vec![InspectionFact::ReInspected { party: Box::new(done) }.at(done.at.moment())];
    let place = place_of_state(state);
    let work = Work { stream, kind: ThingKind::Inspection, place, expected: version, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// Decides what is said of the officers whom the inspection names (rulings 12).
///
/// # Errors
/// As [`naming::decide`].
pub fn said_of_naming(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    wish: NamingWish,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if !naming::decide(&wish, Some(&state.step()), &state.naming, state.withdrawn, context)? {
        return Ok(Decision { ending: Ending::Known, stream, work: Vec::new() });
    }
    let fact = match wish {
        NamingWish::Say(said) => InspectionFact::NamingSaid { internal: Box::new(said) },
        NamingWish::Settle(settled) => InspectionFact::NamingSettled { internal: Box::new(settled) },
    };
    let facts = vec![fact.at(context.now)];
    let (kind, place) = (ThingKind::Inspection, place_of_state(state));
    let work = Work { stream, kind, place, expected: version, facts };
    Ok(Decision { ending: Ending::Accepted, stream, work: vec![work] })
}

/// The fact by which an agreed amendment changes the record.
///
/// # Errors
/// A new value cannot be read, or what it replaces is no longer there.
pub fn amend(
    state: &InspectionState,
    draft: &amendment::Draft,
    amendment: Uuid,
    context: &mut Context<'_>,
) -> Result<crate::fact::NewFact, Refusal> {
    let mut problems = Vec::new();
    let mut fields = super::fields(&state.parts);
    for change in &draft.changes {
        let Some(field) = position(&change.field).and_then(|p| super::FIELDS.get(p as usize)) else {
            continue;
        };
        let now = fields.iter().find(|(n, _)| *n == field.name).map(|(_, v)| v.as_str()).unwrap_or_default();
        if now != change.old {
            problems.push(Problem::new(field.name, now, "changed-meanwhile", "decree17-14"));
        }
        if field.needed && change.new.is_empty() && draft.person.is_none() {
            problems.push(Problem::new(field.name, "", "missing", "decree17-18"));
        }
        fields.retain(|(n, _)| *n != field.name);
        fields.push((field.name, change.new.clone()));
    }
    fields.retain(|(n, _)| *n != "person");
    let texts: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut wish = super::read(&texts, &mut problems);
    wish.agency = state.agency;
    if !problems.is_empty() {
        return Err(Refusal { problems });
    }
    let place = place_of_state(state);
    let digest = if draft.digest.is_empty() { state.digest.clone() } else { draft.digest.clone() };
    let old = state.parts.internal.clone();
    let (mut parts, _) = compose(wish, &place, digest, context);
    let internal = &mut parts.internal;
    (internal.source, internal.has) = (old.source, old.has);
    (internal.findings, internal.unregistered) = (old.findings, old.unregistered);
    internal.person = draft.person.or(old.person);
    let person = draft.changes.iter().find(|c| c.field == "person");
    internal.person_digest = person.map_or(old.person_digest, |c| c.new.clone());
    if internal.person.is_some() && internal.target_kind == TargetKind::Person {
        parts.public.target.clear();
    }
    parts.party.documents = merged(&state.parts.party.documents, parts.party.documents);
    let occurred = parts.party.finished.map_or(context.now, When::moment);
    let note = AmendmentNote { amendment, after: parts.internal };
    let body = InspectionFact::Amended {
        public: Box::new(parts.public),
        party: Box::new(parts.party),
        internal: Box::new(note),
    };
    Ok(body.at(occurred))
}

/// Documents by name, keeping what the store knows of those that were there.
fn merged(old: &[Document], new: Vec<Document>) -> Vec<Document> {
    let mut old = old.to_vec();
    // Each is kept once: two photos of one title are two files.
    let kept = |d: Document| match old.iter().position(|o| o.name == d.name) {
        Some(at) => old.remove(at),
        None => d,
    };
    new.into_iter().map(kept).collect()
}

/// The fact by which an agreed amendment withdraws the record. It stays readable.
pub fn withdraw(amendment: Uuid, now: Timestamp) -> crate::fact::NewFact {
    InspectionFact::Withdrawn { internal: Box::new(Withdrawal { amendment }) }.at(now)
}

/// The work by which a later look at an inspection raises an alert: a note in its own stream, and the alert.
pub fn alerted(
    stream: Uuid,
    state: &InspectionState,
    version: i32,
    finding: Finding,
    context: &mut Context<'_>,
) -> Vec<Work> {
    let place = place_of_state(state);
    let about = alert::About { subject: stream, kind: ThingKind::Inspection, place, trigger: version };
    let raised =
        alert::raise(&about, finding.clone(), barred(&state.parts, state.recorded_by, context.base), context);
    let note = AlertNote { alert: raised.stream, finding };
    let facts = vec![InspectionFact::Alerted { internal: Box::new(note) }.at(context.now)];
    vec![Work { stream, kind: ThingKind::Inspection, place, expected: version, facts }, raised]
}
