//! What a touch does, screen by screen. Nothing fails: what went wrong is an [`Avis`] on the screen.

mod activation;
mod reponse;

use mobile_device::Contexte;

use crate::ecran::Ecran;
use crate::poste::{Interieur, Poste};
use crate::touche::Touche;

pub async fn toucher(ctx: &Contexte<'_>, poste: &Poste, interieur: &mut Interieur, touche: Touche) {
    interieur.avis = None;
    match touche {
        Touche::Numero(numero) => activation::numero(ctx, interieur, &numero).await,
        Touche::Lien(lien) => activation::lien(ctx, interieur, &lien).await,
        Touche::Sim => interieur.fiche.telephone.changer_sim(),
        Touche::Retirer => activation::retirer(ctx, interieur).await,
        Touche::Codes { sms, courriel } => activation::codes(ctx, interieur, &sms, &courriel).await,
        Touche::Chiffre(chiffre) => taper(ctx, poste, interieur, chiffre).await,
        Touche::Lieu(situation) => reponse::lieu(interieur, &situation),
        Touche::Effacer => {
            if let Some(saisie) = interieur.ecran.saisie() {
                saisie.effacer();
            }
        }
        Touche::Ouvrir => reponse::ouvrir(ctx, poste, interieur).await,
        Touche::PasMoi => reponse::pas_moi(ctx, interieur).await,
        Touche::Refuser => reponse::refuser(ctx, interieur).await,
        Touche::Annuler => annuler(interieur),
        Touche::Oubli => interieur.ecran = Ecran::Oubli,
        Touche::Activer => {
            interieur.fiche.telephone.oublier();
            interieur.ecran = Ecran::Base;
        }
        Touche::Fermer => interieur.ecran = Ecran::Base,
        Touche::Historique => interieur.ecran = Ecran::Historique,
    }
}

/// A digit; the last one of a pad is also "done".
async fn taper(ctx: &Contexte<'_>, poste: &Poste, interieur: &mut Interieur, chiffre: char) {
    activation::preparer(interieur);
    let Some(saisie) = interieur.ecran.saisie() else { return };
    saisie.taper(chiffre);
    if !saisie.pleine() {
        return;
    }
    match std::mem::replace(&mut interieur.ecran, Ecran::Base) {
        Ecran::Choisir { saisie } => activation::choisi(interieur, saisie),
        Ecran::Confirmer { premier, saisie } => activation::confirme(ctx, interieur, &premier, &saisie).await,
        Ecran::Nombre { demande, saisie } => reponse::nombre(interieur, demande, saisie),
        Ecran::Code { demande, nombre, saisie } => {
            reponse::approuver(ctx, poste, interieur, (demande, nombre, &saisie)).await;
        }
        autre => interieur.ecran = autre,
    }
}

/// Leaves the pad: an activation is given up, a request stays unanswered.
fn annuler(interieur: &mut Interieur) {
    if interieur.fiche.telephone.carte().is_none() {
        interieur.fiche.telephone.oublier();
    }
    interieur.ecran = Ecran::Base;
}
