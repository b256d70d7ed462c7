use std::sync::{Arc, Mutex};

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use ecps::Attestation;
use idp_core::client::ClientId;
use idp_core::ecps::{Appareil, AppareilEtat, Appareils as _, CleEmballage, Reglages, Socle, Vies};
use idp_core::espace::{
    self, CleDAcces, CleFinie, ClesDAcces, Espace, Fait, Fins, Histoire, MoyensFinis, Octrois, Periode,
};
use idp_core::grant::Grant;
use idp_core::port::PortError;
use idp_core::stamp::{Stamps as _, SubjectKind};
use sante::IdentifiantNational;

use super::dehors::Dehors;
use super::{FakeCompteurs, FakeGrants, FakeIssuer, FakeJournal, FakeSpent, FakeStamps};

/// The fake journal keeps no times: each act of a person is a second after the one before.
#[async_trait]
impl Histoire for FakeJournal {
    async fn de(
        &self,
        personne: &IdentifiantNational,
        mots: &[&str],
        periode: Periode,
    ) -> Result<Vec<Fait>, PortError> {
        let named = |acte: &idp_core::journal::Acte| {
            acte.fields.get("personne.id").and_then(|id| id.as_str()) == Some(&personne.to_string())
        };
        let actes = self.actes().into_iter().filter(named).zip(1..);
        let mut faits: Vec<Fait> = actes
            .filter(|(acte, _)| mots.contains(&acte.event))
            .map(|(acte, rang)| Fait {
                le: periode.depuis.plus(Seconds(rang)),
                mot: acte.event.to_owned(),
                champs: acte.fields,
            })
            .filter(|fait| fait.le < periode.avant)
            .collect();
        faits.reverse();
        faits.truncate(periode.au_plus as usize);
        Ok(faits)
    }
}

#[async_trait]
impl Octrois for FakeGrants {
    async fn de(&self, personne: &IdentifiantNational, now: Timestamp, au_plus: u32) -> Result<Vec<Grant>, PortError> {
        let mut grants = self.all();
        grants.retain(|grant| grant.authentication.personne == *personne && now < grant.ends_at);
        grants.sort_by_key(|grant| std::cmp::Reverse(grant.opened_at));
        grants.truncate(au_plus as usize);
        Ok(grants)
    }

    async fn au_service(
        &self,
        personne: &IdentifiantNational,
        service: &ClientId,
        now: Timestamp,
    ) -> Result<Vec<Grant>, PortError> {
        let mut grants = Octrois::de(self, personne, now, u32::MAX).await?;
        grants.retain(|grant| grant.client == *service);
        Ok(grants)
    }
}

/// Passkeys of whoever asks.
#[derive(Default)]
pub struct FakeCles(pub Mutex<Vec<CleDAcces>>);

#[async_trait]
impl ClesDAcces for FakeCles {
    async fn de(&self, _personne: &IdentifiantNational) -> Result<Vec<CleDAcces>, PortError> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn retirer(&self, _personne: &IdentifiantNational, id: &str) -> Result<bool, PortError> {
        let mut cles = self.0.lock().unwrap();
        let before = cles.len();
        cles.retain(|cle| cle.id != id);
        Ok(cles.len() < before)
    }

    async fn retiree(&self, _personne: &IdentifiantNational, _cle: &CleFinie) -> Result<(), PortError> {
        Ok(())
    }
}

/// All at once, while the store answers.
pub struct FakeFins {
    dehors: Arc<Dehors>,
    cles: Arc<FakeCles>,
    stamps: Arc<FakeStamps>,
    pub down: Mutex<bool>,
}

#[async_trait]
impl Fins for FakeFins {
    async fn tout(
        &self,
        personne: &IdentifiantNational,
        avec_moyens: bool,
        at: Timestamp,
    ) -> Result<MoyensFinis, PortError> {
        if *self.down.lock().unwrap() {
            return Err(PortError::unavailable("fins", "down"));
        }
        self.stamps.raise(&SubjectKind::Personne.of(personne), at).await?;
        if !avec_moyens {
            return Ok(MoyensFinis::default());
        }
        let appareil = self.dehors.de_personne(personne).await?;
        if let Some(appareil) = &appareil {
            self.dehors.passer(&appareil.id, appareil.etat, AppareilEtat::Revoque).await?;
            self.stamps.raise(&SubjectKind::Moyen.of(&appareil.id), at).await?;
        }
        let cles = std::mem::take(&mut *self.cles.0.lock().unwrap());
        let cles = cles.into_iter().map(|cle| CleFinie { id: cle.id, nom: cle.nom }).collect();
        Ok(MoyensFinis { ecps: appareil.map(|appareil| appareil.id), cles })
    }
}

/// The space over an issuer in memory, with the e-CPS that its holder may have.
pub struct FakeEspace {
    pub dehors: Arc<Dehors>,
    pub cles: Arc<FakeCles>,
    pub fins: Arc<FakeFins>,
    pub socle: Arc<Socle>,
    pub vies: Arc<Vies>,
    pub espace: Espace,
}

impl FakeEspace {
    pub fn over(issuer: &FakeIssuer) -> Self {
        let (dehors, cles) = (Arc::new(Dehors::default()), Arc::new(FakeCles::default()));
        let fins = Arc::new(FakeFins {
            dehors: dehors.clone(),
            cles: cles.clone(),
            stamps: issuer.stamps.clone(),
            down: Mutex::default(),
        });
        let socle = Arc::new(Socle {
            ambient: issuer.ambient.clone(),
            rest_key: issuer.rest.clone(),
            emballage: CleEmballage::from_bytes(&[2; 32]).unwrap(),
            reglages: Reglages::new(issuer.hosts.authorization.clone(), vec![Attestation::Simulated]),
            annuaire: dehors.clone(),
            appareils: dehors.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            spent: Arc::new(FakeSpent::default()),
            presence: issuer.presence.clone(),
            stamps: issuer.stamps.clone(),
            journal: issuer.journal.clone(),
            messages: dehors.clone(),
            notification: dehors.clone(),
            ensuite: dehors.clone(),
            ecoute: dehors.clone(),
        });
        let vies = Arc::new(Vies::new(socle.clone()));
        let espace = Espace::new(espace::Deps {
            ambient: issuer.ambient.clone(),
            sessions: issuer.sessions.clone(),
            ends: issuer.ends.clone(),
            stamps: issuer.stamps.clone(),
            octrois: issuer.grants.clone(),
            fins: fins.clone(),
            histoire: issuer.journal.clone(),
            cles: cles.clone(),
            vies: vies.clone(),
            annuaire: issuer.annuaire.clone(),
            clients: issuer.clients.clone(),
            journal: issuer.journal.clone(),
        });
        Self { dehors, cles, fins, socle, vies, espace }
    }

    /// An e-CPS of this person, active since now.
    pub async fn with_phone(&self, personne: &str) -> Appareil {
        let now = self.socle.ambient.now();
        let appareil = Appareil {
            id: "appareil-1".into(),
            personne: personne.parse().unwrap(),
            cle_approbation: "{}".to_owned(),
            cle_transport: "{}".to_owned(),
            oprf_sealed: vec![],
            attestation: "simulated".to_owned(),
            notification: "telephone-1".to_owned(),
            active_le: now,
            expire_le: now.plus(self.socle.reglages.validite),
            etat: AppareilEtat::Actif,
        };
        self.dehors.enroler(&appareil).await.unwrap();
        appareil
    }
}
