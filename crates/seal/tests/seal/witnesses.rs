//! What a witness signs and refuses: the cases of tlog-witness.

use seal::{
    AddCheckpoint, Checkpoint, Hash, KeyKind, Note, Refused, RequestBroken, Seen, SigningKey, consider,
    consistency_proof, leaf_hash,
};

use crate::trees::Log;

fn key() -> SigningKey {
    SigningKey::new("tj.example/log", KeyKind::Log, &[7; 32]).unwrap()
}

fn leaves(to: u64, fork: bool) -> impl Iterator<Item = Hash> {
    (0..to).map(move |i| {
        leaf_hash(&[i.to_be_bytes().as_slice(), if fork && i == 3 { b"!" } else { b"" }].concat())
    })
}

fn request(old: u64, size: u64, fork: bool) -> AddCheckpoint {
    let mut log = Log::of(leaves(size, fork));
    let checkpoint = Checkpoint { origin: "tj.example/log".into(), size, root: log.edge.root() };
    AddCheckpoint {
        old,
        proof: consistency_proof(&mut log, old, size).unwrap(),
        checkpoint: checkpoint.sign(&key()),
    }
}

fn ask(seen: Option<&Seen>, request: &AddCheckpoint) -> Result<Seen, Refused> {
    let read = AddCheckpoint::parse(&request.to_body()).unwrap();
    assert_eq!(&read, request);
    consider(seen, &read, &key().verifying())
}

#[test]
fn a_log_that_grows_is_signed() {
    let first = ask(None, &request(0, 5, false)).unwrap();
    assert_eq!(first.checkpoint.size, 5);
    let second = ask(Some(&first), &request(5, 300, false)).unwrap();
    assert_eq!(second.checkpoint.size, 300);
    // The same again is signed again: the witness says that it still is the largest it has seen.
    assert_eq!(ask(Some(&second), &request(300, 300, false)).unwrap(), second);
}

#[test]
fn everything_else_is_refused() {
    let seen = ask(None, &request(0, 5, false)).unwrap();
    assert_eq!(ask(Some(&seen), &request(0, 300, false)), Err(Refused::Conflict(5)));
    assert_eq!(ask(Some(&seen), &request(6, 300, false)), Err(Refused::Conflict(5)));
    assert_eq!(ask(Some(&seen), &request(5, 300, true)), Err(Refused::Inconsistent));
    assert_eq!(ask(Some(&seen), &request(5, 5, true)), Err(Refused::Inconsistent));
    let mut smaller = request(0, 3, false);
    smaller.old = 5;
    assert_eq!(ask(Some(&seen), &smaller), Err(Refused::Order));
    let mut forged = request(5, 300, false);
    forged.checkpoint.text = forged.checkpoint.text.replace("300", "301");
    assert_eq!(ask(Some(&seen), &forged), Err(Refused::Signature));
    let stranger = SigningKey::new("tj.example/log", KeyKind::Log, &[8; 32]).unwrap();
    let foreign = Note::sign(request(5, 300, false).checkpoint.text, &stranger);
    let foreign = AddCheckpoint { checkpoint: foreign, ..request(5, 300, false) };
    assert_eq!(ask(Some(&seen), &foreign), Err(Refused::Signature));
}

#[test]
fn what_is_no_request_is_refused() {
    let body = request(5, 300, false).to_body();
    assert!(AddCheckpoint::parse(&body).is_ok());
    let many = format!(
        "old 5\n{}\n{}",
        format!("{}\n", leaf_hash(b"").to_base64()).repeat(64),
        "x\n\n— a AAAAAAA=\n"
    );
    for wrong in [
        "",
        "old\n\n",
        "old -1\n\nx\n\n— a AAAAAAA=\n",
        "old 5\nno hash\n\nx\n\n— a AAAAAAA=\n",
        &many,
        &body.replace("old ", "new "),
    ] {
        assert_eq!(AddCheckpoint::parse(wrong), Err(RequestBroken), "{wrong:?}");
    }
}
