//! The invented people whom cards are made for, taken from the population.

use sante::IdentifiantNational;

use crate::population::{self, PersonneNommee};

pub struct Personnes {
    pub medecin: Titulaire,
    pub directrice: Directrice,
}

pub struct Titulaire {
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
}

pub struct Directrice {
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
    pub structure: String,
    pub finess: String,
}

impl Personnes {
    /// `None`: the population lacks one of them.
    pub fn nommees() -> Option<Self> {
        let nommes = population::nommes();
        let trouver = |cle: &str| nommes.iter().find(|personne: &&PersonneNommee| personne.cle == cle);
        let medecin = trouver("medecin")?;
        let porteur = population::directrice();
        Some(Self {
            medecin: Titulaire {
                identifiant: medecin.identifiant.clone(),
                nom: medecin.nom.to_owned(),
                prenom: medecin.prenom.to_owned(),
            },
            directrice: Directrice {
                identifiant: porteur.identifiant,
                nom: porteur.nom,
                prenom: porteur.prenom,
                structure: porteur.structure.raison_sociale,
                finess: porteur.structure.finess,
            },
        })
    }
}
