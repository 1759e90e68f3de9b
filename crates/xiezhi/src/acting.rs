//! Acting from the command line: on data that are there, as a person in a post, or as the operator of the machine, who
//! reads and decides as the city office does. Whatever is read that way is recorded like any other reading.

use std::sync::Arc;

use calendar::city_date;
use decree::authority::{Action, Actor, Place, Role, may};
use decree::identity::{rng_for, uuid_of, uuid_v7};
use decree::office::OfficeKind;
use exchange::{Arg, Language};
use jiff::Timestamp;
use platform::{Command, Done, Platform, Wish};
use telling::alert::able;
use uuid::Uuid;

use crate::cli::Failure;
use crate::machine::{GoingOn, entropy};
use crate::open::{How, Opened, Where, open};
use crate::report;

/// Whether the data folder, or the server given, may hold anything yet.
pub fn is_there(place: &Where) -> bool {
    place.database_url.is_some() || ["pg", "pg.path"].iter().any(|name| place.data.join(name).exists())
}

/// The platform of a place where something is. A mistyped folder is not made into an empty city.
///
/// # Errors
/// Nothing is there, or it cannot be opened.
pub async fn opened(place: &Where, language: Language) -> Result<Opened, Failure> {
    match opened_if_there(place).await? {
        Some(opened) => Ok(opened),
        None => Err(nothing(place, language).into()),
    }
}

/// The platform of a place, if anything is there.
///
/// # Errors
/// It cannot be opened.
pub async fn opened_if_there(place: &Where) -> Result<Option<Opened>, Failure> {
    if !is_there(place) {
        return Ok(None);
    }
    let Opened { platform, server } = open(place, How::default()).await?;
    let platform = match platform.store().opened().await? {
        None => return Ok(None),
        Some(false) => platform,
        // A simulated city has a time of its own: what a command does happens behind its last moment, not years later.
        Some(true) => {
            let clock = GoingOn::from(last_moment(&platform).await?);
            platform.again(Arc::new(clock), entropy()?).await?
        }
    };
    Ok(Some(Opened { platform, server }))
}

/// The last moment of a city so far: of what was recorded in it, and of its log.
///
/// # Errors
/// The head of the log does not fit itself, or the database is away.
pub async fn last_moment(platform: &Platform) -> Result<Timestamp, Failure> {
    let recorded = platform.store().last_recorded(Timestamp::MAX).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let sealed = platform.store().log_head().await?.map_or(recorded, |head| head.sealed_at);
    Ok(recorded.max(sealed))
}

/// What to do where nothing is.
pub fn nothing(place: &Where, language: Language) -> String {
    let folder = place.data.display().to_string();
    report::say(language, "cli-nothing-here", &[("folder", &folder)])
}

/// The operator of the machine, as the city office.
pub fn city_office(platform: &Platform) -> Actor {
    let office =
        platform.base().offices().into_iter().find(|o| o.kind == OfficeKind::CityOffice).map_or(0, |o| o.key);
    Actor { person: this_machine(), role: Role::CityOffice, office, ..Actor::clock() }
}

/// The operator of the machine, as the operator of the platform (Art. 7).
pub fn operator() -> Actor {
    Actor { person: this_machine(), role: Role::CityOperator, ..Actor::clock() }
}

/// Under which id the command line stands in the read log and in facts.
fn this_machine() -> Uuid {
    uuid_of(&[b"command line"])
}

/// A person in a post held today that allows an action: best one in the office that must act. Without such a post any
/// other, so that the refusal says what is missing; and who could do it is named beside.
///
/// # Errors
/// The person holds no post today.
pub fn person(
    platform: &Platform,
    person: Uuid,
    action: Action,
    place: Place,
    language: Language,
) -> Result<Actor, Failure> {
    let (base, now) = (platform.base(), platform.now());
    let posts: Vec<Actor> =
        Role::ALL.iter().filter_map(|role| base.actor(person, Some(*role), now)).collect();
    let fit = posts.iter().find(|a| may(a.role, action) && a.office == place.office);
    if let Some(actor) =
        fit.or_else(|| posts.iter().find(|a| may(a.role, action) && a.agency == place.agency))
    {
        return Ok(actor.clone());
    }
    for (person, role) in able(&base, action, place.office, place.agency, city_date(now)) {
        let args = [("person", Arg::text(person.to_string())), ("role", report::word("role", role.code()))];
        report::note(report::tell(language, "cli-able", &args));
    }
    let first = posts.iter().find(|a| may(a.role, action)).or(posts.first());
    first
        .cloned()
        .ok_or_else(|| report::say(language, "cli-no-post", &[("person", &person.to_string())]).into())
}

/// Submits a wish. A refusal is printed, problem by problem, and answered with `None`.
///
/// # Errors
/// The database is away, or the machine gives no randomness.
pub async fn submit(
    platform: &Platform,
    actor: Actor,
    command: Command,
    language: Language,
) -> Result<Option<Done>, Failure> {
    let cause = uuid_v7(platform.now(), &mut rng_for(&entropy()?, Uuid::nil()));
    match platform.submit(Wish { actor, cause, at: None, command }).await? {
        Ok(done) => Ok(Some(done)),
        Err(refusal) => {
            refused(language, &refusal);
            Ok(None)
        }
    }
}

/// Prints a refusal.
pub fn refused(language: Language, refusal: &decree::problem::Refusal) {
    report::note(report::say(language, "cli-refused", &[]));
    report::refusal(language, refusal).iter().for_each(report::note);
}
