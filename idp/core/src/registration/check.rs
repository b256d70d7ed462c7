//! One check a rule; each gives what it objects to. Every declaration passes [`ALL`], then those of its profile.

mod addresses;
mod answers;
mod ciba;
mod credentials;
mod grants;
mod keys;
mod names;
mod profiles;
mod requests;
mod subjects;

pub use subjects::sector;

use super::{Declaration, Objection};
use crate::client::Profile;

type Check = fn(&Declaration) -> Vec<Objection>;

const ALL: &[Check] = &[
    names::identifier,
    names::people_read,
    names::spoken_for,
    names::statement,
    names::operators_words,
    names::structure,
    credentials::named,
    credentials::secret,
    credentials::assertion,
    credentials::certificate,
    keys::one_place,
    keys::needed,
    keys::public,
    keys::encryption,
    grants::responses,
    grants::refresh,
    grants::in_its_own_name,
    grants::public_client,
    addresses::redirect_uris,
    addresses::post_logout_uris,
    addresses::pages,
    addresses::called,
    addresses::frontchannel,
    addresses::request_uris,
    requests::scopes,
    requests::defaults,
    requests::objects,
    requests::resources,
    answers::encryption,
    answers::one_binding,
    subjects::several_hosts,
    ciba::delivery,
    ciba::user_code,
];

/// docs/architecture.md names the profiles.
const OIDC: &[Check] = &[];
const PSC: &[Check] = &[
    profiles::named_by_the_operator,
    profiles::server_side,
    profiles::openid,
    profiles::words_of_psc,
    profiles::subject_as_it_is,
];
const FAPI2: &[Check] = &[
    profiles::strong,
    profiles::bound,
    profiles::algorithms,
    profiles::pushed,
    profiles::no_device,
    profiles::pkce,
    profiles::web_only,
];
const MESSAGE_SIGNING: &[Check] = &[profiles::signed];
const FAPI_CIBA: &[Check] = &[profiles::strong, profiles::bound, profiles::algorithms, profiles::backchannel];

/// The checks of a profile, in order.
pub fn of(profile: Profile) -> impl Iterator<Item = Check> {
    let own: [&[Check]; 2] = match profile {
        Profile::Oidc => [OIDC, &[]],
        Profile::Psc => [PSC, &[]],
        Profile::Fapi2 => [FAPI2, &[]],
        Profile::Fapi2MessageSigning => [FAPI2, MESSAGE_SIGNING],
        Profile::FapiCiba => [FAPI_CIBA, &[]],
    };
    ALL.iter().chain(own.into_iter().flatten()).copied()
}

fn unless(holds: bool, key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    if holds { Vec::new() } else { objection(key, reason, remedy) }
}

fn objection(key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    vec![Objection { key, reason: reason.into(), remedy }]
}
