//! Acts one by one over HTTP, durable before the answer: as agencies' systems push them, each with its token, against the same
//! statements sent by as many clients with a transaction each.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use decree::authority::{Actor, Role};
use exchange::Language;
use platform::{TokenRules, TokenWish, system_actions};
use tokio::net::TcpListener;
use web::{App, Listener, Side};

use super::Line;
use super::ground::Ground;
use super::http::Visitor;
use super::submit::alone;
use crate::cli::Failure;
use crate::pages::limits;

/// Measures at 1, `clients` and 128 clients.
pub async fn run(ground: &Ground, rows: u64, clients: usize) -> Result<Line, Failure> {
    let each = rows.clamp(500, 20_000);
    let (address, tokens) = serve(ground).await?;
    let mut next = 0;
    let mut rates = Vec::new();
    for clients in [1, clients, 128] {
        let count = if clients == 1 { each / 10 } else { each };
        let (mut ours, mut raw) = (0.0, 0.0);
        for _ in 0..3 {
            ours += pushed(ground, (address, &tokens), next, count / 3, clients).await?;
            next += count / 3;
            raw += alone(ground, next, count / 3, clients).await?;
            next += count / 3;
        }
        rates.push((clients, ours / 3.0, raw / 3.0));
    }
    let (_, ours, raw) = rates[1];
    let mut line = Line {
        name: "submit_http",
        rows: next,
        ours,
        raw,
        ratio: ours / raw,
        unit: "acts/s",
        ..Line::default()
    };
    line.more.extend([
        ("clients", rates[1].0 as f64),
        ("one_client", rates[0].1),
        ("one_client_raw", rates[0].2),
        ("one_client_ratio", rates[0].1 / rates[0].2),
        ("clients_128", rates[2].1),
        ("clients_128_raw", rates[2].2),
        ("clients_128_ratio", rates[2].1 / rates[2].2),
    ]);
    Ok(line)
}

/// The staff's listener on a port that is free, and a token for each agency.
async fn serve(ground: &Ground) -> Result<(SocketAddr, Arc<HashMap<i32, String>>), Failure> {
    // What is measured is the way, not the bound.
    let rules = TokenRules { limits: limits(1_000_000, 1_000_000), ..TokenRules::default() };
    let platform = ground.platform.clone().with_token_rules(rules);
    let mut tokens = HashMap::new();
    for agency in platform.base().agencies() {
        let head = Actor { role: Role::AgencyHead, agency: agency.key, ..Actor::clock() };
        let wish = TokenWish { name: "bench".to_owned(), may: system_actions(), days: 1 };
        let made =
            platform.make_token(&head, agency.key, &wish).await?.map_err(platform::PlatformError::from)?;
        tokens.insert(agency.key, made.text);
    }
    let app = App::new(platform, Vec::new(), Language::Chinese);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(web::serve(app, Listener { side: Side::Staff, listener }, std::future::pending()));
    Ok((address, Arc::new(tokens)))
}

/// Acts a second, each client on a connection of its own.
async fn pushed(
    ground: &Ground,
    (address, tokens): (SocketAddr, &Arc<HashMap<i32, String>>),
    from: u64,
    count: u64,
    clients: usize,
) -> Result<f64, Failure> {
    let rows = Arc::new(std::sync::Mutex::new(ground.rows(from, from + count)));
    let mut visitors = Vec::new();
    for _ in 0..clients {
        visitors.push(Visitor::connect(address, "").await?);
    }
    let begun = Instant::now();
    let mut tasks = Vec::new();
    for mut visitor in visitors {
        let (rows, tokens) = (rows.clone(), tokens.clone());
        tasks.push(tokio::spawn(async move {
            loop {
                let next = rows.lock().ok().and_then(|mut rows| rows.pop());
                let Some((agency, row)) = next else { return Ok::<(), Failure>(()) };
                let token = tokens.get(&agency).map_or("", String::as_str);
                let answer = visitor.push("/api/v1/inspections", token, &row).await?;
                if answer.status != 201 {
                    return Err(format!("not recorded: {} {}", answer.status, answer.body).into());
                }
            }
        }));
    }
    for task in tasks {
        task.await??;
    }
    Ok(count as f64 / begun.elapsed().as_secs_f64())
}
