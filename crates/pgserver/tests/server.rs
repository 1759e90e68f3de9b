//! The private server against real PostgreSQL programs; runs as root and as a normal user.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a step that fails is a test that fails")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use pgserver::{Attach, Options, PgError, PrivateServer, ROLES, find, start_or_attach};
use tempfile::TempDir;

fn options(data: &Path, role: &'static str) -> Options {
    let settings =
        [("fsync", "off"), ("shared_buffers", "16MB"), ("max_wal_size", "128MB"), ("min_wal_size", "32MB")];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Options { data: data.to_owned(), programs: None, settings, role }
}

/// A data folder that is removed at the end, with the cluster that may live elsewhere.
struct Data {
    /// Held for its end.
    _top: TempDir,
    data: PathBuf,
}

impl Data {
    fn new() -> Self {
        Self::in_folder(tempfile::tempdir_in("/tmp").unwrap(), "data")
    }

    fn in_folder(top: TempDir, below: &str) -> Self {
        let data = top.path().join(below);
        // Passable for the server's account, as most places are; `closed_folder` is the test where it is not.
        fs::set_permissions(top.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { _top: top, data }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        if let Ok(home) = fs::read_to_string(self.data.join("pg.path")) {
            fs::remove_dir_all(home.trim()).unwrap();
        }
    }
}

/// Runs SQL as one of our roles; gives what psql prints.
fn sql(server: &Path, role: &str, sql: &str) -> String {
    let psql = find(None).unwrap().postgres.with_file_name("psql");
    let mut command = Command::new(psql);
    command.arg("-h").arg(server).args(["-U", role, "-d", "postgres", "-XAtqc", sql]).env_remove("PGPORT");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn runs(pid: u32) -> bool {
    // A process that has ended and was not waited for yet still has a folder, but no working folder.
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok()
}

/// This test binary as another program that holds the data folder.
struct Other {
    child: Child,
    server: u32,
}

impl Other {
    fn start(data: &Path, role: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "another_program", "--nocapture"]);
        command.env("PGSERVER_TEST_DATA", data).env("PGSERVER_TEST_ROLE", role).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let server = lines.filter_map(|line| line.split_once("server=")?.1.parse().ok()).next();
        Self { child, server: server.expect("the other program did not start") }
    }

    fn kill(mut self) -> u32 {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.server
    }
}

#[test]
#[ignore = "a program for other tests to start and kill"]
fn another_program() {
    // Absent when somebody runs all the tests that are left out otherwise.
    let Some(data) = std::env::var_os("PGSERVER_TEST_DATA").map(PathBuf::from) else { return };
    let role = if std::env::var_os("PGSERVER_TEST_ROLE").unwrap() == "serve" { "serve" } else { "command" };
    let server = PrivateServer::start(&options(&data, role)).unwrap();
    println!("\nserver={}", server.pid());
    sleep(Duration::from_secs(120));
}

#[test]
fn start_use_stop_restart() {
    let data = Data::new();
    let mut server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    let (pid, dir) = (server.pid(), server.socket_dir().to_owned());
    server.alive().unwrap();
    assert!(runs(pid));
    let ask = |query: &str| sql(&dir, ROLES[0], query);
    for role in &ROLES[1..] {
        ask(&format!("create role {role} login"));
        assert_eq!(sql(&dir, role, "select current_user"), *role);
    }
    ask("create table kept(n int); insert into kept values (7)");
    assert_eq!(ask("show listen_addresses"), "");
    assert_eq!(ask("show shared_buffers"), "16MB", "the caller's settings win");
    assert_eq!(ask("show max_connections"), "60");
    assert_eq!(ask("show data_checksums"), "on");
    assert_eq!(ask("show server_encoding"), "UTF8");
    assert_eq!(ask("select datcollate from pg_database where datname = 'postgres'"), "C.UTF-8");
    assert_eq!(server.cluster_dir(), data.data.join("pg"));
    assert_eq!(
        ask("select string_agg(distinct type || auth_method, ',') from pg_hba_file_rules"),
        "localpeer"
    );
    server.stop().unwrap();
    assert!(!runs(pid));

    let again = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    assert_eq!(sql(again.socket_dir(), ROLES[0], "select n from kept"), "7");
    let pid = again.pid();
    drop(again);
    assert!(!runs(pid), "dropping stops");
}

#[test]
fn who_may_enter() {
    let data = Data::new();
    let server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&data.data), if is_root() { 0o710 } else { 0o700 });
    assert_eq!(mode(server.cluster_dir()), 0o700);
    assert_eq!(mode(server.socket_dir()), 0o700);
    let owner = fs::metadata(format!("/proc/{}", server.pid())).unwrap().uid();
    assert_ne!(owner, 0, "the server never runs as root");
    assert_eq!(owner, fs::metadata(server.cluster_dir()).unwrap().uid());
}

#[test]
fn a_second_one_is_refused() {
    let data = Data::new();
    let _server = PrivateServer::start(&options(&data.data, "command")).unwrap();
    let us = std::process::id();
    let held = |e: &PgError| matches!(e, PgError::Held { pid, role, .. } if *pid == us && role == "command");
    let refused = PrivateServer::start(&options(&data.data, "serve")).unwrap_err();
    assert!(held(&refused), "{refused}");
    assert!(refused.to_string().contains(&us.to_string()), "{refused}");
    let refused = start_or_attach(&options(&data.data, "command")).unwrap_err();
    assert!(held(&refused), "{refused}");
}

#[test]
fn a_command_joins_a_serving_program() {
    let data = Data::new();
    let other = Other::start(&data.data, "serve");
    match start_or_attach(&options(&data.data, "command")).unwrap() {
        Attach::Running { socket_dir, pid } => {
            assert_eq!(pid, other.child.id());
            assert_eq!(sql(&socket_dir, ROLES[0], "select 1"), "1");
        }
        Attach::Started(_) => panic!("two servers on one data folder"),
    }
    let refused = PrivateServer::start(&options(&data.data, "serve")).unwrap_err();
    assert!(refused.to_string().contains(&other.child.id().to_string()), "{refused}");
    other.kill();
    assert!(matches!(start_or_attach(&options(&data.data, "command")).unwrap(), Attach::Started(_)));
}

#[test]
fn killed_with_its_program_and_recovered() {
    let data = Data::new();
    let other = Other::start(&data.data, "serve");
    let dir = data.data.join("run");
    sql(&dir, ROLES[0], "create table kept(n int); insert into kept select generate_series(1, 1000)");
    let pid = other.kill();
    // The next start may come before the last process of the old server is gone.
    let server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    assert!(!runs(pid));
    assert_eq!(sql(server.socket_dir(), ROLES[0], "select count(*) from kept"), "1000");
    server.stop().unwrap();

    let pid = Other::start(&data.data, "serve").kill();
    let killed = Instant::now();
    while runs(pid) {
        assert!(killed.elapsed() < Duration::from_secs(10), "the server outlived its program");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_server_that_is_killed_is_noticed_and_recovered() {
    let data = Data::new();
    let mut server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    // The shell's own: a bare system has no such program.
    let killed = Command::new("sh").args(["-c", &format!("kill -9 {}", server.pid())]).status().unwrap();
    assert!(killed.success());
    let deadline = Instant::now() + Duration::from_secs(10);
    while server.alive().is_ok() && Instant::now() < deadline {
        sleep(Duration::from_millis(20));
    }
    assert!(matches!(server.alive(), Err(PgError::Died { .. })));
    assert!(matches!(server.stop(), Err(PgError::Died { .. })));
    // A number that meanwhile belongs to something else, as after the restart of a container.
    let file = data.data.join("pg/postmaster.pid");
    let rest = fs::read_to_string(&file).unwrap();
    let rest = rest.split_once('\n').unwrap().1;
    fs::write(&file, format!("{}\n{rest}", std::process::id())).unwrap();
    PrivateServer::start(&options(&data.data, "serve")).unwrap().stop().unwrap();
}

#[test]
fn a_data_folder_in_a_closed_folder() {
    let data = Data::new();
    let closed = data.data.parent().unwrap();
    fs::set_permissions(closed, fs::Permissions::from_mode(0o700)).unwrap();
    let server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    let cluster = server.cluster_dir().to_owned();
    sql(server.socket_dir(), ROLES[0], "create table kept(n int)");
    server.stop().unwrap();
    if !is_root() {
        assert_eq!(cluster, data.data.join("pg"));
        return;
    }
    assert!(cluster.starts_with("/var/lib/xiezhi"), "{}", cluster.display());
    let again = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    assert_eq!(again.cluster_dir(), cluster);
    sql(again.socket_dir(), ROLES[0], "select * from kept");
    again.stop().unwrap();

    // Whoever removes the data folder starts anew; the old cluster is neither used nor removed.
    let old = cluster.parent().unwrap();
    fs::remove_dir_all(&data.data).unwrap();
    let fresh = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    assert_ne!(fresh.cluster_dir(), cluster);
    assert!(old.join("pg/PG_VERSION").exists());
    fs::remove_dir_all(old).unwrap();
}

#[test]
fn a_path_too_long_for_a_socket() {
    let data =
        Data::in_folder(tempfile::tempdir_in("/tmp").unwrap(), &format!("{}/with space", "long".repeat(30)));
    let server = PrivateServer::start(&options(&data.data, "serve")).unwrap();
    let dir = server.socket_dir().to_owned();
    assert!(dir.starts_with("/tmp"), "{}", dir.display());
    assert_eq!(fs::metadata(&dir).unwrap().mode() & 0o777, 0o700);
    assert_eq!(sql(&dir, ROLES[0], "select 1"), "1");
    assert!(fs::read_to_string(data.data.join("lock")).unwrap().contains(dir.to_str().unwrap()));
    server.stop().unwrap();
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o777)).unwrap();
    let open = PrivateServer::start(&options(&data.data, "serve")).unwrap_err();
    assert!(matches!(open, PgError::Foreign { .. }), "{open}");
    fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn programs_absent_scripted_or_too_old() {
    let folder = tempfile::tempdir().unwrap();
    let refused = find(Some(folder.path())).unwrap_err().to_string();
    assert!(refused.contains("initdb") && refused.contains("--database-url"), "{refused}");

    let script = |name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, "#!/bin/sh\necho 'postgres (PostgreSQL) 14.3'\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    script("initdb");
    script("postgres");
    let refused = find(Some(folder.path())).unwrap_err().to_string();
    assert!(refused.contains("is a script"), "{refused}");
    assert!(find(None).unwrap().version >= pgserver::OLDEST);
}

#[test]
fn folders_that_are_not_ours() {
    let data = Data::new();
    fs::create_dir_all(data.data.join("pg")).unwrap();
    fs::write(data.data.join("pg/letter.txt"), "mine").unwrap();
    let refused = PrivateServer::start(&options(&data.data, "serve")).unwrap_err();
    assert!(matches!(refused, PgError::Foreign { .. }), "{refused}");
    fs::remove_file(data.data.join("pg/letter.txt")).unwrap();
    PrivateServer::start(&options(&data.data, "serve"))
        .expect("an empty folder is in nobody's way")
        .stop()
        .unwrap();

    fs::write(data.data.join("pg/PG_VERSION"), "9\n").unwrap();
    let refused = PrivateServer::start(&options(&data.data, "serve")).unwrap_err();
    assert!(matches!(&refused, PgError::OtherVersion { cluster_version: 9, .. }), "{refused}");
    assert!(refused.to_string().contains("XIEZHI_PG_BIN"), "{refused}");
}

#[test]
fn settings_that_the_server_refuses() {
    let data = Data::new();
    let with = |name: &str, value: &str| {
        let mut options = options(&data.data, "serve");
        options.settings.push((name.to_owned(), value.to_owned()));
        PrivateServer::start(&options).unwrap_err()
    };
    let refused = with("max_connections", "many").to_string();
    assert!(refused.contains("many") && refused.contains("pg-start.log"), "{refused}");
    assert!(matches!(with("a b", "c"), PgError::BadSetting { .. }));
}

#[test]
fn where_only_user_0_exists() {
    let inside = |command: &[&str]| {
        let unshare = ["--user", "--map-root-user"];
        Command::new("unshare").args(unshare).args(command).stderr(Stdio::piped()).output()
    };
    if !inside(&["true"]).is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no user namespaces here");
        return;
    }
    let data = Data::new();
    let path = data.data.to_str().unwrap();
    let us = std::env::current_exe().unwrap();
    let entry = ["--ignored", "--exact", "another_program", "--nocapture"];
    let variables = [format!("PGSERVER_TEST_DATA={path}"), "PGSERVER_TEST_ROLE=serve".to_owned()];
    let mut command = vec!["env", &variables[0], &variables[1], us.to_str().unwrap()];
    command.extend(entry);
    let output = inside(&command).unwrap();
    let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("CannotSwitchUser"), "{said}");
}
