//! What is said to people, before it is put into words: an id with typed arguments.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One argument of a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Text that is shown as it is, for example a value from a file.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A day.
    Date(jiff::civil::Date),
    /// A day with a time of day, already in the reader's time zone.
    Moment(jiff::civil::DateTime),
    /// The id of another message without arguments, said in the same language.
    Word(Cow<'static, str>),
    /// Several arguments, listed in the manner of the language.
    List(Vec<Arg>),
}

impl Arg {
    /// Text that is shown as it is.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count of something; counts beyond `i64` are shown as the largest `i64`.
    pub fn count(count: impl TryInto<i64>) -> Self {
        Self::Int(count.try_into().unwrap_or(i64::MAX))
    }

    /// A list of texts.
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }
}

/// A message id with its arguments; [`crate::Words::tell`] puts it into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id, as it stands in the files under `locales/`.
    pub id: Cow<'static, str>,
    /// The arguments by name, as the text of the message names them.
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Message {
    /// A message without arguments.
    pub const fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), args: Vec::new() }
    }

    /// The same message with one argument more.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((Cow::Borrowed(name), arg));
        self
    }

    /// The same message with a text argument more.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Arg::text(text))
    }

    /// The same message with a count more.
    #[must_use]
    pub fn count(self, name: &'static str, count: impl TryInto<i64>) -> Self {
        self.with(name, Arg::count(count))
    }
}

/// For logs only: the id and the arguments, in no human language.
impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.id)?;
        for (name, arg) in &self.args {
            write!(out, " {name}={arg:?}")?;
        }
        Ok(())
    }
}

/// A value in a message is a quotation, not the whole cell: longer ones are cut.
const QUOTED_CHARS: usize = 60;

/// The beginning of a value, short enough to be quoted in a message.
pub(crate) fn quote(value: &str) -> String {
    match value.char_indices().nth(QUOTED_CHARS) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
    }
}

/// Gives an error with `fn message(&self) -> Message` the traits of an error; its text is for logs.
macro_rules! error_from_message {
    ($($error:ty),+) => {$(
        impl std::fmt::Display for $error {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.message().fmt(out)
            }
        }
        impl std::error::Error for $error {}
    )+};
}
pub(crate) use error_from_message;
