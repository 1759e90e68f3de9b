//! The simulated city against its promises: the same seed makes the same facts, however often it is interrupted, and what it
//! leaves behind passes the platform's own checks.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use platform::{Platform, SimulatedClock};

use super::city::City;
use super::course::Course;
use super::data::Data;
use super::progress::Progress;
use super::summary::Summary;
use super::{Made, Options};
use crate::open::{How, Opened, Where, open};
use crate::pages::Addresses;

const SCALE: f64 = 0.02;

/// A city on a server of its own.
struct Trial {
    platform: Platform,
    clock: Arc<SimulatedClock>,
    city: City,
    _server: Option<pgserver::PrivateServer>,
    _folder: tempfile::TempDir,
}

async fn begin(seed: u64) -> Trial {
    let folder = tempfile::tempdir().unwrap();
    let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let (api_per_second, api_burst) = (20, 200);
    let addresses =
        Addresses { public: anywhere, staff: anywhere, public_address: None, api_per_second, api_burst };
    let options = Options { months: 2, seed, scale: SCALE, no_serve: true, json: true, addresses };
    let seed = Made::of(&options).seed_bytes();
    let place = Where {
        data: folder.path().join("data"),
        database_url: None,
        key_dir: None,
        files: None,
        log_dir: None,
        log_origin: "test.example/log".to_owned(),
        pg_bin: None,
        node: 1,
    };
    let clock = Arc::new(SimulatedClock::new(Timestamp::UNIX_EPOCH));
    let settings = vec![("fsync".to_owned(), "off".to_owned())];
    let how = How { clock: clock.clone(), seed: Some(seed), serve: false, settings };
    let Opened { platform, server } = open(&place, how).await.unwrap();
    let city = City::new(Data::shipped().unwrap(), seed, options.months, options.scale);
    Trial { platform, clock, city, _server: server, _folder: folder }
}

impl Trial {
    /// Runs the simulation, or as much of it as the time allows.
    async fn run(&self, time: Duration) -> bool {
        let progress = Progress::new(String::new(), false);
        let course = async {
            let mut course = Course::new(&self.city, &self.platform, self.clock.clone()).await.unwrap();
            course.run(&progress).await.unwrap();
            // Only alerts that were cleared before somebody came to handle them may be refused.
            assert!(course.refused < 20, "{} refused", course.refused);
        };
        tokio::time::timeout(time, course).await.is_ok()
    }

    async fn summary(&self) -> Summary {
        Summary::of(&self.platform.store().counts().await.unwrap(), &self.platform.base())
    }

    async fn is_sound(&self) {
        let checked = self.platform.store().check(10).await.unwrap();
        assert!(checked.differences.is_empty(), "{:?}", checked.differences);
        let alerts = self.platform.check_alerts(10).await.unwrap();
        assert!(alerts.mismatches.is_empty(), "{:?}", alerts.mismatches);
    }

    /// How many facts there are of each kind, day by day: what differs is named.
    async fn kinds(&self) -> Vec<String> {
        let access = self.platform.store().access();
        let client = access.connect(store::Role::Writer).await.unwrap();
        let kinds = "select to_char(recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || ' ' || kind || ' ' || count(*)
            from journal.fact group by to_char(recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD'), kind order by 1";
        client.query(kinds, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    }

    async fn facts(&self) -> String {
        let access = self.platform.store().access();
        let client = access.connect(store::Role::Writer).await.unwrap();
        let all =
            "select md5(string_agg(id::text || encode(commits, 'hex') || recorded_at::text, '' order by id))
            from journal.fact";
        client.query_one(all, &[]).await.unwrap().get(0)
    }
}

const AGES: Duration = Duration::from_secs(600);

#[tokio::test(flavor = "multi_thread")]
async fn one_seed_makes_one_set_of_facts_however_often_it_is_interrupted() {
    let (straight, broken) = (begin(5).await, begin(5).await);
    assert!(straight.run(AGES).await);
    straight.is_sound().await;
    let mut interruptions = 0;
    for millis in (40..).step_by(90) {
        if broken.run(Duration::from_millis(millis)).await {
            break;
        }
        interruptions += 1;
    }
    assert!(interruptions > 2, "{interruptions} interruptions");
    broken.is_sound().await;
    let (one, other) = (straight.kinds().await, broken.kinds().await);
    let lone = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|kind| !those.contains(kind)).take(20).cloned().collect()
    };
    assert_eq!(lone(&one, &other), lone(&other, &one), "day, kind of fact, how many: straight, interrupted");
    assert_eq!(straight.summary().await, broken.summary().await);
    assert_eq!(straight.facts().await, broken.facts().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_seed_makes_another_city_with_every_behaviour() {
    let city = begin(6).await;
    assert!(city.run(AGES).await);
    city.is_sound().await;
    let counts = city.platform.store().counts().await.unwrap();
    assert!((40..70).contains(&counts.of(decree::fact::ThingKind::Agency)), "{counts:?}");
    assert!(counts.points.len() >= 6, "nearly every point raises something: {counts:?}");
    assert!(counts.alerts.iter().any(|(level, ..)| *level == 2), "some alerts climb: {counts:?}");
    let districts: std::collections::BTreeSet<i32> = city
        .city
        .bureaus
        .iter()
        .filter(|b| b.agency.kind == decree::agency::AgencyKind::Street)
        .map(|b| b.agency.district)
        .collect();
    assert!(districts.len() >= 2);
}
