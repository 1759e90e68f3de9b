//! Art. 33 (rulings 4): query codes and claim numbers: long enough, read aloud, checked when typed, found only by their keyed hash.

use std::collections::HashSet;

use decree::claim::{self, Form, check_form};
use decree::identity::{CommandRng, rng_for};
use decree::query_code::{ClaimNumber, ClearCode, Code, LookUpKeys, NoCode, QueryCode, Typed, issue};
use proptest::prelude::*;
use uuid::Uuid;

const ALPHABET: &str = "0123456789ACDEFGHJKMNPQRTVWXY";
/// Twenty characters, both sums zero: searched for by a program of its own, over all pairs of last characters.
const CODE: &str = "37KQ-2M9X-W4TR-V0AY-HDE2";

fn rng(n: u128) -> CommandRng {
    rng_for(&[3; 32], Uuid::from_u128(n))
}

/// The key `3` of the vectors, and the one before.
fn keys() -> LookUpKeys {
    LookUpKeys::new([(3, [7; 32]), (2, [6; 32])])
}

fn code<const N: usize>(n: u128) -> Code<N> {
    issue(&mut rng(n), &keys())
}

fn bare<const N: usize>(n: u128) -> String {
    code::<N>(n).to_string().replace('-', "")
}

/// With another character at a position.
fn with(text: &str, position: usize, character: char) -> String {
    text.chars().enumerate().map(|(i, c)| if i == position { character } else { c }).collect()
}

fn others(text: &str, position: usize) -> Vec<char> {
    let right = text.chars().nth(position);
    ALPHABET.chars().filter(|c| right != Some(*c)).collect()
}

#[test]
fn a_code_is_read_as_it_was_meant() {
    let right: QueryCode = CODE.parse().unwrap();
    assert_eq!(right.to_string(), CODE);
    for typed in [
        "37kq2m9xw4trv0ayhde2",
        " 37KQ 2M9X　W4TR V0AY HDE2\n",
        "３７ＫＱ－２Ｍ９Ｘ－Ｗ４ＴＲ－Ｖ０ＡＹ－ＨＤＥ２",
        "37KQ—2M9X–W4TR−V0AYーHDE2",
        // O for 0, Z for 2, U for V.
        "37kq-zm9x-w4tr-uoay-hdez",
        "3-7-K-Q-2-M-9-X-W-4-T-R-V-0-A-Y-H-D-E-2",
        "\u{feff}37KQ\u{200b}2M9X\u{ad}W4TRV0AYHDE2",
    ] {
        assert_eq!(typed.parse(), Ok(right.clone()), "{typed:?}");
    }
    // Every pair that is mistaken for one another: the absent one is read as the present one, wherever it stands.
    for (absent, present) in
        [('O', '0'), ('I', '1'), ('L', '1'), ('Z', '2'), ('S', '5'), ('B', '8'), ('U', 'V')]
    {
        assert!(!ALPHABET.contains(absent) && ALPHABET.contains(present));
        let n = (0..).find(|n| bare::<20>(*n).contains(present)).unwrap();
        for typed in [absent, absent.to_ascii_lowercase()] {
            let typed = bare::<20>(n).replace(present, &typed.to_string());
            assert_eq!(typed.parse(), Ok(code::<20>(n)), "{typed}");
        }
    }
}

#[test]
fn it_says_which_mistake_it_was() {
    for (typed, mistake) in [
        ("", NoCode::Length),
        ("37KQ-2M9X-W4TR-V0AY-HDE", NoCode::Length),
        ("37KQ-2M9X-W4TR-V0AY-HDE2-2", NoCode::Length),
        ("37KQ-2M9X-W4TR-V0AY-HDE3", NoCode::Check),
        ("37KQ-2M9X-W4TR-V0AY-HD2E", NoCode::Check),
        ("37KQ-2码9X-W4TR-V0AY-HDE2", NoCode::Character(6)),
        ("37KQ-2M9X-W4TR-V0AY-HDE?", NoCode::Character(20)),
    ] {
        assert_eq!(typed.parse::<QueryCode>(), Err(mistake), "{typed}");
    }
    assert_eq!("0".repeat(1_000_000).parse::<Typed>(), Err(NoCode::Length));
}

/// 17 characters of 29 are 82.6 bits, 12 are 58.3. Every character is as likely as another at every place, and no code comes
/// twice.
#[test]
fn codes_and_numbers_cannot_be_guessed() {
    assert!(17.0 * 29f64.log2() > 82.5 && 12.0 * 29f64.log2() > 58.2);
    let numbers: Vec<String> = (0..5_800).map(bare::<15>).collect();
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), numbers.len());
    for position in 1..=12 {
        for letter in ALPHABET.bytes() {
            // 200 expected with a standard deviation of 13.9: seven of them on either side.
            let n = numbers.iter().filter(|c| c.as_bytes()[position] == letter).count();
            assert!((103..=297).contains(&n), "{} at {position}: {n}", char::from(letter));
        }
    }
    assert_eq!((0..2000).map(bare::<20>).collect::<HashSet<_>>().len(), 2000);
}

fn every_wrong_character_and_every_exchange_is_found<const N: usize>() {
    for n in 0..100 {
        let text = bare::<N>(n);
        assert_eq!(text.len(), N);
        for position in 0..N {
            for other in others(&text, position) {
                assert_eq!(with(&text, position, other).parse::<Code<N>>(), Err(NoCode::Check));
            }
            for later in position + 1..N {
                let mut all: Vec<char> = text.chars().collect();
                all.swap(position, later);
                let wrong: String = all.into_iter().collect();
                assert_eq!(wrong.parse::<Code<N>>().is_ok(), wrong == text, "{text} {wrong}");
            }
        }
    }
}

#[test]
fn one_typing_error_is_always_found() {
    every_wrong_character_and_every_exchange_is_found::<20>();
    every_wrong_character_and_every_exchange_is_found::<15>();
}

fn every_two_wrong_characters_are_found<const N: usize>() {
    let text = bare::<N>(1);
    for i in 0..N {
        for j in i + 1..N {
            for first in others(&text, i) {
                for second in others(&text, j) {
                    let wrong = with(&with(&text, i, first), j, second);
                    assert_eq!(wrong.parse::<Code<N>>(), Err(NoCode::Check), "{wrong}");
                }
            }
        }
    }
}

#[test]
fn two_typing_errors_are_always_found() {
    every_two_wrong_characters_are_found::<20>();
    every_two_wrong_characters_are_found::<15>();
}

/// By an independent program:
/// `hmac.new(bytes([7])*32, b"xiezhi query code: look-up, version 1\0" + b"37KQ2M9XW4TRV0AYHDE2", hashlib.sha256)`,
/// and with `b"xiezhi query code: detail, version 1\0" + b"37KQ2M9XW4TRV0AYHDE2" + b"002X"`.
#[test]
fn what_it_is_found_under_is_a_keyed_hash() {
    let code: QueryCode = CODE.parse().unwrap();
    let hex = |bytes: Option<[u8; 32]>| decree::fact::hex(&bytes.unwrap());
    assert_eq!(
        hex(keys().look_up(&code)),
        "3f2d1f1638b4807aad3fd3806489cb26f27eec9820ef804e1f0765bd4884e056"
    );
    for second in ["002X", "002x", "００２Ｘ", " 00-2X "] {
        assert_eq!(
            hex(keys().detail(&code, second)),
            "4f1aa4f947263ec78fa92054a6909fe4222533aadb813387cb772a6def87099d",
            "{second}"
        );
    }
}

/// The second element is bound in: another one, or none, or another code, or another kind of code, finds another key.
#[test]
fn keys_and_the_second_element() {
    let (one, other): (QueryCode, QueryCode) = (code(1), code(2));
    let claim: ClaimNumber = code(1);
    let found: HashSet<Option<[u8; 32]>> = [
        keys().detail(&one, "002X"),
        keys().detail(&one, "0021"),
        keys().detail(&one, ""),
        keys().detail(&other, "002X"),
        keys().detail(&claim, "002X"),
        keys().look_up(&one),
        keys().look_up(&other),
        keys().look_up(&claim),
        LookUpKeys::new([(3, [8; 32])]).detail(&one, "002X"),
    ]
    .into();
    assert_eq!(found.len(), 9, "each its own");
}

/// Two keys while one is being replaced, for codes and claim numbers alike; one older opens nothing.
#[test]
fn a_code_is_found_under_the_key_before_and_under_none_older() {
    let (old, claim): (QueryCode, ClaimNumber) = (code(1), code(1));
    let rotated = LookUpKeys::new([(4, [8; 32]), (3, [7; 32])]);
    assert_eq!(rotated.look_up(&old), keys().look_up(&old));
    assert_eq!(rotated.look_up(&claim), keys().look_up(&claim));
    assert!(claim::look_up(&claim.to_string(), &rotated).is_ok());
    assert!(issue::<20>(&mut rng(1), &rotated).to_string().starts_with('4'), "new ones under the new key");
    let again = LookUpKeys::new([(5, [9; 32]), (4, [8; 32])]);
    assert_eq!((again.look_up(&old), again.detail(&old, "002X"), again.look_up(&claim)), (None, None, None));
    assert_eq!(claim::look_up(&claim.to_string(), &again).unwrap_err().rule, "claim-key-gone");
}

#[test]
fn neither_kind_of_number_is_taken_for_the_other() {
    let claim: ClaimNumber = code(1);
    assert_eq!(CODE.parse::<ClaimNumber>(), Err(NoCode::Length));
    assert_eq!(claim.to_string().parse::<QueryCode>(), Err(NoCode::Length));
    assert_eq!(claim.to_string().parse(), Ok(Typed::Claim(claim.clone())));
    assert_eq!(CODE.parse(), Ok(Typed::Query(CODE.parse().unwrap())));
    assert_eq!((claim.to_string().len(), claim.to_string().matches('-').count()), (17, 2));
}

#[test]
fn what_is_printed_for_the_log_tells_neither_codes_nor_keys() {
    assert!(!format!("{:?}", keys()).contains('7'));
    let code: QueryCode = CODE.parse().unwrap();
    assert!(!format!("{code:?}").contains("37"));
    let clear = ClearCode { id: Uuid::nil(), party: 1, text: CODE.to_owned() };
    assert!(!format!("{clear:?}").contains("37KQ"));
    assert_eq!(format!("{:?}", self::code::<15>(1)), "Code(..)");
}

/// What was typed may be right but for one character: it never stands in a problem.
#[test]
fn a_problem_says_nothing_of_what_was_typed() {
    let claim = bare::<15>(1);
    for (typed, rule, example) in [
        (claim[1..].to_owned(), "claim-wrong-length", ""),
        (with(&claim, 4, '?'), "claim-wrong-character", "5"),
        (with(&claim, 4, others(&claim, 4)[0]), "claim-wrong-check", ""),
        (CODE.to_owned(), "claim-wrong-length", ""),
    ] {
        let problem = claim::look_up(&typed, &keys()).unwrap_err();
        assert_eq!((problem.field, problem.rule, problem.example.as_str()), ("claim_number", rule, example));
        assert_eq!((problem.value.as_str(), problem.article), ("", "decree17-33"));
    }
}

/// A form is of the agency that had it printed, and of one case. Another agency's is not told from none.
#[test]
fn a_form_is_used_once_and_by_its_agency() {
    let (case, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let form = |used_by| Some(Form { agency: 3, used_by });
    let rule = |form, agency, case| check_form(form, agency, case).map_err(|p| p.rule);
    assert_eq!(rule(form(None), 3, None), Ok(()));
    assert_eq!(rule(form(None), 3, Some(case)), Ok(()));
    assert_eq!(rule(form(Some(case)), 3, Some(case)), Ok(()), "the same record again");
    assert_eq!(rule(form(Some(other)), 3, Some(case)), Err("claim-used"));
    assert_eq!(rule(form(Some(other)), 3, None), Err("claim-used"));
    assert_eq!(rule(form(Some(other)), 4, None), Err("claim-unknown"));
    assert_eq!(rule(None, 3, None), Err("claim-unknown"));
}

proptest! {
    /// Any text is answered, none panics; what is read is read again from its print.
    #[test]
    fn any_text_is_answered(text in "\\PC{0,300}") {
        if let Ok(code) = text.parse::<QueryCode>() {
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }
        let _any = (text.parse::<Typed>(), keys().detail(&code::<20>(1), &text));
    }

    /// Of texts that look like codes one in 841 is taken for one; none panics.
    #[test]
    fn texts_like_codes_are_answered(text in "[0-9A-Za-z０-９Ａ-Ｚ —-]{13,26}") {
        if let Ok(Typed::Claim(claim)) = text.parse() {
            prop_assert_eq!(claim.to_string().parse(), Ok(claim));
        }
    }

    #[test]
    fn every_seed_issues_a_sound_code(seed in any::<[u8; 32]>(), number in 0u32..100) {
        let keys = LookUpKeys::new([(number, [1; 32])]);
        let code: QueryCode = issue(&mut rng_for(&seed, Uuid::nil()), &keys);
        prop_assert!(keys.look_up(&code).is_some());
        prop_assert_eq!(code.to_string().parse(), Ok(code));
        let claim: ClaimNumber = issue(&mut rng_for(&seed, Uuid::nil()), &keys);
        prop_assert_eq!(claim.to_string().parse(), Ok(claim));
    }
}
