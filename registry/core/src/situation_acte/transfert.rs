use ambient::Timestamp;
use annuaire::Fait;
use sante::{Finess, IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use crate::guichet::Guichet;
use crate::identite::Objection;
use crate::nomenclature::Averti;
use crate::paris;
use crate::port::{Chantier, Ecritures};
use crate::situation::SituationExercice;
use crate::situation_acte::ajout::{AUTRES_NOMS, ecritures, sans_demande};
use crate::situation_acte::fin::{changement, terminee};
use crate::situation_acte::ouverture::{Ouverture, ouvrir};
use crate::situation_acte::tenue::Tenue;
use crate::situation_acte::{Ajoutee, Declaree, Lieu, SituationDemandee, SituationError, Situations, Version};

/// Another establishment, and what is done there from its first day on (SIT-15). A place of work is for one establishment,
/// for life: the one that is left ends the day before and stays readable as it was, another one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfert {
    pub structure: Finess,
    pub situation: SituationDemandee,
}

/// What a move wrote.
pub struct Faite {
    pub situation: SituationId,
    /// For the person (NOT-06).
    pub changements: Vec<String>,
    /// Sentences to show (ELI-06).
    pub avertissements: Vec<Averti>,
}

/// JDV_J92: another place of practice.
const CHANGEMENT_DE_LIEU: &str = "CHL";

impl Situations {
    /// The agent keeps both establishments (GES-15).
    pub async fn transferer(
        &self,
        agent: &IdentifiantNational,
        situation: &SituationId,
        version: &Version,
        declaree: impl Into<Declaree<'_, Transfert>> + Send,
    ) -> Result<Ajoutee, SituationError> {
        let declaree = declaree.into();
        let mut chantier = self.guichet.registre.chantier().await?;
        let tenue = self.tenue(chantier.as_mut(), agent, situation).await?;
        let lieu = self.lieu(chantier.as_mut(), agent, &declaree.voulue.structure).await?;
        tenue.verifier(version)?;
        tenue.en_activite(self.guichet.maintenant())?;
        sans_demande(chantier.as_mut(), tenue.personne()).await?;
        let faite = appliquer(&self.guichet, chantier.as_mut(), &tenue, (&lieu, &declaree)).await?;
        tenue.prevenir(&self.guichet, chantier.as_mut(), faite.changements).await?;
        self.guichet.consigner(self.geste(agent, tenue.personne(), situation, "moved")).await?;
        let geste = self.geste(agent, tenue.personne(), &faite.situation, "opened");
        self.guichet.clore(chantier, geste).await?;
        Ok(Ajoutee { situation: faite.situation, avertissements: faite.avertissements })
    }
}

/// Everything that does not hold, or sentences to show (ELI-06).
pub fn verifier(
    guichet: &Guichet,
    tenue: &Tenue,
    (lieu, demandee): (&Lieu, &SituationDemandee),
) -> Result<Vec<Averti>, SituationError> {
    if lieu.structure.cle == tenue.lieu.structure.cle {
        let phrase = "La personne travaille déjà dans cet établissement. Choisissez-en un autre.";
        return Err(SituationError::Saisie(vec![Objection::new("structure", "meme_etablissement", phrase)]));
    }
    let verifiee = demandee.verifier(&guichet.referentiel, lieu, guichet.aujourd_hui());
    let avertissements = verifiee.map_err(SituationError::Saisie)?;
    ouvrir(tenue.professionnel()?, lieu, demandee)?;
    quittee(tenue, demandee, guichet.maintenant())?;
    Ok(avertissements.iter().map(Averti::from).collect())
}

/// Writes both; the person is not told here.
pub async fn appliquer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    tenue: &Tenue,
    (lieu, declaree): (&Lieu, &Declaree<'_, Transfert>),
) -> Result<Faite, SituationError> {
    let demandee = &declaree.voulue.situation;
    let verifiee = verifier(guichet, tenue, (lieu, demandee));
    let avertissements = declaree.avec_diplomes(tenue, &demandee.profession, verifiee)?;
    let ouverture = ouvrir(tenue.professionnel()?, lieu, demandee)?;
    let quittee = quittee(tenue, demandee, guichet.maintenant())?;
    let changements = changements(tenue, (lieu, demandee), &ouverture, quittee.as_ref());
    let situation = ouverture.id.clone();
    let mut ecrites = match &quittee {
        Some((finie, fin)) => fermeture(tenue, finie, *fin),
        None => Ecritures::default(),
    };
    ecrites.ajouter(&mut ecritures(tenue.professionnel()?.clone(), ouverture));
    chantier.ecrire(&ecrites, guichet.maintenant()).await?;
    if let Some((finie, _)) = &quittee {
        chantier.motiver_fin(&finie.id, Some(CHANGEMENT_DE_LIEU)).await?;
    }
    Ok(Faite { situation, changements, avertissements })
}

/// The place that is left, ended when the other one begins; of one that would begin later nothing is left, but what has
/// begun is not undone. `None`: its end was set for earlier already.
fn quittee(
    tenue: &Tenue,
    demandee: &SituationDemandee,
    maintenant: Timestamp,
) -> Result<Option<(SituationExercice, Timestamp)>, SituationError> {
    let arrivee = paris::debut(demandee.debut).ok_or(SituationError::AvantLeDebut)?;
    if tenue.situation.debut.is_some_and(|debut| debut <= maintenant && arrivee <= debut) {
        let phrase = "La personne travaille déjà dans l'établissement qu'elle quitte. Choisissez un jour plus tardif que son début.";
        return Err(SituationError::Saisie(vec![Objection::new("debut", "transfert_avant_debut", phrase)]));
    }
    let fin = tenue.situation.debut.map_or(arrivee, |debut| arrivee.max(debut));
    if tenue.situation.fin.is_some_and(|prevue| prevue.le <= fin) {
        return Ok(None);
    }
    Ok(Some((terminee(tenue.situation.clone(), fin, maintenant)?, fin)))
}

fn fermeture(tenue: &Tenue, finie: &SituationExercice, fin: Timestamp) -> Ecritures {
    let terminee = Fait::SituationTerminee { situation: finie.id.clone(), fin };
    Ecritures {
        situations: vec![tenue.ecriture(finie.clone())],
        evenements: vec![(tenue.personne().clone(), terminee)],
        ..Ecritures::default()
    }
}

fn changements(
    tenue: &Tenue,
    (lieu, demandee): (&Lieu, &SituationDemandee),
    ouverture: &Ouverture,
    quittee: Option<&(SituationExercice, Timestamp)>,
) -> Vec<String> {
    let depuis = demandee.debut.strftime("%d/%m/%Y");
    let arrivee = format!("Votre lieu de travail est {} à partir du {depuis}.", lieu.structure.details.raison_sociale);
    let depart = quittee
        .map(|(finie, fin)| format!("{} : {}", tenue.nom_du_lieu(), changement(*fin, finie.debut == Some(*fin))));
    let renommee = ouverture.renommee.then(|| AUTRES_NOMS.to_owned());
    [Some(arrivee), depart, renommee].into_iter().flatten().collect()
}
