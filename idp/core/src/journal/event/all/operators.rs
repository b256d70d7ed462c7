use super::*;

/// The front door of operators.
pub const ALL: &[Event] = &[
    Event {
        word: OPERATOR_ACT_CONFIRMED,
        tells: "A second operator confirmed an act that another one proposed, and it is done: `kind` and `subject` say which.",
        fields: &["act.id", "kind", "subject", "proposed_by", "by"],
    },
    Event {
        word: OPERATOR_ACT_DISMISSED,
        tells: "An act that was proposed will not be done: whoever proposed it withdrew it, or another operator said no.",
        fields: &["act.id", "kind", "subject", "proposed_by", "by"],
    },
    Event {
        word: OPERATOR_ACT_FAILED,
        tells: "An act that two operators wanted was refused when it was done: `cause`.",
        fields: &["act.id", "kind", "subject", "cause"],
    },
    Event {
        word: OPERATOR_ACT_PROPOSED,
        tells: "An operator proposed an act that wants a second one.",
        fields: &["act.id", "kind", "subject", "by"],
    },
    Event {
        word: OPERATOR_CLOSED,
        tells: "An operator comes in no more: the passkey and the sessions are over.",
        fields: &["operator.id", "by"],
    },
    Event {
        word: OPERATOR_DENIED,
        tells: "An operator asked for what their role does not allow: `right`.",
        fields: &["operator.id", "right"],
    },
    Event {
        word: OPERATOR_ENROLLED,
        tells: "Somebody used a link for operators and has a passkey from now on.",
        fields: &["operator.id", "role", "passkey.id"],
    },
    Event {
        word: OPERATOR_LINK_DRAWN,
        tells: "A link was made that enrols one operator within the hour: `by` an operator or `machine`, the command line; `evidence`: why, where operators exist already.",
        fields: &["role", "by", "evidence"],
    },
    Event { word: OPERATOR_SIGNED_IN, tells: "An operator signed in with their passkey.", fields: &["operator.id"] },
];
