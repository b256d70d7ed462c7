//! Organisations, the people in them, and those who are asked to come.

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::port::PortError;
use serde::{Deserialize, Serialize};

use crate::{Acteur, CompteId, Courriel, Droit, Qui};

ambient::typed_id! {
    pub struct OrganisationId;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub nom: String,
    pub creee_le: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// People, keys of the API, the way to production.
    Responsable,
    /// Services, secrets, requests.
    Developpeur,
}

impl Role {
    pub const TOUS: [Self; 2] = [Self::Responsable, Self::Developpeur];

    pub const fn mot(self) -> &'static str {
        match self {
            Self::Responsable => "responsable",
            Self::Developpeur => "developpeur",
        }
    }

    pub fn lu(mot: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|role| role.mot() == mot)
    }

    pub const fn droit(self) -> Droit {
        match self {
            Self::Responsable => Droit::Gerer,
            Self::Developpeur => Droit::Developper,
        }
    }
}

/// One account in one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membre {
    pub compte: CompteId,
    pub courriel: Courriel,
    pub role: Role,
    pub depuis: Timestamp,
}

impl Membre {
    pub fn acteur(&self, organisation: &OrganisationId) -> Acteur {
        let qui = Qui::Compte(self.compte.clone());
        Acteur { organisation: organisation.clone(), qui, droit: self.role.droit() }
    }
}

/// Whoever proves this address may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub organisation: OrganisationId,
    pub courriel: Courriel,
    pub role: Role,
    pub expire_le: Timestamp,
}

/// The people of an organisation, as its page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equipe {
    pub membres: Vec<Membre>,
    pub invitations: Vec<Invitation>,
}

#[async_trait]
pub trait Organisations: Send + Sync {
    /// With its first member, in one transaction.
    async fn creer(&self, organisation: &Organisation, membre: &Membre) -> Result<(), PortError>;
    async fn organisation(&self, id: &OrganisationId) -> Result<Option<Organisation>, PortError>;
    async fn toutes(&self) -> Result<Vec<Organisation>, PortError>;
    /// Those of an account, by name.
    async fn de_compte(&self, compte: &CompteId) -> Result<Vec<(Organisation, Role)>, PortError>;
    /// By the day when they came.
    async fn membres(&self, id: &OrganisationId) -> Result<Vec<Membre>, PortError>;
    /// In the place of an earlier one to the same address.
    async fn inviter(&self, invitation: &Invitation) -> Result<(), PortError>;
    async fn invitations(&self, id: &OrganisationId, now: Timestamp) -> Result<Vec<Invitation>, PortError>;
    async fn invitations_a(&self, courriel: &Courriel, now: Timestamp) -> Result<Vec<Invitation>, PortError>;
    /// Takes the invitation and makes the member, in one transaction. `false`: there is none that holds.
    async fn accepter(&self, id: &OrganisationId, membre: &Membre, now: Timestamp) -> Result<bool, PortError>;
    async fn retirer_invitation(&self, id: &OrganisationId, courriel: &Courriel) -> Result<(), PortError>;
    /// In one statement, which leaves one who is responsible. `false`: no such member, or the last of them.
    async fn retirer(&self, id: &OrganisationId, compte: &CompteId) -> Result<bool, PortError>;
}
