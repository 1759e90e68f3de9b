//! What every handler has: the platform, the door's queue, and how this installation is called.

use std::sync::Arc;

use exchange::Language;
use platform::{Platform, Queue};
use uuid::Uuid;

use crate::api::upload::Uploads;
use crate::import::Files;

/// An account of a simulated city, offered on the sign-in page with one click.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// Whose.
    pub person: Uuid,
    /// The code of the role.
    pub role: &'static str,
    /// In which office.
    pub office: String,
}

/// What every handler has. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The platform.
    pub platform: Platform,
    /// The queue in front of its door.
    pub queue: Queue,
    /// Accounts of a simulated city; none in a real one.
    pub demo: Arc<[DemoAccount]>,
    /// The language of those who have chosen none.
    pub language: Language,
    /// Files of records on their way in.
    pub files: Files,
    /// Files of documents that systems send in parts.
    pub uploads: Uploads,
    /// Address of the public pages, where it is known.
    pub public_address: Arc<str>,
}

impl App {
    /// Workers of the queue, and how many acts they commit together.
    const WORKERS: usize = 4;
    const TOGETHER: usize = 64;

    /// The pages of a platform.
    pub fn new(platform: Platform, demo: Vec<DemoAccount>, language: Language) -> Self {
        let queue = Queue::start(&platform, Self::WORKERS, Self::TOGETHER);
        Self {
            platform,
            queue,
            demo: demo.into(),
            language,
            files: Files::default(),
            uploads: Uploads::default(),
            public_address: "".into(),
        }
    }

    /// The pages with the address under which the public reaches theirs: it is printed on slips.
    #[must_use]
    pub fn with_public_address(mut self, address: &str) -> Self {
        self.public_address = address.trim_end_matches('/').into();
        self
    }
}
