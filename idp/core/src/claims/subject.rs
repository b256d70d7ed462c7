//! `sub`: OpenID Connect Core 1.0 §2 and §8, facts/psc.md §2.4 and §2.5.

use std::fmt;

use ambient::RestKey;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::client::{Client, ClientId, Profile, SubjectType};

/// How a person is named to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectForm {
    /// `f:<uuid of the issuer's setting>:<national identifier>`, as Keycloak names a federated user.
    Federated,
    /// A UUID that says nothing of the registry number, the same for every client: the form announced for 2026.
    Psi,
    /// Another one for each client (§8.1).
    Pairwise,
}

/// The form of each profile, for the whole realm. A registration of `psc` may have the other one ([`crate::client::SubjectRules::psc`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SubjectForms {
    /// `federated`, or `psi` as was announced for 2026.
    pub psc: SubjectForm,
    /// Of every other profile.
    pub oidc: SubjectForm,
}

impl Default for SubjectForms {
    /// The drop-in form for `psc`, pairwise for `oidc`.
    fn default() -> Self {
        Self { psc: SubjectForm::Federated, oidc: SubjectForm::Pairwise }
    }
}

/// Settings of the issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectSettings {
    /// The component UUID of the federated form; constant for the life of the issuer.
    pub federation: Uuid,
    pub forms: SubjectForms,
}

impl SubjectSettings {
    pub fn new(federation: Uuid) -> Self {
        Self { federation, forms: SubjectForms::default() }
    }
}

/// Names people. Psi and pairwise forms are derived under the rest key: another key gives other names.
#[derive(Clone)]
pub struct Subjects {
    settings: SubjectSettings,
    rest: RestKey,
}

impl Subjects {
    pub fn new(settings: SubjectSettings, rest: RestKey) -> Self {
        Self { settings, rest }
    }

    pub fn of(&self, client: &Client, personne: &IdentifiantNational) -> String {
        match self.form(client) {
            SubjectForm::Federated => format!("f:{}:{personne}", self.settings.federation),
            SubjectForm::Psi => self.psi(personne),
            SubjectForm::Pairwise => self.pairwise(client, personne),
        }
    }

    /// §8.1: the same for all clients of a sector; without one, the client is alone in its own.
    fn pairwise(&self, client: &Client, personne: &IdentifiantNational) -> String {
        let (purpose, with) = match &client.subject.sector {
            Some(sector) => ("sub-sector", sector.as_str()),
            None => ("sub-pairwise", client.id.as_str()),
        };
        self.rest.rest(purpose, &format!("{with}\u{0}{personne}")).as_str().to_owned()
    }

    /// The `subject_types_supported` of the metadata: a registration chooses.
    pub fn types(&self) -> Vec<&'static str> {
        vec!["public", "pairwise"]
    }

    /// What the client reads as its `subject_type`.
    pub fn kind(&self, client: &Client) -> SubjectType {
        if self.form(client) == SubjectForm::Pairwise { SubjectType::Pairwise } else { SubjectType::Public }
    }

    /// `psc` is what Pro Santé Connect does, today or as it was announced, whatever else a registration says.
    fn form(&self, client: &Client) -> SubjectForm {
        match (client.profile, client.subject.kind) {
            (Profile::Psc, _) => client.subject.psc.unwrap_or(self.settings.forms.psc),
            (_, Some(SubjectType::Pairwise)) => SubjectForm::Pairwise,
            (_, Some(SubjectType::Public)) if self.settings.forms.oidc == SubjectForm::Pairwise => SubjectForm::Psi,
            (_, _) => self.settings.forms.oidc,
        }
    }

    /// The new identifier of the person, where the client is told people by it (facts/psc.md §2.5).
    pub fn psi_of(&self, client: &Client, personne: &IdentifiantNational) -> Option<String> {
        let told = client.profile == Profile::Psc && self.form(client) == SubjectForm::Psi;
        told.then(|| self.psi(personne))
    }

    fn psi(&self, personne: &IdentifiantNational) -> String {
        let resting = self.rest.rest("sub-psi", &personne.to_string());
        let mut bytes = [0; 16];
        let digest = URL_SAFE_NO_PAD.decode(resting.as_str()).unwrap_or_default();
        bytes.iter_mut().zip(digest).for_each(|(byte, drawn)| *byte = drawn);
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }
}

/// `sub` of a client that acts in its own name (RFC 9068 §2.2): the colon is in no client id, and the word before it begins
/// no person's name (security rows T12 and A26).
pub fn of_client(client: &ClientId) -> String {
    format!("client:{client}")
}

impl fmt::Debug for Subjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Subjects").field(&self.settings).finish()
    }
}
