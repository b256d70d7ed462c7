use super::*;

mod ecps;
mod operators;
mod partners;

/// What each word tells, by subject, in the order in which they are declared.
pub const ALL: &[&[Event]] = &[ecps::ALL, operators::ALL, partners::ALL, OTHERS];

const OTHERS: &[Event] = &[
    Event {
        word: ANSWERS_SWITCHED,
        tells: "The operator switched what clients of Pro Santé Connect's profile are answered, for one of them or, without `client.id`, for the realm.",
        fields: &["client.id", "levels", "subject"],
    },
    Event {
        word: AUTHORIZATION_GRANTED,
        tells: "A login is complete: a code was made for a client.",
        fields: &["client.id", "session.id", "grant.id", "situation.id"],
    },
    Event {
        word: AUTHORIZATION_REFUSED,
        tells: "An authorization request was refused: on a page (`page`), or back at the client. `client.id`: the client that it named, if there is one. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "error", "page", "suppressed"],
    },
    Event {
        word: CARD_ANSWERED,
        tells: "Somebody answered with the card in their reader to a service that asked by itself: `approved` or refused.",
        fields: &["demande.id", "personne.id", "means.id", "approved"],
    },
    Event {
        word: CARD_LEFT,
        tells: "A card left its reader: `grants`, how many ended of services that want it to stay there.",
        fields: &["personne.id", "means.id", "grants"],
    },
    Event {
        word: CARD_REVOKED,
        tells: "A card was stopped by its authority: whatever rests on it is over. `means.id`: the key of the authority and the serial number. `personne.id`: whoever it held a session up for.",
        fields: &["personne.id", "means.id"],
    },
    Event {
        word: CARD_WRONG_NUMBER,
        tells: "Somebody typed, with the card in their reader, another number than that of the service's screen; `closed`: the third one, which ended the request.",
        fields: &["demande.id", "personne.id", "means.id", "closed"],
    },
    Event {
        word: CIBA_PINGED,
        tells: "A client was told that somebody answered: `status` of its server, or the `cause` for which it could not be told.",
        fields: &["client.id", "demande.id", "status", "cause"],
    },
    Event {
        word: CIBA_REFUSED,
        tells: "A service asked for somebody by itself and nobody was asked. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "error", "cause", "suppressed"],
    },
    Event {
        word: CIBA_REQUESTED,
        tells: "A service asked for somebody by itself. The person may not exist: the answer was the same.",
        fields: &["client.id", "demande.id", "personne.id"],
    },
    Event {
        word: CLIENT_ACCESS_GIVEN,
        tells: "The operator made a token with which clients register themselves.",
        fields: &["uses", "trusted", "expires_at"],
    },
    Event {
        word: CLIENT_AUTHENTICATION_FAILED,
        tells: "Somebody called a back-channel endpoint in the name of a client without proving it.",
        fields: &["client.id", "method"],
    },
    Event {
        word: CLIENT_AUTHENTICATION_THROTTLED,
        tells: "So many wrong proofs came for a client from one source that it waits; its owner is to be told.",
        fields: &["client.id", "source"],
    },
    Event {
        word: CLIENT_CHANGED,
        tells: "A client that had registered itself replaced its registration.",
        fields: &["client.id"],
    },
    Event {
        word: CLIENT_DISABLED,
        tells: "The operator disabled a client: everything that was issued to it is refused.",
        fields: &["client.id"],
    },
    Event {
        word: CLIENT_REFUSED,
        tells: "Somebody called a back-channel endpoint in nobody's name: `reason` is `unreadable`, `mismatch`, `unknown` or `disabled`, the last with `client.id`. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "reason", "source", "suppressed"],
    },
    Event {
        word: CLIENT_REGISTERED,
        tells: "A client registered itself with an initial access token.",
        fields: &["client.id"],
    },
    Event {
        word: CLIENT_REGISTRATION_REFUSED,
        tells: "A registration was not made, shown, changed or removed: `reason` is the code of docs/errors.md, `members` what was objected to. `client.id` where the address is that of a client. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "reason", "members", "suppressed"],
    },
    Event {
        word: CLIENT_REMOVED,
        tells: "A registration went, and everything that was issued to its client is refused. `by`: the `client` itself, or the `operator`, who took it out of the file.",
        fields: &["client.id", "by"],
    },
    Event {
        word: DEVICE_ANSWERED,
        tells: "A person answered for a device that waits: `approved` by a complete login, or not.",
        fields: &["client.id", "approved"],
    },
    Event {
        word: DEVICE_CODE_UNKNOWN,
        tells: "Somebody typed a code under which no device waits. `suppressed`: further ones within the minute are in the process's log alone.",
        fields: &["suppressed"],
    },
    Event {
        word: DEVICE_REFUSED,
        tells: "A device asked for codes and got none. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "error", "cause", "suppressed"],
    },
    Event { word: DEVICE_REQUESTED, tells: "A device asked for codes and waits.", fields: &["client.id"] },
    Event {
        word: GRANT_REVOKED,
        tells: "Everything issued under a grant is refused from now on: a code or a refresh token came twice, or the client asked.",
        fields: &["grant.id", "client.id", "reason"],
    },
    Event { word: KEY_MADE, tells: "A signing key was made: it is published from now on.", fields: &["key.id", "alg"] },
    Event {
        word: KEY_REMOVED,
        tells: "A signing key is gone, nothing that it signed is accepted: `reason` is `forgotten` (its last token and hint have died) or `retired_now` (it leaked).",
        fields: &["key.id", "alg", "reason"],
    },
    Event {
        word: KEY_RETIRED,
        tells: "A signing key has a follower: it signs no more once that one does, and stays published until its last token has died.",
        fields: &["key.id", "alg"],
    },
    Event {
        word: LOGIN_CANCELLED,
        tells: "Somebody went back to the client without signing in.",
        fields: &["client.id"],
    },
    Event {
        word: LOGIN_FAILED,
        tells: "A phone, a card or a passkey did not prove anybody. `suppressed`: further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "means", "reason", "suppressed"],
    },
    Event {
        word: LOGIN_REFUSED,
        tells: "Somebody proved who they are and may not go on.",
        fields: &["client.id", "personne.id", "means", "reason"],
    },
    Event {
        word: LOGIN_SUCCEEDED,
        tells: "Somebody proved who they are, the registry confirmed them, a session is open.",
        fields: &["client.id", "session.id", "personne.id", "means", "means.id", "source", "navigateur"],
    },
    Event {
        word: LOGOUT_NOTICE_ANSWERED,
        tells: "A client was told that a session is over, and answered so: the receipt.",
        fields: &["notice.id", "client.id", "session.id", "status", "attempts"],
    },
    Event {
        word: LOGOUT_NOTICE_GIVEN_UP,
        tells: "A client could not be told that a session is over; nothing more is tried. Without `status`, it never answered.",
        fields: &["notice.id", "client.id", "session.id", "status", "attempts"],
    },
    Event {
        word: LOGOUT_NOTICE_REFUSED,
        tells: "A client was told that a session is over, and did not take the logout token.",
        fields: &["notice.id", "client.id", "session.id", "status", "attempts"],
    },
    Event {
        word: PASSKEY_ADDED,
        tells: "A person added a passkey, on the word of a fresh proof (`means`). `attested`: its maker vouched for its model; `synchronised`: the device may copy it to others.",
        fields: &["passkey.id", "personne.id", "attested", "synchronised", "means", "means.id"],
    },
    Event {
        word: PASSKEY_COUNTER_FELL,
        tells: "A passkey was refused because its signature counter did not grow: a second device may hold it. The person was told.",
        fields: &["passkey.id", "personne.id"],
    },
    Event {
        word: PASSKEY_REMOVED,
        tells: "A person removed one of their passkeys: the sessions that it opened are over.",
        fields: &["passkey.id", "personne.id"],
    },
    Event {
        word: SESSION_CLOSED,
        tells: "A person closed their session in the browser, maybe because a client asked; `notices` clients are told.",
        fields: &["session.id", "personne.id", "client.id", "notices"],
    },
    Event {
        word: SESSION_ENDED,
        tells: "A session ended without anybody closing it: `reason` is `over` (its time, or its person or means may no longer sign in), `other person` or `too many` (the person has opened more since); `notices` clients are told.",
        fields: &["session.id", "personne.id", "reason", "notices"],
    },
    Event {
        word: SESSION_LOGGED_OUT,
        tells: "A client ended the session of the person from its server; `notices` clients are told.",
        fields: &["session.id", "personne.id", "client.id", "notices"],
    },
    Event {
        word: SIGNAL_FORGOTTEN,
        tells: "More security event tokens waited for a receiver than are kept: the `count` oldest are gone.",
        fields: &["stream.id", "count"],
    },
    Event {
        word: SIGNAL_SETTLED,
        tells: "A security event token reached its receiver (`state`: `delivered`), was refused by it, or was given up after the last attempt.",
        fields: &["signal.id", "stream.id", "state"],
    },
    Event {
        word: SIGNAL_STREAM_CHANGED,
        tells: "A client made, changed or deleted its stream of signals, or enabled, paused or disabled it.",
        fields: &["stream.id", "client.id", "change"],
    },
    Event {
        word: SITUATION_CHOSEN,
        tells: "A person said where they work, for one client.",
        fields: &["client.id", "session.id", "situation.id"],
    },
    Event {
        word: TOKEN_EXCHANGED,
        tells: "A service exchanged an access token for one of its own, under the same grant.",
        fields: &["grant.id", "client.id", "session.id", "token.id"],
    },
    Event {
        word: SITUATION_ENDED,
        tells: "The situation that a grant rests on has ended; its client is told as at a logout.",
        fields: &["grant.id", "client.id", "session.id"],
    },
    Event {
        word: TOKEN_ISSUED,
        tells: "A code was redeemed: the first tokens of a grant left.",
        fields: &["grant.id", "client.id", "session.id", "token.id"],
    },
    Event {
        word: TOKEN_ISSUED_TO_CLIENT,
        tells: "A service that acts in its own name got a token.",
        fields: &["client.id", "token.id", "scope"],
    },
    Event {
        word: TOKEN_REFRESHED,
        tells: "A refresh token was used: further tokens of a grant left.",
        fields: &["grant.id", "client.id", "session.id", "token.id"],
    },
    Event {
        word: TOKEN_REFUSED,
        tells: "A client asked for tokens and got none. A public one is only named: `suppressed` says that further ones like it within the minute are in the process's log alone.",
        fields: &["client.id", "error", "cause", "suppressed"],
    },
    Event { word: TOKEN_REVOKED, tells: "A client gave one access token back.", fields: &["token.id", "client.id"] },
];
