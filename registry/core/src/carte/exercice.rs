//! The practice that a professional's card stands for: the card follows it (MIE-14, MIE-18).

use std::collections::BTreeSet;

use ambient::Timestamp;
use annuaire::Numero;
use sante::IdentifiantNational;

use super::acces::{REGISTRE, porteur};
use super::{Carte, CarteId, Cartes, Etape, ModeleCarte, Origine};
use crate::exercice::ExerciceProfessionnel;
use crate::idempotence::empreinte;
use crate::personne::{Personne, Professionnel};
use crate::port::{Chantier, PortError};

/// Events looked at in one round.
const PAQUET: u32 = 500;

/// The regulated practice: profession, category, names, and where it goes on today. `None`: a role holder, who has no card, or
/// nobody who practises.
///
/// A role that a structure adds to a professional (ELI-04) is another exercise, and changes no card.
pub fn empreinte_exercice(personne: &Personne, maintenant: Timestamp) -> Option<String> {
    let Personne::Professionnel(professionnel) = personne else { return None };
    let exercice = regle(professionnel)?;
    let en_cours = exercice.situations.iter().filter(|une| une.en_cours(maintenant));
    let lieux: BTreeSet<_> = en_cours
        .map(|une| (une.structure.as_ref().map(ToString::to_string).unwrap_or_default(), une.code_mode.clone()))
        .collect();
    let dit = (&exercice.cle.code_profession, &exercice.cle.code_categorie, &exercice.nom, &exercice.prenom, lieux);
    Some(empreinte(serde_json::to_string(&dit).unwrap_or_default().as_bytes()))
}

/// The first exercise that an Order or an ARS keeps: two professions are two cards (MIE-18), and the first is this one.
pub(super) fn regle(professionnel: &Professionnel) -> Option<&ExerciceProfessionnel> {
    professionnel.exercices.iter().find(|un| !un.cle.par_role() && un.retire_le.is_none())
}

impl Cartes {
    /// Reads on in the log of the registry, and orders a new card for each professional whose practice is no longer that of their
    /// card. Two nodes that try at once order one.
    pub(super) async fn suivre_les_exercices(&self) -> Result<(), PortError> {
        loop {
            // a look waits for no writer
            let vus = self.fichier.exercices_vus().await?;
            let lus = self.guichet.registre.evenements(Numero(vus), PAQUET).await?;
            let Some(dernier) = lus.evenements.last().map(|un| un.numero) else { return Ok(()) };
            let personnes: BTreeSet<_> = lus.evenements.iter().map(|un| un.personne.to_string()).collect();
            let personnes: Vec<IdentifiantNational> = personnes.iter().filter_map(|un| un.parse().ok()).collect();
            let porteurs = self.fichier.porteurs_de_cps(&personnes).await?;
            let mut chantier = self.guichet.registre.chantier().await?;
            if chantier.exercices_suivis().await? != vus {
                continue;
            }
            let mut ouvertes = Vec::new();
            for qui in &porteurs {
                ouvertes.extend(self.remplacer(chantier.as_mut(), qui).await?);
            }
            chantier.suivre_exercices(dernier.0).await?;
            for carte in &ouvertes {
                self.guichet.journal.consigner(Self::acte(REGISTRE, carte)).await?;
            }
            chantier.valider().await?;
        }
    }

    /// The order of another card, if the practice changed and none is on its way.
    async fn remplacer(
        &self,
        chantier: &mut dyn Chantier,
        qui: &IdentifiantNational,
    ) -> Result<Option<Carte>, PortError> {
        let maintenant = self.guichet.maintenant();
        let Some(personne) = porteur(chantier, qui, maintenant).await? else { return Ok(None) };
        let Some(exercice) = empreinte_exercice(&personne, maintenant) else { return Ok(None) };
        let siennes = chantier.cartes_de(qui).await?;
        let derniere = siennes.iter().rev().find(|une| une.modele == ModeleCarte::Cps && une.vivante(maintenant));
        let Some(ancienne) = derniere.filter(|une| une.exercice.as_ref() != Some(&exercice)) else { return Ok(None) };
        if matches!(ancienne.etape, Etape::Commandee) {
            // it is not made yet: it will be made for the practice of that day
            let a_jour = Carte { exercice: Some(exercice), ..ancienne.clone() };
            chantier.ecrire_carte(&a_jour).await?;
            return Ok(Some(a_jour));
        }
        let id = CarteId::from(self.guichet.ambient.chance.token());
        let nouvelle = ancienne.suivante(id, Origine::ChangementExercice, (REGISTRE, maintenant));
        let nouvelle = Carte { exercice: Some(exercice), ..nouvelle };
        chantier.ecrire_carte(&nouvelle).await?;
        self.annoncer(chantier, &nouvelle).await?;
        Ok(Some(nouvelle))
    }
}
