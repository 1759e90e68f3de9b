//! What parties write by the public pages about cases of the last weeks, and what becomes of it: the last thing that happens
//! before the city is served, so that something of each kind waits for each office.

use calendar::{city_date, start_of};
use decree::authority::{Actor, Role};
use decree::identity::uuid_of;
use decree::message::{MessageKind, MessageState, MessageWish, NewMessage};
use decree::thing::Thing;
use jiff::{SignedDuration, Timestamp};
use platform::{Command, Platform, PlatformError, Wish};
use uuid::Uuid;

use super::chance::Chance;
use super::city::City;
use super::period::at;

/// Cases that are looked at: more than enough for a whole city.
const CASES: i64 = 2000;

/// Writes the messages, and handles some.
///
/// # Errors
/// The database is away.
pub async fn write(city: &City, platform: &Platform) -> Result<(), PlatformError> {
    let to = city.period.end;
    let figures = &city.data.behaviour.messages;
    let from = to - SignedDuration::from_hours(24 * i64::from(figures.days));
    let mut cases = platform.store().cases_between(from, to, Uuid::nil(), CASES).await?;
    cases.retain(|case| Chance::of(&city.seed, &[b"message", case.as_bytes()]).often(figures.written));
    cases.truncate(usize::try_from(figures.most).unwrap_or(usize::MAX));
    let (mut sent, mut written) = (Vec::new(), Vec::new());
    for case in cases {
        let (wish, at) = city.message(platform, case, from)?;
        if let Command::SendMessage { stream, .. } = wish.command {
            sent.push((stream, at));
        }
        written.push(wish);
    }
    platform.submit_all(written).await?;
    let streams: Vec<Uuid> = sent.iter().map(|(stream, _)| *stream).collect();
    let loaded = platform.store().load(&streams).await?;
    for (n, (stream, at)) in sent.into_iter().enumerate() {
        let Some(Thing::Message(state)) = loaded.get(&stream).map(|l| &l.thing) else { continue };
        for wish in city.handled(stream, n, at, state) {
            // Again after an interruption: it was done, and is refused.
            let _known = platform.submit(wish).await?;
        }
    }
    Ok(())
}

impl City {
    /// What somebody writes about a case, and when.
    fn message(
        &self,
        platform: &Platform,
        case: Uuid,
        from: Timestamp,
    ) -> Result<(Wish, Timestamp), PlatformError> {
        let words = &self.data.behaviour.words;
        let mut chance = Chance::of(&self.seed, &[b"message of", case.as_bytes()]);
        let (kind, texts) = match chance.below(3) {
            0 => (MessageKind::Complaint, &words.message_complaints),
            1 => (MessageKind::Error, &words.message_errors),
            _ => (MessageKind::Copy, &words.message_copies),
        };
        let anonymous = chance.often(self.data.behaviour.messages.anonymous);
        let surname = chance.pick(&self.data.surnames).map(|(name, _)| name.clone()).unwrap_or_default();
        let name = if anonymous { String::new() } else { format!("{surname}{}", chance.word(&words.given)) };
        let days = chance.below(self.data.behaviour.messages.days);
        let day = city_date(from + SignedDuration::from_hours(24 * i64::from(days) + 12));
        let when = at(day, 8 * 3600 + chance.below(12 * 3600));
        let new = NewMessage {
            kind: Some(kind),
            case: Some(case),
            text: chance.word(texts).to_owned(),
            name,
            ..NewMessage::default()
        };
        let cause = uuid_of(&[b"demo message", &self.seed, case.as_bytes()]);
        let (wish, _) = platform.message_wish(new, cause, Some(when))?;
        Ok((wish, when))
    }

    /// What whoever has it does with a message: taken up, and answered, as far as the time reaches.
    fn handled(&self, stream: Uuid, n: usize, sent: Timestamp, state: &MessageState) -> Vec<Wish> {
        let figures = &self.data.behaviour.messages;
        let mut chance = Chance::of(&self.seed, &[b"handled", stream.as_bytes()]);
        let bureau = usize::try_from(state.place.agency - 1).ok().and_then(|i| self.bureaus.get(i));
        let member =
            bureau.and_then(|b| b.member(Role::LegalUnit, 0).or_else(|| b.member(Role::AgencyHead, 0)));
        let actor = member.map_or_else(|| self.office_actor(state.place.office), super::people::Staff::actor);
        let last = self.period.last();
        let mut wishes = Vec::new();
        let mut act = |days: i32, hour: u32, actor: &Actor, wish: MessageWish| {
            let day = self.period.working_day_after(city_date(sent), days);
            let cause =
                uuid_of(&[b"demo message act", stream.as_bytes(), &days.to_be_bytes(), &n.to_be_bytes()]);
            let command = Command::Message { stream, wish };
            let moment = start_of(day) + SignedDuration::from_hours(i64::from(hour));
            if day <= last {
                wishes.push(Wish { actor: actor.clone(), cause, at: Some(moment), command });
            }
        };
        if chance.often(figures.taken_up) {
            act(1, 9, &actor, MessageWish::TakeUp);
            if chance.often(figures.answered) {
                let words = chance.word(&self.data.behaviour.words.message_answers).to_owned();
                act(3, 15, &actor, MessageWish::Answer(words));
            }
        }
        wishes
    }
}
