use ambient::Timestamp;
use annuaire::Fait;
use jiff::civil::Date;
use sante::{IdentifiantNational, SituationId};

use crate::avis::Avis;
use crate::fin::{FinSituationError, terminee};
use crate::identite::Objection;
use crate::nomenclature::Liste;
use crate::paris;
use crate::port::{EcritureSituation, Ecritures};
use crate::situation_acte::ajout::sans_demande;
use crate::situation_acte::{SituationError, Situations, Version};

/// When a situation stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuandFinir {
    /// At once; what has not begun is cancelled: it ends where it would begin.
    Maintenant,
    /// After this day, which is included: 00:00 on the next one in Paris (SIT-10).
    Apres(Date),
}

/// When, and why: a code of JDV_J92, empty when nobody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinVoulue {
    pub quand: QuandFinir,
    pub motif: String,
}

impl From<QuandFinir> for FinVoulue {
    fn from(quand: QuandFinir) -> Self {
        Self { quand, motif: String::new() }
    }
}

impl Situations {
    /// The duty of the employer when somebody leaves (SIT-09). An open request about the person does not hinder it: nobody
    /// keeps an access by asking for another. A later end than the one set is no leaving: it is checked as a change is.
    pub async fn terminer(
        &self,
        agent: &IdentifiantNational,
        situation: &SituationId,
        version: &Version,
        voulue: impl Into<FinVoulue> + Send,
    ) -> Result<(), SituationError> {
        let FinVoulue { quand, motif } = voulue.into();
        self.motif(&motif)?;
        let maintenant = self.guichet.maintenant();
        let mut chantier = self.guichet.registre.chantier().await?;
        let tenue = self.tenue(chantier.as_mut(), agent, situation).await?;
        let fin = match quand {
            QuandFinir::Maintenant => tenue.situation.debut.filter(|debut| maintenant < *debut).unwrap_or(maintenant),
            QuandFinir::Apres(jour) => paris::fin_incluse(jour).ok_or(SituationError::AvantLeDebut)?,
        };
        let annulee = tenue.situation.debut == Some(fin);
        let finie = terminee(tenue.situation.clone(), fin, maintenant)?;
        tenue.verifier(version)?;
        let personne = tenue.connue.personne.identifiant().clone();
        if tenue.situation.fin.is_some_and(|prevue| prevue.le < fin) {
            sans_demande(chantier.as_mut(), &personne).await?;
            tenue.libre(&finie)?;
        }
        let ecritures = Ecritures {
            situations: vec![EcritureSituation {
                personne: personne.clone(),
                exercice: tenue.exercice.cle.clone(),
                rang: tenue.rang,
                situation: finie,
            }],
            evenements: vec![(personne.clone(), Fait::SituationTerminee { situation: situation.clone(), fin })],
            ..Ecritures::default()
        };
        chantier.ecrire(&ecritures, maintenant).await?;
        chantier.motiver_fin(situation, Some(motif.as_str()).filter(|motif| !motif.is_empty())).await?;
        let avis = Avis::MiseAJour {
            prenom: tenue.connue.personne.etat_civil().prenom().to_owned(),
            lieu: tenue.lieu.structure.details.raison_sociale.clone(),
            changements: vec![changement(fin, annulee)],
        };
        self.guichet.avertir(chantier.as_mut(), &tenue.connue, &tenue.lieu.structure, avis).await?;
        let geste = self.geste(agent, &personne, situation, "ended");
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    fn motif(&self, code: &str) -> Result<(), SituationError> {
        if code.is_empty() || self.guichet.referentiel.terme(Liste::MotifFin, code).is_some() {
            return Ok(());
        }
        let phrase = "Choisissez un motif de la liste.";
        Err(SituationError::Saisie(vec![Objection::new("motif_fin", "motif_fin_inconnu", phrase)]))
    }
}

fn changement(fin: Timestamp, annulee: bool) -> String {
    let ecrit = |jour: Date| jour.strftime("%d/%m/%Y").to_string();
    if annulee {
        return format!("Votre situation qui devait commencer le {} est annulée.", ecrit(paris::jour(fin)));
    }
    format!("Votre situation prend fin le {}.", ecrit(paris::dernier_jour(fin)))
}

impl From<FinSituationError> for SituationError {
    fn from(erreur: FinSituationError) -> Self {
        match erreur {
            FinSituationError::Inconnue => Self::Inconnue,
            FinSituationError::DejaTerminee => Self::DejaTerminee,
            FinSituationError::AvantLeDebut => Self::AvantLeDebut,
            FinSituationError::Port(cause) => Self::Port(cause),
        }
    }
}
