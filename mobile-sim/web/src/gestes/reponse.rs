use ecps::{CodeProbleme, DemandeId};
use mobile_device::{Contexte, Refus};

use super::activation::avis;
use crate::ecran::{Avis, CODE, Ecran};
use crate::fiche::Issue;
use crate::poste::{Interieur, Poste};
use crate::saisie::Saisie;

/// Fetches what is waiting, after a notification or without one.
pub async fn ouvrir(ctx: &Contexte<'_>, poste: &Poste, interieur: &mut Interieur) {
    let notifie = poste.ouvrir_notification();
    interieur.ecran = Ecran::Base;
    match interieur.fiche.telephone.regarder(ctx).await {
        Ok(Some(vue)) if vue.affichage.lieux.is_empty() => interieur.ecran = Ecran::nombre(&vue.affichage),
        Ok(Some(vue)) => interieur.ecran = Ecran::Lieu { demande: vue.affichage.demande },
        Ok(None) if notifie => interieur.avis = Some(Avis::Cle("accueil-close")),
        Ok(None) => {}
        Err(refus) => interieur.avis = Some(avis(&refus)),
    }
}

/// The place is said: the number is next.
pub fn lieu(interieur: &mut Interieur, situation: &str) {
    let Ecran::Lieu { demande } = &interieur.ecran else { return };
    let demande = demande.clone();
    match interieur.fiche.telephone.choisir_lieu(&demande, situation) {
        Ok(()) => au_nombre(interieur),
        Err(refus) => interieur.avis = Some(avis(&refus)),
    }
}

/// The number of the request that is shown.
fn au_nombre(interieur: &mut Interieur) {
    let vue = interieur.fiche.telephone.carte().and_then(|carte| carte.vue());
    interieur.ecran = vue.map_or(Ecran::Base, |vue| Ecran::nombre(&vue.affichage));
}

/// The number is typed: the PIN is next. What is typed is not judged here, the provider does.
pub fn nombre(interieur: &mut Interieur, demande: DemandeId, nombre: Saisie) {
    interieur.ecran = Ecran::Code { demande, nombre, saisie: Saisie::vide(CODE) };
}

pub async fn approuver(
    ctx: &Contexte<'_>,
    poste: &Poste,
    interieur: &mut Interieur,
    (demande, nombre, code): (DemandeId, Saisie, &Saisie),
) {
    let service = service(interieur);
    let telephone = &mut interieur.fiche.telephone;
    let Err(refus) = telephone.approuver(ctx, &demande, nombre.chiffres(), code.chiffres()).await else {
        interieur.fiche.noter(ctx.ambient.now(), &service, Issue::Approuvee);
        interieur.ecran = Ecran::Validee { service };
        poste.ouvrir_notification();
        return;
    };
    interieur.avis = Some(avis(&refus));
    interieur.ecran = match &refus {
        Refus::CodeInexact { .. } | Refus::CodeFaible(_) | Refus::Injoignable(_) => {
            Ecran::Code { demande, nombre, saisie: Saisie::vide(CODE) }
        }
        Refus::Provider(probleme) if probleme.code == CodeProbleme::NombreInexact => {
            interieur.avis = Some(Avis::Cle("nombre-inexact"));
            au_nombre(interieur);
            return;
        }
        Refus::Provider(probleme) => {
            interieur.avis = match probleme.code {
                CodeProbleme::NombreEpuise => Some(Avis::Cle("accueil-nombre-epuise")),
                CodeProbleme::DemandeClose => Some(Avis::Cle("accueil-close")),
                _ => interieur.avis.take(),
            };
            Ecran::Base
        }
        _ => Ecran::Base,
    };
}

pub async fn refuser(ctx: &Contexte<'_>, interieur: &mut Interieur) {
    let Some(demande) = demande(interieur) else { return };
    let service = service(interieur);
    let resultat = interieur.fiche.telephone.refuser(ctx, &demande).await;
    conclure(ctx, interieur, resultat, Issue::Refusee, service);
}

pub async fn pas_moi(ctx: &Contexte<'_>, interieur: &mut Interieur) {
    let Some(demande) = demande(interieur) else { return };
    let service = service(interieur);
    let resultat = interieur.fiche.telephone.pas_moi(ctx, &demande).await;
    conclure(ctx, interieur, resultat, Issue::PasMoi, service);
}

fn conclure(ctx: &Contexte<'_>, interieur: &mut Interieur, resultat: Result<(), Refus>, issue: Issue, service: String) {
    match resultat {
        Ok(()) => {
            interieur.fiche.noter(ctx.ambient.now(), &service, issue);
            interieur.ecran = if issue == Issue::PasMoi { Ecran::PasMoi } else { Ecran::Refusee { service } };
        }
        // the network is away: the request is still on the screen, the touch can be repeated
        Err(refus @ Refus::Injoignable(_)) => interieur.avis = Some(avis(&refus)),
        Err(refus) => {
            interieur.ecran = Ecran::Base;
            interieur.avis = Some(avis(&refus));
        }
    }
}

/// The request on the screen.
fn demande(interieur: &Interieur) -> Option<DemandeId> {
    match &interieur.ecran {
        Ecran::Lieu { demande } | Ecran::Nombre { demande, .. } | Ecran::Code { demande, .. } => Some(demande.clone()),
        _ => None,
    }
}

fn service(interieur: &Interieur) -> String {
    let vue = interieur.fiche.telephone.carte().and_then(|carte| carte.vue());
    vue.map(|vue| vue.affichage.client.clone()).unwrap_or_default()
}
