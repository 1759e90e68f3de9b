//! What the files of a language hold: ids and the variables that each message uses.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The variables of each message by its id.
pub(super) type Variables = BTreeMap<String, BTreeSet<String>>;

/// Adds the messages of a file; answers with the ids that were there before.
pub(super) fn survey(resource: &FluentResource, into: &mut Variables) -> Vec<String> {
    let mut repeated = Vec::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut variables = BTreeSet::new();
        if let Some(pattern) = &message.value {
            of_pattern(pattern, &mut variables);
        }
        if into.insert(message.id.name.to_owned(), variables).is_some() {
            repeated.push(message.id.name.to_owned());
        }
    }
    repeated
}

fn of_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression } => of_expression(expression, variables),
        }
    }
}

fn of_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, variables),
        Expression::Select { selector, variants } => {
            of_inline(selector, variables);
            variants.iter().for_each(|variant| of_pattern(&variant.value, variables));
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, variables),
        InlineExpression::FunctionReference { arguments, .. } => of_arguments(arguments, variables),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            of_arguments(arguments, variables)
        }
        _ => {}
    }
}

fn of_arguments(arguments: &CallArguments<&str>, variables: &mut BTreeSet<String>) {
    arguments.positional.iter().for_each(|argument| of_inline(argument, variables));
    arguments.named.iter().for_each(|argument| of_inline(&argument.value, variables));
}
