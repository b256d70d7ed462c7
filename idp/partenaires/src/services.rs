//! The desk of an organisation: its people, its services and their clients.

mod equipe;
mod revue;
mod rotation;

pub(crate) use equipe::lisible;

use idp_core::client::{Client, ClientAuth, ClientId, Origin, Wish};
use idp_core::journal::{Acte, event};
use idp_core::outbound::{Expect, FetchError};
use idp_core::registration::{Method, Objection};

use crate::{Acteur, DemandeVue, Deps, Droit, Environnement, Fiche, Refus, Service, ServiceId};

/// Of one organisation.
const SERVICES_AU_PLUS: u32 = 50;
/// What an address of keys may answer.
const CLES: Expect = Expect { max_bytes: 64 * 1024, media_types: &[] };

/// What the use cases of an organisation stand on.
#[derive(Clone)]
pub struct Bureau {
    pub(crate) deps: Deps,
}

/// A service as its page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceVu {
    pub service: Service,
    pub essai: Option<Client>,
    pub production: Option<Client>,
    pub demande: Option<DemandeVue>,
}

impl ServiceVu {
    pub const fn client(&self, lieu: Environnement) -> Option<&Client> {
        match lieu {
            Environnement::Essai => self.essai.as_ref(),
            Environnement::Production => self.production.as_ref(),
        }
    }
}

impl Bureau {
    pub fn new(deps: Deps) -> Self {
        Self { deps }
    }

    pub fn reglages(&self) -> &crate::Reglages {
        &self.deps.reglages
    }

    /// The same rule as the registration's, while somebody types.
    pub fn verifier(&self, adresse: &str) -> crate::Verification {
        crate::Verification::of(adresse, self.deps.reglages.local)
    }

    pub async fn services(&self, acteur: &Acteur) -> Result<Vec<Service>, Refus> {
        acteur.exige(Droit::Lire)?;
        Ok(self.deps.services.d_organisation(&acteur.organisation).await?)
    }

    pub async fn service(&self, acteur: &Acteur, id: &ServiceId) -> Result<ServiceVu, Refus> {
        let service = self.sien(acteur, Droit::Lire, id).await?;
        Ok(ServiceVu {
            essai: self.client_de(&service, Environnement::Essai).await?,
            production: self.client_de(&service, Environnement::Production).await?,
            demande: self.deps.demandes.demande(&service.id).await?,
            service,
        })
    }

    /// A service, with a client of the sandbox at once where the installation gives one. Its secret is drawn later, by the
    /// act that shows it.
    pub async fn creer(&self, acteur: &Acteur, fiche: Fiche) -> Result<Service, Refus> {
        acteur.exige(Droit::Developper)?;
        self.tient(&fiche, &[]).await?;
        let id = ServiceId::from(self.deps.nouvel_id("srv"));
        let essai = self.deps.reglages.essai.then(|| self.nom_de_client(&fiche.nom));
        let service = Service {
            id,
            organisation: acteur.organisation.clone(),
            fiche,
            essai,
            production: None,
            cree_le: self.deps.ambient.now(),
            version: 1,
        };
        let acte = Acte::new(event::PARTNER_SERVICE_CREATED).with("service.id", service.id.as_str());
        self.deps.dire(acteur, acte).await?;
        if !self.deps.services.creer(&service, SERVICES_AU_PLUS).await? {
            return Err(Refus::Trop);
        }
        if let Some(client) = &service.essai {
            self.inscrire(&service, client, &service.fiche).await?;
        }
        Ok(service)
    }

    /// Another declaration. The client of the sandbox follows at once; that of production stays as it was accepted. `version`:
    /// the one that was read.
    pub async fn modifier(&self, acteur: &Acteur, id: &ServiceId, (version, fiche): (i64, Fiche)) -> Result<(), Refus> {
        let service = self.sien(acteur, Droit::Developper, id).await?;
        if service.version != version {
            return Err(Refus::ChangeEntreTemps);
        }
        self.tient(&fiche, &siens(&service)).await?;
        let after = Service { fiche, version: version + 1, ..service };
        let acte = Acte::new(event::PARTNER_SERVICE_CHANGED).with("service.id", id.as_str());
        self.deps.dire(acteur, acte).await?;
        if !self.deps.services.remplacer(&after).await? {
            return Err(Refus::ChangeEntreTemps);
        }
        match &after.essai {
            Some(client) => self.reinscrire(&after, client).await,
            None => Ok(()),
        }
    }

    /// What was issued to its clients dies with them.
    pub async fn retirer(&self, acteur: &Acteur, id: &ServiceId) -> Result<(), Refus> {
        let service = self.sien(acteur, Droit::Gerer, id).await?;
        let acte = Acte::new(event::PARTNER_SERVICE_REMOVED).with("service.id", id.as_str());
        self.deps.dire(acteur, acte).await?;
        for client in siens(&service) {
            self.deps.registrar.remove(&client, Wish::Client).await?;
        }
        Ok(self.deps.services.retirer(id).await?)
    }

    /// The service, if it is of the organisation of whoever asks: that of another is as one that is not there.
    pub(crate) async fn sien(&self, acteur: &Acteur, droit: Droit, id: &ServiceId) -> Result<Service, Refus> {
        acteur.exige(droit)?;
        let service = self.deps.services.service(id).await?;
        service.filter(|service| service.organisation == acteur.organisation).ok_or(Refus::Inconnu)
    }

    pub(crate) async fn client_de(&self, service: &Service, lieu: Environnement) -> Result<Option<Client>, Refus> {
        match service.client(lieu) {
            Some(id) => Ok(self.deps.clients.client(id).await?),
            None => Ok(None),
        }
    }

    /// Every objection at once; then the one address that is called, through the guard.
    pub(crate) async fn tient(&self, fiche: &Fiche, siens: &[ClientId]) -> Result<(), Refus> {
        let local = self.deps.reglages.local;
        let mut objections = fiche.objections(local);
        if objections.is_empty() {
            let others: Vec<Client> =
                self.deps.clients.declared().await?.into_iter().filter(|client| !siens.contains(&client.id)).collect();
            objections = fiche.declaration("service-essai", None, local).namesakes(&others);
            objections.extend(self.sans_certificats(fiche));
            objections.extend(self.adresse_des_cles(fiche).await);
        }
        if objections.is_empty() { Ok(()) } else { Err(Refus::Fiche(objections)) }
    }

    fn sans_certificats(&self, fiche: &Fiche) -> Option<Objection> {
        let certificate = matches!(fiche.methode, Method::TlsClientAuth | Method::SelfSignedTlsClientAuth);
        (certificate && !self.deps.reglages.mtls).then(|| Objection {
            code: "enregistrement.sans-certificats",
            key: "auth",
            reason: "this provider has no host for machines with a certificate".to_owned(),
            remedy: "use private_key_jwt, and DPoP to bind tokens",
        })
    }

    /// An address that the guard refuses is told now; one that does not answer yet may do so later.
    async fn adresse_des_cles(&self, fiche: &Fiche) -> Option<Objection> {
        let uri = fiche.jwks_uri.as_ref()?;
        match self.deps.documents.fetch(uri, CLES).await {
            Err(refus @ FetchError::Guarded(_)) => Some(Objection {
                code: "enregistrement.adresses-appelees",
                key: "jwks_uri",
                reason: refus.to_string(),
                remedy: "publish the keys at a public https address",
            }),
            _ => None,
        }
    }

    /// `dossier-resident-k3v9…`: readable, and nobody's yet.
    pub(crate) fn nom_de_client(&self, nom: &str) -> ClientId {
        let plain: String = nom.to_lowercase().chars().map(lettre).collect();
        let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
        let stem: String = words.join("-").chars().take(40).collect();
        let drawn = self.deps.ambient.chance.token().to_lowercase().replace(['-', '_'], "");
        let end: String = drawn.chars().take(8).collect();
        let stem = if stem.chars().any(|letter| letter.is_ascii_alphabetic()) { stem } else { "service".to_owned() };
        ClientId::from(format!("{stem}-{end}"))
    }

    /// The client, with a secret that nobody knows until one is drawn and shown.
    pub(crate) async fn inscrire(&self, service: &Service, id: &ClientId, fiche: &Fiche) -> Result<(), Refus> {
        let client = self.client(service, id, fiche)?;
        Ok(self.deps.clients.register(&client).await?)
    }

    fn client(&self, service: &Service, id: &ClientId, fiche: &Fiche) -> Result<Client, Refus> {
        let secret = self.deps.ambient.secret();
        let local = self.deps.reglages.local;
        let registered = fiche.declaration(id.as_str(), Some(secret), local).register(&self.deps.rest);
        let client = registered.map_err(Refus::Fiche)?;
        let origin = Origin::Partner { service: service.id.to_string(), at: self.deps.ambient.now() };
        Ok(Client { origin, ..client })
    }

    /// As the declaration has it now; its secret stays where the method still has one.
    async fn reinscrire(&self, service: &Service, id: &ClientId) -> Result<(), Refus> {
        let fresh = self.client(service, id, &service.fiche)?;
        let Some(before) = self.deps.clients.client(id).await? else {
            return Ok(self.deps.clients.register(&fresh).await?);
        };
        let auth = match (&before.auth, fresh.auth.clone()) {
            (
                ClientAuth::ClientSecretBasic { secret } | ClientAuth::ClientSecretPost { secret },
                ClientAuth::ClientSecretBasic { .. },
            ) => ClientAuth::ClientSecretBasic { secret: secret.clone() },
            (
                ClientAuth::ClientSecretBasic { secret } | ClientAuth::ClientSecretPost { secret },
                ClientAuth::ClientSecretPost { .. },
            ) => ClientAuth::ClientSecretPost { secret: secret.clone() },
            (_, auth) => auth,
        };
        let (origin, disabled_at, outgoing) = (before.origin.clone(), before.disabled_at, before.outgoing.clone());
        let after = Client { auth, origin, disabled_at, outgoing, ..fresh };
        match self.deps.clients.replace(&before, &after).await? {
            true => Ok(()),
            false => Err(Refus::ChangeEntreTemps),
        }
    }
}

fn siens(service: &Service) -> Vec<ClientId> {
    Environnement::TOUS.into_iter().filter_map(|lieu| service.client(lieu).cloned()).collect()
}

/// Letters of French without their accents; every other sign separates.
fn lettre(letter: char) -> char {
    match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        _ => '-',
    }
}
