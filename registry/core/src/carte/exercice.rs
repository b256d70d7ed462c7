//! The practice that a professional's card stands for: the card follows it (MIE-14), and who has two professions has two (MIE-18).

use std::collections::BTreeSet;

use ambient::Timestamp;
use annuaire::Numero;
use sante::IdentifiantNational;

use super::acces::{REGISTRE, porteur};
use super::annonce::annoncer;
use super::opposition::opposer_si_partie;
use super::pratique::{Pratique, pratique_de};
use super::{Carte, CarteId, Cartes, Etape, ModeleCarte, Origine};
use crate::port::{Chantier, PortError};

/// Events looked at in one round.
const PAQUET: u32 = 500;

impl Cartes {
    /// Reads on in the log of the registry: whoever is out of service for good keeps no card, and each professional whose practice
    /// is no longer that of their card gets another one. Two nodes that try at once order one.
    pub(super) async fn suivre_les_exercices(&self) -> Result<(), PortError> {
        loop {
            // a look waits for no writer
            let vus = self.fichier.exercices_vus().await?;
            let lus = self.guichet.registre.evenements(Numero(vus), PAQUET).await?;
            let Some(dernier) = lus.evenements.last().map(|un| un.numero) else { return Ok(()) };
            let personnes: BTreeSet<_> = lus.evenements.iter().map(|un| un.personne.to_string()).collect();
            let personnes: Vec<IdentifiantNational> = personnes.iter().filter_map(|un| un.parse().ok()).collect();
            let porteurs = self.fichier.porteurs_de_cartes(&personnes).await?;
            let mut chantier = self.guichet.registre.chantier().await?;
            if chantier.exercices_suivis().await? != vus {
                continue;
            }
            let mut ouvertes = Vec::new();
            for qui in &porteurs {
                opposer_si_partie(&self.guichet, chantier.as_mut(), qui).await?;
                ouvertes.extend(self.remplacer(chantier.as_mut(), qui).await?);
            }
            chantier.suivre_exercices(dernier.0).await?;
            for carte in &ouvertes {
                self.guichet.journal.consigner(Self::acte(REGISTRE, carte)).await?;
            }
            chantier.valider().await?;
        }
    }

    /// The orders of other cards: one for each whose practice changed, if none is on its way.
    async fn remplacer(&self, chantier: &mut dyn Chantier, qui: &IdentifiantNational) -> Result<Vec<Carte>, PortError> {
        let maintenant = self.guichet.maintenant();
        let Some(personne) = porteur(chantier, qui, maintenant).await? else { return Ok(Vec::new()) };
        let pratiques = Pratique::toutes(&personne, maintenant);
        let siennes = chantier.cartes_de(qui).await?;
        let dernieres = dernieres(&siennes, maintenant);
        let mut prises: Vec<_> = dernieres.iter().filter_map(|une| une.metier().cloned()).collect();
        let mut ouvertes = Vec::new();
        for ancienne in dernieres {
            let Some(pratique) = pratique_de(ancienne, &prises, &pratiques) else { continue };
            if ancienne.exercice.as_ref() != Some(pratique) {
                prises.push(pratique.cle.clone());
                ouvertes.push(self.suivre(chantier, ancienne, pratique.clone()).await?);
            }
        }
        Ok(ouvertes)
    }

    async fn suivre(
        &self,
        chantier: &mut dyn Chantier,
        ancienne: &Carte,
        pratique: Pratique,
    ) -> Result<Carte, PortError> {
        if matches!(ancienne.etape, Etape::Commandee) {
            // it is not asked for yet: it will be made for the practice of that day
            let a_jour = Carte { exercice: Some(pratique), ..ancienne.clone() };
            chantier.ecrire_carte(&a_jour).await?;
            return Ok(a_jour);
        }
        let id = CarteId::from(self.guichet.ambient.chance.token());
        let nouvelle = ancienne.suivante(id, Origine::ChangementExercice, (REGISTRE, self.guichet.maintenant()));
        let nouvelle = Carte { exercice: Some(pratique), ..nouvelle };
        chantier.ecrire_carte(&nouvelle).await?;
        annoncer(&self.guichet, chantier, &nouvelle).await?;
        Ok(nouvelle)
    }
}

/// The last one ordered of each profession.
fn dernieres(siennes: &[Carte], maintenant: Timestamp) -> Vec<&Carte> {
    let mut dernieres: Vec<&Carte> = Vec::new();
    for une in siennes.iter().filter(|une| une.modele == ModeleCarte::Cps && une.vivante(maintenant)) {
        dernieres.retain(|autre| autre.metier() != une.metier());
        dernieres.push(une);
    }
    dernieres
}
