use std::collections::HashMap;
use std::sync::Arc;

use sante::IdentifiantNational;

use crate::guichet::Guichet;
use crate::habilitation::{
    Agent, Contrat, Habilitation, HabilitationError, HorsPerimetre, Perimetre, Titre, connaitre,
};
use crate::journal::Geste;
use crate::port::PortError;
use crate::recherche::Personnes;
use crate::structure::Structure;

/// Who may act for the structures of an agent, and what the agent may change of it (GES-01 to GES-04).
#[derive(Clone)]
pub struct Tableau {
    guichet: Guichet,
    personnes: Arc<dyn Personnes>,
}

/// One level at which the agent has a right.
#[derive(Clone, Debug)]
pub struct Niveau {
    pub structure: Structure,
    /// In force; `None`: nobody acts there (CON-01).
    pub contrat: Option<Contrat>,
    /// As what the agent may name people here.
    pub nommables: Vec<Titre>,
    /// Where: this level first, then the establishments below it.
    pub perimetres: Vec<(Perimetre, Structure)>,
    pub nommees: Vec<Nommee>,
}

/// Somebody named there, or at an establishment below.
#[derive(Clone, Debug)]
pub struct Nommee {
    pub habilitation: Habilitation,
    pub prenom: String,
    pub nom: String,
    /// The agent may take it back.
    pub retirable: bool,
}

impl Tableau {
    pub fn new(guichet: Guichet, personnes: Arc<dyn Personnes>) -> Self {
        Self { guichet, personnes }
    }

    /// Told to the journal before it is shown.
    pub async fn lire(&self, agent: &IdentifiantNational) -> Result<Vec<Niveau>, HabilitationError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<HabilitationError>(registre, agent, self.guichet.maintenant()).await?;
        let mut perimetres: Vec<&Perimetre> = Vec::new();
        for habilitation in &lui.habilitations {
            if !perimetres.contains(&&habilitation.perimetre) {
                perimetres.push(&habilitation.perimetre);
            }
        }
        let mut niveaux = Vec::with_capacity(perimetres.len());
        for perimetre in perimetres {
            let structure = registre.structure(perimetre.finess()).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
            niveaux.push(self.niveau(&lui, perimetre, structure).await?);
        }
        self.guichet.consigner(Geste::DroitsLus { agent: agent.clone() }).await?;
        Ok(niveaux)
    }

    async fn niveau(&self, agent: &Agent, perimetre: &Perimetre, structure: Structure) -> Result<Niveau, PortError> {
        let mut perimetres = vec![(perimetre.clone(), structure.clone())];
        if let Perimetre::EntiteJuridique(ej) = perimetre {
            let dessous = self.personnes.etablissements_de(ej).await?;
            perimetres.extend(dessous.into_iter().filter_map(|un| {
                let finess = un.details.finess.parse().ok()?;
                Some((Perimetre::Etablissement(finess), un))
            }));
        }
        let nommables = Titre::TOUS.into_iter().filter(|titre| agent.peut_nommer(*titre, &structure).is_ok());
        Ok(Niveau {
            contrat: agent.contrats.iter().find(|contrat| contrat.perimetre.couvre(&structure)).cloned(),
            nommables: nommables.collect(),
            nommees: self.nommees(agent, &perimetres).await?,
            perimetres,
            structure,
        })
    }

    /// In force or to come, in the order of the levels.
    async fn nommees(&self, agent: &Agent, niveaux: &[(Perimetre, Structure)]) -> Result<Vec<Nommee>, PortError> {
        let maintenant = self.guichet.maintenant();
        let mut droits = Vec::new();
        for (perimetre, structure) in niveaux {
            let mut nommees = self.guichet.registre.habilitations_sur(perimetre).await?;
            nommees.retain(|une| une.periode.fin.is_none_or(|fin| maintenant < fin));
            droits.extend(nommees.into_iter().map(|une| (agent.peut_nommer(une.titre, structure).is_ok(), une)));
        }
        let ids: Vec<_> = droits.iter().map(|(_, une)| une.personne.clone()).collect();
        let mut distincts = ids.clone();
        distincts.sort_by_key(ToString::to_string);
        distincts.dedup();
        let fiches = self.personnes.fiches(&distincts).await?;
        let noms: HashMap<_, _> = fiches
            .iter()
            .map(|fiche| (fiche.personne.identifiant().clone(), fiche.personne.etat_civil().clone()))
            .collect();
        let nommees = droits.into_iter().map(|(retirable, habilitation)| {
            let civil = noms.get(&habilitation.personne);
            let (prenom, nom) = civil.map(|civil| (civil.prenom().to_owned(), civil.nom.clone())).unwrap_or_default();
            Nommee { habilitation, prenom, nom, retirable }
        });
        Ok(nommees.collect())
    }
}
