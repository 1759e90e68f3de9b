//! Turning the TOML of a profile into rules, with every mistake found at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::decimal::Decimal;
use super::file::{ConditionFile, OneOrMany, ProfileFile, SkipFile, SourceFile};
use super::mapping::{Condition, Piece, Skip, Source, Target};
use super::money;
use super::problem::ProfileProblem;
use super::rule::{Others, Rule, ValueMap};
use super::times::{DEFAULT_ZONE, Times, is_format, is_time_field};
use super::{LIST_SEPARATOR, Names, Profile};
use crate::fields::is_money;

/// Values that a message names when it refuses another one.
const VALUES_NAMED: usize = 8;

struct Compiler {
    zone: TimeZone,
    missing: Vec<String>,
    problems: Vec<ProfileProblem>,
}

/// Compiles a profile; the problems are all that were found.
pub(super) fn compile(file: ProfileFile) -> Result<Profile, Vec<ProfileProblem>> {
    let mut problems = Vec::new();
    let zone_name = file.zone.as_deref().unwrap_or(DEFAULT_ZONE);
    let zone = TimeZone::get(zone_name).unwrap_or_else(|_| {
        problems.push(ProfileProblem::Zone { zone: zone_name.to_owned() });
        TimeZone::UTC
    });
    let fields = merge(file.columns, file.fields, &mut problems);
    if fields.is_empty() {
        problems.push(ProfileProblem::Nothing);
    }
    let mut compiler = Compiler { zone, missing: file.missing, problems };
    let targets: Vec<Target<Names>> =
        fields.into_iter().filter_map(|(field, source)| compiler.target(field, source)).collect();
    if !compiler.problems.is_empty() {
        return Err(compiler.problems);
    }
    let skips = file.skip.into_iter().map(skip).collect();
    Ok(Profile { kind: file.kind, name: file.name, notes: file.notes, targets, skips })
}

/// Brings the short `[columns]` and the long `[fields]` together.
fn merge(
    columns: BTreeMap<String, OneOrMany>,
    mut fields: BTreeMap<String, SourceFile>,
    problems: &mut Vec<ProfileProblem>,
) -> BTreeMap<String, SourceFile> {
    for (column, names) in columns {
        for field in names.into_vec() {
            let source = fields.entry(field.clone()).or_default();
            if has_source(source) {
                problems.push(ProfileProblem::FieldTwice { field });
            } else {
                source.column = Some(OneOrMany::One(column.clone()));
            }
        }
    }
    fields
}

fn has_source(source: &SourceFile) -> bool {
    source_count(source) > 0
}

fn source_count(source: &SourceFile) -> usize {
    [source.column.is_some(), !source.columns.is_empty(), !source.parts.is_empty(), source.constant.is_some()]
        .into_iter()
        .filter(|given| *given)
        .count()
}

fn skip(file: SkipFile) -> Skip<Names> {
    let SkipFile { column, equals, differs_from, reason } = file;
    let condition = condition(ConditionFile { column, equals, differs_from });
    Skip { condition, reason: Arc::from(reason) }
}

fn condition(file: ConditionFile) -> Condition<Names> {
    let ConditionFile { column, equals, differs_from } = file;
    Condition { column: Arc::from(column.into_vec()), equals, differs_from }
}

impl Compiler {
    fn target(&mut self, field: String, mut source: SourceFile) -> Option<Target<Names>> {
        let (required, optional) = (source.required, source.optional);
        if source.formats.is_empty() && is_time_field(&field) && source.values.is_empty() {
            // A constant or a column of a time field is read with the usual formats.
            let times = Times::new(&[], self.zone.clone()).only_day(source.day);
            let mut piece = self.piece(&field, source, false)?;
            piece.rule = Arc::new(Rule { times: Some(times), ..(*piece.rule).clone() });
            return Some(Target { field: Arc::from(field), piece, required, optional });
        }
        source.optional = false;
        let piece = self.piece(&field, source, false)?;
        Some(Target { field: Arc::from(field), piece, required, optional })
    }

    fn piece(&mut self, field: &str, mut file: SourceFile, inside: bool) -> Option<Piece<Names>> {
        if source_count(&file) != 1 {
            self.problems.push(ProfileProblem::Sources { field: field.to_owned() });
            return None;
        }
        let when = file.when.take().map(condition);
        if when.as_ref().is_some_and(|when| when.equals.is_empty() && when.differs_from.is_empty()) {
            self.problems.push(ProfileProblem::Rules { field: field.to_owned() });
        }
        // A part is money only where it says so itself; then the whole is read already.
        let parts_are_money = file.parts.iter().any(|part| part.money.is_some() || part.multiply.is_some());
        let is_money = !inside && !parts_are_money && is_money(field);
        let source = if let Some(column) = file.column.take() {
            Source::Column(Arc::from(column.into_vec()))
        } else if let Some(constant) = file.constant.take() {
            Source::Constant(constant)
        } else if inside {
            self.problems.push(ProfileProblem::NestedParts { field: field.to_owned() });
            return None;
        } else {
            self.joined(field, &mut file)
        };
        let rule = Arc::new(self.rule(field, file, is_money));
        Some(Piece { source, rule, when })
    }

    fn joined(&mut self, field: &str, file: &mut SourceFile) -> Source<Names> {
        let columns = std::mem::take(&mut file.columns).into_iter();
        let of_columns = columns
            .map(|column| SourceFile { column: Some(OneOrMany::One(column)), ..SourceFile::default() });
        let parts: Vec<SourceFile> = of_columns.chain(std::mem::take(&mut file.parts)).collect();
        let pieces = parts.into_iter().filter_map(|part| self.piece(field, part, true)).collect();
        let join = match file.join.take() {
            _ if file.list => LIST_SEPARATOR.to_string(),
            Some(join) => join,
            None => " ".to_owned(),
        };
        Source::Joined { pieces, join, keep_empty: file.keep_empty }
    }

    fn rule(&mut self, field: &str, file: SourceFile, is_money: bool) -> Rule {
        let factor = self.factor(field, &file);
        let unit = self.unit(field, &file);
        self.check_rules(field, &file, factor.is_some() || unit.is_some());
        let implied = (is_money && factor.is_none()).then_some(money::Unit::Yuan);
        let times = (!file.formats.is_empty())
            .then(|| Times::new(&file.formats, self.zone.clone()).only_day(file.day));
        Rule {
            missing: self.missing.clone(),
            strip_decimal: file.strip_decimal,
            split: file.split.unwrap_or_default().chars().collect(),
            values: value_map(file.values, file.values_after, file.default, file.keep_others),
            factor,
            money: unit.or(implied),
            times,
            hash: file.hash,
            prefix: file.prefix,
            suffix: file.suffix,
            example: file.example,
        }
    }

    fn factor(&mut self, field: &str, file: &SourceFile) -> Option<Decimal> {
        let factor = file.multiply.as_deref()?;
        let parsed = Decimal::parse(factor);
        if parsed.is_none() {
            self.problems.push(ProfileProblem::Factor { field: field.to_owned(), factor: factor.to_owned() });
        }
        parsed
    }

    fn unit(&mut self, field: &str, file: &SourceFile) -> Option<money::Unit> {
        let name = file.money.as_deref()?;
        let parsed = money::Unit::parse(name);
        if parsed.is_none() {
            self.problems.push(ProfileProblem::MoneyUnit { field: field.to_owned(), unit: name.to_owned() });
        }
        parsed
    }

    /// What excludes each other, and formats that are none.
    fn check_rules(&mut self, field: &str, file: &SourceFile, is_number: bool) {
        for format in file.formats.iter().filter(|format| !is_format(format)) {
            let (field, format) = (field.to_owned(), format.clone());
            self.problems.push(ProfileProblem::TimeFormat { field, format });
        }
        let computed =
            [is_number, file.multiply.is_some() && file.money.is_some(), !file.formats.is_empty(), file.hash];
        let others_twice = file.default.is_some() && file.keep_others;
        let map_missing = file.values.is_empty() && (file.keep_others || file.values_after.is_some());
        if computed.iter().filter(|given| **given).count() > 1 || others_twice || map_missing {
            self.problems.push(ProfileProblem::Rules { field: field.to_owned() });
        }
    }
}

fn value_map(
    values: BTreeMap<String, String>,
    after: Option<String>,
    default: Option<String>,
    keep_others: bool,
) -> Option<ValueMap> {
    let others = match default {
        Some(default) => Others::Become(default),
        None if keep_others => Others::Keep,
        None if values.is_empty() => return None,
        None => Others::Reject,
    };
    let named: Vec<&str> =
        values.keys().map(String::as_str).filter(|key| !key.is_empty()).take(VALUES_NAMED).collect();
    let known = named.join(" / ");
    let after = after.map(|marks| marks.chars().collect());
    Some(ValueMap { values: values.into_iter().collect(), others, after, known })
}
