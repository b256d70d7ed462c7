//! The rows of one person, put together.

use annuaire::{Correspondance, SavoirFaire};
use sante::{AutreIdentifiant, IdentifiantNational};

use super::colonne::Colonne;
use super::ligne::{Ligne, LigneExercice, LigneSituation};
use super::signalement::{Raison, Signalement};
use crate::personne::EtatCivil;

/// A person as the file has them.
#[derive(Clone, Debug)]
pub struct PersonneLue {
    /// The line of the first row.
    pub premiere: u64,
    pub identifiant: IdentifiantNational,
    pub etat_civil: EtatCivil,
    pub autres_identifiants: Vec<AutreIdentifiant>,
    pub correspondance: Correspondance,
    pub exercices: Vec<ExerciceLu>,
    /// A row was refused: what is missing may have stood there, so nothing ends for being missing.
    pub incomplete: bool,
}

#[derive(Clone, Debug)]
pub struct ExerciceLu {
    pub ligne: LigneExercice,
    pub savoir_faire: Vec<SavoirFaire>,
    pub situations: Vec<SituationLue>,
}

#[derive(Clone, Debug)]
pub struct SituationLue {
    pub ligne: u64,
    pub contenu: LigneSituation,
}

/// What putting rows together found.
#[derive(Default)]
pub struct Constats {
    pub erreurs: Vec<Signalement>,
    pub avertissements: Vec<Signalement>,
}

impl PersonneLue {
    /// `None` without a single accepted row.
    pub fn assembler(lignes: Vec<Ligne>, incomplete: bool, constats: &mut Constats) -> Option<Self> {
        let premiere = lignes.first()?;
        let mut personne = Self {
            premiere: premiere.numero,
            identifiant: premiere.identifiant.clone(),
            etat_civil: premiere.etat_civil.clone(),
            autres_identifiants: premiere.autres_identifiants.clone(),
            correspondance: premiere.correspondance.clone(),
            exercices: Vec::new(),
            incomplete,
        };
        for ligne in lignes {
            personne.ajouter(ligne, constats);
        }
        Some(personne)
    }

    pub fn signaler(&self, raison: Raison) -> Signalement {
        Signalement {
            ligne: self.premiere,
            colonne: Some(Colonne::IdentificationNationale),
            valeur: self.identifiant.to_string(),
            raison,
        }
    }

    fn ajouter(&mut self, ligne: Ligne, constats: &mut Constats) {
        let contredite = ligne.etat_civil != self.etat_civil
            || ligne.autres_identifiants != self.autres_identifiants
            || ligne.correspondance != self.correspondance;
        let place = self.exercices.iter().position(|exercice| exercice.ligne.cle == ligne.exercice.cle);
        let place = place.unwrap_or_else(|| {
            let (savoir_faire, situations) = (Vec::new(), Vec::new());
            self.exercices.push(ExerciceLu { ligne: ligne.exercice.clone(), savoir_faire, situations });
            self.exercices.len() - 1
        });
        if contredite || self.exercices[place].ligne != ligne.exercice {
            let raison = Raison::PersonneContredite { premiere: self.premiere };
            constats.avertissements.push(Signalement { ligne: ligne.numero, ..self.signaler(raison) });
        }
        match self.exercices[place].ajouter(&ligne) {
            Ok(()) => {}
            Err(raison @ Raison::EnDouble { .. }) => {
                constats.avertissements.push(Signalement { ligne: ligne.numero, ..self.signaler(raison) });
            }
            Err(raison) => {
                self.incomplete = true;
                constats.erreurs.push(refus(&ligne, raison));
            }
        }
    }
}

impl ExerciceLu {
    fn ajouter(&mut self, ligne: &Ligne) -> Result<(), Raison> {
        let nouveau_savoir = ligne.savoir_faire.as_ref().filter(|savoir| !self.savoir_faire.contains(savoir)).cloned();
        let apporte = nouveau_savoir.is_some();
        if let Some(contenu) = &ligne.situation {
            match self.jugement(contenu)? {
                Some(premiere) if !apporte => return Err(Raison::EnDouble { premiere }),
                Some(_) => {}
                None => self.situations.push(SituationLue { ligne: ligne.numero, contenu: contenu.clone() }),
            }
        }
        self.savoir_faire.extend(nouveau_savoir);
        Ok(())
    }

    /// The line that already says this, if one does; an error when one says otherwise of the same place.
    fn jugement(&self, contenu: &LigneSituation) -> Result<Option<u64>, Raison> {
        let memes_lieux = self.situations.iter().filter(|autre| autre.contenu.structure == contenu.structure);
        for SituationLue { ligne, contenu: autre } in memes_lieux {
            let premiere = *ligne;
            if autre.structure.is_some() && autre.code_genre != contenu.code_genre {
                return Err(Raison::SecondRole { premiere });
            }
            if autre == contenu {
                return Ok(Some(premiere));
            }
            if autre.code_mode == contenu.code_mode {
                return Err(Raison::SituationContredite { premiere });
            }
        }
        Ok(None)
    }
}

fn refus(ligne: &Ligne, raison: Raison) -> Signalement {
    let situation = ligne.situation.as_ref();
    let (colonne, valeur) = match raison {
        Raison::SecondRole { .. } => (Colonne::GenreActivite, situation.map(|situation| &situation.code_genre)),
        _ => (Colonne::Role, situation.map(|situation| &situation.code_role)),
    };
    Signalement { ligne: ligne.numero, colonne: Some(colonne), valeur: valeur.cloned().unwrap_or_default(), raison }
}
