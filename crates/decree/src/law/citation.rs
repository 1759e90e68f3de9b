//! A citation: the law, its version if one is named, and the place within it, out of the forms in which agencies
//! write it: `法名/第五章法律责任/第五十五条/第一款`, `依据《…法》第一百二十四条第一款第(五)项、第(六)项`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::numeral::chinese;

/// How many bytes of text are read at most.
pub const MAX_BYTES: usize = 8 * 1024;
/// How many citations are read out of one text at most.
pub const MAX_CITATIONS: usize = 100;

/// 引用: a law and a place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Words that follow and name what was violated: `违反本条例第二十八条`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub also: String,
    /// 條.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<u16>,
    /// 章 with its heading, as written; parts and sections joined by `/`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub chapter: String,
    /// 項.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
    /// Name of the law, as written.
    pub law: String,
    /// Year of the version named: `(2019修正)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_version: Option<i16>,
    /// 款.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    /// 之一 behind the article; 0 for the article itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sub: u16,
    /// 目.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subitem: Option<u16>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(value: &u16) -> bool {
    *value == 0
}

/// Why a text, or a piece of it, is no citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitationProblem {
    /// Longer than [`MAX_BYTES`]; nothing was read.
    TooLong {
        /// How long, in bytes.
        bytes: usize,
    },
    /// More than [`MAX_CITATIONS`]; those before were read.
    TooMany,
    /// No law is named, here or before.
    NoLaw {
        /// The piece.
        text: String,
    },
    /// The piece names neither a law nor an article.
    NotACitation {
        /// The piece.
        text: String,
    },
    /// A number that no article has: 0, or above 9999.
    NumberOutOfRange {
        /// The piece.
        text: String,
    },
    /// 《 without 》.
    Unclosed {
        /// The piece.
        text: String,
    },
}

impl CitationProblem {
    /// The member's name, for the message id.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::TooMany => "too_many",
            Self::NoLaw { .. } => "no_law",
            Self::NotACitation { .. } => "not_a_citation",
            Self::NumberOutOfRange { .. } => "number_out_of_range",
            Self::Unclosed { .. } => "unclosed",
        }
    }

    /// The piece concerned, shortened.
    pub fn text(&self) -> &str {
        match self {
            Self::TooLong { .. } | Self::TooMany => "",
            Self::NoLaw { text }
            | Self::NotACitation { text }
            | Self::NumberOutOfRange { text }
            | Self::Unclosed { text } => text,
        }
    }
}

impl fmt::Display for Citation {
    /// `《…法》(2019)/第五章法律责任/第五十五条第一款`: [`parse`](super::parse) reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "《{}》", self.law)?;
        if let Some(year) = self.law_version {
            write!(f, "({year})")?;
        }
        if !self.chapter.is_empty() {
            write!(f, "/{}/", self.chapter)?;
        }
        if let Some(article) = self.article {
            write!(f, "第{}条", chinese(article))?;
            if self.sub != 0 {
                write!(f, "之{}", chinese(self.sub))?;
            }
        }
        for (number, unit) in [(self.paragraph, '款'), (self.item, '项'), (self.subitem, '目')] {
            if let Some(number) = number {
                write!(f, "第{}{unit}", chinese(number))?;
            }
        }
        f.write_str(&self.also)
    }
}
