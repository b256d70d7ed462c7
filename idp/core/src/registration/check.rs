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

type Rule = fn(&Declaration) -> Vec<Objection>;

/// A rule of registrations, with its code in docs/errors.md.
#[derive(Clone, Copy)]
pub struct Check {
    code: &'static str,
    rule: Rule,
}

const fn check(code: &'static str, rule: Rule) -> Check {
    Check { code, rule }
}

impl Check {
    pub fn objections(self, declaration: &Declaration) -> impl Iterator<Item = Objection> {
        let Self { code, rule } = self;
        rule(declaration).into_iter().map(move |objection| Objection { code, ..objection })
    }
}

const ALL: &[Check] = &[
    check("enregistrement.identifiant", names::identifier),
    check("enregistrement.nom", names::people_read),
    check("enregistrement.contacts", names::spoken_for),
    check("enregistrement.declaration-signee", names::statement),
    check("enregistrement.reserve-a-l-exploitant", names::operators_words),
    check("enregistrement.structure", names::structure),
    check("enregistrement.profil-et-procede", credentials::named),
    check("enregistrement.secret", credentials::secret),
    check("enregistrement.assertion", credentials::assertion),
    check("enregistrement.certificat", credentials::certificate),
    check("enregistrement.cles-en-un-lieu", keys::one_place),
    check("enregistrement.cles-absentes", keys::needed),
    check("enregistrement.cles-publiques", keys::public),
    check("enregistrement.cles-de-chiffrement", keys::encryption),
    check("enregistrement.response-types", grants::responses),
    check("enregistrement.implicite", grants::implicit),
    check("enregistrement.renouvellement", grants::refresh),
    check("enregistrement.en-son-nom", grants::in_its_own_name),
    check("enregistrement.client-public", grants::public_client),
    check("enregistrement.adresses-de-retour", addresses::redirect_uris),
    check("enregistrement.adresses-de-deconnexion", addresses::post_logout_uris),
    check("enregistrement.pages", addresses::pages),
    check("enregistrement.adresses-appelees", addresses::called),
    check("enregistrement.frontchannel", addresses::frontchannel),
    check("enregistrement.request-uris", addresses::request_uris),
    check("enregistrement.scopes", requests::scopes),
    check("enregistrement.valeurs-par-defaut", requests::defaults),
    check("enregistrement.objets", requests::objects),
    check("enregistrement.ressources", requests::resources),
    check("enregistrement.chiffrement", answers::encryption),
    check("enregistrement.une-liaison", answers::one_binding),
    check("enregistrement.sujets-par-secteur", subjects::several_hosts),
    check("enregistrement.repetition-de-psc", profiles::rehearsal),
    check("enregistrement.ciba-mode", ciba::delivery),
    check("enregistrement.ciba-signature", ciba::request_alg),
    check("enregistrement.ciba-user-code", ciba::user_code),
];

/// docs/architecture.md names the profiles.
const OIDC: &[Check] = &[];
const PSC: &[Check] = &[
    check("enregistrement.psc-par-l-exploitant", profiles::named_by_the_operator),
    check("enregistrement.psc-cote-serveur", profiles::server_side),
    check("enregistrement.psc-openid", profiles::openid),
    check("enregistrement.psc-scopes", profiles::words_of_psc),
    check("enregistrement.psc-sujet", profiles::subject_as_it_is),
];
const FAPI2: &[Check] = &[
    check("enregistrement.fapi-preuve-forte", profiles::strong),
    check("enregistrement.fapi-liaison", profiles::bound),
    check("enregistrement.fapi-algorithmes", profiles::algorithms),
    check("enregistrement.fapi-depot", profiles::pushed),
    check("enregistrement.fapi-sans-appareil", profiles::no_device),
    check("enregistrement.fapi-pkce", profiles::pkce),
    check("enregistrement.fapi-web", profiles::web_only),
];
const MESSAGE_SIGNING: &[Check] = &[check("enregistrement.fapi-signature", profiles::signed)];
const FAPI_CIBA: &[Check] = &[
    check("enregistrement.fapi-preuve-forte", profiles::strong),
    check("enregistrement.fapi-liaison", profiles::bound),
    check("enregistrement.fapi-algorithmes", profiles::algorithms_of_ciba),
    check("enregistrement.fapi-ciba", profiles::backchannel),
];

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

/// Of what is not a rule of the declaration alone.
const BESIDE: [&str; 6] = [
    "enregistrement.membre-illisible",
    "enregistrement.secteur",
    "enregistrement.sans-certificats",
    "enregistrement.sans-implicite",
    "enregistrement.autre-client",
    "enregistrement.homonyme",
];

/// Every code that an objection can have.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let of_rules = [ALL, OIDC, PSC, FAPI2, MESSAGE_SIGNING, FAPI_CIBA].into_iter().flatten().map(|check| check.code);
    BESIDE.into_iter().chain(of_rules)
}

fn unless(holds: bool, key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    if holds { Vec::new() } else { objection(key, reason, remedy) }
}

fn objection(key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    // the check that runs the rule says its code
    vec![Objection { code: "", key, reason: reason.into(), remedy }]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    // requirement: O03
    #[test]
    fn each_check_of_a_profile_has_a_code_of_its_own() {
        for profile in [Profile::Oidc, Profile::Psc, Profile::Fapi2MessageSigning, Profile::FapiCiba] {
            let all: Vec<_> = of(profile).map(|check| check.code).chain(BESIDE).collect();
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "{profile:?}");
            assert!(all.iter().all(|code| code.starts_with("enregistrement.")));
        }
    }

    #[test]
    fn an_objection_has_the_code_of_its_check() {
        let found = Declaration::default().objections();
        let known: Vec<_> = codes().collect();
        assert!(!found.is_empty() && found.iter().all(|objection| known.contains(&objection.code)), "{found:?}");
    }
}
