//! A contract for a structure, and the card of who directs it (F101): asked for step by step, followed, withdrawn (CON-05, CON-08 to
//! CON-12). Whoever comes may have no card yet: FranceConnect is enough to ask.

pub mod conditions;
pub mod demande;
pub mod formulaire;
mod saisie;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::erreur::Action;
use pages::{Cadre, Icone, Onglet, Page};
use registry_core::formulaire::{Demandeur, FormulaireId};

use crate::contextes::PageMot;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Geste, PageRubriques, Rubrique, repondre};
use crate::session::Qui;
use crate::visite::Visite;
use crate::{bureau, causes, moi};

pub const ADRESSE: &str = "/adhesion";

/// `GET /adhesion`.
pub async fn miens(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return portes(&visite) };
    montrer(&visite, &qui, ("", Vec::new())).await
}

/// `POST`: withdraws one.
pub async fn retirer(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match envoi::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let (id, version) = vu(&saisie);
    let auteur = demandeur(&qui).auteur();
    match visite.portail.0.adhesion.retirer(&auteur, (&id, version)).await {
        Ok(()) => montrer(&visite, &qui, ("formulaire-retire", Vec::new())).await,
        Err(cause) => montrer(&visite, &qui, ("", causes::remarques(&cause))).await,
    }
}

pub async fn montrer(visite: &Visite, qui: &Qui, (fait, remarques): (&str, Vec<Remarque>)) -> Response {
    let formulaires = match visite.portail.0.adhesion.miens(&demandeur(qui).auteur()).await {
        Ok(formulaires) => formulaires,
        Err(cause) => return causes::page(visite, &cause, "/"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite), "adhesion") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    let lieux = formulaire::lieux(visite, &formulaires).await;
    let cadre = &page.cadre;
    let nouvelle = Geste::lien(cadre.t("adhesion-nouvelle"), cadre.t("adhesion-nouvelle"), demande::ADRESSE);
    let rangs = formulaires.iter().map(|un| formulaire::mien(cadre, un, &lieux, ADRESSE)).collect();
    let rubrique =
        Rubrique { titre: cadre.t("adhesion-miens"), vide: cadre.t("adhesion-vide"), rangs, ..Rubrique::default() };
    page.actions = vec![nouvelle];
    page.rubriques = vec![rubrique];
    repondre(Some(page))
}

/// Nobody is signed in: the doors that lead here.
fn portes(visite: &Visite) -> Response {
    let cadre = visite.cadre();
    let porte = |cle: &str, href: &str| Action { libelle: cadre.t(cle), href: href.to_owned() };
    let actions = vec![porte("adhesion-franceconnect", "/franceconnect"), porte("adhesion-carte", "/connexion")];
    let (titre, phrase) = (cadre.t("adhesion-titre"), cadre.t("adhesion-portes"));
    Page::ok(PageMot { icone: Icone::Card, titre, phrase, registre: Vec::new(), actions, cadre }).into_response()
}

/// Who asks, as FranceConnect or our own provider vouches for them.
pub fn demandeur(qui: &Qui) -> Demandeur {
    match qui {
        Qui::Caducee(personne) => Demandeur::Connu(personne.identifiant.clone()),
        Qui::FranceConnect(identite) => Demandeur::FranceConnect {
            sujet: identite.sujet.clone(),
            nom: identite.nom_usage.clone().unwrap_or_else(|| identite.nom.clone()),
            prenom: identite.prenoms.first().cloned().unwrap_or_default(),
            code_civilite: if identite.genre == "female" { "MME" } else { "M" }.to_owned(),
        },
    }
}

/// Which form, and the version that the page showed.
pub fn vu(saisie: &Saisie) -> (FormulaireId, u32) {
    (FormulaireId::from(saisie.lire("formulaire").to_owned()), saisie.lire("version").parse().unwrap_or(0))
}

/// The tabs of whoever comes: their own space, the desk, or those who have neither.
pub fn cadre(visite: &Visite) -> Cadre {
    match &visite.qui {
        Some(Qui::Caducee(personne)) if personne.identifiant.rpps().is_some() => moi::cadre(visite, ADRESSE),
        Some(Qui::Caducee(_)) => bureau::cadre(visite, bureau::contrat::ADRESSE),
        _ => sans_espace(visite, ADRESSE),
    }
}

/// Who came through FranceConnect asks for themselves, or for a structure.
pub fn sans_espace(visite: &Visite, courant: &str) -> Cadre {
    let mut cadre = visite.cadre();
    if visite.qui.is_some() {
        let onglets = [("onglet-mes-demandes", "/demande"), ("onglet-adhesion", ADRESSE)];
        let onglet = |(cle, href): (&str, &str)| Onglet {
            titre: cadre.t(cle),
            href: href.to_owned(),
            courant: href == courant,
            compte: 0,
        };
        cadre.onglets = onglets.into_iter().map(onglet).collect();
    }
    cadre
}
