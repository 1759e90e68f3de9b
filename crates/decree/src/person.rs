//! People who act on the platform: their posts, with role and deputy, dated. Their names lie in the vault.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authority::Role;
use crate::dated::Dated;
use crate::fact::{Fact, ReadError};
use crate::territory::version;
use crate::view::{POST, Row};

/// The person's entry in the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Key in the vault.
    pub person: Uuid,
}

/// The name in a person's entry in the vault.
pub fn name_of(value: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Entry {
        name: String,
    }
    serde_json::from_slice::<Entry>(value).ok().map(|entry| entry.name)
}

/// A role held in an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The person stood in for, if this is a deputy's post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy_for: Option<Uuid>,
    /// First day in force.
    pub from: Date,
    /// Key of the office.
    pub office: i32,
    /// The role.
    pub role: Role,
    /// First day no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Default for Post {
    fn default() -> Self {
        Self { deputy_for: None, from: Date::ZERO, office: 0, role: Role::Clerk, until: None }
    }
}

crate::facts! {
    /// What is said about a person.
    PersonFact {
        /// The person is known to the platform.
        Registered = 30 v 1 { internal: Registration }
        /// The person holds a post, from a day on.
        Appointed = 31 v 1 { internal: Post }
    }
}

/// A person with posts.
#[derive(Clone, Debug, Default)]
pub struct PersonState {
    /// Key in the vault.
    pub person: Option<Uuid>,
    /// Posts.
    pub posts: Dated<Post>,
}

impl PersonState {
    /// Takes a fact in.
    ///
    /// # Errors
    /// The fact cannot be read.
    pub fn fold(&mut self, fact: &Fact) -> Result<(), ReadError> {
        match PersonFact::read(fact)? {
            PersonFact::Registered { internal } => self.person = Some(internal.person),
            PersonFact::Appointed { internal } => {
                self.posts.push(version(*internal, fact, |p| (p.from, p.until)));
            }
        }
        Ok(())
    }

    /// The posts in force on a day. (Several at once are usual: a deputy keeps the own post.)
    pub fn posts_on(&self, day: Date) -> impl Iterator<Item = &Post> {
        self.posts.all().iter().filter(move |v| v.covers(day)).map(|v| &v.value)
    }

    /// Its rows in `view`. `agency` is left to the office's row: an office may change its agency's name, not its key.
    pub fn rows(&self, stream: Uuid) -> Vec<Row> {
        (1..)
            .zip(self.posts.all())
            .map(|(n, v)| Row {
                table: &POST,
                values: vec![
                    stream.into(),
                    i32::into(n),
                    v.value.office.into(),
                    v.value.role.code().into(),
                    v.value.deputy_for.into(),
                    v.value.from.into(),
                    v.value.until.into(),
                ],
            })
            .collect()
    }
}
