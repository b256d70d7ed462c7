//! Activation by card: whoever has just signed in with it is shown a code, which a phone reads off the screen (MIE-06,
//! facts/psc.md §4.5). No SMS and no mail: the card is the proof, the screen is where it was given.

use ambient::{Seconds, Timestamp};
use ecps::{ActivationId, AppareilId, CodeLu, LienActivation, TicketCarte};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::activation::Activations;
use super::erreur::EcpsError;
use super::source::Source;
use crate::compteur::Limit;
use crate::journal::{Acte, event};
use crate::moyen::{Authentication, MoyenKind};

/// How long a phone may read it (MIE-17).
const VIE: Seconds = Seconds(90);
/// How old the proof by card may be: whoever finds the screen of somebody else shows nothing on it.
pub const FRAICHE: Seconds = Seconds::minutes(5);
/// Codes for one person: a count of their own, which no stranger reaches.
const CODES: Limit = Limit { tries: 10, window: Some(Seconds::hours(1)) };

/// Whether the code is shown.
#[derive(Clone, PartialEq, Eq)]
pub enum ParCarte {
    Code(CodeMontre),
    /// The registry's delays are over at this instant (NOT-05).
    PasAvant(Timestamp),
    /// The person signs in with their card first.
    CarteDemandee,
}

/// What the screen shows.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeMontre {
    pub activation: ActivationId,
    pub lien: LienActivation,
    pub expire_le: Timestamp,
}

/// What became of a code, for the screen that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatCarte {
    EnAttente,
    /// A phone has read it: its holder chooses a PIN there.
    Lu,
    Active,
    Perime,
}

/// A code on its shelf. The code itself is reckoned from its name under a key: nothing that was stolen from here activates.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Montre {
    personne: IdentifiantNational,
    ouverte_le: Timestamp,
    appareil: Option<AppareilId>,
}

impl Activations {
    /// A code for whoever proved themselves by card a moment ago.
    pub async fn ouvrir_par_carte(&self, preuve: &Authentication, source: Source) -> Result<ParCarte, EcpsError> {
        let (socle, now) = (&self.socle, self.socle.now());
        if preuve.kind != MoyenKind::Carte || !preuve.is_whole() || preuve.at.plus(FRAICHE) <= now {
            return Ok(ParCarte::CarteDemandee);
        }
        let personne = preuve.personne.clone();
        match socle.annuaire.correspondance(&personne).await {
            Ok(correspondance) if !correspondance.active(now) => {
                return Ok(ParCarte::PasAvant(correspondance.activation_des.unwrap_or(now)));
            }
            Ok(_) => {}
            Err(cause) => return Err(EcpsError::Annuaire(cause)),
        }
        let cle = socle.cles().par_personne("carte", &personne);
        socle.compter(&cle, CODES).await?.ok_or(EcpsError::TropDActivations)?;
        let activation = ActivationId::from(socle.ambient.chance.token());
        let montre = Montre { personne: personne.clone(), ouverte_le: now, appareil: None };
        self.montres.create(activation.as_str(), &montre, socle.reglages.vie_activation).await?;
        let acte = Acte::new(event::ECPS_CARD_ACTIVATION_OPENED).with("activation.id", activation.as_str());
        let acte = acte.with("personne.id", personne.to_string()).with("source", source.to_string());
        socle.journal.record(acte).await?;
        Ok(ParCarte::Code(self.a_montrer(activation, &montre)))
    }

    /// The code again, for the same person, while it can be read.
    pub async fn code_montre(
        &self,
        activation: &ActivationId,
        personne: &IdentifiantNational,
    ) -> Result<Option<CodeMontre>, EcpsError> {
        let montre = self.montre(activation).await?.filter(|montre| montre.personne == *personne);
        let lisible = montre.filter(|montre| self.lisible(montre));
        Ok(lisible.map(|montre| self.a_montrer(activation.clone(), &montre)))
    }

    pub async fn etat_carte(
        &self,
        activation: &ActivationId,
        personne: &IdentifiantNational,
    ) -> Result<EtatCarte, EcpsError> {
        let Some(montre) = self.montre(activation).await?.filter(|montre| montre.personne == *personne) else {
            return Ok(EtatCarte::Perime);
        };
        Ok(match &montre.appareil {
            None if self.lisible(&montre) => EtatCarte::EnAttente,
            None => EtatCarte::Perime,
            Some(id) if self.socle.appareils.appareil(id).await?.is_some() => EtatCarte::Active,
            Some(_) => EtatCarte::Lu,
        })
    }

    /// A phone read the code. Once, durably: of two that read it one enrols.
    pub async fn lire_carte(&self, lu: &CodeLu) -> Result<TicketCarte, EcpsError> {
        let (id, code) = lu.code.split_once('.').ok_or(EcpsError::CodeCartePerime)?;
        let activation = ActivationId::from(id);
        let attendu = self.code(&activation);
        let rest = |code: &str| self.socle.rest_key.rest("ecps.carte.lu", code);
        if rest(code) != rest(&attendu) {
            return Err(EcpsError::CodeCartePerime);
        }
        let vue = self.montres.read(id).await?.filter(|vue| self.lisible(&vue.value));
        let vue = vue.ok_or(EcpsError::CodeCartePerime)?;
        let jusqu_a = self.socle.now().plus(Seconds::hours(1));
        if !self.socle.spent.spend("ecps.carte", &rest(id), jusqu_a).await? {
            return Err(EcpsError::CodeCartePerime);
        }
        let personne = vue.value.personne.clone();
        let ticket = self.inscrire(&activation, personne.clone(), (true, vue.value.ouverte_le)).await?;
        let montre = Montre { appareil: Some(ticket.appareil.clone()), ..vue.value };
        self.montres.replace(id, vue.version, &montre, self.socle.reglages.vie_activation).await?;
        let acte = Acte::new(event::ECPS_ACTIVATION_CONFIRMED).with("activation.id", id);
        self.socle.journal.record(acte).await?;
        Ok(TicketCarte { identifiant: personne.to_string(), ticket })
    }

    async fn montre(&self, activation: &ActivationId) -> Result<Option<Montre>, EcpsError> {
        if activation.as_str().len() != 43 || !activation.as_str().is_ascii() {
            return Ok(None);
        }
        Ok(self.montres.read(activation.as_str()).await?.map(|vue| vue.value))
    }

    fn lisible(&self, montre: &Montre) -> bool {
        montre.appareil.is_none() && self.socle.now() < montre.ouverte_le.plus(VIE)
    }

    fn a_montrer(&self, activation: ActivationId, montre: &Montre) -> CodeMontre {
        let code = format!("{activation}.{}", self.code(&activation));
        let lien = LienActivation { origine: self.socle.reglages.audience.clone(), code };
        CodeMontre { activation, lien, expire_le: montre.ouverte_le.plus(VIE) }
    }

    fn code(&self, activation: &ActivationId) -> String {
        self.socle.rest_key.rest("ecps.carte.code", activation.as_str()).as_str().to_owned()
    }
}
