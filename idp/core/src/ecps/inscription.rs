use ambient::{Seconds, Timestamp};
use ecps::jws::Jws;
use ecps::{
    ActivationId, AppareilId, ClePublique, DemandeEvaluation, Empreinte, Enrole, Enrolement, Evaluation,
    PreuvePossession,
};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::activation::Activations;
use super::erreur::EcpsError;
use super::port::{Appareil, AppareilEtat};
use super::textes;
use crate::journal::{Acte, event};
use crate::stamp::SubjectKind;

/// How far a phone's clock may be from ours.
pub(super) const ECART: i64 = 60;
/// A transport key is refused a second time for longer than any e-CPS lives.
const MEMOIRE_CLES: Seconds = Seconds::hours(10 * 8_766);

/// What a ticket stands for, on a presence shelf.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Inscription {
    pub personne: IdentifiantNational,
    pub activation: ActivationId,
    pub appareil: AppareilId,
    pub oprf_sealed: Vec<u8>,
    /// When somebody asked for the activation; tickets of the version before do not say.
    #[serde(default)]
    pub ouverte_le: Option<Timestamp>,
    pub expire_le: Timestamp,
    /// By the card, not by two codes.
    #[serde(default)]
    pub par_carte: bool,
}

impl Activations {
    /// The provider's half of the VOPRF while the PIN is chosen: nothing is wrapped yet, so nothing can be guessed.
    pub async fn evaluer(&self, demande: &DemandeEvaluation) -> Result<Evaluation, EcpsError> {
        let inscription = self.inscription(&demande.ticket).await?;
        let cle = format!("ecps.choix:{}", inscription.appareil);
        let limite = self.socle.reglages.limites.choix_code;
        let n = self.socle.compter(&cle, limite).await?.ok_or(EcpsError::TropDEvaluations)?;
        let acte = Acte::new(event::ECPS_EVALUATED).with("appareil.id", inscription.appareil.as_str());
        let acte = acte.with("activation.id", inscription.activation.as_str()).with("essais", n);
        self.socle.journal.record(acte).await?;
        let oprf = self.socle.emballage.ouvrir(&inscription.oprf_sealed, &inscription.appareil)?;
        let reponse = oprf.evaluer(&demande.element, &*self.socle.ambient.chance)?;
        let essais_restants = limite.tries.saturating_sub(n);
        Ok(Evaluation { element: reponse.element, preuve: reponse.preuve, cle: reponse.cle, essais_restants })
    }

    /// Enrols the phone: checks, then what must happen once, then what follows.
    pub async fn enroler(&self, enrolement: &Enrolement) -> Result<Enrole, EcpsError> {
        let inscription = self.inscription(&enrolement.ticket).await?;
        self.verifier_forme(enrolement)?;
        if let Err(defaut) = self.verifier_possession(enrolement, &inscription) {
            return Err(self.socle.signature_refusee(Some(&inscription.appareil), defaut).await);
        }
        if self.close_depuis(&inscription).await? {
            return self.refroidie(&enrolement.ticket, &inscription).await;
        }
        // before anything is spent: no e-CPS is active of which the registry does not know (docs/decisions/0013)
        if !self.socle.annuaire.activation(&inscription.personne).await.map_err(EcpsError::Annuaire)? {
            return self.refroidie(&enrolement.ticket, &inscription).await;
        }
        self.depenser(enrolement).await?;
        let appareil = self.appareil(enrolement, &inscription);
        let remplace = self.prendre_la_place(&appareil).await?;
        self.inscriptions.remove(self.repos_ticket(&enrolement.ticket).as_str()).await?;
        let acte = Acte::new(event::ECPS_ENROLLED)
            .with("appareil.id", appareil.id.as_str())
            .with("personne.id", appareil.personne.to_string())
            .with("activation.id", inscription.activation.as_str())
            .with("attestation", appareil.attestation.as_str())
            .with("par", if inscription.par_carte { "carte" } else { "codes" })
            .with("remplace", remplace.as_ref().map(|ancien| ancien.as_str().to_owned()));
        self.socle.journal.record(acte).await?;
        self.socle.prevenir(appareil.personne, textes::enrolee(remplace.is_some()));
        Ok(Enrole { appareil: appareil.id, expire_le: appareil.expire_le, remplace: remplace.is_some() })
    }

    /// The contact data changed after the codes had left, or the person closed everything: what was on its way is worth nothing
    /// any more (R04).
    async fn refroidie(&self, ticket: &str, inscription: &Inscription) -> Result<Enrole, EcpsError> {
        self.inscriptions.remove(self.repos_ticket(ticket).as_str()).await?;
        let acte = Acte::new(event::ECPS_ACTIVATION_CLOSED).with("activation.id", inscription.activation.as_str());
        self.socle.journal.record(acte).await?;
        Err(EcpsError::TicketPerime)
    }

    /// Since somebody asked for this activation the person said that it was not them, closed everything, or was taken out of
    /// service.
    async fn close_depuis(&self, inscription: &Inscription) -> Result<bool, EcpsError> {
        let Some(ouverte_le) = inscription.ouverte_le else { return Ok(false) };
        let since = |kind: SubjectKind| kind.of(&inscription.personne).since(ouverte_le);
        Ok(self.socle.stamps.raised(&[SubjectKind::Personne, SubjectKind::Activation].map(since)).await?)
    }

    async fn inscription(&self, ticket: &str) -> Result<Inscription, EcpsError> {
        let vue = self.inscriptions.read(self.repos_ticket(ticket).as_str()).await?;
        let vive = |inscription: &Inscription| self.socle.now() < inscription.expire_le;
        vue.map(|vue| vue.value).filter(vive).ok_or(EcpsError::TicketPerime)
    }

    fn verifier_forme(&self, enrolement: &Enrolement) -> Result<(), EcpsError> {
        if !self.socle.reglages.attestations.contains(&enrolement.attestation) {
            return Err(EcpsError::AttestationRefusee(enrolement.attestation.word()));
        }
        if enrolement.cle_approbation == enrolement.cle_transport {
            return Err(EcpsError::MessageIllisible("one key for both uses".to_owned()));
        }
        if enrolement.notification.len() > 512 {
            return Err(EcpsError::MessageIllisible("a notification address over 512 bytes".to_owned()));
        }
        Ok(())
    }

    /// Both keys sign the same words: this audience, this device, this ticket, these two keys, now.
    fn verifier_possession(&self, enrolement: &Enrolement, inscription: &Inscription) -> Result<(), &'static str> {
        let verifier = |preuve: &str, cle: &ClePublique| -> Result<PreuvePossession, &'static str> {
            let jws = Jws::parse(preuve, PreuvePossession::TYP);
            jws.and_then(|jws| jws.verifier(cle)).map_err(|_| "possession")
        };
        let now = self.socle.now().seconds();
        for (preuve, cle) in [
            (&enrolement.preuve_approbation, &enrolement.cle_approbation),
            (&enrolement.preuve_transport, &enrolement.cle_transport),
        ] {
            let dite = verifier(preuve, cle)?;
            if (dite.iat - now).abs() > ECART {
                return Err("possession: time");
            }
            let attendue = PreuvePossession {
                aud: self.socle.reglages.audience.clone(),
                iat: dite.iat,
                appareil: inscription.appareil.clone(),
                ticket: Empreinte::de(&enrolement.ticket).as_str().to_owned(),
                cle_approbation: enrolement.cle_approbation.thumbprint(),
                cle_transport: enrolement.cle_transport.thumbprint(),
            };
            if dite != attendue {
                return Err("possession: not these words");
            }
        }
        Ok(())
    }

    /// The ticket once, and the transport key once: one e-CPS a phone.
    async fn depenser(&self, enrolement: &Enrolement) -> Result<(), EcpsError> {
        let socle = &self.socle;
        let vie = socle.reglages.vie_activation;
        let ticket = self.repos_ticket(&enrolement.ticket);
        if !socle.spent.spend("ecps.ticket", &ticket, socle.now().plus(vie).plus(vie)).await? {
            return Err(EcpsError::TicketPerime);
        }
        let cle = socle.rest_key.rest("ecps.transport", &enrolement.cle_transport.thumbprint());
        if !socle.spent.spend("ecps.transport", &cle, socle.now().plus(MEMOIRE_CLES)).await? {
            return Err(EcpsError::TelephoneDejaUtilise);
        }
        Ok(())
    }

    fn appareil(&self, enrolement: &Enrolement, inscription: &Inscription) -> Appareil {
        let now = self.socle.now();
        let jwk = |cle: &ClePublique| serde_json::to_string(cle).unwrap_or_default();
        Appareil {
            id: inscription.appareil.clone(),
            personne: inscription.personne.clone(),
            cle_approbation: jwk(&enrolement.cle_approbation),
            cle_transport: jwk(&enrolement.cle_transport),
            oprf_sealed: inscription.oprf_sealed.clone(),
            attestation: enrolement.attestation.word().to_owned(),
            notification: enrolement.notification.clone(),
            active_le: now,
            expire_le: now.plus(self.socle.reglages.validite),
            etat: AppareilEtat::Actif,
        }
    }

    /// The old device's stamp is raised before, so that a crash in between only signs people out, and after, so that
    /// nothing it obtained meanwhile survives.
    async fn prendre_la_place(&self, appareil: &Appareil) -> Result<Option<AppareilId>, EcpsError> {
        let socle = &self.socle;
        if let Some(ancien) = socle.appareils.de_personne(&appareil.personne).await? {
            socle.stamps.raise(&SubjectKind::Moyen.of(&ancien.id), socle.now()).await?;
        }
        let remplace = socle.appareils.enroler(appareil).await?.0;
        if let Some(ancien) = &remplace {
            socle.stamps.raise(&SubjectKind::Moyen.of(ancien), socle.now()).await?;
        }
        Ok(remplace)
    }
}
