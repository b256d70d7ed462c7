use super::*;

/// The partner space.
pub const ALL: &[Event] = &[
    Event {
        word: PARTNER_ACCOUNT_GIVEN_BACK,
        tells: "The operator ended the passkeys and sessions of an account and drew a link for its owner: `evidence`, how they know who asked.",
        fields: &["account.id", "evidence"],
    },
    Event {
        word: PARTNER_ACCOUNT_OPENED,
        tells: "Somebody proved an address and has an account in the partner space from now on.",
        fields: &["account.id", "means"],
    },
    Event {
        word: PARTNER_FORMER_PROOF_ENDED,
        tells: "The secret, keys or certificate that a client had before a change end now.",
        fields: &["client.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_INVITED,
        tells: "Somebody was invited into an organisation.",
        fields: &["role", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_JOINED,
        tells: "Somebody who was invited came into an organisation.",
        fields: &["role", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_KEY_MADE,
        tells: "A key for the API of the partner space was made: `scope`, what it may do.",
        fields: &["key.id", "scope", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_KEY_REVOKED,
        tells: "A key for the API of the partner space serves no more.",
        fields: &["key.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_LEFT,
        tells: "Somebody is in an organisation no more.",
        fields: &["account.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_ORGANISATION_CREATED,
        tells: "An organisation was made in the partner space; who made it is responsible for it.",
        fields: &["organisation.id", "by"],
    },
    Event {
        word: PARTNER_PASSKEY_ADDED,
        tells: "An account of the partner space has one more passkey.",
        fields: &["account.id", "passkey.id"],
    },
    Event {
        word: PARTNER_PASSKEY_REMOVED,
        tells: "A passkey of an account of the partner space serves no more.",
        fields: &["account.id", "passkey.id"],
    },
    Event {
        word: PARTNER_PRODUCTION_ASKED,
        tells: "A team asks for a client of production.",
        fields: &["service.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_PRODUCTION_DECIDED,
        tells: "The operator decided on a request for production: `stage`, what became of it.",
        fields: &["service.id", "stage", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_PROOF_ROTATED,
        tells: "The secret, keys or certificate of a client changed: `former_until`, until when the former ones serve beside the new ones, in seconds; 0: they ended.",
        fields: &["client.id", "kind", "former_until", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_SERVICE_CHANGED,
        tells: "A team changed what it declares of its service; its client of the sandbox follows.",
        fields: &["service.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_SERVICE_CREATED,
        tells: "A team declared a service.",
        fields: &["service.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_SERVICE_REMOVED,
        tells: "A service goes, with its clients and what was issued to them.",
        fields: &["service.id", "organisation.id", "by"],
    },
    Event {
        word: PARTNER_SIGNED_IN,
        tells: "Somebody signed in at the partner space, by the mail of the account or by a passkey.",
        fields: &["account.id", "means"],
    },
];
