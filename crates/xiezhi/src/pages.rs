//! The pages: opening their two listeners, and the people whom a simulated city offers on its sign-in page.

use std::net::SocketAddr;

use calendar::city_date;
use clap::Args;
use decree::authority::Role;
use decree::office::OfficeKind;
use exchange::{Arg, Language};
use platform::{Limits, Platform, Rate, TokenRules};
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{App, DemoAccount, Listener, Side};

use crate::cli::Failure;
use crate::report;

/// Where the pages are served.
#[derive(Args, Clone, Debug)]
pub struct Addresses {
    /// Address of the public pages
    #[arg(long, value_name = "ADDRESS", env = "XIEZHI_PUBLIC", default_value = "127.0.0.1:8080")]
    pub public: SocketAddr,
    /// Address of the pages for staff: never on the same network as the public ones
    #[arg(long, value_name = "ADDRESS", env = "XIEZHI_STAFF", default_value = "127.0.0.1:8081")]
    pub staff: SocketAddr,
    /// Address that is printed on query code slips: how the public reaches its pages; the listener's own if not given
    #[arg(long, value_name = "URL", env = "XIEZHI_PUBLIC_ADDRESS")]
    pub public_address: Option<String>,
    /// Requests a second that one system's token may make, on average
    #[arg(long, value_name = "N", env = "XIEZHI_API_PER_SECOND", default_value_t = 20)]
    pub api_per_second: u32,
    /// Requests that one system's token may make at once
    #[arg(long, value_name = "N", env = "XIEZHI_API_BURST", default_value_t = 200)]
    pub api_burst: u32,
}

/// Listeners that are open.
pub struct Opened {
    listeners: Vec<Listener>,
    public_address: Option<String>,
    limits: Limits,
}

/// How often systems may ask: each so often, all together ten times that and at least 500 a second.
pub fn limits(per_second: u32, burst: u32) -> Limits {
    let every = |n: u32| 1_000_000 / i64::from(n.max(1));
    let all = per_second.saturating_mul(10).max(500);
    Limits {
        source: Rate { burst, every_micros: every(per_second).max(1) },
        global: Rate { burst: burst.saturating_mul(10), every_micros: every(all).max(1) },
        sources: 10_000,
    }
}

impl Addresses {
    /// Opens both listeners.
    ///
    /// # Errors
    /// An address is taken or not this machine's.
    pub async fn open(&self, language: Language) -> Result<Opened, Failure> {
        let mut listeners = Vec::new();
        for (side, address, option) in
            [(Side::Public, self.public, "--public"), (Side::Staff, self.staff, "--staff")]
        {
            let listener = TcpListener::bind(address).await.map_err(|error| {
                let args = [
                    ("address", Arg::text(address.to_string())),
                    ("option", Arg::text(option)),
                    ("error", Arg::text(error.to_string())),
                ];
                report::tell(language, "pages-taken", &args)
            })?;
            listeners.push(Listener { side, listener });
        }
        let limits = limits(self.api_per_second, self.api_burst);
        Ok(Opened { listeners, public_address: self.public_address.clone(), limits })
    }
}

impl Opened {
    /// Serves the platform on both until `stop` says so.
    ///
    /// # Errors
    /// A listener has no address.
    pub fn serve(
        self,
        platform: &Platform,
        language: Language,
        stop: &watch::Receiver<bool>,
    ) -> std::io::Result<()> {
        let demo = if platform.is_simulated() { demo_people(platform) } else { Vec::new() };
        let public = self.listeners.iter().find(|l| l.side == Side::Public);
        let own = public.map(|l| l.listener.local_addr()).transpose()?.map(|a| format!("http://{a}"));
        let address = self.public_address.or(own).unwrap_or_default();
        let rules = TokenRules { limits: self.limits, ..platform.token_rules() };
        let app =
            App::new(platform.clone().with_token_rules(rules), demo, language).with_public_address(&address);
        for listener in self.listeners {
            let id = match listener.side {
                Side::Public => "pages-public",
                Side::Staff => "pages-staff",
            };
            let address = format!("http://{}", listener.listener.local_addr()?);
            report::note(report::say(language, id, &[("address", &address)]));
            let (app, mut stop) = (app.clone(), stop.clone());
            tokio::spawn(async move {
                let stopped = async move {
                    let _gone = stop.wait_for(|stop| *stop).await;
                };
                if let Err(error) = web::serve(app, listener, stopped).await {
                    report::note(error.to_string());
                }
            });
        }
        Ok(())
    }
}

/// One person for each role that the city has: of the agency with the most to do among those that come first.
fn demo_people(platform: &Platform) -> Vec<DemoAccount> {
    let base = platform.base();
    let day = city_date(platform.now());
    let mut offices = base.offices();
    // Where a street is, every role of an agency is, and little enough that one finds one's way.
    let street = base
        .agencies()
        .into_iter()
        .find(|a| a.level == decree::agency::AdministrativeLevel::Subdistrict)
        .map_or((0, 0), |a| (a.key, a.district));
    offices.sort_by_key(|o| {
        let near = o.agency == street.0 || (o.kind == OfficeKind::DistrictOffice && o.district == street.1);
        (!near, o.key)
    });
    let holder = |role: &Role| {
        offices.iter().find_map(|office| {
            let person = base.holders(office.key, *role, day).into_iter().next()?;
            Some(DemoAccount { person, role: role.code(), office: office.name.clone() })
        })
    };
    Role::ALL.iter().filter_map(holder).collect()
}
