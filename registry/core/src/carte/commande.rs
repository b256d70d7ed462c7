use carte_cps::ModeleCarte;
use sante::{Finess, IdentifiantNational};
use serde::Serialize;

use super::acces::porteur;
use super::pratique::Pratique;
use super::premiere::Commande;
use super::{Abandon, Carte, CarteError, CarteId, Cartes};
use crate::exercice::PROFESSION;
use crate::guichet::structure;
use crate::habilitation::Agent;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::{self, CarteActe};
use crate::personne::Personne;
use crate::port::Chantier;
use crate::structure::Structure;

/// What is ordered, as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct NouvelleCarte {
    pub modele: ModeleCarte,
    /// Whose card it is, and where it is sent.
    pub structure: Finess,
    /// Whom the registry knows: a first card, with its identifier, is asked for by form F301 (docs/decisions/0042).
    pub porteur: IdentifiantNational,
}

impl Cartes {
    /// One card more for somebody of the structure. Asked twice with one key, it is ordered once.
    pub async fn commander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleCarte,
    ) -> Result<CarteId, CarteError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "commander-carte", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<CarteId, CarteError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let (lui, lieu) = self.pouvoir(chantier.as_mut(), agent, &nouvelle.structure).await?;
        if nouvelle.modele == ModeleCarte::Cps {
            return Err(CarteError::CarteDeProfessionnel);
        }
        let porteur = self.connu(chantier.as_mut(), &nouvelle.porteur, &lieu).await?;
        if nouvelle.modele == ModeleCarte::Cde && !(porteur == *agent && lui.represente(&lieu)) {
            return Err(CarteError::DirecteurSeul);
        }
        let commande = Commande { modele: nouvelle.modele, porteur, structure: Some(nouvelle.structure) };
        let carte = commande.ouvrir(&self.guichet, agent.to_string());
        self.unique(chantier.as_mut(), &carte).await?;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &carte.id).await?;
        let etape = carte.etape.clone();
        Ok(self.avancer(chantier, &agent.to_string(), (carte, etape)).await?.id)
    }

    /// The Order or the ARS has registered a professional: their card is made (MIE-13). `operateur`: who records it; `profession`:
    /// which one, where there are several, each with a card of its own (MIE-18).
    pub async fn produire_cps(
        &self,
        operateur: &str,
        qui: &IdentifiantNational,
        profession: Option<&str>,
    ) -> Result<CarteId, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let maintenant = self.guichet.maintenant();
        let personne = porteur(chantier.as_mut(), qui, maintenant).await?.ok_or(CarteError::SansPorteur)?;
        let exercice = choisie(Pratique::toutes(&personne, maintenant), profession)?;
        let commande = Commande { modele: ModeleCarte::Cps, porteur: qui.clone(), structure: None };
        let mut carte = commande.ouvrir(&self.guichet, operateur.to_owned());
        carte.exercice = Some(exercice);
        self.unique(chantier.as_mut(), &carte).await?;
        let etape = carte.etape.clone();
        Ok(self.avancer(chantier, operateur, (carte, etape)).await?.id)
    }

    /// Gives an order up that the authority is not known to have carried out; a card that it made all the same is opposed.
    pub async fn annuler(&self, agent: &IdentifiantNational, id: &CarteId) -> Result<(), CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let (avant, _) = self.sienne(chantier.as_mut(), agent, id).await?;
        let (motif, le) = (Abandon::Demande { par: agent.clone() }, self.guichet.maintenant());
        let etape = avant.etape.abandonnee(motif, le).ok_or(CarteError::AutreEtape)?;
        self.avancer(chantier, &agent.to_string(), (avant, etape)).await.map(drop)
    }

    /// One card a person and a model, and a profession where the model is of one: two would be two that may be lost.
    async fn unique(&self, chantier: &mut dyn Chantier, nouvelle: &Carte) -> Result<(), CarteError> {
        let maintenant = self.guichet.maintenant();
        let siennes = chantier.cartes_de(&nouvelle.porteur).await?;
        let meme = |une: &Carte| (une.modele, une.metier()) == (nouvelle.modele, nouvelle.metier());
        let deja = siennes.iter().any(|une| meme(une) && une.vivante(maintenant));
        if deja { Err(CarteError::DejaCommandee) } else { Ok(()) }
    }

    async fn connu(
        &self,
        chantier: &mut dyn Chantier,
        qui: &IdentifiantNational,
        lieu: &Structure,
    ) -> Result<IdentifiantNational, CarteError> {
        let personne = porteur(chantier, qui, self.guichet.maintenant()).await?.ok_or(CarteError::SansPorteur)?;
        match personne {
            Personne::PorteurDeCarte(porteur) => {
                let sienne = structure_de(chantier, &porteur.structure).await?;
                let meme = sienne.is_some_and(|sienne| sienne.details.finess_ej == lieu.details.finess_ej);
                if meme { Ok(porteur.identifiant) } else { Err(CarteError::AutreStructure) }
            }
            Personne::Professionnel(professionnel) => {
                let regle = professionnel.exercices.iter().any(|un| un.cle.code_profession != PROFESSION);
                Err(if regle { CarteError::CarteDeProfessionnel } else { CarteError::PorteurDeRole })
            }
        }
    }

    /// The card, for who may order there; whoever may not does not hear that it exists.
    pub(super) async fn sienne(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        id: &CarteId,
    ) -> Result<(Carte, Agent), CarteError> {
        let carte = chantier.carte(id).await?.ok_or(CarteError::Inconnue)?;
        let finess = carte.structure.clone().ok_or(CarteError::Inconnue)?;
        let (lui, _) = self.pouvoir(chantier, agent, &finess).await.map_err(|refus| match refus {
            CarteError::Droit(_) => CarteError::Inconnue,
            autre => autre,
        })?;
        Ok((carte, lui))
    }

    /// What is told of an order whose card was read or written.
    pub(super) fn acte(par: &str, carte: &Carte) -> journal::Acte {
        journal::Acte::Carte(CarteActe::de(par, carte))
    }
}

/// The only one, or the one that was named.
fn choisie(pratiques: Vec<Pratique>, profession: Option<&str>) -> Result<Pratique, CarteError> {
    if pratiques.is_empty() {
        return Err(CarteError::PorteurDeRole);
    }
    let mut voulues = pratiques.into_iter().filter(|une| profession.is_none_or(|dite| une.dite(dite)));
    match (voulues.next(), voulues.next()) {
        (Some(seule), None) => Ok(seule),
        _ => Err(CarteError::ProfessionAChoisir),
    }
}

async fn structure_de(
    chantier: &mut dyn Chantier,
    cle: &crate::structure::CleStructure,
) -> Result<Option<Structure>, CarteError> {
    match cle.as_str().strip_prefix('F').and_then(|finess| finess.parse::<Finess>().ok()) {
        Some(finess) => Ok(structure(chantier, &finess).await?),
        None => Ok(None),
    }
}
