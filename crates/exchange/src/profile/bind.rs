//! Finding the columns of a profile in the header of a file.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::mapping::{Condition, Index, Mapping, Piece, Skip, Source, Target};
use super::problem::MappingProblem;
use super::{Names, Profile};

/// Titles less alike than this are not suggested (1 is the same).
const ALIKE: f64 = 0.5;

/// What two titles must share to be the same: neither case nor width nor space nor the star of a required column
/// makes a difference.
fn essence(title: &str) -> String {
    let kept = |character: &char| !character.is_whitespace() && *character != '*';
    title.nfkc().filter(kept).flat_map(char::to_lowercase).collect()
}

struct Binder<'a> {
    header: &'a [String],
    places: HashMap<String, Vec<usize>>,
    problems: Vec<MappingProblem>,
}

impl Profile {
    /// Finds the columns of this profile in the header of a file.
    ///
    /// # Errors
    ///
    /// Every column that is missing or stands there twice.
    pub fn bind(&self, header: &[String]) -> Result<Mapping, Vec<MappingProblem>> {
        let mut places: HashMap<String, Vec<usize>> = HashMap::with_capacity(header.len());
        for (place, title) in header.iter().enumerate() {
            places.entry(essence(title)).or_default().push(place);
        }
        let mut binder = Binder { header, places, problems: Vec::new() };
        let targets: Vec<Target<Index>> = self.targets.iter().map(|target| binder.target(target)).collect();
        let skips = self.skips.iter().map(|skip| binder.skip(skip)).collect();
        if !binder.problems.is_empty() {
            return Err(binder.problems);
        }
        let fields = targets.iter().map(|target| Arc::clone(&target.field)).collect();
        Ok(Mapping { header: Arc::from(header), fields, targets, skips })
    }
}

impl Binder<'_> {
    fn target(&mut self, target: &Target<Names>) -> Target<Index> {
        let Target { field, piece, required, optional } = target;
        let piece = self.piece(piece, field, *optional);
        Target { field: Arc::clone(field), piece, required: *required, optional: *optional }
    }

    fn skip(&mut self, skip: &Skip<Names>) -> Skip<Index> {
        Skip { condition: self.condition(&skip.condition, "", false), reason: Arc::clone(&skip.reason) }
    }

    fn condition(&mut self, condition: &Condition<Names>, field: &str, optional: bool) -> Condition<Index> {
        Condition {
            column: self.column(&condition.column, field, optional),
            equals: condition.equals.clone(),
            differs_from: condition.differs_from.clone(),
        }
    }

    fn piece(&mut self, piece: &Piece<Names>, field: &str, optional: bool) -> Piece<Index> {
        let source = match &piece.source {
            Source::Column(names) => Source::Column(self.column(names, field, optional)),
            Source::Constant(constant) => Source::Constant(constant.clone()),
            Source::Joined { pieces, join, keep_empty } => Source::Joined {
                pieces: pieces.iter().map(|piece| self.piece(piece, field, optional)).collect(),
                join: join.clone(),
                keep_empty: *keep_empty,
            },
        };
        let when = piece.when.as_ref().map(|when| self.condition(when, field, optional));
        Piece { source, rule: Arc::clone(&piece.rule), when }
    }

    /// The place of the first of the names that is there.
    fn column(&mut self, names: &[String], field: &str, optional: bool) -> Index {
        let found = names.iter().find_map(|name| Some((name, self.places.get(&essence(name))?)));
        let problem = match found {
            Some((_, places)) if places.len() == 1 => return places.first().copied(),
            Some((name, places)) => MappingProblem::AmbiguousColumn {
                column: name.clone(),
                positions: places.iter().map(|place| place + 1).collect(),
            },
            None if optional => return None,
            None => MappingProblem::MissingColumn {
                column: names.first().cloned().unwrap_or_default(),
                field: field.to_owned(),
                nearest: nearest(names, self.header),
            },
        };
        let named_already = |other: &MappingProblem| other.message() == problem.message();
        if !self.problems.iter().any(named_already) {
            self.problems.push(problem);
        }
        None
    }
}

/// The title that is most like one of the names, if any is like it at all.
pub(super) fn nearest(names: &[String], titles: &[String]) -> Option<String> {
    let pairs = names.iter().flat_map(|name| titles.iter().map(move |title| (essence(name), title)));
    let alike =
        pairs.map(|(name, title)| (strsim::normalized_damerau_levenshtein(&name, &essence(title)), title));
    alike
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, title)| title.clone())
}
