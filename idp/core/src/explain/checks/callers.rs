//! What was shown by whoever calls: an assertion, an access token, a stream.

/// How a client proves itself: the lines that [`crate::client_auth`] draws. Told where nobody is harmed, see [`crate::explain`].
pub const OF_CLIENTS: &[(&str, &str)] = &[
    ("client.un-procede", "one client authentication method at a time"),
    ("client.assertion-type", "client_assertion_type is that of a JWT"),
    ("client.en-tete-double", "one Authorization header at most"),
    ("client.formulaire", "the body is application/x-www-form-urlencoded"),
    ("client.parametre-double", "a parameter was included more than once"),
    ("client.autre-procede", "the method is that of the registration"),
    ("client.secret", "the secret is that of the registration"),
    ("client.certificat", "the certificate is that of the registration, from an authority that is known here"),
    ("client.profil-sans-secret", "clients of this profile prove a key"),
    ("client.assertion-illisible", "the assertion is one compact JWS"),
    ("client.assertion-alg", "alg of the assertion is that of the registration and of the profile"),
    ("client.assertion-en-tete", "the header of the assertion asks for nothing but a key"),
    ("client.assertion-cle", "a registered key of the client fits kid and alg of the assertion"),
    ("client.assertion-signature", "the signature of the assertion holds under a registered key"),
    ("client.assertion-typ", "typ of the assertion is JWT, client-authentication+jwt or absent"),
    ("client.assertion-iss", "iss of the assertion is the client_id"),
    ("client.assertion-sub", "sub of the assertion is the client_id"),
    ("client.assertion-aud", "aud of the assertion names this provider"),
    ("client.assertion-exp", "exp of the assertion is to come, and soon"),
    ("client.assertion-iat", "iat and nbf of the assertion are not ahead"),
    ("client.assertion-jti", "jti of the assertion is there, and not too long"),
    ("client.assertion-rejouee", "the assertion serves once"),
];

/// An access token that came to a resource of ours; what a grant can lose is among those of tokens.
pub const OF_ACCESS: &[(&str, &str)] = &[
    ("acces.expire", "the access token has expired"),
    ("acces.client-suspendu", "the client is disabled"),
    ("acces.revoque", "the access token was revoked"),
    ("acces.inconnu", "no emission is on record"),
    ("acces.rien-ne-reste", "nothing is left of what the client may do in its own name"),
    ("acces.client-inconnu", "unknown client"),
    ("acces.pas-d-ici", "not an access token of this provider"),
    ("acces.sans-jti", "no jti"),
    ("acces.sans-personne", "no person stands behind the access token"),
    ("acces.autre-ressource", "the access token is meant for another resource"),
    ("acces.absent", "the access token is missing from the Authorization header"),
    ("acces.d-une-personne", "the access token is in the name of a person"),
];

/// OpenID Shared Signals Framework 1.0 §8.1.
pub const OF_SIGNALS: &[(&str, &str)] = &[
    ("signaux.flux-absent", "stream_id is missing"),
    ("signaux.sujet", "a subject is named by iss and sub"),
    ("signaux.iss", "iss is not this transmitter"),
    ("signaux.aud", "aud is not the client_id"),
    ("signaux.en-tete-d-autorisation", "authorization_header is not kept here: the token is signed"),
    ("signaux.adresse-absente", "endpoint_url is missing"),
    ("signaux.adresse", "endpoint_url is not an https address"),
    ("signaux.methode", "method is neither push nor poll"),
    ("signaux.sujet-d-ailleurs", "the subject is none of this transmitter's"),
    ("signaux.sujets-trop-nombreux", "10,000 subjects are removed from this stream already"),
    ("signaux.corps-illisible", "the body cannot be read"),
];
