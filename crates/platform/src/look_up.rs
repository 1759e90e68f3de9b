//! Looking a case up with a query code (Art. 33; rulings 4, 11): read as the role `public`, told in message ids.

use std::net::IpAddr;

use decree::case::{Detail, Packet, Remedy, StoryLine, story};
use decree::procedure::{ActKind, ProcedureKind};
use decree::query_code::QueryCode;
use jiff::Timestamp;
use store::StoreError;

use crate::guessing::Source;
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
}

/// Why a code opened nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The text is no code: a message id.
    NoCode(&'static str),
    /// Its key was replaced: the agency makes another.
    Expired,
    /// There is no such case.
    NotFound,
    /// The second element is not the party's.
    SecondWrong,
    /// Too many were wrong: from when the next may be tried.
    Wait(Timestamp),
}

impl Platform {
    /// Opens a case by a code, and its papers and names by the second element if it is given. Every try that finds nothing
    /// counts against its address.
    ///
    /// # Errors
    /// The database is away.
    pub async fn look_up(
        &self,
        text: &str,
        second: Option<&str>,
        address: IpAddr,
    ) -> Result<Result<LookedUp, NotOpened>, PlatformError> {
        let now = self.now();
        let address = Source::of_address(address);
        if let Err(until) = self.guesses(|g| g.check(address, now)) {
            return Ok(Err(NotOpened::Wait(until)));
        }
        let code: QueryCode = match text.parse() {
            Ok(code) => code,
            Err(no) => return Ok(Err(NotOpened::NoCode(decree::query_code::NoCode::rule(no)))),
        };
        let keys = self.store().keys().look_up_keys();
        let Some(look_up) = keys.look_up(&code) else { return Ok(Err(NotOpened::Expired)) };
        let Some(packet) = self.store().public_case(&look_up).await? else {
            self.guesses(|g| g.wrong(address, now));
            return Ok(Err(NotOpened::NotFound));
        };
        let packet: Packet = read(&packet)?;
        let mut detail = None;
        if let Some(second) = second {
            let of_code = Source::of_code(&look_up);
            if let Err(until) = self.guesses(|g| g.check(of_code, now)) {
                return Ok(Err(NotOpened::Wait(until)));
            }
            let key = keys.detail(&code, second).unwrap_or_default();
            match self.store().public_detail(&key).await? {
                Some(bytes) => detail = Some(read(&bytes)?),
                None => {
                    self.guesses(|g| {
                        g.wrong(address, now);
                        g.wrong(of_code, now);
                    });
                    return Ok(Err(NotOpened::SecondWrong));
                }
            }
        }
        let base = self.base();
        let day = packet.filed.or(packet.decided).unwrap_or_else(|| calendar::city_date(now));
        let kind = packet.act_kind.unwrap_or(ActKind::Penalty);
        let procedure = packet.procedure.unwrap_or(ProcedureKind::Ordinary);
        let standard = base.procedure(kind, procedure, "", day, now);
        let (story, remedies) = story(&packet, standard, &base.calendar());
        Ok(Ok(LookedUp { packet, detail, story, remedies }))
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
