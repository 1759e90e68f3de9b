//! Art. 33 (rulings 4): query codes: long enough, read aloud, checked when typed, found only by their keyed hash.

use std::collections::HashSet;

use decree::identity::rng_for;
use decree::query_code::{LookUpKeys, NoCode, QueryCode, issue};
use proptest::prelude::*;
use uuid::Uuid;

fn keys() -> LookUpKeys {
    LookUpKeys::new([(1, [7; 32]), (0, [6; 32])])
}

fn code(n: u128) -> QueryCode {
    issue(&mut rng_for(&[3; 32], Uuid::from_u128(n)), &keys())
}

#[test]
fn a_code_is_read_as_it_is_printed_and_as_people_type_it() {
    let code = code(1);
    let text = code.to_string();
    assert_eq!((text.len(), text.matches('-').count()), (24, 4));
    for typed in [
        text.clone(),
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " — "),
        text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
    ] {
        assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
    }
    assert!(matches!("".parse::<QueryCode>(), Err(NoCode::Length(0))));
    assert!(matches!("ABCD-EFGO".parse::<QueryCode>(), Err(NoCode::Character(9))));
    assert!(!format!("{code:?}").contains(&text[..4]), "no code in a log");
}

/// 29^17 codes are more than 2^82.
#[test]
fn codes_hold_eighty_bits_and_do_not_repeat() {
    assert!(29f64.powi(17).log2() > 80.0);
    let all: HashSet<String> = (0..2000).map(|n| code(n).to_string()).collect();
    assert_eq!(all.len(), 2000);
}

/// Every wrong character and every swap of neighbours is noticed, in each of a hundred codes.
#[test]
fn one_typing_error_is_always_found() {
    for n in 0..100 {
        let text = code(n).to_string().replace('-', "");
        let characters: Vec<char> = text.chars().collect();
        for place in 0..characters.len() {
            for wrong in "23456789ABCDEFGHJKMNPQRSTVWXY".chars().filter(|c| *c != characters[place]) {
                let mut typed = characters.clone();
                typed[place] = wrong;
                assert!(
                    typed.iter().collect::<String>().parse::<QueryCode>().is_err(),
                    "{text} {place} {wrong}"
                );
            }
            if place > 0 && characters[place] != characters[place - 1] {
                let mut typed = characters.clone();
                typed.swap(place, place - 1);
                assert!(
                    typed.iter().collect::<String>().parse::<QueryCode>().is_err(),
                    "{text} swapped at {place}"
                );
            }
        }
    }
}

/// The second element is bound in: another one, or none, finds another key. Rotation keeps the key before and no older one.
#[test]
fn keys_and_the_second_element() {
    let code = code(5);
    let keys = keys();
    let look_up = keys.look_up(&code).unwrap();
    assert_ne!(Some(look_up), keys.detail(&code, "879L"));
    assert_eq!(keys.detail(&code, "879l"), keys.detail(&code, " 879L "));
    assert_ne!(keys.detail(&code, "879L"), keys.detail(&code, "879M"));
    let rotated = LookUpKeys::new([(2, [8; 32]), (1, [7; 32])]);
    assert_eq!(rotated.look_up(&code), Some(look_up));
    let again = LookUpKeys::new([(3, [9; 32]), (2, [8; 32])]);
    assert_eq!(again.look_up(&code), None);
    assert!(!format!("{keys:?}").contains('7'), "no key in a log");
}

proptest! {
    #[test]
    fn nothing_panics(text in ".{0,300}") {
        let _any = text.parse::<QueryCode>();
    }
}
