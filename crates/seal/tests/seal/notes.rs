//! Signed notes, checkpoints, cosignatures, receipts and policies: the vectors of C2SP, and what is refused.

use proptest::prelude::*;
use seal::{
    Checkpoint, CheckpointBroken, Hash, KeyBroken, KeyKind, Note, NoteBroken, Policy, Receipt, ReceiptBroken,
    SigningKey, VerifyingKey, cosign, cosigned_at, inclusion_proof, leaf_hash,
};

use crate::trees::Log;

const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const NOTE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

fn log_key() -> SigningKey {
    SigningKey::new("tj.example/log", KeyKind::Log, &[7; 32]).unwrap()
}

fn witness_key(name: &str, seed: u8) -> SigningKey {
    SigningKey::new(name, KeyKind::Cosigner, &[seed; 32]).unwrap()
}

/// The example of signed-note, made by another program.
#[test]
fn the_published_note_is_accepted() {
    let key = VerifyingKey::parse(VKEY).unwrap();
    assert_eq!(key.to_string(), VKEY);
    let note = Note::parse(NOTE).unwrap();
    assert_eq!(note.text, "This is an example message.\n");
    assert_eq!(note.to_string(), NOTE);
    assert_eq!(note.verify(&[key]).unwrap().len(), 1);
}

#[test]
fn a_key_is_what_its_number_says() {
    assert_eq!(VerifyingKey::parse(&VKEY.replace("530d903a", "530d903b")), Err(KeyBroken::Number));
    assert_eq!(VerifyingKey::parse("example.com/foo"), Err(KeyBroken::Form));
    assert!(matches!(SigningKey::new("a b", KeyKind::Log, &[1; 32]), Err(KeyBroken::Name(_))));
    assert!(matches!(SigningKey::new("a+b", KeyKind::Log, &[1; 32]), Err(KeyBroken::Name(_))));
    let key = log_key();
    let again = SigningKey::parse_secret(&key.secret_text()).unwrap();
    assert_eq!(again.verifying(), key.verifying());
    assert!(SigningKey::parse_secret(VKEY).is_err());
}

#[test]
fn unknown_keys_are_passed_over_and_forged_ones_are_not() {
    let known = VerifyingKey::parse(VKEY).unwrap();
    let other = log_key();
    let mut note = Note::parse(NOTE).unwrap();
    assert_eq!(note.verify(&[other.verifying()]), Err(NoteBroken::Unsigned));
    note.signatures.extend(Note::sign(note.text.clone(), &other).signatures);
    assert_eq!(note.verify(std::slice::from_ref(&known)).unwrap(), [&known]);
    note.signatures[0].bytes[0] ^= 1;
    assert_eq!(note.verify(&[known, other.verifying()]), Err(NoteBroken::Forged("example.com/foo".into())));
}

#[test]
fn what_is_not_a_note_is_refused() {
    for text in [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— a\n",
        "text\n\n— a b\n",
        "te\rxt\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
    ] {
        assert_eq!(Note::parse(text), Err(NoteBroken::Form), "{text:?}");
    }
    let many = format!("text\n\n{}", "— a AAAAAAA=\n".repeat(65));
    assert_eq!(Note::parse(&many), Err(NoteBroken::Form));
    assert!(Note::parse(&format!("text\n\n{}", "— a AAAAAAA=\n".repeat(16))).is_ok());
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let root = leaf_hash(b"x");
    let checkpoint = Checkpoint { origin: "tj.example/log".into(), size: 70_000, root };
    let text = format!("tj.example/log\n70000\n{}\n", root.to_base64());
    assert_eq!(checkpoint.to_string(), text);
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint.clone()));
    for other in ["070000", "+70000", "7e4", "", "-1"] {
        let text = text.replace("70000", other);
        assert_eq!(Checkpoint::parse(&text), Err(CheckpointBroken::Form), "{other}");
    }
    assert_eq!(Checkpoint::parse(text.trim_end()), Err(CheckpointBroken::Form));
    let note = checkpoint.sign(&log_key());
    assert_eq!(Checkpoint::open(&note, &log_key().verifying()), Ok(checkpoint.clone()));
    let other = SigningKey::new("other.example/log", KeyKind::Log, &[7; 32]).unwrap();
    let foreign = checkpoint.sign(&other);
    assert_eq!(
        Checkpoint::open(&foreign, &other.verifying()),
        Err(CheckpointBroken::Origin("tj.example/log".into()))
    );
}

#[test]
fn a_cosignature_says_when() {
    let witness = witness_key("heping.example/witness", 9);
    let mut note =
        Checkpoint { origin: "tj.example/log".into(), size: 1, root: leaf_hash(b"x") }.sign(&log_key());
    let line = cosign(&witness, &note.text, 1_790_000_000);
    assert_eq!(cosigned_at(&line), Some(1_790_000_000));
    note.signatures.push(line);
    let keys = [witness.verifying(), log_key().verifying()];
    assert_eq!(Note::parse(&note.to_string()).unwrap().verify(&keys).unwrap().len(), 2);
    // Another time under the same signature is another statement.
    note.signatures[1].bytes[7] ^= 1;
    assert_eq!(note.verify(&keys), Err(NoteBroken::Forged("heping.example/witness".into())));
    // A log's signature is no cosignature, whatever its number says.
    note.signatures[1].bytes.truncate(64);
    assert_eq!(note.verify(&keys), Err(NoteBroken::Forged("heping.example/witness".into())));
}

#[test]
fn a_receipt_proves_its_entry_and_no_other() {
    let entries: Vec<Vec<u8>> = (0..300u32).map(|i| format!("entry {i}").into_bytes()).collect();
    let mut log = Log::of(entries.iter().map(|entry| leaf_hash(entry)));
    let checkpoint = Checkpoint { origin: "tj.example/log".into(), size: 300, root: log.edge.root() };
    let key = log_key();
    let mut note = checkpoint.sign(&key);
    let witness = witness_key("heping.example/witness", 9);
    note.signatures.push(cosign(&witness, &note.text, 1));
    let proof = inclusion_proof(&mut log, 258, 300).unwrap();
    let receipt = Receipt { extra: Some(b"opened".to_vec()), index: 258, proof, checkpoint: note };
    let text = receipt.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra b3BlbmVk\nindex 258\n"), "{text}");
    let read = Receipt::parse(&text).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.verify(&entries[258], &key.verifying()), Ok(checkpoint));
    assert!(matches!(read.verify(&entries[257], &key.verifying()), Err(ReceiptBroken::Proof(_))));
    assert!(matches!(read.verify(&entries[258], &witness.verifying()), Err(ReceiptBroken::Checkpoint(_))));
    assert_eq!(read.witnessed_by(&[witness.verifying()]).unwrap().len(), 1);
    assert_eq!(read.witnessed_by(&[witness_key("nobody", 3).verifying()]).unwrap().len(), 0);
}

/// A city log's policy: five districts of six and one body outside.
#[test]
fn a_policy_counts_who_signed() {
    let names = ["heping", "hedong", "hexi", "nankai", "hebei", "hongqiao", "notary", "audit"];
    let keys: Vec<SigningKey> = names.iter().zip(1..).map(|(name, seed)| witness_key(name, seed)).collect();
    let mut text = format!("# the city's\nlog {} https://tj.example/log\n\n", log_key().verifying());
    for (name, key) in names.iter().zip(&keys) {
        text += &format!("witness {name} {}\n", key.verifying());
    }
    text += "group districts 5 heping hedong hexi nankai hebei hongqiao\ngroup outside any notary audit\n";
    text += "group all2 all districts outside\nquorum all2\n";
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.logs[0].1.as_deref(), Some("https://tj.example/log"));
    let public: Vec<VerifyingKey> = keys.iter().map(SigningKey::verifying).collect();
    let signed =
        |places: &[usize]| policy.is_met(&places.iter().map(|place| &public[*place]).collect::<Vec<_>>());
    assert!(signed(&[0, 1, 2, 3, 4, 6]));
    assert!(signed(&[1, 2, 3, 4, 5, 7]));
    assert!(!signed(&[0, 1, 2, 3, 4, 5]), "nobody outside");
    assert!(!signed(&[0, 1, 2, 3, 6, 7]), "four districts");
    assert!(Policy::parse("").unwrap().is_met(&[]));
    for wrong in
        ["quorum nobody", "group a 2 heping", "witness x y", "log x", "hello", "quorum none\nquorum none"]
    {
        assert!(Policy::parse(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    /// Whatever text comes: an answer, no panic; and what is read is written as it was.
    #[test]
    fn any_text_is_answered(text in "(.|\n|— a AAAAAAA=\n){0,80}") {
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text.clone());
        }
        let _ = Receipt::parse(&format!("c2sp.org/tlog-proof@v1\n{text}"));
        let _ = Checkpoint::parse(&text);
        let _ = Policy::parse(&text);
        let _ = VerifyingKey::parse(&text);
    }

    /// No bit of a signed checkpoint can be turned.
    #[test]
    fn no_bit_can_be_turned(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let checkpoint = Checkpoint { origin: "tj.example/log".into(), size: 70_000, root: Hash([5; 32]) };
        let key = log_key();
        let mut bytes = checkpoint.sign(&key).to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(text) = String::from_utf8(bytes) && let Ok(note) = Note::parse(&text) {
            prop_assert!(Checkpoint::open(&note, &key.verifying()).is_err());
        }
    }
}
