use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::registration::{AddressFault, Objection};
use idp_partenaires::Refus;
use pages::erreur::{Action, Ton};
use pages::{Cadre, Icone, Page, PageErreur, heure};

use crate::adresses;
use crate::textes::TEXTES;
use crate::visite::Visite;

/// The page of an act that is not done.
pub fn page(visite: &Visite, refus: &Refus) -> Response {
    if let Refus::Port(error) = refus {
        tracing::error!(%error, "a page of the partner space could not be answered");
    }
    let cadre = visite.cadre();
    let phrase = phrase(&cadre, refus);
    Page::new(statut(refus), erreur(visite, cadre, (phrase, refus.code()))).into_response()
}

/// The same with a sentence of the caller's.
pub fn dite(visite: &Visite, phrase: String, code: &str) -> Response {
    Page::new(StatusCode::BAD_REQUEST, erreur(visite, visite.cadre(), (phrase, code))).into_response()
}

/// A form that does not come from a page of this browser.
pub fn formulaire(visite: &Visite) -> Response {
    let cadre = visite.cadre();
    let phrase = cadre.t("refus-formulaire");
    Page::new(StatusCode::FORBIDDEN, erreur(visite, cadre, (phrase, "partenaire.formulaire"))).into_response()
}

fn erreur(visite: &Visite, cadre: Cadre, (phrase, code): (String, &str)) -> PageErreur {
    PageErreur {
        icone: Icone::Info,
        ton: Ton::Attente,
        titre: cadre.t("refus-titre"),
        phrase,
        rien_perdu: None,
        suite: Vec::new(),
        actions: vec![Action { libelle: cadre.t("refus-retour"), href: visite.vers(adresses::ACCUEIL) }],
        code: code.to_owned(),
        reference: visite.reference.clone(),
        heure: heure::minute(visite.etat.0.ambient.now(), visite.langue),
        technique: None,
        cadre,
    }
}

pub const fn statut(refus: &Refus) -> StatusCode {
    match refus {
        Refus::Inconnu | Refus::SansClient => StatusCode::NOT_FOUND,
        Refus::Droit | Refus::CleExigee | Refus::LienExploitant | Refus::PreuveAncienne => StatusCode::FORBIDDEN,
        Refus::ChangeEntreTemps | Refus::DejaDeux(_) | Refus::Etape | Refus::Trop | Refus::DernierResponsable => {
            StatusCode::CONFLICT
        }
        Refus::TropDEssais => StatusCode::TOO_MANY_REQUESTS,
        Refus::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// What is read, in the reader's language.
pub fn phrase(cadre: &Cadre, refus: &Refus) -> String {
    cadre.t(cle(refus.code()))
}

fn cle(code: &str) -> String {
    format!("refus-{}", code.replace('.', "-"))
}

/// What an objection of the registration says, in the reader's language; where nobody wrote that yet, in its own.
pub fn objection(cadre: &Cadre, objection: &Objection) -> String {
    if let Some(fault) = AddressFault::ALL.into_iter().find(|fault| fault.remedy() == objection.remedy) {
        let adresse = objection.reason.split('"').nth(1).unwrap_or_default();
        return faute(cadre, adresse, fault);
    }
    let key = format!("objection-{}", objection.code.replace('.', "-"));
    let told = TEXTES.texte(cadre.langue, &key, &[]);
    told.unwrap_or_else(|| cadre.texte("objection-autre", &[("motif", objection.reason.clone().into())]))
}

/// What is wrong with an address, in the reader's language.
pub fn faute(cadre: &Cadre, adresse: &str, faute: AddressFault) -> String {
    format!("{adresse} — {}", cadre.t(cle_de_faute(faute)))
}

pub fn cle_de_faute(faute: AddressFault) -> String {
    format!("faute-{}", faute.code().replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use pages::Langue;

    use super::*;

    #[test]
    fn the_page_says_what_the_catalogue_of_errors_says() {
        let cadre = crate::visite::cadre(Langue::Fr);
        for refus in Refus::catalogue() {
            let typed = |text: &str| text.replace('\u{a0}', " ");
            assert_eq!(typed(&phrase(&cadre, &refus)), typed(refus.phrase()), "{}", refus.code());
        }
    }
}
