//! Words for templates: every one from `locales/`, dates and numbers as people write them.

use exchange::{Arg, Language, Words};
use jiff::Timestamp;
use jiff::civil::Date;

/// The words of one reader.
#[derive(Clone, Copy, Debug)]
pub struct W(pub Language);

impl W {
    /// The tag for `lang="…"`.
    pub fn tag(&self) -> &'static str {
        self.0.tag()
    }

    /// A message.
    pub fn say(&self, id: &str) -> String {
        Words::of(self.0).say(id, &[])
    }

    /// A message with one text.
    pub fn with(&self, id: &str, name: &str, value: impl ToString) -> String {
        Words::of(self.0).say(id, &[(name, Arg::text(value.to_string()))])
    }

    /// A message with one number.
    pub fn count(&self, id: &str, n: impl TryInto<i64>) -> String {
        Words::of(self.0).say(id, &[("n", Arg::Int(n.try_into().unwrap_or(i64::MAX)))])
    }

    /// A message with arguments of any kind.
    pub fn tell(&self, id: &str, args: &[(&str, Arg)]) -> String {
        Words::of(self.0).say(id, args)
    }

    /// The word for a member of a code list; nothing for none.
    pub fn word(&self, family: &str, code: &str) -> String {
        if code.is_empty() { String::new() } else { self.say(&format!("{family}-{code}")) }
    }

    /// A day.
    pub fn day(&self, day: Date) -> String {
        Words::of(self.0).plain(&Arg::Date(day))
    }

    /// A day, if there is one.
    pub fn some_day(&self, day: Option<Date>) -> String {
        day.map_or_else(String::new, |day| self.day(day))
    }

    /// A day, or a moment on the city's clock: as exactly as it is known.
    pub fn when(&self, when: decree::when::When) -> String {
        Words::of(self.0).plain(&telling::when(when))
    }

    /// A moment on the city's clock.
    pub fn moment(&self, at: Timestamp) -> String {
        Words::of(self.0).plain(&telling::moment(at))
    }
}
