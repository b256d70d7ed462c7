use ambient::Timestamp;
use sante::IdentifiantNational;

use super::histoire::Feuille;
use super::port::CleDAcces;
use super::{Espace, EspaceError};
use crate::client::Client;
use crate::ecps::Appareil;
use crate::grant::Grant;
use crate::moyen::MoyenKind;
use crate::port::PortError;
use crate::session::Session;
use crate::token::Fallen;

/// Logins that are looked at for the cards that were seen.
const CONNEXIONS: u32 = 200;
/// Grants of one person that are looked at.
const OCTROIS: u32 = 200;

/// Everything of one person, as it stands now.
pub struct Vue {
    pub ecps: Option<Appareil>,
    pub cartes: Vec<CarteVue>,
    pub cles: Vec<CleDAcces>,
    /// The latest opened first.
    pub sessions: Vec<Session>,
    pub services: Vec<ServiceVu>,
    /// The latest of it.
    pub histoire: Feuille,
}

/// A card that signed the person in, in the last three months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarteVue {
    /// `issuer key id:serial`.
    pub moyen: String,
    pub derniere: Timestamp,
}

/// A service that holds something of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceVu {
    pub client: Client,
    /// Since when, without a break.
    pub depuis: Timestamp,
    /// When the last of it ends by itself.
    pub jusque: Timestamp,
    /// Goes on when the session closes.
    pub hors_connexion: bool,
}

impl Espace {
    pub async fn vue(&self, session: &Session) -> Result<Vue, EspaceError> {
        let (deps, personne) = (&self.0, &session.authentication.personne);
        Ok(Vue {
            ecps: deps.vies.de(personne).await?,
            cartes: self.cartes(personne).await?,
            cles: deps.cles.de(personne).await?,
            sessions: deps.sessions.of_person(personne).await?,
            services: self.services(personne).await?,
            histoire: self.feuille(session, None).await?,
        })
    }

    /// Their name, as the registry has it now. `None`: it has none, or does not answer, which hides nothing of the rest.
    pub async fn nom(&self, session: &Session) -> Option<String> {
        let personne = self.0.annuaire.personne(&session.authentication.personne).await.ok()?;
        Some(format!("{} {}", personne.prenom, personne.nom))
    }

    async fn cartes(&self, personne: &IdentifiantNational) -> Result<Vec<CarteVue>, EspaceError> {
        let logins = self.connexions(personne, CONNEXIONS).await?;
        let mut cartes: Vec<CarteVue> = Vec::new();
        for login in logins.iter().filter(|login| login.champ("means") == Some(MoyenKind::Carte.auth_mode())) {
            let Some(moyen) = login.champ("means.id") else { continue };
            if cartes.iter().all(|carte| carte.moyen != moyen) {
                cartes.push(CarteVue { moyen: moyen.to_owned(), derniere: login.le });
            }
        }
        Ok(cartes)
    }

    /// One line a service, however many grants it holds.
    async fn services(&self, personne: &IdentifiantNational) -> Result<Vec<ServiceVu>, EspaceError> {
        let mut services: Vec<ServiceVu> = Vec::new();
        for grant in self.tenus(personne).await? {
            let hors_connexion = grant.is_offline();
            match services.iter_mut().find(|service| service.client.id == grant.client) {
                Some(service) => {
                    service.depuis = service.depuis.min(grant.opened_at);
                    service.jusque = service.jusque.max(grant.ends_at);
                    service.hors_connexion |= hors_connexion;
                }
                None => services.extend(self.0.clients.client(&grant.client).await?.map(|client| ServiceVu {
                    client,
                    depuis: grant.opened_at,
                    jusque: grant.ends_at,
                    hors_connexion,
                })),
            }
        }
        Ok(services)
    }

    /// The grants that still stand.
    pub(super) async fn tenus(&self, personne: &IdentifiantNational) -> Result<Vec<Grant>, PortError> {
        let grants = self.0.octrois.de(personne, self.0.ambient.now(), OCTROIS).await?;
        self.debout(grants).await
    }

    pub(super) async fn debout(&self, grants: Vec<Grant>) -> Result<Vec<Grant>, PortError> {
        let (deps, now) = (&self.0, self.0.ambient.now());
        let fallen = Fallen { now, stamps: &*deps.stamps, sessions: &deps.sessions };
        let mut tenus = Vec::new();
        for grant in grants {
            if !fallen.is(&grant).await? {
                tenus.push(grant);
            }
        }
        Ok(tenus)
    }
}
