//! One wish, decided: authorised in its place, decided on what is loaded, and made into facts with their rows.

use std::collections::HashMap;

use decree::alert::{self, AlertWish};
use decree::amendment::{self, AmendmentFact, AmendmentWish};
use decree::authority::{
    ActOnAlert, AnswerAlert, AnswerNaming, AssignAlert, Collect, ConfirmAlert, ConfirmOutage,
    DecideAmendment, DraftAmendment, HandleMessage, KeepBase, MarkComplaint, Permit, Place, PreApprove,
    Publish, PublishNotice, PutPoint, ReportOutage, SendMessage, SettleObjection, SignAmendment, Supplement,
    VoidNumber, authorise,
};
use decree::case::{self, CaseState};
use decree::claim;
use decree::context::{Context, Decision, Ending, Work};
use decree::deadline::RowContext;
use decree::disclosure::{DisclosureFact, PreApproval};
use decree::fact::{Envelope, ThingKind, seal};
use decree::file::FileWish;
use decree::identity::{self, CommandRng};
use decree::inspection::{self, InspectionState};
use decree::judge::{OtherFine, act_of};
use decree::message::{self, MessageState, MessageWish};
use decree::naming::NamingWish;
use decree::number;
use decree::official_calendar::{CalendarFact, NoticeBody};
use decree::outage::{Confirmation, OutageFact};
use decree::point::AlertPointFact;
use decree::problem::{Problem, Refusal};
use decree::thing::Thing;
use decree::view::changes;
use decree::visit;
use jiff::Timestamp;
use store::{Appended, Loaded};
use uuid::Uuid;

use crate::wish::{Command, Wish};

/// The stream of the official calendar: one for all notices.
pub fn calendar_stream() -> Uuid {
    identity::uuid_of(&[b"calendar"])
}

/// The stream of an alert point.
pub fn point_stream(key: i32) -> Uuid {
    identity::uuid_of(&[b"alert point", &key.to_be_bytes()])
}

/// The stream of a procedure standard.
pub fn procedure_stream(key: i32) -> Uuid {
    identity::uuid_of(&[b"procedure standard", &key.to_be_bytes()])
}

/// The stream of a catalogue of forms.
pub fn forms_stream(key: i32) -> Uuid {
    identity::uuid_of(&[b"forms", &key.to_be_bytes()])
}

/// The stream of a rule of disclosure.
pub fn disclosure_stream(key: i32) -> Uuid {
    identity::uuid_of(&[b"disclosure", &key.to_be_bytes()])
}

/// The stream of what an agency approved beforehand for disclosure.
pub fn approval_stream(agency: i32) -> Uuid {
    identity::uuid_of(&[b"disclosure approved", &agency.to_be_bytes()])
}

/// The streams that a command must be decided on, apart from what its own number names.
pub(crate) fn streams(command: &Command) -> Vec<Uuid> {
    match command {
        Command::Collect { .. }
        | Command::CollectCase { .. }
        | Command::Visit { .. }
        | Command::PrintClaims { .. }
        | Command::ReportOutage(_) => Vec::new(),
        Command::Supplement { stream, .. }
        | Command::SupplementCase { stream, .. }
        | Command::AddFile { stream, .. }
        | Command::Disclose { stream, .. }
        | Command::TellCodes { stream, .. }
        | Command::ReissueCodes { stream, .. }
        | Command::ReInspect { stream, .. }
        | Command::Alert { stream, .. }
        | Command::Naming { stream, .. }
        | Command::DraftAmendment { stream, .. }
        | Command::DraftParties { stream, .. }
        | Command::Amendment { stream, .. }
        | Command::Message { stream, .. }
        | Command::ConfirmOutage(stream) => vec![*stream],
        Command::SendMessage { stream, message } => std::iter::once(*stream).chain(message.case).collect(),
        Command::VoidNumber { voided, .. } => vec![decree::number::void_stream(&voided.number)],
        Command::Publish(_) => vec![calendar_stream()],
        Command::PutPoint(point) => vec![point_stream(point.key)],
        Command::PutProcedure(standard) => vec![procedure_stream(standard.key)],
        Command::PutForms(catalogue) => vec![forms_stream(catalogue.key)],
        Command::PutDisclosure(rule) => vec![disclosure_stream(rule.key)],
        Command::PreApprove(approval) => vec![approval_stream(approval.agency)],
        Command::Register(entry) => vec![entry.stream],
    }
}

type Answer = Result<(Decision, Permit), Refusal>;

fn unknown() -> Refusal {
    Refusal::one(Problem::new("", "", "not-found", "decree17-22"))
}

fn inspection_of(
    loaded: &HashMap<Uuid, Loaded>,
    stream: Uuid,
) -> Result<(&InspectionState, i32, Place), Refusal> {
    let found = loaded.get(&stream).ok_or_else(unknown)?;
    let Thing::Inspection(state) = &found.thing else { return Err(unknown()) };
    let place = Place {
        agency: state.agency,
        line: state.line,
        territory: state.territory,
        district: state.parts.internal.district,
        office: 0,
    };
    Ok((state, found.version, place))
}

fn case_of(loaded: &HashMap<Uuid, Loaded>, stream: Uuid) -> Result<(&CaseState, i32, Place), Refusal> {
    let found = loaded.get(&stream).ok_or_else(unknown)?;
    let Thing::Case(state) = &found.thing else { return Err(unknown()) };
    Ok((state, found.version, case::place_of_state(state)))
}

/// Where an agency's own records belong.
fn place_of_agency(agency: i32, context: &Context<'_>) -> Result<Place, Refusal> {
    let found = context.base.agency(agency, calendar::city_date(context.now), context.now);
    let agency = found.ok_or_else(unknown)?;
    Ok(Place {
        agency: agency.key,
        line: agency.line,
        territory: agency.territory,
        district: agency.district,
        office: 0,
    })
}

/// What an amendment is about: where it belongs, its version, whether it is withdrawn already.
fn subject_of(
    loaded: &HashMap<Uuid, Loaded>,
    stream: Uuid,
) -> Result<(ThingKind, Place, i32, bool), Refusal> {
    if let Ok((state, version, place)) = case_of(loaded, stream) {
        return Ok((ThingKind::Case, place, version, state.withdrawn));
    }
    let (state, version, place) = inspection_of(loaded, stream)?;
    Ok((ThingKind::Inspection, place, version, state.withdrawn))
}

/// What the door found around a wish before it is decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The stream that its own number names already.
    pub known: Option<Uuid>,
    /// Who has the number of a decision that it gives.
    pub number_holder: Option<decree::number::Holder>,
    /// The form whose claim number its decision names.
    pub form: Option<decree::claim::Form>,
    /// Cases in which its parties were fined under its powers.
    pub fined: Vec<Uuid>,
    /// What the vault says of the people of the case whose decision is published.
    pub personal: Vec<(Uuid, Vec<u8>)>,
}

/// Fines in force in other cases, as the judge compares them.
fn other_fines(streams: &[Uuid], known: Option<Uuid>, loaded: &HashMap<Uuid, Loaded>) -> Vec<OtherFine> {
    let mut fines = Vec::new();
    for stream in streams.iter().filter(|s| Some(**s) != known) {
        let Ok((state, ..)) = case_of(loaded, *stream) else { continue };
        if state.withdrawn || state.is_revoked() || state.fine().is_none_or(|f| f.0 == 0) {
            continue;
        }
        for party in state.note.equal.iter().filter(|party| !party.is_empty()) {
            for power in &state.opening().power {
                fines.push(OtherFine {
                    stream: *stream,
                    party: party.clone(),
                    power: power.clone(),
                    act: act_of(state),
                });
            }
        }
    }
    fines
}

fn collect_case(
    wish: &case::CaseWish,
    problems: &[Problem],
    found: &Found,
    loaded: &HashMap<Uuid, Loaded>,
    context: &mut Context<'_>,
) -> Answer {
    let place = Place { agency: wish.agency, ..Place::default() };
    let permit = authorise::<Collect, CaseState>(context.actor, place)?;
    let known = found
        .known
        .and_then(|stream| case_of(loaded, stream).ok().map(|(state, version, _)| (stream, state, version)));
    // A case that was chosen must be there, and the agency's own.
    if wish.case.is_some() && known.is_none_or(|(_, state, _)| state.agency != wish.agency) {
        return Err(unknown());
    }
    let others = other_fines(&found.fined, found.known, loaded);
    let around =
        case::Around { known, number_holder: found.number_holder, form: found.form, others: &others };
    Ok((case::collect(wish.clone(), problems.to_vec(), &around, context)?, permit.into()))
}

/// Decides a wish with what was found around it.
pub(crate) fn decide(
    wish: &Wish,
    found: &Found,
    loaded: &HashMap<Uuid, Loaded>,
    context: &mut Context<'_>,
) -> Answer {
    let actor = &wish.actor;
    // The many are not copied more often than they must be.
    if let Command::Collect { wish, problems } = &wish.command {
        let place = Place { agency: wish.agency, ..Place::default() };
        let permit = authorise::<Collect, InspectionState>(actor, place)?;
        let known = found.known.and_then(|stream| {
            inspection_of(loaded, stream).ok().map(|(state, version, _)| (stream, state, version))
        });
        return Ok((inspection::collect((**wish).clone(), problems.clone(), known, context)?, permit.into()));
    }
    if let Command::CollectCase { wish, problems } = &wish.command {
        return collect_case(wish, problems, found, loaded, context);
    }
    match wish.command.clone() {
        Command::VoidNumber { agency, voided } => {
            let place = place_of_agency(agency, context)?;
            let permit = authorise::<VoidNumber, CaseState>(actor, place)?;
            Ok((number::void(place, voided, found.number_holder, context)?, permit.into()))
        }
        Command::SupplementCase { stream, addition } => {
            let (state, version, place) = case_of(loaded, stream)?;
            let permit = authorise::<Supplement, CaseState>(actor, place)?;
            free_number(case::number_of(&addition.fields), found, place.agency, stream)?;
            Ok((case::supplement(stream, state, version, addition, context)?, permit.into()))
        }
        Command::AddFile { stream, wish } => add_file(stream, *wish, loaded, context),
        Command::TellCodes { stream, telling } => {
            let (state, version, place) = case_of(loaded, stream)?;
            let permit = authorise::<Supplement, CaseState>(actor, place)?;
            Ok((case::tell(stream, state, version, telling, context)?, permit.into()))
        }
        Command::Disclose { stream, wish } => {
            let (state, version, place) = case_of(loaded, stream)?;
            let permit = authorise::<Publish, CaseState>(actor, place)?;
            Ok((case::disclose(stream, state, version, wish, &found.personal, context)?, permit.into()))
        }
        Command::ReissueCodes { stream, parties, ground } => {
            let (state, version, place) = case_of(loaded, stream)?;
            let permit = authorise::<Supplement, CaseState>(actor, place)?;
            Ok((case::reissue(stream, state, version, &parties, ground, context)?, permit.into()))
        }
        Command::Supplement { stream, fields } => {
            let (state, version, place) = inspection_of(loaded, stream)?;
            let permit = authorise::<Supplement, InspectionState>(actor, place)?;
            Ok((inspection::supplement(stream, state, version, fields, context)?, permit.into()))
        }
        Command::ReInspect { stream, done } => {
            let (state, version, place) = inspection_of(loaded, stream)?;
            let permit = authorise::<Supplement, InspectionState>(actor, place)?;
            Ok((inspection::re_inspect(stream, state, version, done, context)?, permit.into()))
        }
        Command::Visit { kind, visit, agency } => {
            let place = place_of_agency(agency, context)?;
            let permit = authorise::<Collect, visit::VisitState>(actor, place)?;
            Ok((visit::record(kind, visit, place, context)?, permit.into()))
        }
        Command::PrintClaims { agency, numbers } => {
            let place = place_of_agency(agency, context)?;
            let permit = authorise::<Collect, claim::ClaimState>(actor, place)?;
            Ok((claim::print(&numbers, place, context)?, permit.into()))
        }
        Command::Alert { stream, wish } => on_alert(stream, wish, loaded, context),
        Command::Naming { stream, wish } => on_naming(stream, wish, loaded, context),
        Command::DraftAmendment { stream, draft } => {
            let (kind, place, _, withdrawn) = subject_of(loaded, stream)?;
            let permit = authorise::<DraftAmendment, InspectionState>(actor, place)?;
            // The number of a form is kept nowhere in clear, and a decision keeps the form it was written on.
            if draft.changes.iter().any(|c| c.field.ends_with("claim_number")) {
                let settled = Problem::new("claim_number", "", "claim-settled", "decree17-14");
                return Err(Refusal::one(settled));
            }
            if withdrawn {
                return Err(Refusal::one(Problem::new("", "", "withdrawn", "decree17-14")));
            }
            let work = amendment::draft(stream, kind, place, draft, Vec::new(), context);
            Ok((Decision { ending: Ending::Accepted, stream: work.stream, work: vec![work] }, permit.into()))
        }
        Command::DraftParties { stream, wish } => {
            let (state, _, place) = case_of(loaded, stream)?;
            let permit = authorise::<DraftAmendment, CaseState>(actor, place)?;
            Ok((case::draft_parties(stream, state, wish, context)?, permit.into()))
        }
        Command::SendMessage { stream, message } => {
            let permit = authorise::<SendMessage, MessageState>(actor, Place::default())?;
            let case = message.case.map(|case| case_of(loaded, case)).transpose()?;
            let known = loaded.contains_key(&stream);
            let case = case.map(|(state, ..)| state);
            Ok((message::receive(stream, known, &message, case, context)?, permit.into()))
        }
        Command::Message { stream, wish } => on_message(stream, wish, loaded, context),
        Command::Amendment { stream, wish } => on_amendment(stream, wish, found, loaded, context),
        command => on_base(command, loaded, context),
    }
}

/// A file for a document of a case or an inspection (rulings 3).
fn add_file(stream: Uuid, wish: FileWish, loaded: &HashMap<Uuid, Loaded>, context: &Context<'_>) -> Answer {
    if let Ok((state, version, place)) = case_of(loaded, stream) {
        let permit = authorise::<Supplement, CaseState>(context.actor, place)?;
        return Ok((case::add_file(stream, state, version, wish, context)?, permit.into()));
    }
    let (state, version, place) = inspection_of(loaded, stream)?;
    let permit = authorise::<Supplement, InspectionState>(context.actor, place)?;
    Ok((inspection::add_file(stream, state, version, wish, context)?, permit.into()))
}

/// What an officer says of being named, or what was made of its objection (rulings 12).
fn on_naming(
    stream: Uuid,
    wish: NamingWish,
    loaded: &HashMap<Uuid, Loaded>,
    context: &Context<'_>,
) -> Answer {
    let permit = |place| -> Result<Permit, Refusal> {
        Ok(match &wish {
            NamingWish::Say(_) => authorise::<AnswerNaming, NamingWish>(context.actor, place)?.into(),
            NamingWish::Settle(_) => authorise::<SettleObjection, NamingWish>(context.actor, place)?.into(),
        })
    };
    if let Ok((state, version, place)) = case_of(loaded, stream) {
        let permit = permit(place)?;
        return Ok((case::said_of_naming(stream, state, version, wish, context)?, permit));
    }
    let (state, version, place) = inspection_of(loaded, stream)?;
    let permit = permit(place)?;
    Ok((inspection::said_of_naming(stream, state, version, wish, context)?, permit))
}

fn on_alert(
    stream: Uuid,
    wish: AlertWish,
    loaded: &HashMap<Uuid, Loaded>,
    context: &mut Context<'_>,
) -> Answer {
    let found = loaded.get(&stream).ok_or_else(unknown)?;
    let Thing::Alert(state) = &found.thing else { return Err(unknown()) };
    let place = Place { office: state.office, ..state.place };
    let actor = context.actor;
    let permit: Permit = match &wish {
        AlertWish::Assign(_) => authorise::<AssignAlert, alert::AlertState>(actor, place)?.into(),
        AlertWish::Answer(_) => authorise::<AnswerAlert, alert::AlertState>(actor, place)?.into(),
        AlertWish::Confirm(_) | AlertWish::SendBack(_) => {
            authorise::<ConfirmAlert, alert::AlertState>(actor, place)?.into()
        }
        AlertWish::Office(_) => authorise::<ActOnAlert, alert::AlertState>(actor, place)?.into(),
    };
    let fact = alert::decide(state, wish, context)?.at(context.now);
    Ok((one(ThingKind::Alert, stream, state.place, found.version, fact), permit))
}

fn on_message(
    stream: Uuid,
    wish: MessageWish,
    loaded: &HashMap<Uuid, Loaded>,
    context: &Context<'_>,
) -> Answer {
    let found = loaded.get(&stream).ok_or_else(unknown)?;
    let Thing::Message(state) = &found.thing else { return Err(unknown()) };
    let actor = context.actor;
    let permit: Permit = match &wish {
        MessageWish::MarkComplaint { .. } => {
            authorise::<MarkComplaint, MessageState>(actor, state.place)?.into()
        }
        _ => authorise::<HandleMessage, MessageState>(actor, state.place)?.into(),
    };
    let (fact, place) = message::act_upon(state, wish, context)?;
    Ok((one(ThingKind::Message, stream, place, found.version, fact), permit))
}

/// A number that a change gives to a decision must be nobody else's, and not void.
fn free_number(number: Option<&str>, found: &Found, agency: i32, own: Uuid) -> Result<(), Refusal> {
    let barred = number.zip(found.number_holder).and_then(|(n, holder)| holder.bars(n, agency, Some(own)));
    barred.map_or(Ok(()), |problem| Err(Refusal::one(problem)))
}

fn on_amendment(
    stream: Uuid,
    wish: AmendmentWish,
    around: &Found,
    loaded: &HashMap<Uuid, Loaded>,
    context: &mut Context<'_>,
) -> Answer {
    let found = loaded.get(&stream).ok_or_else(unknown)?;
    let Thing::Amendment(state) = &found.thing else { return Err(unknown()) };
    let place = Place { office: state.draft.office, ..state.place };
    let actor = context.actor;
    let permit: Permit = match &wish {
        AmendmentWish::Sign(_) | AmendmentWish::Drop(_) => {
            authorise::<SignAmendment, amendment::AmendmentState>(actor, place)?.into()
        }
        _ => authorise::<DecideAmendment, amendment::AmendmentState>(actor, place)?.into(),
    };
    let fact = amendment::decide(state, wish)?;
    let agreed = matches!(fact, AmendmentFact::Agreed { .. });
    let mut decision = one(ThingKind::Amendment, stream, state.place, found.version, fact.at(context.now));
    if agreed && let Ok((subject, version, place)) = case_of(loaded, state.draft.subject) {
        let facts = if state.draft.withdrawal {
            vec![case::withdraw(stream, context.now)]
        } else {
            free_number(case::new_number(&state.draft), around, place.agency, state.draft.subject)?;
            let mut facts = case::amend(subject, &state.draft, stream, context.now)?;
            if !state.parties.is_empty() {
                facts.push(case::amend_parties(subject, &state.parties, stream, context)?);
            }
            facts
        };
        let (kind, stream) = (ThingKind::Case, state.draft.subject);
        decision.work.push(Work { stream, kind, place, expected: version, facts });
    } else if agreed {
        let (subject, version, place) = inspection_of(loaded, state.draft.subject)?;
        let fact = if state.draft.withdrawal {
            inspection::withdraw(stream, context.now)
        } else {
            inspection::amend(subject, &state.draft, stream, context)?
        };
        let power = state.draft.changes.iter().find(|c| c.field == "power").map(|c| c.new.as_str());
        let place =
            if power.is_some() { inspection::place_with_power(subject, power, context) } else { place };
        let (kind, stream) = (ThingKind::Inspection, state.draft.subject);
        decision.work.push(Work { stream, kind, place, expected: version, facts: vec![fact] });
    }
    Ok((decision, permit))
}

fn on_base(command: Command, loaded: &HashMap<Uuid, Loaded>, context: &mut Context<'_>) -> Answer {
    let actor = context.actor;
    let version = |stream: Uuid| loaded.get(&stream).map_or(0, |l| l.version);
    let nowhere = Place::default();
    Ok(match command {
        Command::ReportOutage(report) => {
            let here = Place { district: actor.district, ..nowhere };
            let permit = authorise::<ReportOutage, OutageFact>(actor, here)?.into();
            if report.from >= report.until {
                return Err(Refusal::one(Problem::new(
                    "until",
                    report.until.to_string(),
                    "times-out-of-order",
                    "decree17-15",
                )));
            }
            let stream = identity::uuid_v7(context.now, context.rng);
            let fact = OutageFact::Reported { public: Box::new(report) }.at(context.now);
            (one(ThingKind::Outage, stream, nowhere, 0, fact), permit)
        }
        Command::ConfirmOutage(stream) => {
            let permit = authorise::<ConfirmOutage, OutageFact>(actor, nowhere)?.into();
            let state = context.base.outage(stream).ok_or_else(unknown)?;
            if state.confirmed_at.is_some() {
                return Err(Refusal::one(Problem::new("", "", "already-confirmed", "decree17-15")));
            }
            let body = Confirmation { office: actor.office };
            let fact = OutageFact::Confirmed { public: Box::new(body) }.at(context.now);
            (one(ThingKind::Outage, stream, nowhere, version(stream), fact), permit)
        }
        Command::Publish(notice) => {
            let permit = authorise::<PublishNotice, CalendarFact>(actor, nowhere)?.into();
            let stream = calendar_stream();
            let fact =
                CalendarFact::NoticePublished { public: Box::new(NoticeBody::from(&notice)) }.at(context.now);
            (one(ThingKind::Calendar, stream, nowhere, version(stream), fact), permit)
        }
        Command::PutPoint(point) => {
            let permit = authorise::<PutPoint, AlertPointFact>(actor, nowhere)?.into();
            let stream = point_stream(point.key);
            let fact = AlertPointFact::Put { public: Box::new(point) }.at(context.now);
            (one(ThingKind::AlertPoint, stream, nowhere, version(stream), fact), permit)
        }
        Command::PutProcedure(standard) => {
            let permit = authorise::<PutPoint, AlertPointFact>(actor, nowhere)?.into();
            let stream = procedure_stream(standard.key);
            let fact = decree::procedure::ProcedureFact::Put { public: standard }.at(context.now);
            (one(ThingKind::Procedure, stream, nowhere, version(stream), fact), permit)
        }
        Command::PutDisclosure(rule) => {
            let permit = authorise::<PutPoint, AlertPointFact>(actor, nowhere)?.into();
            let stream = disclosure_stream(rule.key);
            let fact = DisclosureFact::Put { public: rule }.at(context.now);
            (one(ThingKind::Disclosure, stream, nowhere, version(stream), fact), permit)
        }
        Command::PreApprove(approval) => {
            let place = place_of_agency(approval.agency, context)?;
            let permit = authorise::<PreApprove, PreApproval>(actor, place)?.into();
            let stream = approval_stream(approval.agency);
            let fact = DisclosureFact::PreApproved { public: Box::new(approval) }.at(context.now);
            (one(ThingKind::Disclosure, stream, place, version(stream), fact), permit)
        }
        Command::PutForms(catalogue) => {
            let permit = authorise::<PutPoint, AlertPointFact>(actor, nowhere)?.into();
            let stream = forms_stream(catalogue.key);
            let fact = decree::form::FormFact::Put { public: catalogue }.at(context.now);
            (one(ThingKind::Forms, stream, nowhere, version(stream), fact), permit)
        }
        Command::Register(entry) => {
            let permit = authorise::<KeepBase, Loaded>(actor, entry.place)?.into();
            let expected = version(entry.stream);
            let work = Work {
                stream: entry.stream,
                kind: entry.kind,
                place: entry.place,
                expected,
                facts: entry.facts,
            };
            (Decision { ending: Ending::Accepted, stream: entry.stream, work: vec![work] }, permit)
        }
        _ => return Err(unknown()),
    })
}

/// A decision of one fact in one stream.
pub(crate) fn one(
    kind: ThingKind,
    stream: Uuid,
    place: Place,
    expected: i32,
    fact: decree::fact::NewFact,
) -> Decision {
    let work = Work { stream, kind, place, expected, facts: vec![fact] };
    Decision { ending: Ending::Accepted, stream, work: vec![work] }
}

/// What the facts of one command have in common.
pub(crate) struct Common<'a> {
    pub node: i16,
    pub now: Timestamp,
    pub wish_actor: &'a decree::authority::Actor,
    pub cause: Uuid,
    pub rows: RowContext<'a>,
}

/// Makes decided work into facts with their places, commitments and view rows.
pub(crate) fn realise(
    work: Work,
    loaded: Option<&Loaded>,
    common: &Common<'_>,
    rng: &mut CommandRng,
) -> Result<Appended, decree::fact::ReadError> {
    let mut thing = loaded.map_or_else(|| Thing::new(work.kind), |l| l.thing.clone());
    let before = if work.expected == 0 { Vec::new() } else { thing.rows(work.stream, &common.rows) };
    // Never below the stream's last.
    let recorded_at = loaded.map_or(common.now, |l| common.now.max(l.last));
    let mut facts = Vec::with_capacity(work.facts.len());
    let mut persons = Vec::new();
    let (mut codes, mut told) = (Vec::new(), Vec::new());
    for (seq, mut new) in (work.expected + 1..).zip(work.facts) {
        persons.append(&mut new.persons.clone());
        codes.append(&mut new.codes);
        told.append(&mut new.told);
        let envelope = Envelope {
            id: identity::uuid_v7(recorded_at, rng),
            node: common.node,
            stream: work.stream,
            seq,
            kind: new.kind,
            version: new.version,
            agency: work.place.agency,
            line: work.place.line,
            territory: work.place.territory,
            occurred_at: new.occurred_at,
            captured_at: new.captured_at.take(),
            recorded_at,
            actor: common.wish_actor.person,
            on_behalf: common.wish_actor.on_behalf,
            cause: common.cause,
        };
        let sealed = seal(new, envelope, rng);
        thing.fold(&sealed.fact)?;
        facts.push(sealed);
    }
    let changes = changes(before, thing.rows(work.stream, &common.rows));
    Ok(Appended {
        stream: work.stream,
        kind: work.kind,
        place: work.place,
        expected: work.expected,
        facts,
        persons,
        codes,
        told,
        write: changes.write,
        delete: changes.delete,
    })
}
