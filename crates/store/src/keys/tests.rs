//! The key folder, and what is left of it when the program is killed in between.

use std::path::Path;

use decree::identity::{CommandRng, rng_for};
use decree::query_code::{ClaimNumber, QueryCode, issue};
use uuid::Uuid;

use super::Keys;

fn rng(n: u128) -> CommandRng {
    rng_for(&[4; 32], Uuid::from_u128(n))
}

fn open(folder: &Path) -> Keys {
    // Another seed each time: what is read again is what was written, not made again.
    Keys::open(folder, &mut rng(std::fs::read_dir(folder).map_or(0, |d| d.count() as u128))).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|n| n.starts_with("look-up")).collect();
    names.sort();
    names
}

fn code(keys: &Keys, n: u128) -> QueryCode {
    issue(&mut rng(n), &keys.look_up_keys())
}

#[test]
fn the_first_start_makes_the_keys_and_every_later_one_reads_them() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    assert_eq!(files(folder.path()), ["look-up-0.key"]);
    let code = code(&first, 9);
    let again = open(folder.path());
    assert_eq!(again.look_up_keys().look_up(&code), first.look_up_keys().look_up(&code));
    assert_eq!(again.fingerprint(), first.fingerprint());
}

/// Query codes and claim numbers alike: found under the key before, under none older.
#[test]
fn rotation_keeps_the_key_before_and_no_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let keys = open(folder.path());
    let old = code(&keys, 1);
    let claim: ClaimNumber = issue(&mut rng(2), &keys.look_up_keys());
    let found = (keys.look_up_keys().look_up(&old), keys.look_up_keys().look_up(&claim));
    assert_eq!(Keys::rotate_look_up(folder.path(), &mut rng(2)).unwrap(), 1);
    assert_eq!(files(folder.path()), ["look-up-0.key", "look-up-1.key"]);
    let again = open(folder.path()).look_up_keys();
    assert_eq!((again.look_up(&old), again.look_up(&claim)), found);
    assert_eq!(Keys::rotate_look_up(folder.path(), &mut rng(3)).unwrap(), 2);
    assert_eq!(files(folder.path()), ["look-up-1.key", "look-up-2.key"]);
    let again = open(folder.path()).look_up_keys();
    assert_eq!((again.look_up(&old), again.look_up(&claim)), (None, None));
    // All the way round the names, and every key is another.
    let mut seen = std::collections::HashSet::new();
    for n in 3..43 {
        assert_eq!(Keys::rotate_look_up(folder.path(), &mut rng(100 + u128::from(n))).unwrap(), n);
        assert_eq!(files(folder.path()).len(), 2);
        assert!(seen.insert(std::fs::read(folder.path().join(format!("look-up-{n}.key"))).unwrap()));
    }
}

#[test]
fn another_process_reads_what_was_rotated() {
    let folder = tempfile::tempdir().unwrap();
    let serving = open(folder.path());
    Keys::rotate_look_up(folder.path(), &mut rng(2)).unwrap();
    let command = open(folder.path());
    let code = code(&command, 1);
    assert_eq!(serving.look_up_keys().look_up(&code), None);
    serving.clone().read_look_up_again().unwrap();
    assert_eq!(serving.look_up_keys().look_up(&code), command.look_up_keys().look_up(&code));
}

/// A rotation that is killed after the new key is there: the two newest open, and the next rotation clears up.
#[test]
fn a_rotation_that_is_cut_off_leaves_the_keys_as_they_were_or_new() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    Keys::rotate_look_up(folder.path(), &mut rng(5)).unwrap();
    std::fs::write(folder.path().join("look-up-2.new"), [1; 7]).unwrap();
    let before = open(folder.path());
    let old = code(&before, 1);
    std::fs::write(folder.path().join("look-up-2.key"), [1; 32]).unwrap();
    let after = open(folder.path());
    assert_eq!(after.look_up_keys().look_up(&old), before.look_up_keys().look_up(&old));
    assert_ne!(code(&after, 1), old, "under the new key");
    assert_eq!(Keys::rotate_look_up(folder.path(), &mut rng(6)).unwrap(), 3);
    assert_eq!(files(folder.path()), ["look-up-2.key", "look-up-2.new", "look-up-3.key"]);
}

#[test]
fn a_first_start_that_is_cut_off_is_run_again() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    let key = std::fs::read(folder.path().join("look-up-0.key")).unwrap();
    std::fs::remove_file(folder.path().join("digest.key")).unwrap();
    open(folder.path());
    assert_eq!(std::fs::read(folder.path().join("look-up-0.key")).unwrap(), key);
}

/// A key that should be there is never made anew: what is under it would be lost without a word.
#[test]
fn a_key_that_is_missing_or_damaged_is_not_replaced() {
    for (file, content) in [
        ("look-up-0.key", None),
        ("look-up-0.key", Some(&b"short"[..])),
        ("equality.key", None),
        ("digest.key", Some(&b"short"[..])),
    ] {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path());
        match content {
            None => std::fs::remove_file(folder.path().join(file)).unwrap(),
            Some(bytes) => std::fs::write(folder.path().join(file), bytes).unwrap(),
        }
        let error = Keys::open(folder.path(), &mut rng(7)).unwrap_err();
        assert!(matches!(error, crate::StoreError::KeyFolder { .. }), "{file}: {error}");
    }
    // A folder in the place of a key cannot be read: that is no missing file.
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("digest.key")).unwrap();
    assert!(Keys::open(folder.path(), &mut rng(7)).is_err());
}

#[test]
fn only_the_owner_reads_a_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o77, 0, "{:?}", entry.file_name());
    }
}

#[test]
fn another_folder_has_another_fingerprint_that_tells_no_key() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) =
        (Keys::open(one.path(), &mut rng(1)).unwrap(), Keys::open(two.path(), &mut rng(2)).unwrap());
    assert_ne!(one.fingerprint(), two.fingerprint());
    assert_eq!(one.fingerprint().len(), 32);
    assert!(!decree::fact::hex(one.digest_key()).contains(&one.fingerprint()));
}
