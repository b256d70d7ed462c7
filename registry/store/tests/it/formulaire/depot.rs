//! Forms as they are filled in, sent and decided on.

use std::sync::Arc;

use registry_core::formulaire::{
    Adhesion, DecisionFormulaire, Demandeur, EtapeFormulaire, Formulaire, FormulaireError, FormulaireId,
    NouveauFormulaire, Qualite, Saisi, VersionConditions,
};
use registry_core::habilitation::Perimetre;
use registry_core::situation_acte::NouvelleSituation;
use registry_core::support::{AgentSupport, Equipe};
use sante::IdentifiantNational;

use crate::banc::{Banc, id};
use crate::extraction::NOE;
use crate::portail::{SUPPORT, attestations, cle, finess, situation};

/// Another operator, with an EHPAD and a hospital, under no contract.
pub const HOPITAL: &str = "310990031";
pub const EHPAD_DU_CH: &str = "310990312";
/// Alone under its legal entity.
pub const SEUL: &str = "970190419";
pub const SEUL_EJ: &str = "970190047";

pub fn ej(numero: &str) -> Perimetre {
    Perimetre::EntiteJuridique(finess(numero))
}

pub fn president(sujet: &str, nom: &str) -> Demandeur {
    Demandeur::FranceConnect {
        sujet: sujet.to_owned(),
        nom: nom.to_owned(),
        prenom: "Aïda".to_owned(),
        code_civilite: "MME".to_owned(),
    }
}

pub fn f101(perimetre: Perimetre, qualite: Qualite) -> NouveauFormulaire {
    NouveauFormulaire {
        perimetre,
        saisi: Saisi::Direction { qualite, conditions: Some(VersionConditions::EN_VIGUEUR.into()) },
        courriel: "aida@example.org".to_owned(),
        mobile: "06 39 98 00 77".to_owned(),
    }
}

pub fn f301(perimetre: Perimetre, nom: &str) -> NouveauFormulaire {
    let (nom, prenom) = (nom.to_owned(), "Léo".to_owned());
    let (code_civilite, fonction) = ("M".to_owned(), "Ressources humaines".to_owned());
    NouveauFormulaire {
        saisi: Saisi::Cpe { nom, prenom, code_civilite, fonction },
        ..f101(perimetre, Qualite::RepresentantLegal)
    }
}

pub fn aide(rang: usize) -> AgentSupport {
    let equipe: Equipe = SUPPORT.into_iter().map(id).collect();
    equipe.agent(&id(SUPPORT[rang])).unwrap()
}

impl Banc {
    pub fn adhesion(&self) -> Adhesion {
        Adhesion::new(self.guichet(), Arc::new(self.magasin.clone()))
    }

    pub async fn envoyer(
        &self,
        qui: &Demandeur,
        mot: &str,
        nouveau: NouveauFormulaire,
    ) -> Result<FormulaireId, FormulaireError> {
        self.adhesion().envoyer(qui, &cle(mot), nouveau).await
    }

    pub async fn sien(&self, qui: &Demandeur, id: &FormulaireId) -> Formulaire {
        self.adhesion().mien(&qui.auteur(), id).await.unwrap()
    }

    pub async fn statuer(&self, vu: (&FormulaireId, u32), decision: DecisionFormulaire) -> Result<(), &'static str> {
        self.adhesion().decider(&aide(0), vu, decision).await.map_err(|erreur| erreur.code())
    }

    /// What the card will say.
    pub async fn accepter(&self, qui: &Demandeur, formulaire: &FormulaireId) -> IdentifiantNational {
        self.statuer((formulaire, 1), DecisionFormulaire::Accepter).await.unwrap();
        match self.sien(qui, formulaire).await.etape {
            EtapeFormulaire::Accepte { porteur, .. } => porteur,
            autre => panic!("{autre:?}"),
        }
    }

    pub async fn enregistre_a(&self, par: &str, mot: &str, structure: &str) -> Result<(), &'static str> {
        let (personne, structure) = (id(NOE), finess(structure));
        let nouvelle = NouvelleSituation { personne, structure, situation: situation(), attestations: attestations() };
        self.situations().ajouter(&id(par), &cle(mot), nouvelle).await.map(drop).map_err(|erreur| erreur.code())
    }
}
