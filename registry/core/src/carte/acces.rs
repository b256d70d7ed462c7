use std::sync::Arc;

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational};

use super::annonce::annoncer;
use super::{AutoriteCartes, Carte, CarteError, Etape, Fichier};
use crate::guichet::{Guichet, structure};
use crate::habilitation::{Agent, HorsPerimetre, Titre, reconnaitre};
use crate::journal::{self, CarteActe, Geste};
use crate::personne::Personne;
use crate::port::{Chantier, PortError};
use crate::recherche::Personnes;
use crate::structure::Structure;

/// What is done about cards. A right is read in the transaction of the act; what only the authority can do is asked of it outside
/// of every transaction, and written in the next one.
#[derive(Clone)]
pub struct Cartes {
    pub(super) guichet: Guichet,
    pub(super) fichier: Arc<dyn Fichier>,
    pub(super) personnes: Arc<dyn Personnes>,
    pub(super) autorite: Arc<dyn AutoriteCartes>,
}

/// Who acts when nobody does: renewals, replacements, what follows of them.
pub(super) const REGISTRE: &str = "registre";

impl Cartes {
    pub fn new(
        guichet: Guichet,
        fichier: Arc<dyn Fichier>,
        personnes: Arc<dyn Personnes>,
        autorite: Arc<dyn AutoriteCartes>,
    ) -> Self {
        Self { guichet, fichier, personnes, autorite }
    }

    /// The structure, for who may order cards there, else a refusal that the journal keeps (GES-11).
    pub(super) async fn pouvoir(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        finess: &Finess,
    ) -> Result<(Agent, Structure), CarteError> {
        let lui = reconnaitre::<CarteError>(chantier, agent, self.guichet.maintenant()).await?;
        let lieu = structure(chantier, finess).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
        match lui.peut_commander(&lieu) {
            Ok(()) => Ok((lui, lieu)),
            Err(refus) => {
                let (agent, structure) = (agent.clone(), finess.clone());
                self.guichet.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
                Err(refus.into())
            }
        }
    }

    /// Writes the card at its new stage, tells who must hear of it, tells the journal, then commits.
    pub(super) async fn avancer(
        &self,
        mut chantier: Box<dyn Chantier>,
        par: &str,
        (avant, etape): (Carte, Etape),
    ) -> Result<Carte, CarteError> {
        let apres = Carte { etape, ..avant };
        inscrire(&self.guichet, chantier.as_mut(), par, &apres).await?;
        chantier.valider().await?;
        Ok(apres)
    }
}

impl Agent {
    /// Orders cards for the staff of this structure: the représentant légal and the mandataires alone (GES-11).
    pub(super) fn peut_commander(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        self.sous_contrat(structure)?;
        self.au_titre(structure, |titre| matches!(titre, Titre::RepresentantLegal | Titre::Mandataire))
    }

    /// Sees them and opposes them, as gestionnaires do too: a lost card waits for nobody, and a contract that has ended leaves none
    /// good.
    pub(super) fn peut_opposer(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        let suffit = |titre| matches!(titre, Titre::RepresentantLegal | Titre::Mandataire | Titre::Gestionnaire);
        match self.sous_contrat(structure) {
            Err(refus) if refus != HorsPerimetre::SansContrat => Err(refus),
            _ => self.au_titre(structure, suffit),
        }
    }

    fn au_titre(&self, structure: &Structure, suffit: fn(Titre) -> bool) -> Result<(), HorsPerimetre> {
        let couvert = self.sur(structure).any(|habilitation| suffit(habilitation.titre));
        if couvert { Ok(()) } else { Err(HorsPerimetre::HorsDuPerimetre) }
    }

    pub(super) fn represente(&self, structure: &Structure) -> bool {
        self.sur(structure).any(|habilitation| habilitation.titre == Titre::RepresentantLegal)
    }
}

/// Writes the card at its stage, tells who must hear of it, tells the journal; whoever calls commits.
pub(super) async fn inscrire(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    par: &str,
    carte: &Carte,
) -> Result<(), PortError> {
    chantier.ecrire_carte(carte).await?;
    annoncer(guichet, chantier, carte).await?;
    guichet.journal.consigner(journal::Acte::Carte(CarteActe::de(par, carte))).await
}

/// The holder, if they are in service.
pub(super) async fn porteur(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    maintenant: Timestamp,
) -> Result<Option<Personne>, PortError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    Ok(connue.map(|connue| connue.personne).filter(|personne| personne.active(maintenant)))
}
