use sante::{IdentifiantNational, SituationId};

use super::{Voulue, apres};
use crate::avis::Avis;
use crate::demande::{Demande, DemandeError, Etape, Objet, Sujet};
use crate::guichet::Guichet;
use crate::journal::Geste;
use crate::meme_personne::meme_personne;
use crate::port::Chantier;
use crate::situation_acte::tenue::{Situee, Tenue};
use crate::situation_acte::{Declaree, Lieu, fin, modification, transfert};

/// Done as it was asked for, as long as the situation is what the person saw (R12), and not by the person (GES-24), nor
/// for whom a measure holds out of service (R05).
pub async fn appliquer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, lieu): (&IdentifiantNational, &Lieu),
    (demande, diplomes_verifies): (&Demande, bool),
) -> Result<Etape, DemandeError> {
    let (Objet::MiseAJour(voulu), Sujet::Connue(personne)) = (&demande.dossier.objet, &demande.dossier.sujet) else {
        return Err(DemandeError::AutreObjet);
    };
    if meme_personne(chantier, personne, agent).await? {
        return Err(DemandeError::SaPropreDemande);
    }
    let situee = Situee::chercher(chantier, &voulu.situation).await?;
    if situee.releve() != voulu.avant {
        return Err(DemandeError::SituationChangee);
    }
    let tenue = situee.tenue(lieu.clone(), guichet.maintenant())?;
    tenue.en_activite(guichet.maintenant())?;
    let (situation, changements) =
        faire(guichet, chantier, (agent, &tenue), (&voulu.voulue, diplomes_verifies)).await?;
    let avis = Avis::DemandeAcceptee {
        prenom: tenue.connue.personne.etat_civil().prenom().to_owned(),
        lieu: tenue.nom_du_lieu().to_owned(),
        changements,
    };
    guichet.avertir(chantier, &tenue.connue, &tenue.lieu.structure, avis).await?;
    let (personne, par, le) = (personne.clone(), agent.clone(), guichet.maintenant());
    Ok(Etape::Validee { personne, situation, par, le })
}

/// The situation that stands from then on, and what changed, in sentences; told to the journal as the same act at the desk.
async fn faire(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, tenue): (&IdentifiantNational, &Tenue),
    (voulue, diplomes_verifies): (&Voulue, bool),
) -> Result<(SituationId, Vec<String>), DemandeError> {
    let mienne = tenue.situation.id.clone();
    let (situation, changements, quoi) = match voulue {
        Voulue::Modification(voulue) => {
            let declaree = Declaree { voulue, diplomes_verifies };
            (mienne.clone(), modification::appliquer(guichet, chantier, tenue, &declaree).await?, "changed")
        }
        Voulue::Fin { dernier_jour, motif } => {
            let voulue = apres(*dernier_jour, motif);
            (mienne.clone(), fin::appliquer(guichet, chantier, tenue, &voulue).await?.1, "ended")
        }
        Voulue::Transfert(voulu) => {
            let (_, structure) = guichet.gestionnaire::<DemandeError>(chantier, agent, &voulu.structure).await?;
            let secteur = chantier.secteur(&structure.cle).await?;
            let lieu = Lieu { structure, secteur };
            let declaree = Declaree { voulue: voulu, diplomes_verifies };
            let faite = transfert::appliquer(guichet, chantier, tenue, (&lieu, &declaree)).await?;
            (faite.situation, faite.changements, "moved")
        }
    };
    let geste = |situation: &SituationId, quoi| Geste::Situation {
        agent: agent.clone(),
        personne: tenue.personne().clone(),
        situation: situation.clone(),
        quoi,
    };
    guichet.consigner(geste(&mienne, quoi)).await?;
    if situation != mienne {
        guichet.consigner(geste(&situation, "opened")).await?;
    }
    Ok((situation, changements))
}
