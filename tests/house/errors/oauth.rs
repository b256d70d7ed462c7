use idp_core::ciba::CibaRefusal;
use idp_core::client_auth::ClientAuthRefusal;
use idp_core::device::DeviceRefusal;
use idp_core::par::ParRefusal;
use idp_core::registration::RegistrationRefusal;
use idp_core::sender::SenderRefusal;
use idp_core::signal::SignalRefusal;
use idp_core::token::{PublicRefusal, TokenRefusal};
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
