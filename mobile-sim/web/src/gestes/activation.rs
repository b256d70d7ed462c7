use ecps::CodeProbleme;
use mobile_device::{CodeSecret, Contexte, Etape, Refus};

use crate::ecran::{Avis, CODE, Ecran};
use crate::poste::Interieur;
use crate::saisie::Saisie;

pub async fn numero(ctx: &Contexte<'_>, interieur: &mut Interieur, numero: &str) {
    let nu: String = numero.chars().filter(|c| !c.is_whitespace()).collect();
    if let Err(refus) = interieur.fiche.telephone.activer(ctx, &nu).await {
        interieur.avis = Some(avis(&refus));
    }
}

pub async fn lien(ctx: &Contexte<'_>, interieur: &mut Interieur, lien: &str) {
    match interieur.fiche.telephone.lire_code(ctx, lien).await {
        Ok(()) => interieur.ecran = Ecran::choisir(),
        Err(refus) => interieur.avis = Some(avis(&refus)),
    }
}

/// Out of reach, the e-CPS stays and the touch can be repeated.
pub async fn retirer(ctx: &Contexte<'_>, interieur: &mut Interieur) {
    interieur.ecran = Ecran::Base;
    if let Err(refus) = interieur.fiche.telephone.retirer(ctx).await {
        interieur.avis = Some(avis(&refus));
    }
}

pub async fn codes(ctx: &Contexte<'_>, interieur: &mut Interieur, sms: &str, courriel: &str) {
    match interieur.fiche.telephone.confirmer(ctx, sms, courriel).await {
        Ok(()) => interieur.ecran = Ecran::choisir(),
        Err(refus) => {
            interieur.avis = Some(avis(&refus));
            recommencer(interieur, &refus);
        }
    }
}

/// After a restart the stage says "choose a PIN", and the screen knows nothing of it yet.
pub fn preparer(interieur: &mut Interieur) {
    if matches!(interieur.ecran, Ecran::Base) && matches!(interieur.fiche.telephone.etape, Etape::ChoixCode { .. }) {
        interieur.ecran = Ecran::choisir();
    }
}

/// Typed once: a weak one is told at once, before it is typed again.
pub fn choisi(interieur: &mut Interieur, premier: Saisie) {
    let Etape::ChoixCode { identifiant, .. } = &interieur.fiche.telephone.etape else { return };
    match CodeSecret::choisi(premier.chiffres(), identifiant) {
        Ok(_) => interieur.ecran = Ecran::Confirmer { premier, saisie: Saisie::vide(CODE) },
        Err(_) => refaire(interieur, "choisir-faible"),
    }
}

pub async fn confirme(ctx: &Contexte<'_>, interieur: &mut Interieur, premier: &Saisie, second: &Saisie) {
    if premier.chiffres() != second.chiffres() {
        return refaire(interieur, "choisir-differents");
    }
    match interieur.fiche.telephone.choisir_code(ctx, second.chiffres()).await {
        Ok(()) => interieur.ecran = Ecran::Activee,
        Err(refus) => {
            interieur.ecran = Ecran::choisir();
            interieur.avis = Some(avis(&refus));
            recommencer(interieur, &refus);
        }
    }
}

fn refaire(interieur: &mut Interieur, cle: &'static str) {
    interieur.ecran = Ecran::choisir();
    interieur.avis = Some(Avis::Cle(cle));
}

/// Refusals after which only a new activation helps.
fn recommencer(interieur: &mut Interieur, refus: &Refus) {
    let Refus::Provider(probleme) = refus else { return };
    let finie = matches!(
        probleme.code,
        CodeProbleme::ActivationClose | CodeProbleme::ActivationExpiree | CodeProbleme::TicketPerime
    );
    if finie {
        interieur.fiche.telephone.oublier();
        interieur.ecran = Ecran::Base;
    }
}

/// Our own words, in the reader's language, where we have them.
pub fn avis(refus: &Refus) -> Avis {
    match refus {
        Refus::Provider(probleme) if probleme.code == CodeProbleme::IdentifiantIllisible => {
            Avis::Cle("activer-illisible")
        }
        Refus::Provider(probleme) => Avis::Phrase(probleme.phrase.clone()),
        Refus::PasUnCode => Avis::Cle("activer-pas-un-code"),
        Refus::CodeInexact { restants } => Avis::Essais(*restants),
        Refus::CodeFaible(_) => Avis::Cle("choisir-faible"),
        Refus::AucuneDemande => Avis::Cle("accueil-close"),
        Refus::LieuAbsent => Avis::Cle("lieu-absent"),
        Refus::Injoignable(_) => Avis::Cle("reseau"),
        Refus::CleSubstituee | Refus::Illisible(_) => Avis::Cle("reponse-inattendue"),
        Refus::Etape | Refus::DejaActif | Refus::Verrouille | Refus::SimChangee => Avis::Phrase(refus.phrase()),
    }
}
