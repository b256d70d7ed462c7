use ambient::Timestamp;
use annuaire::Fait;
use jiff::civil::Date;
use sante::{IdentifiantNational, SituationId};

use crate::guichet::Guichet;
use crate::identite::Objection;
use crate::nomenclature::Liste;
use crate::paris;
use crate::port::{Chantier, Ecritures};
use crate::situation::{Fin, SituationExercice};
use crate::situation_acte::ajout::sans_demande;
use crate::situation_acte::tenue::Tenue;
use crate::situation_acte::{SituationError, Situations, Version};
use crate::source::Source;

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
    /// keeps an access by asking for another. A later end than the one set is no leaving: it is checked as a change is. Answers
    /// the version that was written.
    pub async fn terminer(
        &self,
        agent: &IdentifiantNational,
        situation: &SituationId,
        version: &Version,
        voulue: impl Into<FinVoulue> + Send,
    ) -> Result<Version, SituationError> {
        let voulue = voulue.into();
        let mut chantier = self.guichet.registre.chantier().await?;
        let tenue = self.tenue(chantier.as_mut(), agent, situation).await?;
        tenue.verifier(version)?;
        let (finie, changements) = appliquer(&self.guichet, chantier.as_mut(), &tenue, &voulue).await?;
        if repoussee(&tenue.situation, &finie) {
            tenue.en_activite(self.guichet.maintenant())?;
            sans_demande(chantier.as_mut(), tenue.personne()).await?;
        }
        tenue.prevenir(&self.guichet, chantier.as_mut(), changements).await?;
        let geste = self.geste(agent, tenue.personne(), situation, "ended");
        self.guichet.clore(chantier, geste).await?;
        Ok(Version::de(&tenue.exercice, &finie))
    }
}

/// Writes it. Answers the situation as it is from now on, and what changed as sentences for the person.
pub async fn appliquer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    tenue: &Tenue,
    voulue: &FinVoulue,
) -> Result<(SituationExercice, Vec<String>), SituationError> {
    let (finie, fin) = verifier(guichet, tenue, voulue)?;
    let (id, annulee) = (finie.id.clone(), finie.debut == Some(fin));
    let ecritures = Ecritures {
        situations: vec![tenue.ecriture(finie.clone())],
        evenements: vec![(tenue.personne().clone(), Fait::SituationTerminee { situation: id.clone(), fin })],
        ..Ecritures::default()
    };
    chantier.ecrire(&ecritures, guichet.maintenant()).await?;
    chantier.motiver_fin(&id, Some(voulue.motif.as_str()).filter(|motif| !motif.is_empty())).await?;
    Ok((finie, vec![changement(fin, annulee)]))
}

/// The situation as it would be, and the instant at which it stops.
pub fn verifier(
    guichet: &Guichet,
    tenue: &Tenue,
    voulue: &FinVoulue,
) -> Result<(SituationExercice, Timestamp), SituationError> {
    motif(guichet, &voulue.motif)?;
    let maintenant = guichet.maintenant();
    let fin = instant(tenue, voulue.quand, maintenant)?;
    let finie = terminee(tenue.situation.clone(), fin, maintenant)?;
    if repoussee(&tenue.situation, &finie) {
        tenue.libre(&finie)?;
    }
    Ok((finie, fin))
}

/// With this end, set by hand.
pub fn terminee(
    situation: SituationExercice,
    fin: Timestamp,
    maintenant: Timestamp,
) -> Result<SituationExercice, SituationError> {
    if situation.finie(maintenant) {
        return Err(SituationError::DejaTerminee);
    }
    if situation.debut.is_some_and(|debut| fin < debut) {
        return Err(SituationError::AvantLeDebut);
    }
    Ok(SituationExercice { fin: Some(Fin { le: fin, par: Source::Portail }), ..situation })
}

fn instant(tenue: &Tenue, quand: QuandFinir, maintenant: Timestamp) -> Result<Timestamp, SituationError> {
    match quand {
        QuandFinir::Maintenant => Ok(tenue.situation.debut.filter(|debut| maintenant < *debut).unwrap_or(maintenant)),
        QuandFinir::Apres(jour) => paris::fin_incluse(jour).ok_or(SituationError::AvantLeDebut),
    }
}

/// Later than the end that was set.
fn repoussee(avant: &SituationExercice, apres: &SituationExercice) -> bool {
    avant.fin.zip(apres.fin).is_some_and(|(avant, apres)| avant.le < apres.le)
}

fn motif(guichet: &Guichet, code: &str) -> Result<(), SituationError> {
    if code.is_empty() || guichet.referentiel.terme(Liste::MotifFin, code).is_some() {
        return Ok(());
    }
    let phrase = "Choisissez un motif de la liste.";
    Err(SituationError::Saisie(vec![Objection::new("motif_fin", "motif_fin_inconnu", phrase)]))
}

/// For the mail to the person (NOT-06).
pub fn changement(fin: Timestamp, annulee: bool) -> String {
    let ecrit = |jour: Date| jour.strftime("%d/%m/%Y").to_string();
    if annulee {
        return format!("Votre situation qui devait commencer le {} est annulée.", ecrit(paris::jour(fin)));
    }
    format!("Votre situation prend fin le {}.", ecrit(paris::dernier_jour(fin)))
}
