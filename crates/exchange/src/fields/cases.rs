//! The fields of cases (行政执法案件): the opening, one thing that happened, one published decision.

use std::sync::LazyLock;

use super::{BETWEEN_NAMES, BETWEEN_TITLES, FieldKind, FieldSpec, field};

const YES_NO: FieldKind = FieldKind::Choice { choices: &["yes", "no"] };

const OPENING: &[FieldSpec] = &[
    FieldSpec { name: "own_number", kind: FieldKind::Text, required: true },
    field(
        "act_kind",
        FieldKind::Choice {
            choices: &[
                "penalty",
                "licence",
                "measure",
                "execution",
                "levy",
                "payment",
                "confirmation",
                "adjudication",
                "reward",
                "requisition",
            ],
        },
    ),
    field("procedure", FieldKind::Choice { choices: &["summary", "ordinary", "standard"] }),
    field("title", FieldKind::Text),
    field(
        "case_source",
        FieldKind::Choice {
            choices: &[
                "inspection",
                "complaint",
                "report",
                "assigned",
                "transferred",
                "media",
                "application",
                "other",
            ],
        },
    ),
    field("inspection_number", FieldKind::Text),
    field("power", BETWEEN_NAMES),
    field("line", FieldKind::Text),
    field("territory", FieldKind::Text),
    field("in_name_of", FieldKind::Text),
    field("unit", FieldKind::Text),
    field("act_from", FieldKind::Time),
    field("act_until", FieldKind::Time),
    field("party_kind", FieldKind::Choices { choices: &["organisation", "person", "self_employed"] }),
    field("party_name", FieldKind::List { separators: ";；\n" }),
    field("party_code", BETWEEN_NAMES),
    field("party_id_number", BETWEEN_NAMES),
    field("legal_representative", BETWEEN_NAMES),
    field(
        "secrecy",
        FieldKind::Choice {
            choices: &["none", "privacy", "trade_secret", "informant", "work_secret", "state_secret"],
        },
    ),
    field("notes", FieldKind::Text),
];

const STEP: &[FieldSpec] = &[
    field("officers", BETWEEN_NAMES),
    field("officer_names", BETWEEN_NAMES),
    field("reviewer", FieldKind::Text),
    field("approver", FieldKind::Text),
    field("collection", FieldKind::Choice { choices: &["real_time", "deferred"] }),
    field(
        "deferral_reason",
        FieldKind::Choice { choices: &["no_network", "emergency", "remote", "paper", "other"] },
    ),
    field("deferral_note", FieldKind::Text),
    field("documents", BETWEEN_TITLES),
    field("evidence", BETWEEN_TITLES),
    field("step_notes", FieldKind::Text),
];

const EVENTS: &[&str] = &[
    "filing",
    "filing_revoked",
    "application",
    "acceptance",
    "correction_requested",
    "investigation",
    "evidence_registered",
    "evidence_handled",
    "measure",
    "measure_approved",
    "measure_extended",
    "measure_ended",
    "exclusion_started",
    "exclusion_ended",
    "extension",
    "examination",
    "notice",
    "statement",
    "hearing_requested",
    "hearing_waived",
    "hearing_notified",
    "hearing_held",
    "legal_review",
    "discussion",
    "approval",
    "decision",
    "service",
    "payment",
    "cash_handed_in",
    "instalment",
    "surcharge",
    "demand",
    "enforcement",
    "court_application",
    "court_result",
    "reconsideration",
    "suit",
    "decision_changed",
    "decision_revoked",
    "transfer",
    "correction_order",
    "re_inspection",
    "disclosed",
    "closing",
    "other",
];

const DECISION: &[FieldSpec] = &[
    field("decision_number", FieldKind::Text),
    field("claim_number", FieldKind::Text),
    field(
        "outcome",
        FieldKind::Choice {
            choices: &["penalty", "no_penalty", "granted", "refused", "withdrawn", "transferred", "other"],
        },
    ),
    field(
        "sanctions",
        FieldKind::Choices {
            choices: &[
                "warning",
                "criticism",
                "fine",
                "confiscation_gains",
                "confiscation_goods",
                "licence_suspended",
                "grade_lowered",
                "licence_revoked",
                "business_restricted",
                "production_stopped",
                "closed",
                "career_restricted",
                "detention",
                "other",
            ],
        },
    ),
    field("fine", FieldKind::Money),
    field("confiscated", FieldKind::Money),
    field("violation", FieldKind::Text),
    field("facts", FieldKind::Text),
    field("basis", FieldKind::Text),
    field("violated", FieldKind::Text),
    field("illegal_gains", FieldKind::Money),
    field("goods_value", FieldKind::Money),
    field("amount", FieldKind::Money),
    field("no_penalty_ground", FieldKind::Text),
    field("discretion", FieldKind::Choice { choices: &["none", "lighter", "mitigated", "heavier"] }),
    field("discretion_reason", FieldKind::Text),
    field("ban_from", FieldKind::Time),
    field("ban_until", FieldKind::Time),
    field("valid_until", FieldKind::Time),
    field("content", FieldKind::Text),
];

const MODE: FieldSpec = field(
    "mode",
    FieldKind::Choice { choices: &["direct", "left", "entrusted", "post", "announcement", "electronic"] },
);

const EVENT: &[FieldSpec] = &[
    field("step_number", FieldKind::Text),
    field("at", FieldKind::Time),
    field("event", FieldKind::Choice { choices: EVENTS }),
    MODE,
    field("paper", FieldKind::Choice { choices: &["decision", "notice", "demand", "other"] }),
    field("result", FieldKind::Text),
    field("number", FieldKind::Text),
    field("until", FieldKind::Time),
    field("days", FieldKind::Text),
    field("to", FieldKind::Text),
    field("note", FieldKind::Text),
    field("ground", FieldKind::Text),
    field("matter", FieldKind::Text),
    field("approved_by", FieldKind::Text),
    field("items", FieldKind::List { separators: ";；\n" }),
    field("started", FieldKind::Time),
    field("hearing_on", FieldKind::Time),
    field("hearing_offered", YES_NO),
    field("accepted", YES_NO),
    field("made", YES_NO),
    field("in_writing", YES_NO),
    field("host", FieldKind::Text),
    field("participants", BETWEEN_NAMES),
    field("passed", YES_NO),
    field("qualified", YES_NO),
    field("first_time", YES_NO),
    field("agreed", YES_NO),
    field("opinion", FieldKind::Text),
    field("publication_told", YES_NO),
    field("on_the_spot", YES_NO),
    field("receipt", FieldKind::Text),
    field("urgent", YES_NO),
    field("court", FieldKind::Text),
    field("organ", FieldKind::Text),
    field("suspected_crime", YES_NO),
    field("place", FieldKind::Text),
    field("withheld", FieldKind::Text),
    field(
        "closing_state",
        FieldKind::Choice {
            choices: &["normal", "filing_revoked", "no_penalty", "decision_revoked", "ended"],
        },
    ),
    field(
        "measure_kind",
        FieldKind::Choice { choices: &["personal_liberty", "sealing", "seizure", "freezing", "other"] },
    ),
    field(
        "exclusion",
        FieldKind::Choice { choices: &["hearing", "public_notice", "testing", "appraisal", "suspension"] },
    ),
    field(
        "remedy_result",
        FieldKind::Choice { choices: &["upheld", "changed", "revoked", "unlawful", "void", "withdrawn"] },
    ),
];

fn all(parts: &[&[FieldSpec]]) -> Vec<FieldSpec> {
    let mut all: Vec<FieldSpec> = Vec::new();
    for spec in parts.iter().flat_map(|p| *p) {
        if !all.iter().any(|f| f.name == spec.name) {
            all.push(*spec);
        }
    }
    all
}

/// The fields of a case's opening.
pub static CASE_FIELDS: LazyLock<Vec<FieldSpec>> = LazyLock::new(|| all(&[OPENING]));

/// The fields of one thing that happened in a case: those of its opening too, for its first row.
pub static EVENT_FIELDS: LazyLock<Vec<FieldSpec>> = LazyLock::new(|| all(&[OPENING, EVENT, STEP, DECISION]));

/// The fields of a published decision, with its case and its service.
pub static PENALTY_FIELDS: LazyLock<Vec<FieldSpec>> = LazyLock::new(|| {
    let days = [field("decided_at", FieldKind::Time), field("served_at", FieldKind::Time), MODE];
    all(&[OPENING, DECISION, &days, STEP])
});
