//! Who may do what (Arts 21, 22; rulings 1): roles, actions, the one table, scopes, and the value without which
//! nothing is appended.

use std::marker::PhantomData;

use uuid::Uuid;

use crate::problem::{Problem, Refusal};

crate::codes! {
    /// A role, held in an office by a post.
    Role {
        /// 執法人員
        Officer = 1 "officer",
        /// 錄入人員
        Clerk = 2 "clerk",
        /// 機關負責人
        AgencyHead = 3 "agency_head",
        /// 機關法制機構
        LegalUnit = 4 "legal_unit",
        /// A department's legal unit over its line.
        LineLegalUnit = 5 "line_legal_unit",
        /// 區縣政府法制機構
        DistrictOffice = 6 "district_office",
        /// 市政府法制機構
        CityOffice = 7 "city_office",
        /// 政府領導
        GovernmentLeader = 8 "government_leader",
        /// 監察機關
        DisciplineOrgan = 9 "discipline_organ",
        /// 任免機關
        AppointingOrgan = 10 "appointing_organ",
        /// 市級運行維護 (Art. 7): runs, never reads a case.
        CityOperator = 11 "city_operator",
        /// 區級運行維護
        DistrictOperator = 12 "district_operator",
        /// 系統管理員
        SystemAdministrator = 13 "system_administrator",
        /// 安全管理員
        SecurityAdministrator = 14 "security_administrator",
        /// 日誌管理員
        LogAdministrator = 15 "log_administrator",
        /// 外部讀者, with an access grant.
        ExternalReader = 16 "external_reader",
        /// An agency's own system that pushes data or sends files.
        AgencySystem = 17 "agency_system",
        /// The platform's clock.
        Clock = 18 "clock",
        /// 公眾: whoever uses the public pages, nobody in particular.
        Public = 30 "public",
    }
}

crate::codes! {
    /// What can be done.
    Action {
        /// 歸集 (Arts 13-16).
        Collect = 1 "collect",
        /// 補充歸集 (rulings 3).
        Supplement = 2 "supplement",
        /// Draft an amendment application (Art. 14).
        DraftAmendment = 3 "draft_amendment",
        /// Sign an amendment application for the agency.
        SignAmendment = 4 "sign_amendment",
        /// Agree, return or refuse an amendment application.
        DecideAmendment = 5 "decide_amendment",
        /// Assign an alert to a handler.
        AssignAlert = 6 "assign_alert",
        /// Answer an alert.
        AnswerAlert = 7 "answer_alert",
        /// Confirm the answer to an alert at level 1.
        ConfirmAlert = 8 "confirm_alert",
        /// Act on an alert at level 2 or 3.
        ActOnAlert = 9 "act_on_alert",
        /// Report an outage.
        ReportOutage = 10 "report_outage",
        /// Confirm an outage.
        ConfirmOutage = 11 "confirm_outage",
        /// Record base information.
        KeepBase = 12 "keep_base",
        /// Publish a holiday notice.
        PublishNotice = 13 "publish_notice",
        /// Put an alert point in force.
        PutPoint = 14 "put_point",
        /// Sweep deadlines.
        Sweep = 15 "sweep",
        /// Erase personal values.
        Erase = 16 "erase",
        /// Read records.
        Read = 17 "read",
        /// Read the read log.
        ReadLog = 18 "read_log",
        /// Declare a number void.
        VoidNumber = 19 "void_number",
        /// 公示: publish a decision of the own agency, withhold it, take it down (Art. 20; Art. 34(7)).
        Publish = 20 "publish",
        /// Say which kinds of decision the own agency publishes with one click (rulings 10).
        PreApprove = 21 "pre_approve",
        /// Make and revoke the tokens of the agency's own systems.
        KeepTokens = 24 "keep_tokens",
        /// Say whether a record that names one is right (rulings 12).
        AnswerNaming = 28 "answer_naming",
        /// Say what was made of an officer's objection.
        SettleObjection = 29 "settle_objection",
        /// Write a message by the public pages.
        SendMessage = 30 "send_message",
        /// Take a message up, pass it on, answer it.
        HandleMessage = 31 "handle_message",
        /// Find that a message is a complaint (Art. 32), and ask who sent one.
        MarkComplaint = 32 "mark_complaint",
    }
}

/// The table: which role may do what, deny by default. Rendered in `docs/` and compared with it by a test.
pub const TABLE: &[(Role, &[Action])] = &[
    (
        Role::Officer,
        &[
            Action::Collect,
            Action::Supplement,
            Action::DraftAmendment,
            Action::AnswerAlert,
            Action::AnswerNaming,
            Action::Read,
        ],
    ),
    (
        Role::Clerk,
        &[
            Action::Collect,
            Action::Supplement,
            Action::DraftAmendment,
            Action::AnswerNaming,
            Action::HandleMessage,
            Action::Read,
        ],
    ),
    (
        Role::AgencyHead,
        &[
            Action::Publish,
            Action::PreApprove,
            Action::SignAmendment,
            Action::VoidNumber,
            Action::AssignAlert,
            Action::AnswerAlert,
            Action::ConfirmAlert,
            Action::AnswerNaming,
            Action::SettleObjection,
            Action::HandleMessage,
            Action::KeepTokens,
            Action::Read,
        ],
    ),
    (
        Role::LegalUnit,
        &[
            Action::Publish,
            Action::SignAmendment,
            Action::VoidNumber,
            Action::AssignAlert,
            Action::AnswerAlert,
            Action::ConfirmAlert,
            Action::AnswerNaming,
            Action::SettleObjection,
            Action::HandleMessage,
            Action::Read,
        ],
    ),
    (Role::LineLegalUnit, &[Action::Read]),
    (
        // It handles level 1 itself where the district's government acted (rulings 2).
        Role::DistrictOffice,
        &[
            Action::DecideAmendment,
            Action::AssignAlert,
            Action::AnswerAlert,
            Action::ConfirmAlert,
            Action::ActOnAlert,
            Action::KeepBase,
            Action::HandleMessage,
            Action::MarkComplaint,
            Action::Read,
        ],
    ),
    (
        Role::CityOffice,
        &[
            Action::DecideAmendment,
            Action::ActOnAlert,
            Action::ConfirmOutage,
            Action::KeepBase,
            Action::PublishNotice,
            Action::PutPoint,
            Action::Erase,
            Action::HandleMessage,
            Action::MarkComplaint,
            Action::Read,
        ],
    ),
    (Role::GovernmentLeader, &[Action::Read]),
    (Role::DisciplineOrgan, &[]),
    (Role::AppointingOrgan, &[]),
    (Role::CityOperator, &[Action::ReportOutage]),
    (Role::DistrictOperator, &[Action::ReportOutage]),
    (Role::SystemAdministrator, &[]),
    (Role::SecurityAdministrator, &[]),
    (Role::LogAdministrator, &[Action::ReadLog]),
    (Role::ExternalReader, &[Action::Read]),
    (Role::AgencySystem, &[Action::Collect, Action::Supplement, Action::DraftAmendment, Action::Read]),
    (Role::Clock, &[Action::Sweep]),
    (Role::Public, &[Action::SendMessage]),
];

/// Whether the table lets a role do something.
pub fn may(role: Role, action: Action) -> bool {
    TABLE.iter().any(|(r, actions)| *r == role && actions.contains(&action))
}

/// Who acts: a person in a post, or a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person's stream, or a system's own id.
    pub person: Uuid,
    /// The role of the post.
    pub role: Role,
    /// Key of the office; 0 for none.
    pub office: i32,
    /// Key of the agency; 0 for none.
    pub agency: i32,
    /// Key of the district; 0 for the city's.
    pub district: i32,
    /// Key of the line that a department's legal unit watches; 0 for none.
    pub line: i32,
    /// For whom, when standing in.
    pub on_behalf: Option<Uuid>,
}

impl Actor {
    /// The platform's own clock, which sweeps.
    pub const fn clock() -> Self {
        Self {
            person: Uuid::nil(),
            role: Role::Clock,
            office: 0,
            agency: 0,
            district: 0,
            line: 0,
            on_behalf: None,
        }
    }

    /// Whoever uses the public pages: nobody in particular, and may do nothing but write (rulings 11).
    pub const fn public() -> Self {
        Self { person: Uuid::max(), role: Role::Public, ..Self::clock() }
    }

    /// What the actor sees (Art. 22).
    pub fn scope(&self) -> Scope {
        match self.role {
            Role::CityOffice => Scope::City,
            Role::GovernmentLeader if self.district == 0 => Scope::City,
            Role::DistrictOffice | Role::GovernmentLeader => Scope::District(self.district),
            Role::LineLegalUnit if self.line != 0 => Scope::Line { line: self.line, district: self.district },
            Role::Officer | Role::Clerk | Role::AgencyHead | Role::LegalUnit | Role::AgencySystem
                if self.agency != 0 =>
            {
                Scope::Agency(self.agency)
            }
            _ => Scope::Nothing,
        }
    }
}

/// What may be seen (Art. 22). A user's reach is one or several of these, each with its own query in list order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Nothing at all: the state of a connection before a scope is set.
    Nothing,
    /// The whole city.
    City,
    /// One district.
    District(i32),
    /// One agency's own.
    Agency(i32),
    /// Acts under a line's powers, city-wide (district 0) or within a district, whoever made them.
    Line {
        /// Key of the line.
        line: i32,
        /// Key of the district, 0 for the city.
        district: i32,
    },
    /// Another agency's, by an access grant that an office approved (Art. 22 II).
    Grant(i32),
}

/// Where something belongs: what the reach of an actor is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Key of the agency; 0 for none.
    pub agency: i32,
    /// Key of the line.
    pub line: i32,
    /// Key of the territory.
    pub territory: i32,
    /// Key of the district; 0 for the city's.
    pub district: i32,
    /// Key of the office that must act; 0 where any of the role may.
    pub office: i32,
}

/// A type that stands for an action.
pub trait ActionType {
    /// The action.
    const ACTION: Action;
}

macro_rules! action_types {
    ($($name:ident),+) => { $(
        #[doc = concat!("Stands for [`Action::", stringify!($name), "`].")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl ActionType for $name { const ACTION: Action = Action::$name; }
    )+ };
}
action_types!(
    Collect,
    Supplement,
    DraftAmendment,
    SignAmendment,
    DecideAmendment,
    AssignAlert,
    AnswerAlert,
    ConfirmAlert,
    ActOnAlert,
    ReportOutage,
    ConfirmOutage,
    KeepBase,
    PublishNotice,
    PutPoint,
    Sweep,
    Erase,
    Read,
    ReadLog,
    VoidNumber,
    Publish,
    PreApprove,
    KeepTokens,
    AnswerNaming,
    SettleObjection,
    SendMessage,
    HandleMessage,
    MarkComplaint
);

/// Proof that the actor may do `A` to a `T` in this place. It can be had from [`authorise`] only, and nothing is
/// appended without one.
#[derive(Clone, Debug)]
pub struct Authorised<A, T> {
    actor: Actor,
    place: Place,
    what: PhantomData<fn() -> (A, T)>,
}

impl<A, T> Authorised<A, T> {
    /// Who was found to be allowed.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Where.
    pub const fn place(&self) -> Place {
        self.place
    }
}

/// An [`Authorised`] value whose action and thing are forgotten, so that acts of many kinds can be appended together.
#[derive(Clone, Debug)]
pub struct Permit {
    actor: Actor,
}

impl Permit {
    /// Who was found to be allowed.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl<A, T> From<Authorised<A, T>> for Permit {
    fn from(authorised: Authorised<A, T>) -> Self {
        Self { actor: authorised.actor }
    }
}

/// Asks whether the actor may do `A` in a place: the role must be allowed the action and the place within its reach.
///
/// # Errors
/// A refusal that names the rule only: what lies outside the actor's reach is not described.
pub fn authorise<A: ActionType, T>(actor: &Actor, place: Place) -> Result<Authorised<A, T>, Refusal> {
    let reaches = match actor.role {
        Role::Clock | Role::Public | Role::CityOffice | Role::CityOperator | Role::LogAdministrator => true,
        Role::GovernmentLeader if actor.district == 0 => true,
        Role::DistrictOffice | Role::DistrictOperator | Role::GovernmentLeader => {
            place.district == actor.district
        }
        _ => place.agency != 0 && place.agency == actor.agency,
    };
    let named = place.office != 0 || is_handling(A::ACTION);
    let office = place.office == actor.office || !named || !needs_office(actor.role, A::ACTION);
    if may(actor.role, A::ACTION) && reaches && office {
        Ok(Authorised { actor: actor.clone(), place, what: PhantomData })
    } else {
        Err(Refusal::one(Problem::new("", A::ACTION.code(), "not-allowed", "decree17-21")))
    }
}

/// What one named office must do: decide an application, act on an alert; and an office of a government touches no other's
/// alert at all.
const fn needs_office(role: Role, action: Action) -> bool {
    matches!(
        action,
        Action::ActOnAlert | Action::DecideAmendment | Action::HandleMessage | Action::MarkComplaint
    ) || (is_handling(action) && matches!(role, Role::DistrictOffice))
}

/// What is done about an alert at level 1.
const fn is_handling(action: Action) -> bool {
    matches!(action, Action::AssignAlert | Action::AnswerAlert | Action::ConfirmAlert)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_stands_in_the_table_once() {
        for role in Role::ALL {
            assert_eq!(TABLE.iter().filter(|(r, _)| r == role).count(), 1, "{role:?}");
        }
    }

    /// Art. 7: the operator runs the platform and reads no case; the three administrators neither.
    #[test]
    fn operators_and_administrators_read_no_case() {
        for role in [
            Role::CityOperator,
            Role::DistrictOperator,
            Role::SystemAdministrator,
            Role::SecurityAdministrator,
            Role::LogAdministrator,
        ] {
            assert!(!may(role, Action::Read), "{role:?}");
        }
    }

    /// Rulings 2: a district office answers only the alerts that it handles itself; an alert with nobody named (office 0)
    /// lies with the agency's head.
    #[test]
    fn an_office_answers_only_its_own_alerts() {
        let actor = Actor { role: Role::DistrictOffice, office: 5, district: 3, ..Actor::clock() };
        let place = |office| Place { agency: 9, district: 3, office, ..Place::default() };
        assert!(authorise::<AnswerAlert, ()>(&actor, place(5)).is_ok());
        assert!(authorise::<AnswerAlert, ()>(&actor, place(6)).is_err());
        assert!(authorise::<AnswerAlert, ()>(&actor, place(0)).is_err());
    }

    /// Rulings 11: the public appends to its inbox, sees nothing and does nothing else.
    #[test]
    fn the_public_may_write_and_nothing_else() {
        let public = Actor::public();
        assert_eq!(public.scope(), Scope::Nothing);
        assert!(authorise::<SendMessage, ()>(&public, Place::default()).is_ok());
        assert!(authorise::<Read, ()>(&public, Place::default()).is_err());
        assert!(Role::ALL.iter().all(|r| *r == Role::Public || !may(*r, Action::SendMessage)));
    }

    /// Anti-retaliation: what is with an office belongs to no agency, so no agency's people can touch it; an office touches
    /// what is with another as little.
    #[test]
    fn a_message_with_an_office_is_out_of_the_agencys_reach() {
        let with_office = Place { district: 3, office: 5, ..Place::default() };
        let head = Actor { role: Role::AgencyHead, agency: 9, district: 3, ..Actor::clock() };
        assert!(authorise::<HandleMessage, ()>(&head, with_office).is_err());
        let office = |office| Actor { role: Role::DistrictOffice, office, district: 3, ..Actor::clock() };
        assert!(authorise::<HandleMessage, ()>(&office(5), with_office).is_ok());
        assert!(authorise::<HandleMessage, ()>(&office(6), with_office).is_err());
        let with_agency = Place { agency: 9, district: 3, ..Place::default() };
        assert!(authorise::<HandleMessage, ()>(&head, with_agency).is_ok());
        assert!(authorise::<MarkComplaint, ()>(&office(5), with_agency).is_ok());
        assert!(authorise::<MarkComplaint, ()>(&head, with_agency).is_err());
    }

    /// Art. 14: the agency applies, the same-level office decides; nobody does both.
    #[test]
    fn nobody_both_applies_and_agrees() {
        for role in Role::ALL {
            let applies = may(*role, Action::DraftAmendment) || may(*role, Action::SignAmendment);
            assert!(!(applies && may(*role, Action::DecideAmendment)), "{role:?}");
        }
    }
}
