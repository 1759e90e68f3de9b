//! The binary, run as people run it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use pgserver::{Options, PrivateServer};
use serde_json::Value;
use store::Access;

use crate::city;
use crate::server::{Db, beginning, folder, settings};

/// A run of the binary on a data folder, in English.
pub fn xiezhi(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xiezhi"));
    for variable in ["XIEZHI_DATA", "XIEZHI_DATABASE_URL", "XIEZHI_KEY_DIR", "XIEZHI_FILES", "XIEZHI_LANG"] {
        command.env_remove(variable);
    }
    command.args(arguments).arg("--data").arg(data).args(["--lang", "en"]).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn run(data: &Path, arguments: &[&str]) -> Output {
    xiezhi(data, arguments).output().unwrap()
}

/// Runs it to its end, which must be a good one; what it printed.
pub fn good(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {}\n{said}\n{complained}", output.status);
    said
}

/// Runs it to its end, which must be a refusal (1); what it complained of.
pub fn bad(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    let complained = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {complained}");
    complained
}

/// The last line of what a good run printed, as JSON.
pub fn last_json(data: &Path, arguments: &[&str]) -> Value {
    let said = good(data, arguments);
    serde_json::from_str(said.lines().last().expect("a line")).expect("JSON")
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Starts it and goes on.
pub fn start(data: &Path, arguments: &[&str]) -> Child {
    xiezhi(data, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The journal and everything beside it are sound.
pub fn sound(data: &Path) {
    good(data, &["rebuild", "--check"]);
    good(data, &["alerts", "--check"]);
}

/// A data folder with the small city, as a real one: made once and copied.
pub fn city_folder(name: &str) -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        std::thread::spawn(|| {
            let data = folder("real-city");
            let options =
                Options { data: data.clone(), programs: None, settings: settings(), role: "command" };
            let server = PrivateServer::start(&options).unwrap();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let access = Access::private(server.socket_dir(), "xiezhi");
            runtime.block_on(async {
                access.prepare().await.unwrap();
                store::migrate(&access).await.unwrap();
                let db = Db::open(access, data.join("keys"), 1, beginning()).await;
                db.platform.found(false).await.unwrap();
                city::register(&db.platform).await;
            });
            drop(runtime);
            server.stop().unwrap();
            data
        })
        .join()
        .unwrap()
    });
    let copy = folder(name);
    assert!(!copy.exists(), "each test has its own folder");
    let copied = Command::new("cp").arg("-a").arg(made).arg(&copy).status().unwrap();
    assert!(copied.success());
    copy
}

/// A file of inspections with the columns of the template.
pub fn csv(path: &Path, rows: &[String]) {
    let head = "own_number,power,target_name,place,finished_at,form,result,officers\n";
    std::fs::write(path, format!("{head}{}\n", rows.join("\n"))).unwrap();
}
