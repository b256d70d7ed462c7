//! Secrets, keys and certificates that change without an outage: two at a time, the former one until a date.

use ambient::{ExposeSecret as _, Seconds, SecretString, Timestamp};
use idp_core::client::{Client, ClientAuth, ClientKeys, FormerProof, Outgoing};
use idp_core::client_auth::ClientAuthentication;
use idp_core::journal::{Acte, event};

use super::Bureau;
use crate::{Acteur, Droit, Environnement, Fiche, Nouvelle, Refus, Service, ServiceId, Tournee};

/// How long a former proof may serve.
const AU_PLUS: Seconds = Seconds::hours(30 * 24);

impl Bureau {
    /// `garder`: how long the former proof serves beside the new one; zero ends it now.
    pub async fn tourner(
        &self,
        acteur: &Acteur,
        (id, lieu): (&ServiceId, Environnement),
        (nouvelle, garder): (Nouvelle, Seconds),
    ) -> Result<Tournee, Refus> {
        let service = self.sien(acteur, Droit::Developper, id).await?;
        let before = self.client_de(&service, lieu).await?.ok_or(Refus::SansClient)?;
        let now = self.deps.ambient.now();
        if garder < Seconds(0) || garder > AU_PLUS {
            return Err(Refus::Delai);
        }
        if let (Some(_), Some(outgoing)) = (before.before_rotation(now), &before.outgoing) {
            return Err(Refus::DejaDeux(outgoing.until));
        }
        let fiche = with(&nouvelle, service.fiche.clone());
        self.tient(&fiche, &super::siens(&service)).await?;
        let secret = (nouvelle == Nouvelle::Secret).then(|| self.deps.ambient.secret());
        let mut after = self.changed(&before, &nouvelle, secret.as_ref())?;
        let jusqu_au = (garder > Seconds(0)).then(|| now.plus(garder));
        after.outgoing = jusqu_au.map(|until| Outgoing { proof: former(&before, &nouvelle), until });
        self.dire_tournee(acteur, &before, &nouvelle, jusqu_au).await?;
        if !self.deps.clients.replace(&before, &after).await? {
            return Err(Refus::ChangeEntreTemps);
        }
        self.garder_la_fiche(service, lieu, fiche).await?;
        Ok(Tournee { client: after.id, secret, ancienne_jusqu_au: jusqu_au })
    }

    /// The former proof ends now, whatever date it had: it leaked, or nobody uses it any more.
    pub async fn finir_l_ancienne(&self, acteur: &Acteur, id: &ServiceId, lieu: Environnement) -> Result<(), Refus> {
        let service = self.sien(acteur, Droit::Developper, id).await?;
        let before = self.client_de(&service, lieu).await?.ok_or(Refus::SansClient)?;
        let acte = Acte::new(event::PARTNER_FORMER_PROOF_ENDED).with("client.id", before.id.as_str());
        self.deps.dire(acteur, acte).await?;
        let after = Client { outgoing: None, ..before.clone() };
        match self.deps.clients.replace(&before, &after).await? {
            true => Ok(()),
            false => Err(Refus::ChangeEntreTemps),
        }
    }

    fn changed(&self, before: &Client, nouvelle: &Nouvelle, secret: Option<&SecretString>) -> Result<Client, Refus> {
        let mut after = before.clone();
        let rest = |secret: &SecretString| ClientAuthentication::rest_secret(&self.deps.rest, secret.expose_secret());
        match (nouvelle, &mut after.auth, secret) {
            (
                Nouvelle::Secret,
                ClientAuth::ClientSecretBasic { secret: kept } | ClientAuth::ClientSecretPost { secret: kept },
                Some(drawn),
            ) => *kept = rest(drawn),
            (Nouvelle::Certificat(subject), ClientAuth::TlsClientAuth { subject: kept }, _) => *kept = subject.clone(),
            (Nouvelle::Jwks(jwks), ClientAuth::PrivateKeyJwt | ClientAuth::SelfSignedTlsClientAuth, _) => {
                after.keys = ClientKeys::Jwks(jwks.to_string());
            }
            (Nouvelle::JwksUri(uri), ClientAuth::PrivateKeyJwt | ClientAuth::SelfSignedTlsClientAuth, _) => {
                after.keys = ClientKeys::JwksUri(uri.clone());
            }
            _ => return Err(Refus::AutreMethode),
        }
        Ok(after)
    }

    /// The declaration tells the keys that serve; that of production is not the one of the page.
    async fn garder_la_fiche(&self, service: Service, lieu: Environnement, fiche: Fiche) -> Result<(), Refus> {
        if lieu == Environnement::Production || service.fiche == fiche {
            return Ok(());
        }
        let after = Service { fiche, version: service.version + 1, ..service };
        match self.deps.services.remplacer(&after).await? {
            true => Ok(()),
            false => Err(Refus::ChangeEntreTemps),
        }
    }

    async fn dire_tournee(
        &self,
        acteur: &Acteur,
        before: &Client,
        nouvelle: &Nouvelle,
        jusqu_au: Option<Timestamp>,
    ) -> Result<(), Refus> {
        let acte = Acte::new(event::PARTNER_PROOF_ROTATED)
            .with("client.id", before.id.as_str())
            .with("kind", nouvelle.mot())
            .with("former_until", jusqu_au.map_or(0, Timestamp::seconds));
        Ok(self.deps.dire(acteur, acte).await?)
    }
}

impl Nouvelle {
    const fn mot(&self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Jwks(_) | Self::JwksUri(_) => "keys",
            Self::Certificat(_) => "certificate",
        }
    }
}

fn with(nouvelle: &Nouvelle, fiche: Fiche) -> Fiche {
    match nouvelle.clone() {
        Nouvelle::Secret => fiche,
        Nouvelle::Jwks(jwks) => Fiche { jwks: Some(jwks), jwks_uri: None, ..fiche },
        Nouvelle::JwksUri(uri) => Fiche { jwks: None, jwks_uri: Some(uri), ..fiche },
        Nouvelle::Certificat(idp_core::client::TlsSubject::SubjectDn(name)) => {
            Fiche { certificat: Some(name), ..fiche }
        }
        Nouvelle::Certificat(_) => fiche,
    }
}

fn former(before: &Client, nouvelle: &Nouvelle) -> FormerProof {
    match (nouvelle, &before.auth) {
        (Nouvelle::Secret, ClientAuth::ClientSecretBasic { secret } | ClientAuth::ClientSecretPost { secret }) => {
            FormerProof::Secret(secret.clone())
        }
        (Nouvelle::Certificat(_), ClientAuth::TlsClientAuth { subject }) => FormerProof::Certificate(subject.clone()),
        _ => FormerProof::Keys(before.keys.clone()),
    }
}
