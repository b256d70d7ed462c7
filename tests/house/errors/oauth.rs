use idp_core::client_auth::ClientAuthRefusal;
use idp_core::par::ParRefusal;
use idp_core::signing::SigningError;
use idp_core::token::TokenRefusal;
use oidc::ErrorCode;

use super::Entry;
use super::connexion::port;

pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = ErrorCode::ALL.into_iter().map(word).collect();
    entries.extend(tokens().iter().map(token));
    entries.extend(ParRefusal::catalogue().iter().map(push));
    entries
}

fn word(error: ErrorCode) -> Entry {
    Entry { code: error.word().to_owned(), sentence: error.sentence().to_owned(), remedy: error.remedy().to_owned() }
}

/// The log's finer word for what the caller reads as one of the words above.
fn token(refusal: &TokenRefusal) -> Entry {
    let read = refusal.public();
    let sentence = format!("`{}`: {}", read.error.word(), read.description);
    Entry { code: refusal.code().to_owned(), sentence, remedy: refusal.remede().to_owned() }
}

fn push(refusal: &ParRefusal) -> Entry {
    let read = refusal.public();
    let sentence = format!("`{}`: {}", read.error.word(), read.description);
    Entry { code: refusal.code().to_owned(), sentence, remedy: refusal.remede().to_owned() }
}

fn tokens() -> [TokenRefusal; 8] {
    [
        TokenRefusal::Client(ClientAuthRefusal::Client { basic: false }),
        TokenRefusal::Request("a parameter is missing"),
        TokenRefusal::UnsupportedGrantType,
        TokenRefusal::Grant(""),
        TokenRefusal::Scope,
        TokenRefusal::RegistryOut(String::new()),
        TokenRefusal::Signing(SigningError::Crypto(String::new())),
        TokenRefusal::Port(port()),
    ]
}
