use std::collections::HashMap;

use sante::{Finess, IdentifiantNational};

use super::{Carte, CarteError, Cartes};
use crate::habilitation::{HorsPerimetre, Perimetre, connaitre};
use crate::journal::{self, CarteActe};
use crate::structure::{GenreStructure, Structure};

/// Cards of one structure on one page; the last ones ordered come first.
const CARTES: u32 = 200;
/// Holders in one list of choices.
const TITULAIRES: u32 = 500;

/// One structure whose cards the agent sees, with those of the establishments below.
#[derive(Clone, Debug)]
pub struct NiveauCartes {
    pub structure: Structure,
    pub peut_commander: bool,
    pub cartes: Vec<CarteVue>,
    /// The list is longer.
    pub davantage: bool,
}

/// A card, and the name on it.
#[derive(Clone, Debug)]
pub struct CarteVue {
    pub carte: Carte,
    pub prenom: String,
    pub nom: String,
    /// Another one takes its place.
    pub suivie: bool,
}

/// Somebody of a structure who holds, or may hold, its card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titulaire {
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
}

impl Cartes {
    /// What an agent sees, told to the journal before it is shown.
    pub async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCartes>, CarteError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<CarteError>(registre, agent, self.guichet.maintenant()).await?;
        let mut perimetres: Vec<&Perimetre> = Vec::new();
        for habilitation in &lui.habilitations {
            if !perimetres.contains(&&habilitation.perimetre) {
                perimetres.push(&habilitation.perimetre);
            }
        }
        let mut niveaux = Vec::new();
        for perimetre in perimetres {
            let structure = registre.structure(perimetre.finess()).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
            if lui.peut_opposer(&structure).is_ok() {
                let peut_commander = lui.peut_commander(&structure).is_ok();
                niveaux.push(self.niveau(structure, peut_commander).await?);
            }
        }
        let nombre = niveaux.iter().map(|niveau| niveau.cartes.len()).sum();
        let acte = CarteActe::Lues { agent: agent.clone(), nombre };
        self.guichet.journal.consigner(journal::Acte::Carte(acte)).await?;
        Ok(niveaux)
    }

    async fn niveau(&self, structure: Structure, peut_commander: bool) -> Result<NiveauCartes, CarteError> {
        let finess: Finess = structure.details.finess.parse().map_err(|_| HorsPerimetre::HorsDuPerimetre)?;
        let mut numeros = vec![finess.clone()];
        if structure.genre == GenreStructure::EntiteJuridique {
            let dessous = self.personnes.etablissements_de(&finess).await?;
            numeros.extend(dessous.iter().filter_map(|un| un.details.finess.parse::<Finess>().ok()));
        }
        let mut cartes = self.fichier.cartes_des(&numeros, CARTES + 1).await?;
        let davantage = cartes.len() > CARTES as usize;
        cartes.truncate(CARTES as usize);
        Ok(NiveauCartes { cartes: self.vues(cartes).await?, structure, peut_commander, davantage })
    }

    async fn vues(&self, cartes: Vec<Carte>) -> Result<Vec<CarteVue>, CarteError> {
        let maintenant = self.guichet.maintenant();
        let mut porteurs: Vec<_> = cartes.iter().map(|une| une.porteur.clone()).collect();
        porteurs.sort_by_key(ToString::to_string);
        porteurs.dedup();
        let fiches = self.personnes.fiches(&porteurs).await?;
        let noms: HashMap<_, _> = fiches
            .iter()
            .map(|fiche| (fiche.personne.identifiant().clone(), fiche.personne.etat_civil().clone()))
            .collect();
        let vue = |carte: &Carte| {
            let civil = noms.get(&carte.porteur);
            let (prenom, nom) = civil.map(|civil| (civil.prenom().to_owned(), civil.nom.clone())).unwrap_or_default();
            CarteVue { suivie: carte.suivie(&cartes, maintenant), carte: carte.clone(), prenom, nom }
        };
        Ok(cartes.iter().map(vue).collect())
    }

    /// For whom a card may be ordered there.
    pub async fn titulaires(&self, agent: &IdentifiantNational, finess: &Finess) -> Result<Vec<Titulaire>, CarteError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<CarteError>(registre, agent, self.guichet.maintenant()).await?;
        let structure = registre.structure(finess).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
        lui.peut_commander(&structure)?;
        Ok(self.fichier.titulaires(finess, TITULAIRES).await?)
    }

    /// The structures for which an agent may order.
    pub async fn structures(&self, agent: &IdentifiantNational) -> Result<Vec<Structure>, CarteError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<CarteError>(registre, agent, self.guichet.maintenant()).await?;
        let mut structures: Vec<Structure> = Vec::new();
        for habilitation in &lui.habilitations {
            let Some(structure) = registre.structure(habilitation.perimetre.finess()).await? else { continue };
            let nouvelle = structures.iter().all(|autre| autre.cle != structure.cle);
            if nouvelle && lui.peut_commander(&structure).is_ok() {
                structures.push(structure);
            }
        }
        Ok(structures)
    }

    /// Somebody's own cards, the last one first.
    pub async fn miennes(&self, moi: &IdentifiantNational) -> Result<Vec<Carte>, CarteError> {
        let mut cartes = self.fichier.cartes_du_porteur(moi).await?;
        cartes.reverse();
        Ok(cartes)
    }
}
