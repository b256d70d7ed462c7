use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::{Attestations, ContactSaisi, NouvelleInscription, PieceIdentite};
use crate::exercice::ExerciceProfessionnel;
use crate::identite::EtatCivilSaisi;
use crate::situation_acte::{Noms, NouvelleSituation, SituationDemandee};

/// One line, ready for the doors that one person goes through. It is forgotten as soon as the line is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contenu {
    pub structure: Finess,
    pub situation: SituationDemandee,
    /// The exercise names that the line gives, empty where it gives none: whoever is attached keeps theirs there.
    #[serde(default)]
    pub noms: Noms,
    pub qui: Qui,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "qui")]
pub enum Qui {
    /// As the file tells them; the registry may know them all the same.
    Nouvelle { identite: Box<EtatCivilSaisi>, contact: ContactSaisi, piece: Option<PieceIdentite> },
    /// The file gives their number.
    Connue { personne: IdentifiantNational },
}

impl Qui {
    /// What the line itself declares, beside what is declared once for all lines.
    pub fn attester(&self, declarees: &Attestations) -> Attestations {
        let piece = match self {
            Self::Nouvelle { piece, .. } => *piece,
            Self::Connue { .. } => None,
        };
        Attestations { piece, ..declarees.clone() }
    }
}

impl Contenu {
    /// `None` for somebody whose number is given: they are not registered again.
    pub fn inscription(&self, declarees: &Attestations) -> Option<NouvelleInscription> {
        let Qui::Nouvelle { identite, contact, .. } = &self.qui else { return None };
        Some(NouvelleInscription {
            structure: self.structure.clone(),
            identite: EtatCivilSaisi::clone(identite),
            contact: contact.clone(),
            situation: self.situation.clone(),
            attestations: self.qui.attester(declarees),
        })
    }

    /// `connu`: the exercise that the person has already, under names of its own.
    pub fn rattachement(
        &self,
        personne: &IdentifiantNational,
        connu: Option<&ExerciceProfessionnel>,
        declarees: &Attestations,
    ) -> NouvelleSituation {
        let noms = connu.map_or_else(|| self.situation.noms.clone(), |connu| self.noms.completes(connu));
        NouvelleSituation {
            personne: personne.clone(),
            structure: self.structure.clone(),
            situation: SituationDemandee { noms, ..self.situation.clone() },
            attestations: self.qui.attester(declarees),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::exercice::CleExercice;
    use crate::source::Source;

    fn noms(nom: &str, prenom: &str) -> Noms {
        Noms { code_civilite: String::new(), nom: nom.to_owned(), prenom: prenom.to_owned() }
    }

    // requirement: IDN-03
    #[test]
    fn whoever_is_attached_keeps_the_names_that_the_line_does_not_give() {
        let personne: IdentifiantNational = "899900000029".parse().unwrap();
        let situation = SituationDemandee {
            noms: noms("NAISSANCE", "Noé"),
            profession: "313".to_owned(),
            role: "GENR11".to_owned(),
            debut: date(2027, 2, 1),
            fin: None,
        };
        let connu = ExerciceProfessionnel {
            cle: CleExercice::de_role(),
            code_civilite: "M".to_owned(),
            nom: "USAGE".to_owned(),
            prenom: "Noa".to_owned(),
            noms_par: Source::Extraction,
            savoir_faire: Vec::new(),
            retire_le: None,
            situations: Vec::new(),
        };
        let qui = Qui::Connue { personne: personne.clone() };
        let structure = "690990114".parse().unwrap();
        let contenu = Contenu { structure, situation, noms: noms("", "Noël"), qui };
        let declarees = Attestations {
            face_a_face: true,
            piece: None,
            conditions_acceptees: true,
            diplomes_verifies: true,
            besoin_verifie: true,
        };
        let sien = contenu.rattachement(&personne, Some(&connu), &declarees).situation.noms;
        assert_eq!(sien, Noms { code_civilite: "M".to_owned(), ..noms("USAGE", "Noël") });
        let nouveau = contenu.rattachement(&personne, None, &declarees).situation.noms;
        assert_eq!(nouveau, noms("NAISSANCE", "Noé"));
    }
}
