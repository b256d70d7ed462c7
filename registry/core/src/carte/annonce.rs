//! The holder hears what becomes of their card; whoever ordered it hears that nothing comes.

use sante::IdentifiantNational;

use super::{Abandon, Carte, Etape, Origine};
use crate::avis::{Avis, AvisAEnvoyer, CarteDite, Destinataire, EnTete, SuiteCarte, Sujet};
use crate::guichet::{Guichet, structure};
use crate::port::{Chantier, Connue, PortError};
use crate::structure::Structure;

/// In the transaction that writes it.
pub(super) async fn annoncer(guichet: &Guichet, chantier: &mut dyn Chantier, carte: &Carte) -> Result<(), PortError> {
    let Some(suite) = suite(carte) else { return Ok(()) };
    let lieu = match &carte.structure {
        Some(finess) => structure(chantier, finess).await?,
        None => None,
    };
    let mut concernes = vec![carte.porteur.clone()];
    if let Etape::Annulee { motif, .. } | Etape::Renoncee { motif, .. } = &carte.etape
        && !matches!(motif, Abandon::Demande { .. })
    {
        concernes.extend(carte.commande_par.parse::<IdentifiantNational>().ok());
    }
    concernes.sort_by_key(ToString::to_string);
    concernes.dedup();
    for connue in chantier.connues(&concernes).await? {
        dire(guichet, chantier, (carte, &connue), (lieu.as_ref(), suite.clone())).await?;
    }
    Ok(())
}

async fn dire(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (carte, connue): (&Carte, &Connue),
    (lieu, suite): (Option<&Structure>, SuiteCarte),
) -> Result<(), PortError> {
    let courriel = connue.correspondance.as_ref().and_then(|correspondance| correspondance.courriel.clone());
    let Some(courriel) = courriel else { return Ok(()) };
    let avis = Avis::Carte(Box::new(CarteDite {
        prenom: connue.personne.etat_civil().prenom().to_owned(),
        lieu: lieu.map(|lieu| lieu.details.raison_sociale.clone()).unwrap_or_default(),
        modele: carte.modele,
        numero: carte.etape.fabrication().map(|faite| faite.numero.clone()).unwrap_or_default(),
        la_sienne: *connue.personne.identifiant() == carte.porteur,
        suite,
    }));
    let sujet = Sujet::Personne(connue.personne.identifiant().clone());
    // one stage, one notice to each
    let mot = if matches!(carte.etape, Etape::Renoncee { .. }) { "ANNULEE" } else { carte.etape.mot() };
    let origine = format!("{sujet}:carte:{}:{mot}", carte.id);
    let en_tete = EnTete { origine, sujet, structure: lieu.map(|lieu| lieu.cle.clone()) };
    let avis = AvisAEnvoyer::nouveau(&guichet.ambient, en_tete, Destinataire::from(courriel), avis);
    guichet.poster(chantier, std::slice::from_ref(&avis)).await
}

fn suite(carte: &Carte) -> Option<SuiteCarte> {
    match &carte.etape {
        Etape::Commandee => Some(SuiteCarte::Commandee { pourquoi: carte.origine }),
        Etape::Envoyee { fabrication, .. } => Some(SuiteCarte::Envoyee {
            jusque: fabrication.jusque,
            memes_codes: carte.origine == Origine::Renouvellement,
        }),
        Etape::Opposee { raison, le, .. } => Some(SuiteCarte::Opposee { raison: *raison, le: *le }),
        Etape::Renoncee { motif, .. } => Some(SuiteCarte::Annulee { motif: motif.clone() }),
        Etape::Annulee { motif, .. } => Some(SuiteCarte::Annulee { motif: motif.clone() }),
        Etape::Demandee { .. } | Etape::Produite { .. } | Etape::Recue { .. } | Etape::AOpposer { .. } => None,
    }
}
