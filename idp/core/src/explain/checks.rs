//! The stable code of each check, by its sentence: what docs/errors.md has a row for. A sentence says what holds where the
//! check is passed, or what did not; two checks that say the same are one.

mod callers;

pub use callers::{OF_ACCESS, OF_CLIENTS, OF_SIGNALS};

use crate::token::purpose;

/// What a request asks, wherever it comes: authorization, PAR, CIBA, device.
pub const OF_REQUESTS: &[(&str, &str)] = &[
    ("demande.parametre-double", "a parameter was included more than once"),
    ("demande.trop-longue", "the request is longer than 32 kB"),
    ("demande.adresse-de-retour-absente", "redirect_uri is missing"),
    ("demande.adresse-de-retour-inconnue", "redirect_uri is not registered for this client"),
    ("demande.code-non-accorde", "this client is not registered for authorization_code"),
    ("demande.poste-non-accorde", "the client is not registered for this grant_type"),
    ("demande.registration", "registration in the request is not supported"),
    ("demande.response-type-absent", "response_type is missing"),
    ("demande.response-type", "response_type is one that the client registered"),
    ("demande.response-mode", "response_mode is not one of the discovery document"),
    ("demande.response-mode-de-jetons", "response_mode query carries no token"),
    ("demande.nonce-absent", "nonce is missing: this response_type wants one"),
    ("demande.dpop-sans-code", "dpop_jkt binds a code, and none was asked for"),
    ("demande.state-trop-long", "state is longer than 2048 bytes"),
    ("demande.nonce-trop-long", "nonce is longer than 512 bytes"),
    ("demande.prompt-inconnu", "prompt has an unknown value"),
    ("demande.prompt-none", "prompt=none excludes every other value"),
    ("demande.scope-openid", "scope contains openid"),
    ("demande.scope-absent", "scope is missing"),
    ("demande.scope-non-accorde", "a scope is unknown or not registered for this client"),
    ("demande.pkce-absent", "code_challenge is missing: this client uses PKCE with S256"),
    ("demande.pkce-methode-seule", "code_challenge_method came without code_challenge"),
    ("demande.pkce-forme", "code_challenge has 43 characters of base64url"),
    ("demande.pkce-methode", "code_challenge_method is S256"),
    ("demande.max-age", "max_age is a number of seconds"),
    ("demande.claims-trop-long", "claims is longer than 8 kB"),
    ("demande.claims-illisible", "claims is not the JSON that OpenID Connect describes"),
    ("demande.id-token-hint-etranger", "id_token_hint is not an ID token of this provider"),
    ("demande.id-token-hint-d-un-autre", "id_token_hint was issued to another client"),
    ("demande.indisponible", "try again in a moment"),
    ("demande.login-hint-trop-long", "login_hint is longer than 256 bytes"),
    ("demande.acr-hors-d-atteinte", "no means of identification reaches the requested acr"),
    ("demande.amr-hors-d-atteinte", "no means of identification answers the requested acr and amr"),
    ("demande.kc-idp-hint", "kc_idp_hint: no local identity provider is offered"),
    ("demande.situation-hint-non-accorde", "this client may not send situation_hint"),
    ("demande.situation-hint", "situation_hint is a situation id or a FINESS number"),
    ("demande.resource-trop-nombreuses", "resource came more than 8 times"),
    ("demande.resource-forme", "resource is an absolute URI without fragment"),
    ("demande.resource-non-accordee", "resource is not registered for this client"),
    ("demande.dpop-jkt", "dpop_jkt has 43 characters of base64url"),
    ("demande.a-deposer", "this client pushes its requests (RFC 9126) and brings request_uri"),
    ("demande.a-signer", "this client signs its requests: send a request object (RFC 9101)"),
    ("demande.sans-fragment", "this client takes its answers by query or form, not by fragment"),
    ("demande.reponse-a-signer", "this client takes signed answers: send a response_mode that ends with jwt"),
    ("demande.request-et-request-uri", "request and request_uri exclude each other"),
    ("demande.request-double", "request or request_uri came twice"),
    ("demande.deja-deposee", "request_uri is not pushed: push the request itself"),
    ("demande.depot-inconnu", "the pushed request is unknown, has expired or was already answered"),
];

/// Why a login gives no code; the person, or the request, wanted it so.
pub const OF_LOGINS: &[(&str, &str)] = &[
    ("retour.abandon", "the person went back to the service"),
    ("retour.deja-repondu", "the pushed request was already answered"),
    ("retour.annuaire-injoignable", "the registry does not answer"),
    ("retour.personne-absente", "the person is no longer registered"),
    ("retour.sans-situation", "the person has no current situation"),
    ("retour.situation-a-choisir", "the person has to choose a situation"),
    ("retour.personne-attendue", "nobody is signed in as the request wants"),
    ("retour.personne", "nobody is signed in"),
];

/// What a signed request says of itself.
pub const OF_OBJECTS: &[(&str, &str)] = &[
    ("demande.objet-trop-long", "the request object is longer than 32 kB"),
    ("demande.objet-alg", "alg of the request object is not the registered one, or not of the discovery document"),
    ("demande.objet-en-tete", "the header of the request object asks for more than a key"),
    ("demande.objet-cle-inconnue", "no registered key of the client fits the request object"),
    ("demande.objet-signature", "the signature of the request object does not hold"),
    ("demande.objet-illisible", "the request object is not a signed JWT"),
    ("demande.objet-typ", "typ of the request object is oauth-authz-req+jwt, JWT or absent"),
    ("demande.objet-iss", "iss of the request object is the client_id"),
    ("demande.objet-aud", "aud of the request object is the issuer"),
    ("demande.objet-client-id", "client_id in the request object is that of the request"),
    ("demande.objet-sub", "sub of the request object is not the client_id: it would prove the client"),
    ("demande.objet-expire", "the request object has expired"),
    ("demande.objet-trop-tot", "the request object is not valid yet"),
    ("demande.objet-emboite", "a request object holds neither request nor request_uri"),
    ("demande.objet-duree", "the request object has exp and nbf, which lie 60 min apart at most"),
    ("demande.objet-ancien", "nbf of the request object is more than 60 min ago"),
    ("demande.objet-sans-exp", "exp of the request object is missing"),
    ("demande.objet-sans-nbf", "nbf of the request object is missing"),
    ("demande.objet-sans-iat", "iat of the request object is missing"),
    ("demande.objet-jti", "jti of the request object is missing or too long"),
    ("demande.objet-rejoue", "request: jti was used before"),
    ("demande.objet-type-d-une-valeur", "request: a claim is of another type than its parameter"),
];

/// OpenID Connect CIBA Core 1.0.
pub const OF_CIBA: &[(&str, &str)] = &[
    ("ciba.non-accorde", "the client is not registered for CIBA, or it is a public one"),
    ("ciba.canal", "channel is MOBILE or CARD"),
    ("ciba.acr-carte-hors-d-atteinte", "the card does not reach the requested acr"),
    ("ciba.acr-hors-d-atteinte", "the phone does not reach the requested acr"),
    ("ciba.message-absent", "binding_message is missing: the two digits that your screen shows"),
    ("ciba.message-a-deux-chiffres", "binding_message is exactly two digits, which your screen shows"),
    ("ciba.message-a-chiffres", "binding_message is two to six digits, which your screen shows"),
    ("ciba.user-code", "user_code is not read here: see backchannel_user_code_parameter_supported"),
    ("ciba.jeton-d-avis-absent", "client_notification_token is missing: the client is registered for ping"),
    ("ciba.jeton-d-avis-trop-long", "client_notification_token is longer than 1024 characters"),
    ("ciba.jeton-d-avis-trop-court", "client_notification_token has less than 128 bits"),
    ("ciba.jeton-d-avis-forme", "client_notification_token is not a bearer token"),
    ("ciba.login-hint-token", "login_hint_token is not issued here: send login_hint or id_token_hint"),
    (
        "ciba.login-hint-forme",
        "login_hint is a national identifier: 8 and eleven digits, or a structure and an internal number",
    ),
    ("ciba.une-seule-personne", "exactly one of login_hint, id_token_hint and login_hint_token names the person"),
    ("ciba.session-trop-ancienne", "the session of id_token_hint is too old to name anybody"),
    ("ciba.a-signer", "the request is signed: send it in the parameter request"),
    ("ciba.a-cote-de-l-objet", "beside request stands nothing but the client authentication"),
    ("ciba.signature", "request is not signed by a registered key of the client, as registered"),
    ("ciba.duree", "requested_expiry is a positive number of seconds"),
];

/// What was shown at the token endpoint.
pub const OF_TOKENS: &[(&str, &str)] = &[
    ("jeton.finalite-d-une-personne", purpose::OF_A_PERSON),
    ("jeton.finalite-sans-certificat", purpose::WITHOUT_CERTIFICATE),
    ("jeton.finalite-autre-organisation", purpose::OF_ANOTHER),
    ("jeton.finalite-insi-a-part", purpose::NOT_FOR_INSI),
    ("jeton.finalite-insi-seule", purpose::FOR_INSI_ALONE),
    ("jeton.finalite-d-un-service", purpose::FOR_A_SERVICE),
    ("jeton.certificat-sans-nom", purpose::UNREADABLE),
    ("jeton.verifieur-sans-defi", "code_verifier came for a code without code_challenge"),
    ("jeton.verifieur-illisible", "code_verifier is malformed"),
    ("jeton.verifieur-absent", "code_verifier is missing"),
    ("jeton.plus-rien-d-accorde", "the client has nothing left of what was granted"),
    ("jeton.plus-sans-session", "the client may no longer go on without the session"),
    ("jeton.code-expire", "the code has expired"),
    ("jeton.code-sans-preuve", "the code is bound to another DPoP key"),
    ("jeton.code-inconnu", "the code is unknown, expired or spent"),
    ("jeton.deja-utilise", "the code or refresh token was spent before"),
    ("jeton.code-d-un-autre", "the code was issued to another client"),
    ("jeton.adresse-de-retour-retiree", "the redirect_uri is registered no more"),
    ("jeton.renouvellement-expire", "the refresh token has expired"),
    ("jeton.renouvellement-autre-cle", "the refresh token is bound to another key"),
    ("jeton.renouvellement-d-un-autre", "the refresh token was issued to another client"),
    ("jeton.accord-inconnu", "unknown grant"),
    ("jeton.renouvellement-inconnu", "unknown refresh token"),
    ("jeton.accord-termine", "the grant is over"),
    ("jeton.accord-revoque", "the grant was revoked"),
    ("jeton.personne-absente", "the registry no longer has the person"),
    ("jeton.session-terminee", "the session is over"),
    ("jeton.situation-terminee", "the situation of the grant has ended"),
    ("jeton.fondement-revoque", "what the grant rests on was revoked"),
    ("jeton.approbation-prise", "the approval was taken before"),
    ("jeton.auth-req-id-utilise", "the auth_req_id is spent"),
    ("jeton.auth-req-id-inconnu", "the auth_req_id is unknown, spent or of another client"),
    ("jeton.device-code-inconnu", "the device_code is unknown, spent or of another client"),
    ("jeton.autre-cle-que-la-demande", "the proof is of another key than that of the request"),
    ("jeton.grant-type-absent", "grant_type is missing"),
    ("jeton.code-absent", "code is missing"),
    ("jeton.adresse-de-retour-absente", "redirect_uri is missing"),
    ("jeton.renouvellement-absent", "refresh_token is missing"),
    ("jeton.auth-req-id-absent", "auth_req_id is missing"),
    ("jeton.device-code-absent", "device_code is missing"),
    ("jeton.actor-token", "actor_token is not taken: the client that exchanges is the actor"),
    ("jeton.echange-type-rendu", "requested_token_type names an access token in the client's format"),
    ("jeton.echange-jeton-absent", "subject_token is missing"),
    ("jeton.echange-type-absent", "subject_token_type is missing"),
    ("jeton.echange-type", "subject_token_type names an access token, or a JWT"),
    ("jeton.echange-non-accorde", "the client may not exchange the tokens of the one that holds it"),
    ("jeton.echange-autre-ressource", "the token is meant for another resource"),
    ("jeton.echange-chaine-longue", "four clients act in this chain already"),
    ("jeton.echange-chaine-repetee", "the client acted in this chain before: an exchange renews nothing"),
    ("jeton.echange-cle", "the token is bound to a key, and the exchange proves none"),
    ("jeton.une-ressource", "one resource a token: ask for each in a call of its own"),
    ("jeton.une-cible", "one target a token: ask for each in a call of its own"),
    ("jeton.cible-absente", "resource or audience is missing"),
    ("jeton.ressource-hors-accord", "the authorization was not for this resource"),
    ("jeton.ressource-inconnue", "the resource is not registered for this client"),
    ("jeton.cible-inconnue", "the target is not registered for this client"),
];

/// What differs from that of the request; `redirect_uri` has its code of old.
pub const OF_DIFFERENCES: &[(&str, &str)] =
    &[("jeton.verifieur-different", "the S256 hash of code_verifier"), ("jeton.cle-differente", "the DPoP key")];

/// RFC 9449 §4.3, RFC 8705 §3: a check a code.
pub const OF_SENDERS: &[(&str, &str)] = &[
    ("cle.une-preuve", "exactly one DPoP header"),
    ("cle.trop-longue", "the proof is too long"),
    ("cle.illisible", "the DPoP header is one compact JWS"),
    ("cle.typ", "typ is dpop+jwt"),
    ("cle.alg", "alg is PS256, ES256 or EdDSA"),
    ("cle.jwk", "jwk is one public key for alg"),
    ("cle.autre-cle-nommee", "jwk is one public key for alg, and the header names no other"),
    ("cle.signature", "the signature holds under jwk"),
    ("cle.htm", "htm is the method of this request"),
    ("cle.htu", "htu is the address of this request"),
    ("cle.iat-absent", "iat is missing"),
    ("cle.iat", "iat is of this minute"),
    ("cle.jti", "jti is missing, or too long"),
    ("cle.rejouee", "the proof was used before"),
    ("cle.ath", "ath is the hash of the access token"),
    ("cle.dpop-jkt", "dpop_jkt and the proof name different keys"),
    ("cle.profil", "tokens of this profile are bound to a key: send a DPoP proof"),
    ("cle.une-seule-liaison", "one way of binding the token at a time: certificate or DPoP proof"),
    ("cle.certificat-absent", "the client's tokens are bound to its certificate: call the mtls alias with it"),
    ("cle.au-porteur", "the token is bound to a DPoP key and came as a bearer token"),
    ("cle.certificat-et-dpop", "the token is bound to a certificate and came with the DPoP scheme"),
    ("cle.certificat-non-montre", "the token is bound to a certificate and none was shown"),
    ("cle.autre-certificat", "the token is bound to another certificate"),
    ("cle.autre-cle", "the token is bound to another key"),
    ("cle.jeton-libre", "the token is not bound to a DPoP key"),
];

/// The code of a sentence, where it is one of these lists.
pub fn code(lists: &[&[(&'static str, &'static str)]], sentence: &str) -> Option<&'static str> {
    lists.iter().copied().flatten().find(|(_, one)| *one == sentence).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_check_has_a_code_of_its_own() {
        let lists = [
            OF_REQUESTS,
            OF_LOGINS,
            OF_OBJECTS,
            OF_CIBA,
            OF_TOKENS,
            OF_DIFFERENCES,
            OF_SENDERS,
            OF_CLIENTS,
            OF_ACCESS,
            OF_SIGNALS,
        ];
        let all: Vec<_> = lists.into_iter().flatten().collect();
        let codes: HashSet<_> = all.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), all.len());
        for list in lists {
            let sentences: HashSet<_> = list.iter().map(|(_, sentence)| *sentence).collect();
            assert_eq!(sentences.len(), list.len());
        }
    }
}
