//! Many people in one file: send it, look at what would come of it, confirm, follow, take the report.

mod contextes;
mod depot;
mod fichiers;
mod page;
#[cfg(test)]
mod samples;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};
use pages::erreur::Action;
use pages::{Icone, Page};
use registry_core::Classe;
use registry_core::demande::Attestations;
use registry_core::lot::{Etape, LotError, LotId, LotVu, POIDS};
use serde::Deserialize;

use crate::bureau::{agent, recevoir};
use crate::causes;
use crate::contextes::PageMot;
use crate::envoi::{self, Champs};
use crate::etat::Portail;
use crate::formulaire::{Remarque, Saisie};
use crate::parole::Parole;
use crate::visite::Visite;

pub const ADRESSE: &str = "/bureau/lots";
/// The file, and what a browser writes around it.
const CORPS: usize = POIDS + 64 * 1_024;
/// What is declared once for all lines: the field of the form, that of the registry.
const DECLARATIONS: [(&str, &str); 4] = [
    ("lot_face_a_face", "face_a_face"),
    ("lot_diplomes_verifies", "diplomes_verifies"),
    ("lot_besoin_verifie", "besoin_verifie"),
    ("lot_conditions_acceptees", "conditions_acceptees"),
];

/// Which lines, and from where.
#[derive(Debug, Default, Deserialize)]
struct Vue {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    page: u32,
    /// How many lines were done when the page was shown.
    #[serde(default)]
    faites: u32,
}

pub fn router() -> Router<Portail> {
    Router::new()
        .route("/bureau/lots", get(depot::lister).post(depot::deposer))
        .layer(DefaultBodyLimit::max(CORPS))
        .route("/bureau/lots/modele.csv", get(fichiers::modele))
        .route("/bureau/lots/{id}", get(montrer).post(decider))
        .route("/bureau/lots/{id}/etat", get(avancement))
        .route("/bureau/lots/{id}/compte-rendu.csv", get(fichiers::compte_rendu))
}

/// `GET /bureau/lots/{id}`: the preview, the progress or the result, as the file stands.
async fn montrer(visite: Visite, Path(id): Path<String>, Query(vue): Query<Vue>) -> Response {
    // what was ticked before the session ended
    let saisie = envoi::reprendre(&visite).await;
    let demande = page::Demande { id: LotId::from(id), vue, saisie, remarques: Vec::new() };
    page::repondre(&visite, demande).await
}

/// `POST /bureau/lots/{id}`: confirms or gives up, as `action` says.
async fn decider(visite: Visite, Path(id): Path<String>, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recue) => recue,
        Err(reponse) => return *reponse,
    };
    let (lots, lot) = (&visite.portail.0.lots, LotId::from(id));
    let fait = match saisie.lire("action") {
        "abandonner" => lots.abandonner(&agent, &lot).await.map(|()| ADRESSE.to_owned()),
        _ => lots.lancer(&agent, &lot, &declarees(&saisie)).await.map(|()| adresse(&lot)),
    };
    match fait {
        Ok(vers) => Redirect::to(&vers).into_response(),
        // sent twice: it began once
        Err(LotError::DejaLance) => Redirect::to(&adresse(&lot)).into_response(),
        Err(cause @ (LotError::Attestations(_) | LotError::RienAFaire | LotError::Perime)) => {
            let remarques = remarques(&cause);
            page::repondre(&visite, page::Demande { id: lot, vue: Vue::default(), saisie, remarques }).await
        }
        Err(cause) => refus(&visite, &cause),
    }
}

/// `GET /bureau/lots/{id}/etat`: 204 while the page that asks is still true enough.
async fn avancement(visite: Visite, Path(id): Path<String>, Query(vue): Query<Vue>) -> Response {
    let Some(agent) = agent(&visite) else { return StatusCode::UNAUTHORIZED.into_response() };
    match visite.portail.0.lots.voir(&agent, &LotId::from(id)).await {
        Ok(vu) if a_peu_change(&vu, vue.faites) => StatusCode::NO_CONTENT.into_response(),
        Ok(_) => StatusCode::OK.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A twentieth more, or the end, is worth a new page.
fn a_peu_change(vu: &LotVu, faites: u32) -> bool {
    let en_cours = matches!(vu.lot.etape, Etape::EnCours { .. });
    en_cours && page::faites(vu) < faites + (vu.lignes() / 20).max(1)
}

fn declarees(saisie: &Saisie) -> Attestations {
    let [face_a_face, diplomes_verifies, besoin_verifie, conditions_acceptees] =
        DECLARATIONS.map(|(champ, _)| saisie.cochee(champ));
    Attestations { face_a_face, piece: None, conditions_acceptees, diplomes_verifies, besoin_verifie }
}

fn remarques(cause: &LotError) -> Vec<Remarque> {
    tracer(cause);
    let objections = cause.objections();
    if objections.is_empty() {
        return vec![Remarque::generale(parole(cause))];
    }
    let champ =
        |du_registre: &str| DECLARATIONS.iter().find(|(_, autre)| *autre == du_registre).map(|(champ, _)| *champ);
    objections.iter().map(|une| Remarque::sur(champ(une.champ).unwrap_or_default(), une)).collect()
}

fn tracer(cause: &LotError) {
    tracing::info!(error.code = cause.code(), "refused");
}

fn parole(cause: &LotError) -> Parole {
    let nommer = |dite: Parole, (nom, valeur): (String, String)| dite.nommant(&nom, valeur);
    cause.valeurs().into_iter().fold(Parole::du_registre(cause.code(), cause.phrase()), nommer)
}

/// Where there is no form to keep.
fn refus(visite: &Visite, cause: &LotError) -> Response {
    if cause.classe() == Classe::Panne {
        tracing::error!(%cause, "the registry could not answer");
    }
    let cadre = crate::bureau::cadre(visite, ADRESSE);
    let lots = Action { libelle: cadre.t("lots-tous"), href: ADRESSE.to_owned() };
    let sortir = Action { libelle: cadre.t("se-deconnecter"), href: "/deconnexion".to_owned() };
    let titre = cadre.t("empeche-titre");
    let (phrase, actions) = (parole(cause).dire(&cadre), vec![lots, sortir]);
    let mot = PageMot { icone: Icone::Alert, titre, phrase, registre: Vec::new(), actions, cadre };
    Page::new(causes::statut(cause.classe()), mot).into_response()
}

fn adresse(lot: &LotId) -> String {
    format!("{ADRESSE}/{lot}")
}

/// A file to keep: no browser shows it, and none guesses what it is.
fn telecharger(nom: &'static str, texte: String) -> Response {
    let mut reponse = texte.into_response();
    let entetes = reponse.headers_mut();
    entetes.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    entetes.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(nom));
    reponse
}
