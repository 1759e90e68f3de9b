//! QR codes as SVG, drawn by us: one path, in the colour of the text.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around a code, as its standard asks.
const QUIET: i32 = 4;

/// A text as a QR code; nothing where it is too long for one. `label` says what it is to those who do not see it; it is a
/// word of ours and holds no markup.
pub fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return String::new() };
    let (size, side) = (code.size(), code.size() + 2 * QUIET);
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                // Writing into a text cannot fail.
                let _never = write!(path, "M{from} {y}h{}v1h-{}z", x - from, x - from);
            }
            x += 1;
        }
    }
    format!(
        "<svg viewBox=\"-{QUIET} -{QUIET} {side} {side}\" role=\"img\" aria-label=\"{label}\"><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code of version 1 has 21 modules a side; its upper left corner is a finder: seven dark modules in the first row.
    #[test]
    fn a_short_text_is_a_code_with_its_quiet_zone() {
        let svg = svg("HELLO", "code");
        assert!(svg.starts_with(
            "<svg viewBox=\"-4 -4 29 29\" role=\"img\" aria-label=\"code\"><path d=\"M0 0h7v1h-7z"
        ));
        assert_eq!(super::svg(&"x".repeat(3000), "code"), "");
    }
}
