//! Making the text of a cell comparable: composed characters, no white space around it, no control characters in it.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What [`clean`] found beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Text only.
    Text,
    /// A control character, replaced by U+FFFD; the number is its code point.
    Control(u32),
}

/// Marks without width that word processors and telephones leave around copied text.
fn is_invisible_mark(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_margin(character: char) -> bool {
    character.is_whitespace() || is_invisible_mark(character)
}

/// Line ends and tabs are part of honest cells (an address in two lines); every other control character is not.
fn is_forbidden(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// The text in NFC, with white space (also the full-width space) and invisible marks cut off at both ends, and line
/// ends as `\n`.
pub(super) fn clean(raw: &str) -> (Cow<'_, str>, Found) {
    let trimmed = raw.trim_matches(is_margin);
    if trimmed.bytes().all(|byte| (b' '..0x7F).contains(&byte)) {
        return (Cow::Borrowed(trimmed), Found::Text);
    }
    let mut text = match is_nfc_quick(trimmed.chars()) {
        IsNormalized::Yes => Cow::Borrowed(trimmed),
        _ => Cow::Owned(trimmed.nfc().collect()),
    };
    if text.contains('\r') {
        text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    match text.chars().find(|character| is_forbidden(*character)) {
        None => (text, Found::Text),
        Some(control) => (Cow::Owned(text.replace(is_forbidden, "\u{FFFD}")), Found::Control(control.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_full_width_space_and_marks() {
        assert_eq!(clean("\u{3000} 天津\u{202C}\u{3000}").0, "天津");
    }

    #[test]
    fn composes_and_joins_line_ends() {
        assert_eq!(clean("e\u{301}\r\nb").0, "\u{e9}\nb");
    }

    #[test]
    fn finds_control_characters() {
        assert_eq!(clean("a\u{7}b"), (Cow::Borrowed("a\u{FFFD}b"), Found::Control(7)));
        assert_eq!(clean("a\tb").1, Found::Text);
    }
}
