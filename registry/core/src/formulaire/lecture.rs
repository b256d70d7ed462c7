//! What pages read of forms, each by who may.

use std::collections::HashMap;

use sante::{Finess, IdentifiantNational};

use super::{Adhesion, Formulaire, FormulaireError, FormulaireId};
use crate::finess::Faits;
use crate::habilitation::{Perimetre, Titre, connaitre};
use crate::idempotence::Auteur;
use crate::journal::{Acte, AdhesionActe};
use crate::structure::{CleStructure, GenreStructure, Structure};

/// Forms on one page: nobody fills in more.
const LISTE: u32 = 50;

/// What the registry says of a structure to whoever wants a contract for it: nothing that is not in FINESS, and whether one holds.
#[derive(Clone, Debug)]
pub struct Situation {
    pub structure: Structure,
    pub faits: Faits,
    /// Known under its legal entity.
    pub etablissements: u32,
    pub sous_contrat: bool,
}

impl Situation {
    /// The levels at which a contract may be asked for (CON-03, CON-05, CON-16).
    pub const fn seul(&self) -> bool {
        self.etablissements < 2
    }
}

impl Adhesion {
    /// By the number that somebody typed (CON-14, CON-15).
    pub async fn situer(&self, finess: &Finess) -> Result<Situation, FormulaireError> {
        let registre = self.guichet.registre.as_ref();
        let structure = registre.structure(finess).await?;
        let structure = structure.filter(|une| une.genre != GenreStructure::HorsFiness);
        let structure = structure.ok_or(FormulaireError::StructureInconnue)?;
        let faits = registre.faits_lus(std::slice::from_ref(&structure.cle)).await?.remove(&structure.cle);
        let ej = structure.details.finess_ej.parse().unwrap_or_else(|_| finess.clone());
        Ok(Situation {
            etablissements: self.lus.nombre_etablissements(&ej).await?,
            sous_contrat: self.lus.sous_contrat(finess, &ej, self.guichet.maintenant()).await?,
            faits: faits.unwrap_or_default(),
            structure,
        })
    }

    /// What FINESS says of these, with their sector (TRE_R02).
    pub async fn faits_de(
        &self,
        structures: &[Structure],
    ) -> Result<HashMap<CleStructure, (Faits, String)>, FormulaireError> {
        let cles: Vec<CleStructure> = structures.iter().map(|une| une.cle.clone()).collect();
        let mut faits = self.guichet.registre.faits_lus(&cles).await?;
        let mut lus = HashMap::with_capacity(cles.len());
        for cle in cles {
            let secteur = self.lus.secteur_lu(&cle).await?;
            lus.insert(cle.clone(), (faits.remove(&cle).unwrap_or_default(), secteur));
        }
        Ok(lus)
    }

    /// Those that this person filled in, newest first.
    pub async fn miens(&self, auteur: &Auteur) -> Result<Vec<Formulaire>, FormulaireError> {
        Ok(self.lus.formulaires_de(auteur, LISTE).await?)
    }

    /// Of one's own.
    pub async fn mien(&self, auteur: &Auteur, id: &FormulaireId) -> Result<Formulaire, FormulaireError> {
        let lu = self.lus.formulaire_lu(id).await?.filter(|un| un.auteur == *auteur);
        lu.ok_or(FormulaireError::Inconnu)
    }

    /// For the structures where the agent orders cards and names people, the establishments of a legal entity included: the
    /// représentant légal and the mandataire (GES-11).
    /// Somebody else reads an empty list.
    pub async fn des_structures(&self, agent: &IdentifiantNational) -> Result<Vec<Formulaire>, FormulaireError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<FormulaireError>(registre, agent, self.guichet.maintenant()).await?;
        let siens = lui.habilitations.iter().filter(|une| une.titre.nomme(Titre::Gestionnaire));
        let niveaux: Vec<Perimetre> = siens.map(|une| une.perimetre.clone()).collect();
        let lus = match niveaux.is_empty() {
            true => Vec::new(),
            false => self.lus.formulaires_pour(&niveaux, LISTE).await?,
        };
        let acte = AdhesionActe::Lus { agent: Auteur::personne(agent), nombre: lus.len() };
        self.guichet.journal.consigner(Acte::Adhesion(acte)).await?;
        Ok(lus)
    }
}
