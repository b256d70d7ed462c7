//! Keys with which programs of an organisation do what its people do: shown once, of one scope, until a date.

use ambient::{ExposeSecret as _, Resting, Seconds, SecretString, Timestamp};
use async_trait::async_trait;
use idp_core::journal::{Acte, event};
use idp_core::port::PortError;

use crate::services::Bureau;
use crate::{Acteur, Droit, OrganisationId, Qui, Refus};

ambient::typed_id! {
    pub struct CleApiId;
}

/// What a key may do. People and the way to production stay with people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portee {
    Lecture,
    Ecriture,
}

impl Portee {
    pub const TOUTES: [Self; 2] = [Self::Lecture, Self::Ecriture];

    pub const fn mot(self) -> &'static str {
        match self {
            Self::Lecture => "lecture",
            Self::Ecriture => "ecriture",
        }
    }

    pub fn lue(mot: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|portee| portee.mot() == mot)
    }

    const fn droit(self) -> Droit {
        match self {
            Self::Lecture => Droit::Lire,
            Self::Ecriture => Droit::Developper,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleApi {
    pub id: CleApiId,
    pub organisation: OrganisationId,
    pub nom: String,
    pub portee: Portee,
    pub resting: Resting,
    pub creee_le: Timestamp,
    pub expire_le: Timestamp,
}

/// A key that was made. Not `Debug`: it holds the secret.
pub struct NouvelleCle {
    pub cle: CleApi,
    /// Shown this once.
    pub secret: SecretString,
}

#[async_trait]
pub trait ClesApi: Send + Sync {
    /// `false`: the organisation has `most` that hold.
    async fn creer(&self, cle: &CleApi, most: u32, now: Timestamp) -> Result<bool, PortError>;
    /// The key that rests so, while it holds.
    async fn cle(&self, resting: &Resting, now: Timestamp) -> Result<Option<CleApi>, PortError>;
    /// Those that hold, the oldest first.
    async fn d_organisation(&self, id: &OrganisationId, now: Timestamp) -> Result<Vec<CleApi>, PortError>;
    async fn revoquer(&self, organisation: &OrganisationId, id: &CleApiId) -> Result<bool, PortError>;
}

/// So that a secret that leaked is recognised for what it is.
const PREFIXE: &str = "cdp_";
/// Of one organisation.
const AU_PLUS: u32 = 20;
const JOURS_AU_PLUS: i64 = 365;

impl Bureau {
    pub async fn creer_cle(
        &self,
        acteur: &Acteur,
        nom: &str,
        (portee, jours): (Portee, i64),
    ) -> Result<NouvelleCle, Refus> {
        acteur.exige(Droit::Gerer)?;
        let nom = crate::services::lisible(nom)?;
        if !(1..=JOURS_AU_PLUS).contains(&jours) {
            return Err(Refus::Delai);
        }
        let now = self.deps.ambient.now();
        let secret = SecretString::from(format!("{PREFIXE}{}", self.deps.ambient.chance.token()));
        let cle = CleApi {
            id: CleApiId::from(self.deps.nouvel_id("cle")),
            organisation: acteur.organisation.clone(),
            nom,
            portee,
            resting: self.resting_cle(&secret),
            creee_le: now,
            expire_le: now.plus(Seconds::hours(24 * jours)),
        };
        let acte = Acte::new(event::PARTNER_KEY_MADE).with("key.id", cle.id.as_str()).with("scope", portee.mot());
        self.deps.dire(acteur, acte).await?;
        match self.deps.cles_api.creer(&cle, AU_PLUS, now).await? {
            true => Ok(NouvelleCle { cle, secret }),
            false => Err(Refus::Trop),
        }
    }

    pub async fn cles_api(&self, acteur: &Acteur) -> Result<Vec<CleApi>, Refus> {
        acteur.exige(Droit::Gerer)?;
        Ok(self.deps.cles_api.d_organisation(&acteur.organisation, self.deps.ambient.now()).await?)
    }

    pub async fn revoquer_cle(&self, acteur: &Acteur, id: &CleApiId) -> Result<(), Refus> {
        acteur.exige(Droit::Gerer)?;
        self.deps.dire(acteur, Acte::new(event::PARTNER_KEY_REVOKED).with("key.id", id.as_str())).await?;
        match self.deps.cles_api.revoquer(&acteur.organisation, id).await? {
            true => Ok(()),
            false => Err(Refus::Inconnu),
        }
    }

    /// Who a bearer key speaks for. `None`: unknown, over, or revoked.
    pub async fn par_cle(&self, secret: &SecretString) -> Result<Option<Acteur>, Refus> {
        let cle = self.deps.cles_api.cle(&self.resting_cle(secret), self.deps.ambient.now()).await?;
        Ok(cle.map(|cle| Acteur { organisation: cle.organisation, qui: Qui::Cle(cle.id), droit: cle.portee.droit() }))
    }

    fn resting_cle(&self, secret: &SecretString) -> Resting {
        self.deps.rest.rest("partenaire-api", secret.expose_secret())
    }
}
