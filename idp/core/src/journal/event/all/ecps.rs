use super::*;

/// The e-CPS, and the space where its holder sees it.
pub const ALL: &[Event] = &[
    Event {
        word: ECPS_ACTIVATION_CLOSED,
        tells: "Three wrong pairs of codes ended an activation.",
        fields: &["activation.id"],
    },
    Event {
        word: ECPS_ACTIVATION_CONFIRMED,
        tells: "Both codes of an activation were right; a phone may enrol with its ticket.",
        fields: &["activation.id"],
    },
    Event {
        word: ECPS_ACTIVATION_OPENED,
        tells: "Somebody asked for the codes of a person's e-CPS. The person may not exist: the answer was the same.",
        fields: &["activation.id", "personne.id", "source"],
    },
    Event {
        word: ECPS_ALERT,
        tells: "A person answered that they asked for nothing: where it came from is closed to them for a while, and they were told.",
        fields: &["appareil.id", "personne.id", "demande.id", "source", "navigateur.connu"],
    },
    Event {
        word: ECPS_APPROVED,
        tells: "A phone signed, with the PIN and the right number, what it had shown, `secondes` after it was asked.",
        fields: &["appareil.id", "personne.id", "demande.id", "client.id", "source", "navigateur", "secondes"],
    },
    Event {
        word: ECPS_CARD_ACTIVATION_OPENED,
        tells: "A person who had just signed in with their card was shown the code that makes a phone their e-CPS: it lives for ninety seconds.",
        fields: &["activation.id", "personne.id", "source"],
    },
    Event {
        word: ECPS_CODES_WRONG,
        tells: "A wrong pair of codes was tried on an activation; `essais.restants` more may be.",
        fields: &["activation.id", "essais.restants"],
    },
    Event {
        word: ECPS_COPIED,
        tells: "A phone asked for the half of a PIN under a rank that was used before: its file has a copy, and nobody can tell which is which. The e-CPS is locked.",
        fields: &["appareil.id", "personne.id", "rang"],
    },
    Event {
        word: ECPS_DISPLAY_DIFFERED,
        tells: "A phone signed something else than what was sent to it.",
        fields: &["appareil.id", "personne.id", "demande.id"],
    },
    Event {
        word: ECPS_ENROLLED,
        tells: "A phone became somebody's e-CPS, maybe in the place of another: by the `carte`, or by two `codes`.",
        fields: &["appareil.id", "personne.id", "activation.id", "attestation", "par", "remplace"],
    },
    Event {
        word: ECPS_EVALUATED,
        tells: "A phone asked for the provider's half of a PIN, right or wrong: `essais` times since the last proof of the PIN, or under the ticket of `activation.id` while the PIN is chosen.",
        fields: &["appareil.id", "activation.id", "essais"],
    },
    Event {
        word: ECPS_LOCKED,
        tells: "An e-CPS is locked, with its sessions and what was granted by it: wrong PINs, or a copy of the phone's file.",
        fields: &["appareil.id", "personne.id"],
    },
    Event {
        word: ECPS_REFUSED,
        tells: "A person refused on their phone; `pas_moi`: they say that they asked for nothing.",
        fields: &[
            "appareil.id",
            "personne.id",
            "demande.id",
            "client.id",
            "source",
            "navigateur",
            "secondes",
            "affichage.conforme",
            "pas_moi",
        ],
    },
    Event {
        word: ECPS_REMINDED,
        tells: "A person was told that their e-CPS ends in `jours` days.",
        fields: &["appareil.id", "personne.id", "jours"],
    },
    Event {
        word: ECPS_REQUEST_CANCELLED,
        tells: "A login page went back, or chose another means: the phone shows the request no more.",
        fields: &["demande.id"],
    },
    Event {
        word: ECPS_REQUEST_OPENED,
        tells: "A login page asked for somebody's phone. Without `appareil.id`, no phone rang: the page showed the same.",
        fields: &["demande.id", "personne.id", "client.id", "source", "navigateur", "navigateur.connu", "appareil.id"],
    },
    Event {
        word: ECPS_REVOKED,
        tells: "An e-CPS was ended for good, with its sessions and what was granted by it: `motif` is `perte`, `vol`, `pas_moi`, `retrait` or `sim`.",
        fields: &["appareil.id", "personne.id", "motif"],
    },
    Event {
        word: ECPS_SIGNATURE_REFUSED,
        tells: "What a phone sent was not signed by its key, for us, now and once (`reason`: `replay` for a second time). Without `appareil.id`, no phone of ours was named. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["appareil.id", "reason", "suppressed"],
    },
    Event {
        word: ECPS_WRONG_NUMBER,
        tells: "A phone signed another number than that of the login page.",
        fields: &["appareil.id", "personne.id", "demande.id"],
    },
    Event {
        word: SPACE_ALL_ENDED,
        tells: "A person closed everything at once in their space: sessions, what services were granted, and their means too where `moyens` says so.",
        fields: &["personne.id", "session.id", "moyens"],
    },
    Event {
        word: SPACE_CARD_ENDED,
        tells: "A person closed in their space what one of their cards had opened: `sessions`, and `grants` that outlive them. The card goes on.",
        fields: &["personne.id", "means.id", "sessions", "grants"],
    },
    Event {
        word: SPACE_SERVICE_ENDED,
        tells: "A person took back in their space all that they had granted to a service: `grants` of them.",
        fields: &["personne.id", "client.id", "grants"],
    },
    Event {
        word: SPACE_SESSION_ENDED,
        tells: "A person closed one of their sessions in their space, from another one or from itself.",
        fields: &["personne.id", "session.id"],
    },
];
