use std::fmt;

use carte_cps::ModeleCarte;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ConditionsAcceptees;
use crate::habilitation::Perimetre;
use crate::idempotence::{Auteur, empreinte};
use crate::pli::plier;

/// What a form says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contenu {
    /// Where: the level of the contract (CON-16), or that of the card.
    pub perimetre: Perimetre,
    /// Who gets the card.
    pub titulaire: Titulaire,
    pub objet: Objet,
    /// With F101 (CON-09); forms of before 23 November 2026 have none.
    #[serde(default)]
    pub conditions: Option<ConditionsAcceptees>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "objet")]
pub enum Objet {
    /// F101 with the contract (CON-08, CON-09).
    Adhesion { qualite: Qualite },
    /// F101 alone: another one takes the place of who directs (CON-11).
    Succession { qualite: Qualite },
    /// F301: the first card of somebody of the structure.
    Cpe {
        /// What they do there, in words.
        fonction: String,
    },
}

/// As what somebody gets the CDE (CON-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "qualite")]
pub enum Qualite {
    /// Signs for the legal person: president, owner, director by statute.
    RepresentantLegal,
    /// The director, whom the représentant légal has put in their place.
    Directeur {
        acte: ActeNomination,
        #[serde(with = "crate::jour")]
        du: Date,
        /// Who signed it.
        signataire: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActeNomination {
    Nomination,
    Delegation,
}

/// A form, as lists name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    Adhesion,
    Succession,
    Cpe,
}

/// Who gets the card: names for it, and where the registry writes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titulaire {
    pub nom: String,
    pub prenom: String,
    /// M, MME.
    pub code_civilite: String,
    pub courriel: String,
    pub mobile: String,
}

/// Somebody: in no log.
impl fmt::Debug for Titulaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Titulaire(…)")
    }
}

impl Contenu {
    pub const fn nature(&self) -> Nature {
        match self.objet {
            Objet::Adhesion { .. } => Nature::Adhesion,
            Objet::Succession { .. } => Nature::Succession,
            Objet::Cpe { .. } => Nature::Cpe,
        }
    }

    /// Whether two forms say the same; when their terms were accepted apart.
    pub(super) fn dit_autant(&self, autre: &Self) -> bool {
        let version = |un: &Self| un.conditions.as_ref().map(|lues| lues.version.clone());
        (&self.perimetre, &self.titulaire, &self.objet, version(self))
            == (&autre.perimetre, &autre.titulaire, &autre.objet, version(autre))
    }

    pub const fn qualite(&self) -> Option<&Qualite> {
        match &self.objet {
            Objet::Adhesion { qualite } | Objet::Succession { qualite } => Some(qualite),
            Objet::Cpe { .. } => None,
        }
    }

    /// A name is not stored to compare: its digest is.
    pub(super) fn sujet(&self, auteur: &Auteur) -> String {
        let finess = self.perimetre.finess();
        let qui = match self.objet {
            Objet::Cpe { .. } => {
                let nom = format!("{} {}", plier(&self.titulaire.nom), plier(&self.titulaire.prenom));
                empreinte(nom.as_bytes())
            }
            Objet::Adhesion { .. } | Objet::Succession { .. } => auteur.as_str().to_owned(),
        };
        format!("{}:{finess}:{qui}", self.nature().formulaire())
    }

    /// `nomme`: the names stay, whoever they are is in the registry now.
    pub(super) fn oublier(&mut self, nomme: bool) {
        let Titulaire { nom, prenom, code_civilite, .. } = std::mem::take(&mut self.titulaire);
        if nomme {
            self.titulaire = Titulaire { nom, prenom, code_civilite, ..Titulaire::default() };
        }
    }
}

impl Nature {
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Adhesion => "ADHESION",
            Self::Succession => "SUCCESSION",
            Self::Cpe => "CPE",
        }
    }

    /// The name of the paper that it replaces.
    pub const fn formulaire(self) -> &'static str {
        match self {
            Self::Adhesion | Self::Succession => "F101",
            Self::Cpe => "F301",
        }
    }

    /// Its name begins what the card carries behind the FINESS number.
    pub const fn carte(self) -> ModeleCarte {
        match self {
            Self::Adhesion | Self::Succession => ModeleCarte::Cde,
            Self::Cpe => ModeleCarte::Cpe,
        }
    }
}

impl ActeNomination {
    pub const TOUS: [Self; 2] = [Self::Nomination, Self::Delegation];

    pub const fn nom(self) -> &'static str {
        match self {
            Self::Nomination => "nomination",
            Self::Delegation => "delegation",
        }
    }

    pub fn lu(nom: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|acte| acte.nom() == nom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contenu(objet: Objet, nom: &str) -> Contenu {
        let titulaire = Titulaire {
            nom: nom.to_owned(),
            prenom: "Zoé".to_owned(),
            code_civilite: "MME".to_owned(),
            courriel: "zoe@example.org".to_owned(),
            mobile: "+33639980001".to_owned(),
        };
        Contenu {
            perimetre: Perimetre::EntiteJuridique("690990015".parse().unwrap()),
            titulaire,
            objet,
            conditions: None,
        }
    }

    #[test]
    fn two_forms_about_the_same_card_are_one_subject() {
        let cpe = |nom| contenu(Objet::Cpe { fonction: "Accueil".to_owned() }, nom);
        let (une, autre) = (Auteur::from("a".to_owned()), Auteur::from("b".to_owned()));
        assert_eq!(cpe("Fictif-Née").sujet(&une), cpe("FICTIF NEE").sujet(&autre), "whoever asks");
        assert_ne!(cpe("Fictif").sujet(&une), cpe("Fictif-Née").sujet(&une));
        assert!(!cpe("Fictif").sujet(&une).contains("FICTIF"));
        // two people may each think that they direct: the ANS tells them apart
        let cde = || contenu(Objet::Adhesion { qualite: Qualite::RepresentantLegal }, "Fictif");
        assert_ne!(cde().sujet(&une), cde().sujet(&autre));
    }

    // requirement: COL-15
    #[test]
    fn what_is_closed_keeps_no_way_to_reach_anybody() {
        let mut accepte = contenu(Objet::Cpe { fonction: "Accueil".to_owned() }, "Fictif");
        let mut rejete = accepte.clone();
        accepte.oublier(true);
        rejete.oublier(false);
        let reste = |un: &Contenu| (un.titulaire.nom.clone(), un.titulaire.courriel.clone() + &un.titulaire.mobile);
        assert_eq!(reste(&accepte), ("Fictif".to_owned(), String::new()));
        assert_eq!(reste(&rejete), (String::new(), String::new()));
    }
}
