//! What the people are called who act on the platform: their names lie in the vault, everything else knows their ids.

use std::collections::HashMap;

use uuid::Uuid;

/// Characters of an id that tell people without a name apart.
const SHORT: usize = 8;

/// Names by id.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by: HashMap<Uuid, String>,
    with_ids: bool,
}

impl Names {
    /// For a page: the name alone.
    pub const fn new(by: HashMap<Uuid, String>) -> Self {
        Self { by, with_ids: false }
    }

    /// For the command line: the name with the id behind it, by which the person is named in the next command.
    pub const fn with_ids(by: HashMap<Uuid, String>) -> Self {
        Self { by, with_ids: true }
    }

    /// What somebody is called; where no name is kept, what can be said of the id.
    pub fn of(&self, id: Uuid) -> String {
        match (self.by.get(&id), self.with_ids) {
            (Some(name), true) => format!("{name} ({id})"),
            (Some(name), false) => name.clone(),
            (None, true) => id.to_string(),
            (None, false) => id.simple().to_string().chars().take(SHORT).collect(),
        }
    }

    /// The bare name; nothing where none is kept.
    pub fn bare(&self, id: Uuid) -> &str {
        self.by.get(&id).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_alone_on_a_page_and_with_its_id_at_the_command_line() {
        let (known, unknown) = (Uuid::from_u128(1), Uuid::from_u128(0xabc << 112));
        let by = HashMap::from([(known, "张三".to_owned())]);
        let page = Names::new(by.clone());
        assert_eq!(page.of(known), "张三");
        assert_eq!(page.of(unknown), "0abc0000");
        assert_eq!(page.bare(unknown), "");
        let line = Names::with_ids(by);
        assert_eq!(line.of(known), "张三 (00000000-0000-0000-0000-000000000001)");
        assert_eq!(line.of(unknown), unknown.to_string());
    }
}
