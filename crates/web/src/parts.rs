//! What the frame and the components in `templates/` show. Templates read fields by name; where nothing is to be shown, a text
//! is empty. Everything here is already in the reader's language.

/// What the frame of a page shows.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The tag of the language, as in `lang="…"`.
    pub lang: &'static str,
    /// Whether the reader chose large text (適老化).
    pub large_text: bool,
    /// The title of the page, as in the heading.
    pub title: String,
    /// The name of the city.
    pub city: String,
    /// Where the page is: what language and text size lead back to.
    pub path: String,
    /// The same without what is asked of it, on a public page: what somebody looked for is nobody else's business.
    pub address: String,
    /// The hash of the assets, for their addresses.
    pub assets: String,
    /// The version of the program.
    pub version: String,
    /// Until when the data is complete.
    pub data_as_of: String,
    /// Who is signed in.
    pub me: Option<Me>,
    /// The menu; for the public one group without a title.
    pub menu: Vec<MenuGroup>,
    /// The way to this page; the last one has no address.
    pub crumbs: Vec<Crumb>,
    /// The organ that publishes, for the public.
    pub organ: String,
    /// Its address and telephone number.
    pub contact: String,
}

/// Who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// Whose drafts on a device they are.
    pub person: String,
    /// Name.
    pub name: String,
    /// The post that is acted in.
    pub post: String,
    /// The agency of the post.
    pub agency: String,
    /// Every post that may be acted in.
    pub posts: Vec<Choice>,
}

/// A group of the menu.
#[derive(Clone, Debug, Default)]
pub struct MenuGroup {
    /// Its title.
    pub title: String,
    /// Its entries.
    pub items: Vec<MenuItem>,
}

/// An entry of a menu, or a tab.
#[derive(Clone, Debug, Default)]
pub struct MenuItem {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether one is there.
    pub here: bool,
    /// How many there are, or empty.
    pub count: String,
}

/// A step on the way to a page.
#[derive(Clone, Debug, Default)]
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

/// One of several choices.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub title: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// What was wrong with a form.
#[derive(Clone, Debug, Default)]
pub struct FieldError {
    /// The name of the field, as in its address `#f-NAME`; empty when it is about the whole.
    pub name: String,
    /// What is wrong.
    pub words: String,
    /// What to do.
    pub remedy: String,
}

/// A count that leads to what it counts.
#[derive(Clone, Debug, Default)]
pub struct Tile {
    /// What is counted.
    pub title: String,
    /// How many.
    pub number: String,
    /// Of what, or empty.
    pub unit: String,
    /// What else there is to know.
    pub note: String,
    /// The list that was counted.
    pub href: String,
    /// `plain`, `warn`, `bad` or `good`.
    pub kind: &'static str,
}

/// A way in for the public.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// What it is called.
    pub title: String,
    /// What is there.
    pub words: String,
    /// Where it leads.
    pub href: String,
}

/// A step of a task.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// What it is called.
    pub title: String,
    /// `done`, `here` or `todo`.
    pub state: &'static str,
}

/// A bar of a chart.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// What it stands for.
    pub title: String,
    /// Its value in words.
    pub value: String,
    /// Its length in hundredths of the longest.
    pub percent: u32,
    /// The list that it counts.
    pub href: String,
    /// `plain` or `bad`.
    pub kind: &'static str,
}

/// A row of a comparison of two versions.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// The name of the field.
    pub field: String,
    /// What was there.
    pub old: String,
    /// What would be there.
    pub new: String,
    /// Whether they differ.
    pub changed: bool,
}

/// A stage of a case.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    /// What it is called.
    pub title: String,
    /// How it is drawn: `done`, `here` or `todo`.
    pub state: &'static str,
    /// The kind of its status: `plain`, `active`, `waiting`, `good`, `bad`, `closed`.
    pub kind: &'static str,
    /// Its status in words.
    pub words: String,
    /// What happened in it.
    pub events: Vec<Event>,
}

/// What happened in a stage.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// What it is called.
    pub title: String,
    /// When it happened.
    pub happened: String,
    /// When a device caught it, or empty.
    pub caught: String,
    /// When the platform had it.
    pub recorded: String,
    /// By how much it was late (Art. 15, 16), or empty.
    pub late: String,
    /// A sentence about it, or empty.
    pub words: String,
    /// What is said about it, field by field.
    pub fields: Vec<(String, String)>,
    /// Who acted.
    pub officers: Vec<Officer>,
    /// Its documents.
    pub documents: Vec<Document>,
    /// The alerts about it.
    pub alerts: Vec<EventAlert>,
}

/// An officer.
#[derive(Clone, Debug, Default)]
pub struct Officer {
    /// Name.
    pub name: String,
    /// Number of the certificate, or empty.
    pub certificate: String,
}

/// A document; one without an address is missing, or is there without a file.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Whether it is there without an address: its file has not come, or is not for this reader.
    pub unopened: bool,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Its number, size or what is the matter with it.
    pub note: String,
}

/// An alert about an event.
#[derive(Clone, Debug, Default)]
pub struct EventAlert {
    /// Level 1, 2 or 3.
    pub level: u8,
    /// What it says.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// The kind of its status.
    pub kind: &'static str,
    /// Its status in words.
    pub words: String,
}

/// A deadline with the days that made it.
#[derive(Clone, Debug, Default)]
pub struct Deadline {
    /// What must be done.
    pub title: String,
    /// `plenty`, `soon`, `today`, `over`, `paused` or `done`.
    pub kind: &'static str,
    /// The time that is left in words.
    pub left: String,
    /// The last day.
    pub until: String,
    /// The whole in one sentence.
    pub sum: String,
    /// The article and its limit.
    pub basis: String,
    /// The days, in their order.
    pub days: Vec<Day>,
    /// What may still change, or empty.
    pub note: String,
}

/// A day of a deadline.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// The date.
    pub date: String,
    /// The day of the week.
    pub weekday: String,
    /// Its number; empty when it does not count.
    pub counted: String,
    /// Why it counts or not.
    pub why: String,
}

/// A line of the contents of a case file.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The id of the document's section.
    pub id: String,
    /// The name of the document.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: String,
    /// Its first sheet in the file.
    pub sheet: String,
}

/// The slip with the query code that a party gets (Art. 33).
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// The QR code as SVG made by the program, or empty for a placeholder.
    pub qr: String,
    /// The decision.
    pub subject: String,
    /// The code in groups of four.
    pub code: String,
    /// The address of the query page.
    pub url: String,
    /// The organ that decided.
    pub organ: String,
    /// The day of the slip.
    pub date: String,
    /// What the log stated on that day: whoever holds the paper is a witness. Empty before the first checkpoint.
    pub log: String,
}
