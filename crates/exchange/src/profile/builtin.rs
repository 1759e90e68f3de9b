//! The profiles that ship with the product.

use std::sync::LazyLock;

use super::Profile;
use super::problem::ProfileProblem;

/// Embeds the named profiles from `data/profiles/`.
macro_rules! profiles {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../../data/profiles/", $name, ".toml")))),+]
    };
}

/// A new profile is a file there and a word here.
static TEXTS: &[(&str, &str)] = &profiles![
    "chicago_food",
    "chicago_food_inspectors",
    "permit_receipt",
    "regulation_inspection",
    "shenzhen_penalties",
    "shuanggongshi_penalty",
    "shuanggongshi_penalty_2016",
    "traffic_fines",
];

type Parsed = (&'static str, Result<Profile, Vec<ProfileProblem>>);

static BUILTIN: LazyLock<Vec<Parsed>> =
    LazyLock::new(|| TEXTS.iter().map(|(name, text)| (*name, Profile::parse(text))).collect());

impl Profile {
    /// The names of the built-in profiles.
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        TEXTS.iter().map(|(name, _)| *name)
    }

    /// The built-in profile of this name.
    pub fn builtin(name: &str) -> Option<&'static Self> {
        let (_, profile) = BUILTIN.iter().find(|(known, _)| *known == name)?;
        profile.as_ref().ok()
    }

    /// The built-in profile whose columns are all present; of several the one that fills most fields.
    pub fn guess(header: &[String]) -> Option<&'static str> {
        let fitting = BUILTIN.iter().filter_map(|(name, profile)| {
            let mapping = profile.as_ref().ok()?.bind(header).ok()?;
            Some((mapping.fields().len(), *name))
        });
        fitting.max_by_key(|(fields, _)| *fields).map(|(_, name)| name)
    }
}
