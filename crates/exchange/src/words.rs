//! Putting messages into the reader's language. Every word that a person reads stands in the files under `locales/`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::message::{Arg, Message};
use survey::{Variables, survey};

mod survey;

/// A language in which every message exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Simplified Chinese (`zh-CN`).
    Chinese,
    /// English (`en`).
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The tag of the language, as in `lang="…"`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of a tag such as `zh`, `zh-Hans-CN` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Chinese => langid!("zh-CN"),
            Self::English => langid!("en"),
        }
    }
}

/// The file of one subject in every language.
struct Subject {
    chinese: &'static str,
    english: &'static str,
}

/// Embeds the files of the named subjects.
macro_rules! subjects {
    ($($subject:literal),+ $(,)?) => {
        [$(Subject {
            chinese: include_str!(concat!("../../../locales/zh-CN/", $subject, ".ftl")),
            english: include_str!(concat!("../../../locales/en/", $subject, ".ftl")),
        }),+]
    };
}

/// A new subject is a file in every language and a word here.
static SUBJECTS: &[Subject] = &subjects![
    "alerts",
    "amendments",
    "api",
    "articles",
    "calendar",
    "case_pages",
    "cases",
    "cli",
    "demo",
    "disclosure",
    "exchange",
    "fields",
    "forms",
    "general",
    "import",
    "import_pages",
    "inspection_pages",
    "laws",
    "messages",
    "naming",
    "pages",
    "phone",
    "points",
    "problems",
    "public_pages",
    "record_pages",
    "seal",
    "seal_pages",
    "web",
];

/// The words of one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    variables: Variables,
    flaws: Vec<String>,
}

static CHINESE: LazyLock<Words> = LazyLock::new(|| Words::load(Language::Chinese));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::load(Language::English));

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    fn load(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // The marks are invisible, but they break searches, csv files and the clipboard.
        bundle.set_use_isolating(false);
        let (mut variables, mut flaws) = (Variables::new(), Vec::new());
        for subject in SUBJECTS {
            let text = match language {
                Language::Chinese => subject.chinese,
                Language::English => subject.english,
            };
            // People get every message that can be read; the tests refuse the rest.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
                flaws.extend(errors.iter().map(ToString::to_string));
                resource
            });
            flaws.extend(survey(&resource, &mut variables));
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle, variables, flaws }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The ids of every message of this language.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// The names of the variables that a message uses; `None` when there is no such message.
    pub fn variables(&self, id: &str) -> Option<&BTreeSet<String>> {
        self.variables.get(id)
    }

    /// Entries of the files that cannot be read, and ids that stand twice; none in a sound program.
    pub fn flaws(&self) -> &[String] {
        &self.flaws
    }

    /// The message in words; its id in angle brackets when there is no such message.
    pub fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.format(id, args.iter().map(|(name, arg)| (*name, arg))).unwrap_or_else(|| format!("<{id}>"))
    }

    /// The message in words; its id in angle brackets when there is no such message.
    pub fn tell(&self, message: &Message) -> String {
        let args = message.args.iter().map(|(name, arg)| (name.as_ref(), arg));
        self.format(&message.id, args).unwrap_or_else(|| format!("<{}>", message.id))
    }

    /// A message without arguments, if there is one of this id.
    pub fn find(&self, id: &str) -> Option<String> {
        self.format(id, std::iter::empty())
    }

    /// Several messages, joined as the language joins sentences.
    pub fn tell_all<'a>(&self, messages: impl IntoIterator<Item = &'a Message>) -> String {
        let told: Vec<String> = messages.into_iter().map(|message| self.tell(message)).collect();
        told.join(&self.say("general-between-sentences", &[]))
    }

    fn format<'a>(&self, id: &str, args: impl Iterator<Item = (&'a str, &'a Arg)>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set(name.to_owned(), self.value(arg));
        }
        let mut ignored = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut ignored).into_owned())
    }

    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Arg::Int(number) => FluentValue::from(*number),
            other => FluentValue::String(Cow::Owned(self.plain(other))),
        }
    }

    /// An argument as it stands in a sentence.
    pub fn plain(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Int(number) => number.to_string(),
            Arg::Date(date) => self.say("general-date", &date_args(*date)),
            Arg::Moment(moment) => {
                let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
                let date = Arg::Date(moment.date());
                self.say("general-moment", &[("date", date), ("time", Arg::Text(time))])
            }
            Arg::Word(id) => self.say(id, &[]),
            Arg::List(args) => {
                let items: Vec<String> = args.iter().map(|arg| self.plain(arg)).collect();
                items.join(&self.say("general-between-items", &[]))
            }
        }
    }
}

fn date_args(date: jiff::civil::Date) -> [(&'static str, Arg); 3] {
    [
        ("year", Arg::Text(date.year().to_string())),
        ("month", Arg::Int(date.month().into())),
        ("day", Arg::Int(date.day().into())),
    ]
}
