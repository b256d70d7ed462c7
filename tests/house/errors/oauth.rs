use idp_core::ciba::CibaRefusal;
use idp_core::client_auth::ClientAuthRefusal;
use idp_core::device::DeviceRefusal;
use idp_core::explain::checks;
use idp_core::introspection::IntrospectionRefusal;
use idp_core::par::ParRefusal;
use idp_core::registration::RegistrationRefusal;
use idp_core::revocation::RevocationRefusal;
use idp_core::sender::SenderRefusal;
use idp_core::signal::SignalRefusal;
use idp_core::token::{PublicRefusal, TokenRefusal};
use idp_core::userinfo::UserinfoRefusal;
use oidc::ErrorCode;

use super::Entry;

pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = ErrorCode::ALL.into_iter().map(word).collect();
    entries.extend(ClientAuthRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(SenderRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(TokenRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(ParRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(CibaRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(DeviceRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(RegistrationRefusal::catalogue().iter().map(registration));
    entries.extend(IntrospectionRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(RevocationRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(UserinfoRefusal::catalogue().iter().map(|one| finer(one.code(), one.public(), one.remede())));
    entries.extend(checks::OF_LOGINS.iter().map(|one| {
        check(one, "Send the browser again when the person comes back; without prompt=none, where somebody is to act.")
    }));
    entries.extend(
        checks::OF_CLIENTS
            .iter()
            .map(|one| check(one, "Authenticate by the registered method alone, with what the description names.")),
    );
    entries.extend(
        checks::OF_ACCESS.iter().map(|one| check(one, "Refresh the access token, or ask for one for this resource.")),
    );
    entries.extend(
        checks::OF_SIGNALS
            .iter()
            .map(|one| check(one, "Send the JSON object that OpenID Shared Signals Framework 1.0 §8.1 describes.")),
    );
    entries.extend(checks::OF_REQUESTS.iter().chain(checks::OF_OBJECTS).chain(checks::OF_CIBA).map(|one| {
        check(one, "Send what the check asks: it is the same in a query, in a pushed request and in a signed one.")
    }));
    entries.extend(checks::OF_TOKENS.iter().chain(checks::OF_DIFFERENCES).map(|one| {
        check(
            one,
            "Compare with the request that the grant came of; where the grant is over, the person signs in again.",
        )
    }));
    entries.extend(
        checks::OF_SENDERS
            .iter()
            .map(|one| check(one, "Make a new proof for this very call, with the key of the token.")),
    );
    entries.extend(SignalRefusal::catalogue().iter().map(|one| Entry {
        code: one.code().to_owned(),
        sentence: one.phrase().to_owned(),
        remedy: one.remede().to_owned(),
    }));
    entries
}

fn word(error: ErrorCode) -> Entry {
    Entry { code: error.word().to_owned(), sentence: error.sentence().to_owned(), remedy: error.remedy().to_owned() }
}

/// The log's finer word for what the caller reads as one of the words above.
fn finer(code: &str, read: PublicRefusal, remedy: &str) -> Entry {
    let sentence = format!("`{}`: {}", read.error.word(), read.description);
    Entry { code: code.to_owned(), sentence, remedy: remedy.to_owned() }
}

fn registration(refusal: &RegistrationRefusal) -> Entry {
    let sentence = format!("`{}`: {}", refusal.error().word(), refusal.description());
    Entry { code: refusal.code().to_owned(), sentence, remedy: refusal.remede().to_owned() }
}

/// One check, by the sentence that its refusal says.
fn check((code, sentence): &(&str, &str), remedy: &str) -> Entry {
    Entry { code: (*code).to_owned(), sentence: (*sentence).to_owned(), remedy: remedy.to_owned() }
}
