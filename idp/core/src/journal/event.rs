//! The words of the audit record, each with what it tells: `docs/events.md` is made from [`ALL`].

mod all;

pub use all::ALL;

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub word: &'static str,
    pub tells: &'static str,
    pub fields: &'static [&'static str],
}

pub const ANSWERS_SWITCHED: &str = "answers.switched";
pub const AUTHORIZATION_GRANTED: &str = "authorization.granted";
pub const AUTHORIZATION_REFUSED: &str = "authorization.refused";
pub const CARD_ANSWERED: &str = "card.answered";
pub const CARD_LEFT: &str = "card.left";
pub const CARD_REVOKED: &str = "card.revoked";
pub const CARD_WRONG_NUMBER: &str = "card.wrong_number";
pub const CIBA_PINGED: &str = "ciba.pinged";
pub const CIBA_REFUSED: &str = "ciba.refused";
pub const CIBA_REQUESTED: &str = "ciba.requested";
pub const CLIENT_ACCESS_GIVEN: &str = "client.access_given";
pub const CLIENT_AUTHENTICATION_FAILED: &str = "client.authentication_failed";
pub const CLIENT_AUTHENTICATION_THROTTLED: &str = "client.authentication_throttled";
pub const CLIENT_CHANGED: &str = "client.changed";
pub const CLIENT_DISABLED: &str = "client.disabled";
pub const CLIENT_REFUSED: &str = "client.refused";
pub const CLIENT_REGISTERED: &str = "client.registered";
pub const CLIENT_REGISTRATION_REFUSED: &str = "client.registration_refused";
pub const CLIENT_REMOVED: &str = "client.removed";
pub const DEVICE_ANSWERED: &str = "device.answered";
pub const DEVICE_CODE_UNKNOWN: &str = "device.code_unknown";
pub const DEVICE_REFUSED: &str = "device.refused";
pub const DEVICE_REQUESTED: &str = "device.requested";
pub const ECPS_ACTIVATION_CLOSED: &str = "ecps.activation.close";
pub const ECPS_ACTIVATION_CONFIRMED: &str = "ecps.activation.confirmee";
pub const ECPS_ACTIVATION_OPENED: &str = "ecps.activation.ouverte";
pub const ECPS_ALERT: &str = "ecps.alerte";
pub const ECPS_APPROVED: &str = "ecps.demande.approuvee";
pub const ECPS_CARD_ACTIVATION_OPENED: &str = "ecps.activation.par_carte";
pub const ECPS_CODES_WRONG: &str = "ecps.activation.codes_inexacts";
pub const ECPS_COPIED: &str = "ecps.copiee";
pub const ECPS_DISPLAY_DIFFERED: &str = "ecps.affichage.different";
pub const ECPS_ENROLLED: &str = "ecps.enrolee";
pub const ECPS_EVALUATED: &str = "ecps.evaluated";
pub const ECPS_LOCKED: &str = "ecps.verrouillee";
pub const ECPS_REFUSED: &str = "ecps.demande.refusee";
pub const ECPS_REMINDED: &str = "ecps.rappel";
pub const ECPS_REQUEST_CANCELLED: &str = "ecps.demande.annulee";
pub const ECPS_REQUEST_OPENED: &str = "ecps.demande.ouverte";
pub const ECPS_REVOKED: &str = "ecps.revoquee";
pub const ECPS_SIGNATURE_REFUSED: &str = "ecps.signature_refused";
pub const ECPS_WRONG_NUMBER: &str = "ecps.nombre.inexact";
pub const GRANT_REVOKED: &str = "grant.revoked";
pub const KEY_MADE: &str = "key.made";
pub const KEY_REMOVED: &str = "key.removed";
pub const KEY_RETIRED: &str = "key.retired";
pub const LOGIN_CANCELLED: &str = "login.cancelled";
pub const LOGIN_FAILED: &str = "login.failed";
pub const LOGIN_REFUSED: &str = "login.refused";
pub const LOGIN_SUCCEEDED: &str = "login.succeeded";
pub const LOGOUT_NOTICE_ANSWERED: &str = "logout.notice.answered";
pub const LOGOUT_NOTICE_GIVEN_UP: &str = "logout.notice.given_up";
pub const LOGOUT_NOTICE_REFUSED: &str = "logout.notice.refused";
pub const OPERATOR_ACT_CONFIRMED: &str = "operator.act_confirmed";
pub const OPERATOR_ACT_DISMISSED: &str = "operator.act_dismissed";
pub const OPERATOR_ACT_FAILED: &str = "operator.act_failed";
pub const OPERATOR_ACT_PROPOSED: &str = "operator.act_proposed";
pub const OPERATOR_CLOSED: &str = "operator.closed";
pub const OPERATOR_DENIED: &str = "operator.denied";
pub const OPERATOR_ENROLLED: &str = "operator.enrolled";
pub const OPERATOR_LINK_DRAWN: &str = "operator.link_drawn";
pub const OPERATOR_SIGNED_IN: &str = "operator.signed_in";
pub const PARTNER_ACCOUNT_GIVEN_BACK: &str = "partner.account_given_back";
pub const PARTNER_ACCOUNT_OPENED: &str = "partner.account_opened";
pub const PARTNER_FORMER_PROOF_ENDED: &str = "partner.former_proof_ended";
pub const PARTNER_INVITED: &str = "partner.invited";
pub const PARTNER_JOINED: &str = "partner.joined";
pub const PARTNER_KEY_MADE: &str = "partner.key_made";
pub const PARTNER_KEY_REVOKED: &str = "partner.key_revoked";
pub const PARTNER_LEFT: &str = "partner.left";
pub const PARTNER_ORGANISATION_CREATED: &str = "partner.organisation_created";
pub const PARTNER_PASSKEY_ADDED: &str = "partner.passkey_added";
pub const PARTNER_PASSKEY_REMOVED: &str = "partner.passkey_removed";
pub const PARTNER_PRODUCTION_ASKED: &str = "partner.production_asked";
pub const PARTNER_PRODUCTION_DECIDED: &str = "partner.production_decided";
pub const PARTNER_PROOF_ROTATED: &str = "partner.proof_rotated";
pub const PARTNER_SERVICE_CHANGED: &str = "partner.service_changed";
pub const PARTNER_SERVICE_CREATED: &str = "partner.service_created";
pub const PARTNER_SERVICE_REMOVED: &str = "partner.service_removed";
pub const PARTNER_SIGNED_IN: &str = "partner.signed_in";
pub const PASSKEY_ADDED: &str = "passkey.added";
pub const PASSKEY_COUNTER_FELL: &str = "passkey.counter_fell";
pub const PASSKEY_REMOVED: &str = "passkey.removed";
pub const SESSION_CLOSED: &str = "session.closed";
pub const SESSION_ENDED: &str = "session.ended";
pub const SESSION_LOGGED_OUT: &str = "session.logged_out";
pub const SIGNAL_FORGOTTEN: &str = "signal.forgotten";
pub const SIGNAL_SETTLED: &str = "signal.settled";
pub const SIGNAL_STREAM_CHANGED: &str = "signal.stream.changed";
pub const SITUATION_CHOSEN: &str = "situation.chosen";
pub const SPACE_ALL_ENDED: &str = "espace.tout_ferme";
pub const SPACE_CARD_ENDED: &str = "espace.carte_fermee";
pub const SPACE_SERVICE_ENDED: &str = "espace.service_ferme";
pub const SPACE_SESSION_ENDED: &str = "espace.session_fermee";
pub const TOKEN_EXCHANGED: &str = "token.exchanged";
pub const SITUATION_ENDED: &str = "situation.ended";
pub const TOKEN_ISSUED: &str = "token.issued";
pub const TOKEN_ISSUED_TO_CLIENT: &str = "token.issued_to_client";
pub const TOKEN_REFRESHED: &str = "token.refreshed";
pub const TOKEN_REFUSED: &str = "token.refused";
pub const TOKEN_REVOKED: &str = "token.revoked";
