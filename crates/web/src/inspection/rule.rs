//! What an alert point says, with its article: before an inspection is recorded and after.

use decree::base::Base;
use decree::judge::{Answer, Finding};
use platform::Done;

use crate::words::W;

/// A rule that had something to say.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// How its answer is drawn.
    pub mark: &'static str,
    /// Its answer in words.
    pub answer: String,
    /// What it is called.
    pub called: String,
    /// What it looks at.
    pub because: String,
    /// The article.
    pub article: String,
    /// What the article says.
    pub says: String,
}

impl Rule {
    /// A point's newest version, or the one that a finding names.
    fn of(w: W, base: &Base, key: i32, version: Option<i32>, answer: Answer) -> Self {
        let code = base.point_code(key);
        let newest = || (1..=i32::from(i16::MAX)).map_while(|n| base.point_version(key, n)).last();
        let point = version.map_or_else(newest, |version| base.point_version(key, version));
        let article = point.map(|p| p.article.as_str()).unwrap_or_default();
        Self {
            mark: if answer.is_breach() { "bad" } else { "waiting" },
            answer: w.word("answer", answer.code()),
            called: w.word("point", code),
            because: w.say(&format!("point-{code}-explanation")),
            article: w.word("article", article),
            says: if article.is_empty() { String::new() } else { w.say(&format!("article-{article}-says")) },
        }
    }

    /// What was found.
    pub fn found(w: W, base: &Base, finding: &Finding) -> Self {
        Self::of(w, base, finding.point, Some(finding.version), finding.answer)
    }

    /// What the points say about something that was decided, or would be: breaches first.
    pub fn said(w: W, base: &Base, done: &Done) -> Vec<Self> {
        let breaches = done.alerts.iter().map(|key| Self::of(w, base, *key, None, Answer::Breach));
        let others = done.findings.iter().map(|(key, answer)| Self::of(w, base, *key, None, *answer));
        breaches.chain(others).collect()
    }
}
