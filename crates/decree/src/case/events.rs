//! What happens in a case, by stage (Arts 13, 16; domain 4.7-4.9): each event with its typed fields. The data standard of
//! cases is this list; forms, files and amendments read it from here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::record;
use crate::record::{Fen, FieldKind, Record, blank};
use crate::when::When;

crate::codes! {
    /// 階段 (Art. 16): each is collected when it is finished.
    Stage {
        /// 立案、受理
        CaseFiling = 1 "case_filing",
        /// 調查取證
        Investigation = 2 "investigation",
        /// 審核
        Examination = 3 "examination",
        /// 決定
        Decision = 4 "decision",
        /// 執行、送達、結案
        Execution = 5 "execution",
    }
}

crate::codes! {
    /// Kinds of penalty (Penalty Law 9), lightest first as the annual table counts them (domain 4.3).
    Sanction {
        /// 警告
        Warning = 1 "warning",
        /// 通報批評
        Criticism = 2 "criticism",
        /// 罰款
        Fine = 3 "fine",
        /// 沒收違法所得
        ConfiscationGains = 4 "confiscation_gains",
        /// 沒收非法財物
        ConfiscationGoods = 5 "confiscation_goods",
        /// 暫扣許可證件
        LicenceSuspended = 6 "licence_suspended",
        /// 降低資質等級
        GradeLowered = 7 "grade_lowered",
        /// 限制開展生產經營活動
        BusinessRestricted = 8 "business_restricted",
        /// 責令停產停業
        ProductionStopped = 9 "production_stopped",
        /// 責令關閉
        Closed = 10 "closed",
        /// 限制從業
        CareerRestricted = 11 "career_restricted",
        /// 吊銷許可證件
        LicenceRevoked = 12 "licence_revoked",
        /// 行政拘留
        Detention = 13 "detention",
        /// 其他
        Other = 99 "other",
    }
}

crate::codes! {
    /// How a case was decided.
    Verdict {
        /// 給予處罰
        Penalty = 1 "penalty",
        /// 不予處罰
        NoPenalty = 2 "no_penalty",
        /// 准予
        Granted = 3 "granted",
        /// 不予許可
        Refused = 4 "refused",
        /// 撤回、終止
        Withdrawn = 5 "withdrawn",
        /// 移送
        Transferred = 6 "transferred",
        /// 作出其他決定
        Made = 9 "other",
    }
}

crate::codes! {
    /// 從輕、減輕、從重 (Penalty Law 32, 33).
    Discretion {
        /// None.
        Plain = 0 "none",
        /// 從輕
        Lighter = 1 "lighter",
        /// 減輕
        Mitigated = 2 "mitigated",
        /// 從重
        Heavier = 3 "heavier",
    }
}

crate::codes! {
    /// 送達方式 (domain 4.7; Penalty Law 61).
    ServiceMode {
        /// 直接送達
        Direct = 1 "direct",
        /// 留置送達
        Left = 2 "left",
        /// 委託送達
        Entrusted = 3 "entrusted",
        /// 郵寄送達
        Post = 4 "post",
        /// 公告送達
        Announcement = 5 "announcement",
        /// 電子送達
        Electronic = 6 "electronic",
    }
}

crate::codes! {
    /// What was served.
    ServedPaper {
        /// 決定書
        Decision = 1 "decision",
        /// 告知書
        Notice = 2 "notice",
        /// 催告書
        Demand = 3 "demand",
        /// 其他文書
        Other = 9 "other",
    }
}

crate::codes! {
    /// Compulsory measures (Compulsion Law 9).
    MeasureKind {
        /// 限制公民人身自由
        PersonalLiberty = 1 "personal_liberty",
        /// 查封
        Sealing = 2 "sealing",
        /// 扣押
        Seizure = 3 "seizure",
        /// 凍結
        Freezing = 4 "freezing",
        /// 其他
        Other = 9 "other",
    }
}

crate::codes! {
    /// Ways of compulsory execution (Compulsion Law 12).
    ExecutionKind {
        /// 加處罰款或者滯納金
        Surcharge = 1 "surcharge",
        /// 劃撥存款、匯款
        Transfer = 2 "transfer",
        /// 拍賣或者依法處理
        Auction = 3 "auction",
        /// 排除妨礙、恢復原狀
        Restoration = 4 "restoration",
        /// 代履行
        Substitute = 5 "substitute",
        /// 其他
        Other = 9 "other",
    }
}

crate::codes! {
    /// Periods that do not count (rulings 5).
    ExclusionGround {
        /// 聽證
        Hearing = 1 "hearing",
        /// 公告
        PublicNotice = 2 "public_notice",
        /// 檢驗、檢測、檢疫
        Testing = 3 "testing",
        /// 鑑定、評估
        Appraisal = 4 "appraisal",
        /// 中止
        Suspension = 5 "suspension",
    }
}

crate::codes! {
    /// How reconsideration or a suit ended.
    RemedyResult {
        /// 維持、駁回
        Upheld = 1 "upheld",
        /// 變更
        Changed = 2 "changed",
        /// 撤銷
        Revoked = 3 "revoked",
        /// 確認違法
        Unlawful = 4 "unlawful",
        /// 確認無效
        Void = 5 "void",
        /// 撤回、終止
        Withdrawn = 6 "withdrawn",
    }
}

crate::codes! {
    /// 結案狀態 (domain 4.7).
    ClosingState {
        /// 正常結案
        Normal = 1 "normal",
        /// 撤銷立案
        FilingRevoked = 2 "filing_revoked",
        /// 不予處罰
        NoPenalty = 3 "no_penalty",
        /// 撤銷原處罰
        DecisionRevoked = 4 "decision_revoked",
        /// 終結
        Ended = 98 "ended",
    }
}

macro_rules! events {
    ($( $(#[$meta:meta])* $name:ident = $number:literal $code:literal $stage:ident $class:ident {
        $( $(#[$fmeta:meta])* $field:ident : $ty:ty ),* $(,)?
    } )+) => {
        $( record! { $(#[$meta])* $name { $( $(#[$fmeta])* $field: $ty ),* } } )+

        crate::codes! {
            /// What kind of thing happened.
            EventKind { $( $(#[$meta])* $name = $number $code ),+ }
        }

        /// What happened, with what is said about it.
        #[expect(clippy::large_enum_variant, reason = "one step holds one event; a case has few")]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Event { $( $(#[$meta])* #[serde(rename = $code)] $name($name) ),+ }

        impl EventKind {
            /// The stage it belongs to.
            pub const fn stage(self) -> Stage { match self { $( Self::$name => Stage::$stage ),+ } }

            /// Whether only supervisors and the agency see it (deliberation, review).
            pub const fn is_internal(self) -> bool { match self { $( Self::$name => events!(@$class) ),+ } }

            /// Its fields.
            pub const fn fields(self) -> &'static [FieldKind] {
                match self { $( Self::$name => <$name as Record>::FIELDS ),+ }
            }

            /// An event of this kind that says nothing yet.
            pub fn blank(self) -> Event { match self { $( Self::$name => Event::$name($name::default()) ),+ } }
        }

        impl Event {
            /// Its kind.
            pub const fn kind(&self) -> EventKind { match self { $( Self::$name(_) => EventKind::$name ),+ } }

            /// Every field that says something, as text.
            pub fn texts(&self) -> Vec<(&'static str, String)> {
                match self { $( Self::$name(body) => body.texts() ),+ }
            }

            /// Sets a field from text. Answers whether the event has such a field.
            ///
            /// # Errors
            /// The text is no value of the field.
            pub fn set(&mut self, name: &str, text: &str) -> Result<bool, crate::record::Bad> {
                match self { $( Self::$name(body) => body.set(name, text) ),+ }
            }
        }
    };
    (@party) => { false };
    (@internal) => { true };
}

events! {
    /// 立案 (Penalty Law 54)
    Filing = 1 "filing" CaseFiling party {
        /// Who approved.
        approved_by: String,
        /// On what ground.
        ground: String,
    }
    /// 撤銷立案
    FilingRevoked = 2 "filing_revoked" CaseFiling party {
        /// On what ground.
        ground: String,
    }
    /// 申請
    Application = 3 "application" CaseFiling party {
        /// What is applied for.
        matter: String,
        /// 承諾期限
        until: Option<Date>,
    }
    /// 受理 (Licence Law 32)
    Acceptance = 4 "acceptance" CaseFiling party {
        /// Accepted, or not.
        accepted: Option<bool>,
        /// 受理號
        number: String,
        /// 承諾期限
        until: Option<Date>,
    }
    /// 補正告知 (Licence Law 32)
    CorrectionRequested = 5 "correction_requested" CaseFiling party {
        /// What is missing.
        matter: String,
    }
    /// 調查終結、取證
    Investigation = 10 "investigation" Investigation party {
        /// Conclusion.
        result: String,
        /// When it began.
        started: Option<When>,
    }
    /// 證據先行登記保存 (Penalty Law 56)
    EvidenceRegistered = 11 "evidence_registered" Investigation party {
        /// Who approved.
        approved_by: String,
        /// What.
        items: Vec<String>,
    }
    /// 登記保存證據的處理
    EvidenceHandled = 12 "evidence_handled" Investigation party {
        /// How.
        result: String,
    }
    /// 行政強制措施 (Compulsion Law 18)
    Measure = 13 "measure" Investigation party {
        /// Who approved.
        approved_by: String,
        /// What.
        items: Vec<String>,
        /// Which measure.
        measure_kind: Option<MeasureKind>,
        /// Until when.
        until: Option<Date>,
        /// Whether taken on the spot, the approval to be made up (Compulsion Law 19).
        urgent: Option<bool>,
    }
    /// 補辦批准手續 (Compulsion Law 19)
    MeasureApproved = 14 "measure_approved" Investigation party {
        /// Who approved.
        approved_by: String,
    }
    /// 延長強制措施期限 (Compulsion Law 25)
    MeasureExtended = 15 "measure_extended" Investigation party {
        /// Who approved.
        approved_by: String,
        /// By how many natural days.
        days: Option<u32>,
    }
    /// 解除或處理 (Compulsion Law 27, 28)
    MeasureEnded = 16 "measure_ended" Investigation party {
        /// How.
        result: String,
    }
    /// A period that does not count begins.
    ExclusionStarted = 17 "exclusion_started" Investigation party {
        /// Why.
        exclusion: Option<ExclusionGround>,
    }
    /// It ends.
    ExclusionEnded = 18 "exclusion_ended" Investigation party {
        /// Which.
        exclusion: Option<ExclusionGround>,
    }
    /// 延期 (Penalty Law 60; Licence Law 42)
    Extension = 19 "extension" Investigation party {
        /// Who approved.
        approved_by: String,
        /// By how many units of the limit that it extends.
        days: Option<u32>,
        /// Why.
        ground: String,
    }
    /// 審查 (Licence Law 34)
    Reviewed = 20 "examination" Examination internal {
        /// Opinion.
        result: String,
    }
    /// 事先告知 (Penalty Law 44)
    Notice = 21 "notice" Examination party {
        /// 擬處罰依據
        basis: String,
        /// Facts as told.
        facts: String,
        /// Fine as told.
        fine: Option<Fen>,
        /// Whether the right to a hearing was told (Penalty Law 63).
        hearing_offered: Option<bool>,
        /// Kinds as told.
        sanctions: Vec<Sanction>,
    }
    /// 陳述申辯 (Penalty Law 45)
    Statement = 22 "statement" Examination party {
        /// Whether it was accepted.
        accepted: Option<bool>,
        /// Whether any was made.
        made: Option<bool>,
        /// Opinion on it.
        result: String,
    }
    /// 要求聽證 (Penalty Law 64(1))
    HearingRequested = 23 "hearing_requested" Examination party {
        /// Whether it was accepted.
        accepted: Option<bool>,
    }
    /// 書面放棄聽證
    HearingWaived = 24 "hearing_waived" Examination party {
        /// In writing.
        in_writing: Option<bool>,
    }
    /// 聽證通知 (Penalty Law 64(2))
    HearingNotified = 25 "hearing_notified" Examination party {
        /// The day of the hearing.
        hearing_on: Option<Date>,
    }
    /// 聽證 (Penalty Law 64)
    HearingHeld = 26 "hearing_held" Examination party {
        /// Certificate or staff number of the host.
        host: String,
        /// Who took part.
        participants: Vec<String>,
        /// Conclusion.
        result: String,
    }
    /// 法制審核 (Art. 28; Penalty Law 58)
    LegalReview = 27 "legal_review" Examination internal {
        /// Whether the reviewer does it for the first time.
        first_time: Option<bool>,
        /// Opinion.
        opinion: String,
        /// Whether it passed.
        passed: Option<bool>,
        /// Whether the reviewer has the legal-profession qualification.
        qualified: Option<bool>,
    }
    /// 集體討論 (Penalty Law 57)
    Discussion = 28 "discussion" Examination internal {
        /// Host.
        host: String,
        /// Who took part.
        participants: Vec<String>,
        /// Conclusion.
        result: String,
    }
    /// 負責人審批 (Penalty Law 57)
    Approval = 29 "approval" Examination internal {
        /// Agreed, or not.
        agreed: Option<bool>,
        /// Who.
        approved_by: String,
        /// Opinion.
        opinion: String,
    }
    /// 決定 (Penalty Law 57, 59; Licence Law 37, 38)
    Decision = 40 "decision" Decision party {
        /// Other amount that a branch of the clause may be counted from (違法經營總額).
        amount: Option<Fen>,
        /// First day of a ban, a suspension, a detention.
        ban_from: Option<Date>,
        /// Last day of it.
        ban_until: Option<Date>,
        /// 處罰依據、許可依據
        basis: String,
        /// Value confiscated, where it can be told.
        confiscated: Option<Fen>,
        /// 決定內容
        content: String,
        /// 文號
        decision_number: String,
        /// 裁量
        discretion: Option<Discretion>,
        /// Reasons of discretion.
        discretion_reason: String,
        /// 違法事實
        facts: String,
        /// Fine.
        fine: Option<Fen>,
        /// 貨值金額
        goods_value: Option<Fen>,
        /// 違法所得
        illegal_gains: Option<Fen>,
        /// Ground of no penalty (Penalty Law 30, 31, 33).
        no_penalty_ground: String,
        /// How it was decided.
        outcome: Option<Verdict>,
        /// Kinds of penalty.
        sanctions: Vec<Sanction>,
        /// Last day of validity of what was granted.
        valid_until: Option<Date>,
        /// 違反的規定
        violated: String,
        /// 違法行為類型
        violation: String,
    }
    /// 送達 (Penalty Law 61)
    Service = 50 "service" Execution party {
        /// Mode.
        mode: Option<ServiceMode>,
        /// What was served; the decision if nothing is said.
        paper: Option<ServedPaper>,
        /// Whether the party was told that it will be published (rulings 10).
        publication_told: Option<bool>,
        /// Result.
        result: String,
        /// Which of the parties, counted from 1; all if nothing is said.
        to: Option<u32>,
    }
    /// 繳納 (Penalty Law 67)
    Payment = 51 "payment" Execution party {
        /// How much.
        amount: Option<Fen>,
        /// Cash on the spot (Penalty Law 68).
        on_the_spot: Option<bool>,
        /// Receipt.
        receipt: String,
    }
    /// 當場收繳的罰款交存 (Penalty Law 71)
    CashHandedIn = 52 "cash_handed_in" Execution party {
        /// How much.
        amount: Option<Fen>,
    }
    /// 延期、分期繳納 (Penalty Law 66)
    Instalment = 53 "instalment" Execution party {
        /// Who approved.
        approved_by: String,
        /// Until when.
        until: Option<Date>,
    }
    /// 加處罰款、滯納金 (Penalty Law 72)
    Surcharge = 54 "surcharge" Execution party {
        /// How much in all.
        amount: Option<Fen>,
    }
    /// 催告 (Compulsion Law 35, 54)
    Demand = 55 "demand" Execution party {
        /// Until when.
        until: Option<Date>,
    }
    /// 強制執行 (Compulsion Law 34, 43)
    Enforcement = 56 "enforcement" Execution party {
        /// Which way.
        execution_kind: Option<ExecutionKind>,
        /// How it ended.
        result: String,
        /// Whether urgent.
        urgent: Option<bool>,
    }
    /// 申請法院強制執行 (Compulsion Law 53)
    CourtApplication = 57 "court_application" Execution party {
        /// How much.
        amount: Option<Fen>,
        /// Which court.
        court: String,
    }
    /// 法院裁定、執行結果
    CourtResult = 58 "court_result" Execution party {
        /// Result.
        result: String,
    }
    /// 行政復議: asked for, or its result.
    Reconsideration = 59 "reconsideration" Execution party {
        /// Which organ.
        organ: String,
        /// Result, once there is one.
        remedy_result: Option<RemedyResult>,
    }
    /// 行政訴訟: brought, or its result.
    Suit = 60 "suit" Execution party {
        /// Which court.
        court: String,
        /// Result, once there is one.
        remedy_result: Option<RemedyResult>,
    }
    /// 變更決定
    DecisionChanged = 61 "decision_changed" Execution party {
        /// New fine.
        fine: Option<Fen>,
        /// Why.
        ground: String,
        /// New kinds.
        sanctions: Vec<Sanction>,
    }
    /// 撤銷決定
    DecisionRevoked = 62 "decision_revoked" Execution party {
        /// Why.
        ground: String,
    }
    /// 移送
    Transfer = 63 "transfer" Execution party {
        /// Whether for a suspected crime.
        suspected_crime: Option<bool>,
        /// To whom.
        to_organ: String,
    }
    /// 責令改正 (Penalty Law 28)
    CorrectionOrdered = 64 "correction_order" Execution party {
        /// Basis.
        basis: String,
        /// The matter.
        matter: String,
        /// Due day.
        until: Option<Date>,
    }
    /// 復查
    CorrectionChecked = 65 "re_inspection" Execution party {
        /// Result.
        result: String,
    }
    /// 公示, or the reason why not (Art. 20; rulings 10)
    Disclosed = 66 "disclosed" Execution party {
        /// Where.
        place: String,
        /// Until when it is shown.
        until: Option<Date>,
        /// Basis on which it is withheld.
        withheld: String,
    }
    /// 結案
    Closing = 67 "closing" Execution party {
        /// Who approved.
        approved_by: String,
        /// State.
        closing_state: Option<ClosingState>,
    }
    /// Something that the standard does not name: kept, never lost.
    Other = 99 "other" Execution party {
        /// What.
        note: String,
    }
}
