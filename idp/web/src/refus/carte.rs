use axum::response::{IntoResponse, Response};
use carte_cps::{Conseil, RefusCarte};
use http::StatusCode;
use idp_core::carte::RefusLecture;
use pages::erreur::{Action, Ton};
use pages::{Icone, Langue, Page};

use super::page;
use crate::routes;
use crate::visite::Visite;

/// A card that did not sign somebody in: what is wrong with it, what to do, and the way back to the phone.
pub fn carte(visite: &Visite, langue: Langue, refus: &RefusLecture, interaction: &str) -> Response {
    if let RefusLecture::Interaction(error) = refus {
        return super::connexion(visite, langue, error, None);
    }
    tracing::info!(code = refus.code(), cause = %refus, remede = refus.remede(), "a card was refused");
    let mut page = page(visite, langue, refus.code());
    page.suite.push(page.cadre.t(format!("conseil-{}", refus.conseil().cle())));
    (page.icone, page.ton) = (Icone::Card, ton(refus));
    let authorization = &visite.state.0.settings.hosts.authorization;
    let login = visite.adresse(&routes::pour(routes::CONNEXION, interaction));
    let again = Action {
        libelle: page.cadre.t("carte-reessayer"),
        href: visite.adresse(&routes::pour(routes::CARTE, interaction)),
    };
    let other = Action { libelle: page.cadre.t("refus-autre-moyen"), href: format!("{authorization}{login}") };
    page.actions = if may_work_again(refus) { vec![again, other] } else { vec![other, again] };
    Page::new(status(refus), page).into_response()
}

/// Whether the same card, or the right certificate of it, may do at the next try.
fn may_work_again(refus: &RefusLecture) -> bool {
    matches!(refus.conseil(), Conseil::InsererLaCarte | Conseil::ChoisirLeBonCertificat | Conseil::ChangerDeCarte)
}

const fn ton(refus: &RefusLecture) -> Ton {
    match refus {
        RefusLecture::Carte(RefusCarte::AucuneCarte | RefusCarte::CrlAbsente(_) | RefusCarte::CrlPerimee) => {
            Ton::Attente
        }
        RefusLecture::AnnuaireMuet(_) | RefusLecture::Port(_) | RefusLecture::TropDEssais => Ton::Attente,
        _ => Ton::Refus,
    }
}

const fn status(refus: &RefusLecture) -> StatusCode {
    match refus {
        RefusLecture::Carte(RefusCarte::CrlAbsente(_) | RefusCarte::CrlPerimee) => StatusCode::SERVICE_UNAVAILABLE,
        RefusLecture::AnnuaireMuet(_) | RefusLecture::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
        RefusLecture::TropDEssais => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::FORBIDDEN,
    }
}
