//! Looking a case up with a query code or a claim number (Art. 33; rulings 4, 11): read as the role `public`, told in message ids.

use std::net::IpAddr;

use decree::case::{Detail, Event, Packet, Remedy, StepPart, StoryLine, story};
use decree::fact::Section;
use decree::procedure::{ActKind, ProcedureKind};
use decree::query_code::{Code, NoCode, Typed};
use jiff::Timestamp;
use store::StoreError;
use uuid::Uuid;

use crate::guessing::{Source, Verdict, counted};
use crate::receipt::receipts;
use crate::{Platform, PlatformError};

/// What a code opened.
pub struct LookedUp {
    /// Status, organ, days.
    pub packet: Packet,
    /// Papers and names, where the second element was right.
    pub detail: Option<Detail>,
    /// The case in plain words.
    pub story: Vec<StoryLine>,
    /// What the party may or must do, with its last days.
    pub remedies: Vec<Remedy>,
    /// What it was found under.
    look_up: Vec<u8>,
}

/// Why a code opened nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The text is no code: a message id.
    NoCode(&'static str),
    /// Its key was replaced: the agency makes another.
    Expired,
    /// There is no such case, or it is not opened by this code any more.
    NotFound,
    /// Nothing is collected under this claim number: not yet, or it was never printed. Which of them is not said.
    NotCollected,
    /// The second element is not the party's.
    SecondWrong,
    /// Too many were wrong: from when the next may be tried.
    Wait(Timestamp),
}

impl Platform {
    /// Opens a case by a query code, or by the claim number of the form that it was decided on; and its papers and names by the
    /// second element if it is given. Every try that finds nothing counts against its address.
    ///
    /// # Errors
    /// The database is away.
    pub async fn look_up(
        &self,
        text: &str,
        second: Option<&str>,
        address: IpAddr,
    ) -> Result<Result<LookedUp, NotOpened>, PlatformError> {
        match text.parse() {
            Ok(Typed::Query(code)) => self.open_by(&code, second, address, NotOpened::NotFound).await,
            Ok(Typed::Claim(number)) => self.open_by(&number, second, address, NotOpened::NotCollected).await,
            Err(no) => Ok(Err(NotOpened::NoCode(NoCode::rule(no)))),
        }
    }

    /// Receipts for what a code opened: that the case's facts are in the log, unaltered. To whom papers and names are shown, the
    /// decision is opened too, where there is no other party and no paper is withheld. `None` where nothing of it is published yet.
    ///
    /// # Errors
    /// The database is away.
    pub async fn receipts_of(&self, opened: &LookedUp) -> Result<Option<String>, PlatformError> {
        let Some(proven) = self.store().proven_by_code(&opened.look_up).await? else { return Ok(None) };
        let whole = opened.detail.is_some() && opened.packet.withheld.is_empty();
        let decision = |bytes: &[u8]| {
            let part = decree::canonical::from_bytes::<StepPart>(Some(bytes));
            part.is_ok_and(|part| matches!(part.event, Some(Event::Decision(_))))
        };
        Ok(Some(receipts(&proven, |(section, _, bytes)| {
            whole && *section == Section::Party && decision(bytes)
        })))
    }

    /// Which case a code opens, for what somebody writes about it. Every try that finds nothing counts against its address.
    ///
    /// # Errors
    /// The database is away.
    pub(crate) async fn case_of(
        &self,
        text: &str,
        address: IpAddr,
    ) -> Result<Result<Uuid, NotOpened>, PlatformError> {
        match text.parse() {
            Ok(Typed::Query(code)) => self.case_by(&code, address, NotOpened::NotFound).await,
            Ok(Typed::Claim(number)) => self.case_by(&number, address, NotOpened::NotCollected).await,
            Err(no) => Ok(Err(NotOpened::NoCode(NoCode::rule(no)))),
        }
    }

    async fn case_by<const N: usize>(
        &self,
        code: &Code<N>,
        address: IpAddr,
        nothing: NotOpened,
    ) -> Result<Result<Uuid, NotOpened>, PlatformError> {
        let address = Source::of_address(address, &self.seed);
        if let Verdict::WaitUntil(until) = counted(&self.guesses).check(address, self.now()) {
            return Ok(Err(NotOpened::Wait(until)));
        }
        let keys = self.store().keys();
        if keys.look_up_keys().look_up(code).is_none() {
            keys.read_look_up_again()?;
        }
        let Some(look_up) = keys.look_up_keys().look_up(code) else { return Ok(Err(NotOpened::Expired)) };
        let found = self.store().case_of_code(&look_up).await?;
        if found.is_some() {
            counted(&self.guesses).right(address);
        }
        Ok(found.ok_or(nothing))
    }

    async fn open_by<const N: usize>(
        &self,
        code: &Code<N>,
        second: Option<&str>,
        address: IpAddr,
        nothing: NotOpened,
    ) -> Result<Result<LookedUp, NotOpened>, PlatformError> {
        let now = self.now();
        // Paid before it is known whether it is right; a right one is given back.
        let address = Source::of_address(address, &self.seed);
        if let Verdict::WaitUntil(until) = counted(&self.guesses).check(address, now) {
            return Ok(Err(NotOpened::Wait(until)));
        }
        let keys = self.store().keys();
        if keys.look_up_keys().look_up(code).is_none() {
            // Another process may have made a new key.
            keys.read_look_up_again()?;
        }
        let keys = keys.look_up_keys();
        let Some(look_up) = keys.look_up(code) else { return Ok(Err(NotOpened::Expired)) };
        let Some(packet) = self.store().public_case(&look_up).await? else { return Ok(Err(nothing)) };
        let packet: Packet = read(&packet)?;
        let mut detail = None;
        if let Some(second) = second {
            // Its values are few: they are counted by code, from however many addresses they come.
            let of_code = Source::of_code(&look_up);
            if let Verdict::WaitUntil(until) = counted(&self.seconds).check(of_code, now) {
                counted(&self.guesses).right(address);
                return Ok(Err(NotOpened::Wait(until)));
            }
            let key = keys.detail(code, second).unwrap_or_default();
            let Some(bytes) = self.store().public_detail(&key).await? else {
                return Ok(Err(NotOpened::SecondWrong));
            };
            detail = Some(read(&bytes)?);
            counted(&self.seconds).right(of_code);
        }
        counted(&self.guesses).right(address);
        let base = self.base();
        let day = packet.filed.or(packet.decided).unwrap_or_else(|| calendar::city_date(now));
        let kind = packet.act_kind.unwrap_or(ActKind::Penalty);
        let procedure = packet.procedure.unwrap_or(ProcedureKind::Ordinary);
        let standard = base.procedure(kind, procedure, "", day, now);
        let (story, remedies) = story(&packet, standard, &base.calendar());
        Ok(Ok(LookedUp { packet, detail, story, remedies, look_up: look_up.to_vec() }))
    }
}

fn read<T: Packed>(bytes: &[u8]) -> Result<T, PlatformError> {
    T::unpack(bytes).ok_or_else(|| StoreError::Value("view.public_case.packet").into())
}

/// What a packet's canonical bytes are read into.
trait Packed: Sized {
    fn unpack(bytes: &[u8]) -> Option<Self>;
}

impl Packed for Packet {
    fn unpack(bytes: &[u8]) -> Option<Self> {
        decree::canonical::from_bytes(Some(bytes)).ok()
    }
}

impl Packed for Detail {
    fn unpack(bytes: &[u8]) -> Option<Self> {
        decree::canonical::from_bytes(Some(bytes)).ok()
    }
}
