use std::sync::Arc;

use ambient::{ExposeSecret, Resting, Timestamp};
use annuaire::Correspondance;
use ecps::oprf::Cle;
use ecps::{ActivationId, ActivationOuverte, AppareilId, CodesSaisis, Ticket};
use sante::IdentifiantNational;

use super::erreur::EcpsError;
use super::inscription::Inscription;
use super::par_carte::Montre;
use super::port::Activation;
use super::socle::Socle;
use super::source::Source;
use super::textes;
use crate::annuaire::AnnuaireError;
use crate::journal::{Acte, event};
use crate::presence::Shelf;

/// Makes a phone an e-CPS: two secrets to the correspondence data, a PIN of which nothing is kept, two keys.
pub struct Activations {
    pub(super) socle: Arc<Socle>,
    pub(super) montres: Shelf<Montre>,
    activations: Shelf<Activation>,
    pub(super) inscriptions: Shelf<Inscription>,
}

impl Activations {
    pub fn new(socle: Arc<Socle>) -> Self {
        let activations = Shelf::new(socle.presence.clone(), "ecps.activation");
        let inscriptions = Shelf::new(socle.presence.clone(), "ecps.inscription");
        let montres = Shelf::new(socle.presence.clone(), "ecps.carte");
        Self { socle, montres, activations, inscriptions }
    }

    /// Opens an activation. Somebody, nobody or somebody without correspondence data: same answer, same work; the
    /// messages leave after the answer.
    pub async fn ouvrir(&self, identifiant: &str, source: Source) -> Result<ActivationOuverte, EcpsError> {
        let personne = IdentifiantNational::typed(identifiant).map_err(|_| EcpsError::IdentifiantIllisible)?;
        self.limiter(&personne, &source).await?;
        let joignable = self.joignable(&personne).await?;
        let [sms, courriel] = [(); 2].map(|()| self.socle.ambient.chance.digits(6));
        let id = ActivationId::from(self.socle.ambient.chance.token());
        let activation = Activation {
            personne: joignable.is_some().then(|| personne.clone()),
            code_sms: self.repos("ecps.code.sms", &id, &sms),
            code_courriel: self.repos("ecps.code.courriel", &id, &courriel),
            ouverte_le: self.socle.now(),
        };
        let vie = self.socle.reglages.vie_activation;
        self.activations.create(id.as_str(), &activation, vie).await?;
        let acte = Acte::new(event::ECPS_ACTIVATION_OPENED).with("activation.id", id.as_str());
        self.socle
            .journal
            .record(acte.with("personne.id", personne.to_string()).with("source", source.to_string()))
            .await?;
        let messages = self.socle.messages.clone();
        self.socle.ensuite.lancer(Box::pin(async move {
            if let Some(correspondance) = joignable {
                textes::codes(&sms, &courriel).envoyer(&*messages, &correspondance).await;
            }
        }));
        Ok(ActivationOuverte { activation: id, expire_dans: vie })
    }

    /// Compares the two secrets, counted before they are looked at, and gives the ticket that goes on.
    pub async fn confirmer(&self, saisie: &CodesSaisis) -> Result<Ticket, EcpsError> {
        let id = &saisie.activation;
        let cle = self.repos("ecps.codes", id, "");
        let cle = format!("ecps.codes:{}", cle.as_str());
        let limite = self.socle.reglages.limites.codes;
        if id.as_str().len() != 43 || !id.as_str().is_ascii() {
            return Err(EcpsError::ActivationExpiree);
        }
        let vive = |a: &Activation| self.socle.now() < a.ouverte_le.plus(self.socle.reglages.vie_activation);
        let vue = self.activations.read(id.as_str()).await?.map(|vue| vue.value);
        let Some(activation) = vue.filter(vive) else {
            let close = self.socle.compteurs.tries(&cle, self.socle.now()).await? >= limite.tries;
            return Err(if close { EcpsError::ActivationClose } else { EcpsError::ActivationExpiree });
        };
        let Some(essai) = self.socle.compter(&cle, limite).await? else { return Err(EcpsError::ActivationClose) };
        let exacts = activation.code_sms == self.repos("ecps.code.sms", id, &saisie.code_sms)
            && activation.code_courriel == self.repos("ecps.code.courriel", id, &saisie.code_courriel);
        match activation.personne.filter(|_| exacts) {
            Some(personne) => self.accorder(id, (personne, activation.ouverte_le)).await,
            None => Err(self.compter_faux(id, limite.tries.saturating_sub(essai)).await?),
        }
    }

    async fn compter_faux(&self, id: &ActivationId, restants: u32) -> Result<EcpsError, EcpsError> {
        let acte = Acte::new(event::ECPS_CODES_WRONG).with("activation.id", id.as_str());
        self.socle.journal.record(acte.with("essais.restants", restants)).await?;
        if restants > 0 {
            return Ok(EcpsError::CodesInexacts { restants });
        }
        self.activations.remove(id.as_str()).await?;
        self.socle.journal.record(Acte::new(event::ECPS_ACTIVATION_CLOSED).with("activation.id", id.as_str())).await?;
        Ok(EcpsError::ActivationClose)
    }

    /// The codes are spent here, durably: a restored activation gives no second ticket.
    async fn accorder(
        &self,
        id: &ActivationId,
        (personne, ouverte_le): (IdentifiantNational, Timestamp),
    ) -> Result<Ticket, EcpsError> {
        let (socle, vie) = (&self.socle, self.socle.reglages.vie_activation);
        let jusqu_a = socle.now().plus(vie).plus(vie);
        if !socle.spent.spend("ecps.activation", &self.repos("ecps.activation", id, ""), jusqu_a).await? {
            return Err(EcpsError::ActivationExpiree);
        }
        self.activations.remove(id.as_str()).await?;
        let ticket = self.inscrire(id, personne, (false, ouverte_le)).await?;
        socle.journal.record(Acte::new(event::ECPS_ACTIVATION_CONFIRMED).with("activation.id", id.as_str())).await?;
        Ok(ticket)
    }

    /// Lets one phone enrol for this person, by an activation that was opened then.
    pub(super) async fn inscrire(
        &self,
        id: &ActivationId,
        personne: IdentifiantNational,
        (par_carte, ouverte_le): (bool, Timestamp),
    ) -> Result<Ticket, EcpsError> {
        let (socle, vie) = (&self.socle, self.socle.reglages.vie_activation);
        let appareil = AppareilId::from(socle.ambient.chance.token());
        let chance = &*socle.ambient.chance;
        let oprf_sealed = socle.emballage.sceller(&Cle::generer(chance)?, &appareil, chance)?;
        let ticket = socle.ambient.secret();
        let expire_le = socle.now().plus(vie);
        let inscription = Inscription {
            personne,
            activation: id.clone(),
            appareil: appareil.clone(),
            oprf_sealed,
            ouverte_le: Some(ouverte_le),
            expire_le,
            par_carte,
        };
        self.inscriptions.create(self.repos_ticket(ticket.expose_secret()).as_str(), &inscription, vie).await?;
        Ok(Ticket {
            ticket: ticket.expose_secret().to_owned(),
            appareil,
            audience: socle.reglages.audience.clone(),
            expire_dans: vie,
        })
    }

    /// Who can be reached by both channels, once the registry's delays are over; the registry out of reach is nobody's
    /// secret.
    async fn joignable(&self, personne: &IdentifiantNational) -> Result<Option<Correspondance>, EcpsError> {
        if matches!(personne, IdentifiantNational::Adeli(_)) {
            return Ok(None);
        }
        match self.socle.annuaire.correspondance(personne).await {
            Ok(c) => {
                let now = self.socle.now();
                Ok(Some(c).filter(|c| c.active(now) && c.mobile.is_some() && c.courriel.is_some()))
            }
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => Ok(None),
            Err(cause) => Err(EcpsError::Annuaire(cause)),
        }
    }

    /// Counted on what was typed, whether or not it is somebody. The person's day is counted last and a network has
    /// less than it, so that no single network uses it up.
    async fn limiter(&self, personne: &IdentifiantNational, source: &Source) -> Result<(), EcpsError> {
        let (cles, limites) = (self.socle.cles(), &self.socle.reglages.limites);
        let comptes = [
            (cles.par_source("activation.source", source), limites.activation_source),
            (cles.par_paire("activation.paire", personne, &source.to_string()), limites.activation_paire),
            (cles.par_personne("activation.personne", personne), limites.activation_personne),
        ];
        for (cle, limite) in comptes {
            self.socle.compter(&cle, limite).await?.ok_or(EcpsError::TropDActivations)?;
        }
        Ok(())
    }

    fn repos(&self, but: &str, id: &ActivationId, secret: &str) -> Resting {
        let chiffres: String = secret.chars().filter(|c| !c.is_whitespace()).collect();
        self.socle.rest_key.rest(but, &format!("{id}|{chiffres}"))
    }

    pub(super) fn repos_ticket(&self, ticket: &str) -> Resting {
        self.socle.rest_key.rest("ecps.ticket", ticket)
    }
}
