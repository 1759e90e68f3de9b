//! Integration tests.
#[test]
fn builds() {}
