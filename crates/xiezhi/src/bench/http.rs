//! Just enough of a browser to measure with: one connection that is kept, one question at a time.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::cli::Failure;

/// A connection to the pages, with the cookie of who is signed in.
pub struct Visitor {
    stream: TcpStream,
    read: Vec<u8>,
    cookie: String,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Bytes of the page without its head.
    pub bytes: usize,
    /// The cookie that it sets, if it does.
    pub cookie: Option<String>,
    /// The page.
    pub body: String,
}

impl Visitor {
    /// Connects.
    pub async fn connect(address: SocketAddr, cookie: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::new(), cookie: cookie.to_owned() })
    }

    /// Asks for a page, or sends a form.
    pub async fn ask(&mut self, path: &str, form: Option<&str>) -> Result<Answer, Failure> {
        let (method, body) = form.map_or(("GET", ""), |form| ("POST", form));
        let who = format!("cookie: {}\r\ncontent-type: application/x-www-form-urlencoded", self.cookie);
        self.send(method, path, &who, body).await
    }

    /// Pushes JSON as a system with a token.
    pub async fn push(&mut self, path: &str, token: &str, json: &str) -> Result<Answer, Failure> {
        let who = format!("authorization: Bearer {token}\r\ncontent-type: application/json");
        self.send("POST", path, &who, json).await
    }

    async fn send(&mut self, method: &str, path: &str, who: &str, body: &str) -> Result<Answer, Failure> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: bench\r\n{who}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.read.clear();
        let head = self.head().await?;
        let text = String::from_utf8_lossy(&self.read[..head]).to_ascii_lowercase();
        let line = |name: &str| text.lines().find_map(|l| l.strip_prefix(name)).map(|v| v.trim().to_owned());
        let length: usize = line("content-length:").and_then(|n| n.parse().ok()).unwrap_or(0);
        while self.read.len() < head + length {
            self.more().await?;
        }
        let status = text.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
        let body = String::from_utf8_lossy(&self.read[head..]).into_owned();
        let cookie = line("set-cookie:").map(|c| c.split(';').next().unwrap_or_default().to_owned());
        Ok(Answer { status, bytes: length, cookie, body })
    }

    /// Reads until the head is there: its length.
    async fn head(&mut self) -> Result<usize, Failure> {
        loop {
            if let Some(at) = self.read.windows(4).position(|w| w == b"\r\n\r\n") {
                return Ok(at + 4);
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Failure> {
        if self.stream.read_buf(&mut self.read).await? == 0 {
            return Err("the pages closed the connection".into());
        }
        Ok(())
    }
}
