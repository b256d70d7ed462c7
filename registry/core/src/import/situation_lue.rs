//! One situation of the file beside those of the same exercise in the registry.

use ambient::Timestamp;
use sante::IdentifiantNational;

use super::ligne::{LigneExercice, LigneSituation};
use super::personne_lue::{ExerciceLu, SituationLue};
use super::rapprochement::tenue;
use super::signalement::Raison;
use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::situation::SituationExercice;
use crate::source::Source;

/// What becomes of it. A place is an index among the exercise's situations.
pub enum Suite {
    Inchangee,
    Modifiee(usize, Box<SituationExercice>),
    Ouverte(Box<SituationExercice>),
    /// Left as it is, which deserves a word.
    Signalee(Raison),
}

impl SituationLue {
    /// `connu` is the exercise in the registry with the file's date; `None` when the exercise is new.
    pub fn suite(
        &self,
        personne: &IdentifiantNational,
        exercice: &CleExercice,
        connu: Option<(&ExerciceProfessionnel, Timestamp)>,
    ) -> Suite {
        let cle = self.contenu.cle(exercice);
        let connues = connu.map_or([].as_slice(), |(exercice, _)| exercice.situations.as_slice());
        if connu.is_some_and(|(_, date)| self.tenue_au_portail(connues, date)) {
            return Suite::Signalee(Raison::TenueParLePortail);
        }
        let semblables: Vec<(usize, &SituationExercice)> =
            connues.iter().enumerate().filter(|(_, situation)| situation.cle(exercice) == cle).collect();
        // what the portal leaves open was answered above
        if let Some((place, ouverte)) = semblables.iter().find(|(_, situation)| situation.fin.is_none()) {
            return self.compare(*place, ouverte);
        }
        // whoever brought it: a change at the portal makes a situation of the file one of the portal
        let par = Some(Source::Portail);
        if semblables.iter().any(|(_, situation)| situation.fin.map(|fin| fin.par) == par) {
            return Suite::Signalee(Raison::TermineeAuPortail);
        }
        Suite::Ouverte(Box::new(self.contenu.ouvrir(cle.identifiant(personne, semblables.len()))))
    }

    /// The portal answers for this place: two roles in it at one time would break SIT-03.
    fn tenue_au_portail(&self, connues: &[SituationExercice], date: Timestamp) -> bool {
        connues.iter().any(|situation| situation.structure == self.contenu.structure && tenue(situation, date))
    }

    fn compare(&self, place: usize, connue: &SituationExercice) -> Suite {
        let nouvelle = self.contenu.ouvrir(connue.id.clone());
        if nouvelle == *connue { Suite::Inchangee } else { Suite::Modifiee(place, Box::new(nouvelle)) }
    }
}

impl LigneSituation {
    /// Its start is not in the file: it holds now.
    fn ouvrir(&self, id: sante::SituationId) -> SituationExercice {
        SituationExercice {
            id,
            source: Source::Extraction,
            code_mode: self.code_mode.clone(),
            code_secteur: self.code_secteur.clone(),
            code_section_pharmacien: self.code_section_pharmacien.clone(),
            code_role: self.code_role.clone(),
            code_genre: self.code_genre.clone(),
            autorite: self.autorite.clone(),
            structure: self.structure.clone(),
            debut: None,
            fin: None,
        }
    }
}

impl ExerciceLu {
    /// Whether the registry already says this of the exercise, situations aside.
    pub fn meme(&self, connu: &ExerciceProfessionnel) -> bool {
        let noms = connu.noms_par == Source::Portail || self.memes_noms(connu);
        connu.retire_le.is_none() && noms && connu.savoir_faire == self.savoir_faire
    }

    /// Other names than those that were given at the portal.
    pub fn autres_noms(&self, connu: &ExerciceProfessionnel) -> bool {
        connu.noms_par == Source::Portail && !self.memes_noms(connu)
    }

    fn memes_noms(&self, connu: &ExerciceProfessionnel) -> bool {
        connu.code_civilite == self.ligne.code_civilite
            && connu.nom == self.ligne.nom
            && connu.prenom == self.ligne.prenom
    }

    /// As it should be from this file on: names that were given at the portal stay.
    pub fn exercice(&self, connu: Option<&ExerciceProfessionnel>) -> ExerciceProfessionnel {
        let LigneExercice { cle, code_civilite, nom, prenom } = self.ligne.clone();
        let du_portail = connu.filter(|connu| connu.noms_par == Source::Portail);
        let (code_civilite, nom, prenom) = du_portail.map_or((code_civilite, nom, prenom), |connu| {
            (connu.code_civilite.clone(), connu.nom.clone(), connu.prenom.clone())
        });
        ExerciceProfessionnel {
            cle,
            code_civilite,
            nom,
            prenom,
            noms_par: du_portail.map_or(Source::Extraction, |connu| connu.noms_par),
            savoir_faire: self.savoir_faire.clone(),
            retire_le: None,
            situations: Vec::new(),
        }
    }
}
