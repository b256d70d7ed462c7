use sante::{IdentifiantNational, SituationId};

use super::{MiseAJour, NouvelleMiseAJour, Voulue, apres};
use crate::demande::{Demande, DemandeError, DemandeId, Deposer, Dossier, Etape, Flux, Objet, Sujet};
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::identite::Objection;
use crate::port::Chantier;
use crate::situation_acte::tenue::{Situee, Tenue};
use crate::situation_acte::{Lieu, Modification, SituationError, fin, modification, professionnel, transfert};

impl Deposer {
    /// One open request a person, as for registrations (ENR-17).
    pub async fn mettre_a_jour(
        &self,
        moi: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleMiseAJour,
    ) -> Result<DemandeId, DemandeError> {
        let auteur = Auteur::personne(moi);
        let une = Une::de(&auteur, cle, "mettre_a_jour", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<DemandeId, DemandeError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let tenue = self.mienne(chantier.as_mut(), moi, &nouvelle.situation).await?;
        tenue.verifier(&nouvelle.version)?;
        if chantier.demande_ouverte(auteur.as_str(), &auteur).await?.is_some() {
            return Err(DemandeError::DejaEnCours);
        }
        self.verifier_voulue(chantier.as_mut(), &tenue, &nouvelle.voulue).await?;
        let mise_a_jour = MiseAJour {
            situation: nouvelle.situation,
            avant: Modification::de(&tenue.exercice, &tenue.situation),
            voulue: nouvelle.voulue,
        };
        let demande = self.demande_de(moi, &tenue, mise_a_jour)?;
        self.garder(chantier, &une, demande).await
    }

    /// Somebody else's is no situation at all.
    async fn mienne(
        &self,
        chantier: &mut dyn Chantier,
        moi: &IdentifiantNational,
        id: &SituationId,
    ) -> Result<Tenue, DemandeError> {
        professionnel(chantier, moi, self.guichet.maintenant()).await?;
        let situee = Situee::chercher(chantier, id).await?;
        if situee.connue.personne.identifiant() != moi {
            return Err(SituationError::Inconnue.into());
        }
        let lieu = self.lieu(chantier, &situee.finess).await?;
        Ok(situee.tenue(lieu, self.guichet.maintenant())?)
    }

    /// What a gestionnaire could not do is not asked of them.
    async fn verifier_voulue(
        &self,
        chantier: &mut dyn Chantier,
        tenue: &Tenue,
        voulue: &Voulue,
    ) -> Result<(), DemandeError> {
        match voulue {
            Voulue::Modification(voulue) if *voulue == Modification::de(&tenue.exercice, &tenue.situation) => {
                let phrase = "Rien ne change encore. Changez ce qui n'est plus juste, ou revenez à votre dossier.";
                Err(DemandeError::Saisie(vec![Objection::new("profession", "rien_ne_change", phrase)]))
            }
            Voulue::Modification(voulue) => Ok(modification::verifier(&self.guichet, tenue, voulue)?),
            Voulue::Transfert(voulu) => {
                let lieu = self.lieu(chantier, &voulu.structure).await?;
                meme_employeur(&tenue.lieu, &lieu)?;
                transfert::verifier(&self.guichet, tenue, (&lieu, &voulu.situation))?;
                Ok(())
            }
            Voulue::Fin { dernier_jour, motif } => {
                fin::verifier(&self.guichet, tenue, &apres(*dernier_jour, motif))?;
                Ok(())
            }
        }
    }

    fn demande_de(
        &self,
        moi: &IdentifiantNational,
        tenue: &Tenue,
        mise_a_jour: MiseAJour,
    ) -> Result<Demande, DemandeError> {
        let objet = Objet::MiseAJour(Box::new(mise_a_jour));
        Ok(Demande {
            id: DemandeId::from(self.guichet.ambient.chance.token()),
            flux: Flux::Professionnel,
            auteur: Auteur::personne(moi),
            structure: tenue.lieu.structure.details.finess.parse().map_err(|_| DemandeError::StructureFermee)?,
            dossier: Dossier { sujet: Sujet::Connue(moi.clone()), objet },
            etape: Etape::Envoyee,
            version: 1,
            deposee_le: self.guichet.maintenant(),
        })
    }
}

/// Nobody decides for two employers: the person leaves one and asks the other (ENR-09).
fn meme_employeur(ici: &Lieu, ailleurs: &Lieu) -> Result<(), DemandeError> {
    if ici.structure.details.finess_ej == ailleurs.structure.details.finess_ej {
        return Ok(());
    }
    let phrase =
        "Cet établissement dépend d'un autre employeur. Demandez la fin de ce lieu, puis un lieu de travail chez lui.";
    Err(DemandeError::Saisie(vec![Objection::new("structure", "autre_employeur", phrase)]))
}
