//! Records as the data standard describes them (Art. 18): typed fields that read themselves from text, write themselves
//! as text, and say what they are. One declaration serves facts, forms, files, differences and amendments.

use calendar::Calendar;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::problem::Problem;
use crate::when::When;

/// The article behind every rule about a field's form.
const STANDARD: &str = "decree17-18";

/// What separates the members of a list in a field's text.
pub const SEPARATOR: char = '\u{1f}';

/// Longest text of a field, in characters.
const LONGEST: usize = 5000;

/// Most members of a list.
const MOST: usize = 5000;

/// Money in fen, the hundredth of a yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fen(pub i64);

impl Fen {
    /// The largest amount that a record may name: ten trillion yuan.
    pub const MOST: i64 = 1_000_000_000_000_000;
}

/// What a field holds, for forms and the data standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Text.
    Text,
    /// A day.
    Day,
    /// A day or a moment.
    When,
    /// Money in fen.
    Money,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a code list.
    Choice,
    /// Several texts.
    Texts,
    /// Several of a code list.
    Choices,
}

/// A text that is no value of its field: a rule, and an example of a right value.
pub type Bad = (&'static str, String);

/// A value of a field: from text and to text.
pub trait FieldValue: Default + PartialEq {
    /// What it holds.
    const KIND: ValueKind;
    /// The codes it may be, where there is a list.
    const CODES: &'static [&'static str] = &[];

    /// Whether it says nothing.
    fn is_blank(&self) -> bool {
        *self == Self::default()
    }
    /// As text: empty when blank.
    fn to_text(&self) -> String;
    /// From text that is not empty.
    ///
    /// # Errors
    /// The text is no such value.
    fn from_text(text: &str) -> Result<Self, Bad>;
}

impl FieldValue for String {
    const KIND: ValueKind = ValueKind::Text;
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        if text.chars().count() > LONGEST {
            return Err(("too-long", LONGEST.to_string()));
        }
        if text.contains('\0') {
            return Err(("not-text", String::new()));
        }
        Ok(text.trim().to_owned())
    }
}

impl FieldValue for Option<Date> {
    const KIND: ValueKind = ValueKind::Day;
    fn to_text(&self) -> String {
        self.map(|d| d.to_string()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        text.parse().map(Some).map_err(|_| ("not-a-day", "2026-11-24".to_owned()))
    }
}

impl FieldValue for Option<When> {
    const KIND: ValueKind = ValueKind::When;
    fn to_text(&self) -> String {
        self.map(|w| w.to_string()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        text.parse().map(Some).map_err(|_| ("not-a-time", "2026-11-24 09:30".to_owned()))
    }
}

impl FieldValue for Option<Fen> {
    const KIND: ValueKind = ValueKind::Money;
    fn to_text(&self) -> String {
        self.map(|f| f.0.to_string()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        let bad = || ("not-an-amount", "30000".to_owned());
        let fen: i64 = text.parse().map_err(|_| bad())?;
        if (0..=Fen::MOST).contains(&fen) { Ok(Some(Fen(fen))) } else { Err(bad()) }
    }
}

impl FieldValue for Option<u32> {
    const KIND: ValueKind = ValueKind::Number;
    fn to_text(&self) -> String {
        self.map(|n| n.to_string()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        text.parse().map(Some).map_err(|_| ("not-a-number", "30".to_owned()))
    }
}

impl FieldValue for Option<bool> {
    const KIND: ValueKind = ValueKind::Flag;
    const CODES: &'static [&'static str] = &["yes", "no"];
    fn to_text(&self) -> String {
        self.map(|b| if b { "yes" } else { "no" }.to_owned()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        match text {
            "yes" | "true" | "1" | "是" => Ok(Some(true)),
            "no" | "false" | "0" | "否" => Ok(Some(false)),
            _ => Err(("unknown-code", "yes / no".to_owned())),
        }
    }
}

impl FieldValue for Vec<String> {
    const KIND: ValueKind = ValueKind::Texts;
    fn to_text(&self) -> String {
        self.join("\u{1f}")
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        let mut members: Self = Vec::new();
        for member in text.split(SEPARATOR).map(str::trim).filter(|m| !m.is_empty()) {
            if members.len() == MOST {
                return Err(("too-many", MOST.to_string()));
            }
            members.push(String::from_text(member)?);
        }
        Ok(members)
    }
}

/// A code list as a trait, so that fields can be of any: implemented by [`crate::codes!`].
pub trait Code: Copy + PartialEq + Serialize + DeserializeOwned + 'static {
    /// The codes of all members.
    const CODES: &'static [&'static str];
    /// The code of this one.
    fn to_code(self) -> &'static str;
    /// The member with a code.
    fn of_code(code: &str) -> Option<Self>;
}

impl<C: Code> FieldValue for Option<C> {
    const KIND: ValueKind = ValueKind::Choice;
    const CODES: &'static [&'static str] = C::CODES;
    fn to_text(&self) -> String {
        self.map(|c| c.to_code().to_owned()).unwrap_or_default()
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        C::of_code(text).map(Some).ok_or_else(|| ("unknown-code", C::CODES.join(" / ")))
    }
}

impl<C: Code> FieldValue for Vec<C> {
    const KIND: ValueKind = ValueKind::Choices;
    const CODES: &'static [&'static str] = C::CODES;
    fn to_text(&self) -> String {
        self.iter().map(|c| c.to_code()).collect::<Vec<_>>().join("\u{1f}")
    }
    fn from_text(text: &str) -> Result<Self, Bad> {
        let mut members: Self = Vec::new();
        for code in text.split(SEPARATOR).map(str::trim).filter(|m| !m.is_empty()) {
            let member = C::of_code(code).ok_or_else(|| ("unknown-code", C::CODES.join(" / ")))?;
            if !members.contains(&member) {
                members.push(member);
            }
        }
        Ok(members)
    }
}

/// A field of a record, as the data standard lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FieldKind {
    /// Name in files, forms and amendments.
    pub name: &'static str,
    /// What it holds.
    pub kind: ValueKind,
    /// The codes it may be.
    pub codes: &'static [&'static str],
}

/// A record of typed fields.
pub trait Record: Default {
    /// Its fields, in the order of their names.
    const FIELDS: &'static [FieldKind];

    /// Every field that says something, as text.
    fn texts(&self) -> Vec<(&'static str, String)>;

    /// Sets a field from text. Answers whether it has such a field.
    ///
    /// # Errors
    /// The text is no value of the field.
    fn set(&mut self, name: &str, text: &str) -> Result<bool, Bad>;

    /// One field as text; empty when it says nothing.
    fn text(&self, name: &str) -> String {
        self.texts().into_iter().find(|(n, _)| *n == name).map(|(_, text)| text).unwrap_or_default()
    }
}

/// The name of a field that has one in a record, for problems.
pub fn name_of<R: Record>(name: &str) -> Option<&'static str> {
    R::FIELDS.iter().find(|f| f.name == name).map(|f| f.name)
}

/// Sets a field, noting what is wrong with its text. Answers whether the record has such a field.
pub fn put<R: Record>(record: &mut R, name: &str, text: &str, problems: &mut Vec<Problem>) -> bool {
    match record.set(name, text) {
        Ok(found) => found,
        Err((rule, example)) => {
            let field = name_of::<R>(name).unwrap_or_default();
            problems.push(Problem::new(field, text, rule, STANDARD).example(example));
            true
        }
    }
}

/// A day, or the next working day after it where its rule says that it rolls forward.
pub fn rolled(calendar: &Calendar, day: Date, rolls: bool) -> Date {
    if rolls { calendar.working_on_or_after(day) } else { day }
}

/// Declares records: structs whose fields are declared in the order of their names (canonical bytes), blank ones left out.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $( $(#[$fmeta:meta])* $field:ident : $ty:ty ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $( $(#[$fmeta])* #[serde(default, skip_serializing_if = "blank")] pub $field: $ty ),*
        }

        impl $crate::record::Record for $name {
            const FIELDS: &'static [$crate::record::FieldKind] = &[$(
                $crate::record::FieldKind {
                    name: stringify!($field),
                    kind: <$ty as $crate::record::FieldValue>::KIND,
                    codes: <$ty as $crate::record::FieldValue>::CODES,
                }
            ),*];

            fn texts(&self) -> Vec<(&'static str, String)> {
                let all = [$(
                    (stringify!($field), $crate::record::FieldValue::to_text(&self.$field))
                ),*];
                all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
            }

            fn set(&mut self, name: &str, text: &str) -> Result<bool, $crate::record::Bad> {
                match name {
                    $( stringify!($field) => {
                        self.$field = <$ty as $crate::record::FieldValue>::from_text(text)?;
                        Ok(true)
                    } )*
                    _ => Ok(false),
                }
            }
        }
    };
}

/// Whether a field says nothing: what records leave out of their bytes.
pub fn blank<V: FieldValue>(value: &V) -> bool {
    value.is_blank()
}
