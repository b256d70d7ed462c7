//! The page of an operator, on the address that is never public: how old what is known of revoked cards is, and what fails.

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use askama::Template;
use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use idp_core::carte::{EtatAutorite, EtatRevocations, EtatSource, Sante, VueListe};
use oidc::Acr;
use pages::{Cadre, Langue, Page, Ruban, heure};

use crate::routes;
use crate::textes::TEXTES;

#[derive(Clone)]
struct Bureau {
    lire: Arc<dyn Fn() -> EtatRevocations + Send + Sync>,
    ruban: Option<Ruban>,
}

/// `lire` tells how the data stand now. The files of [`pages::assets`] are served beside it.
pub fn router(lire: impl Fn() -> EtatRevocations + Send + Sync + 'static, ruban: Option<Ruban>) -> Router {
    Router::new()
        .route(routes::REVOCATIONS, get(page))
        .with_state(Bureau { lire: Arc::new(lire), ruban })
        .layer(map_response(pages::entetes::completer))
}

async fn page(State(bureau): State<Bureau>, langue: Langue, OriginalUri(adresse): OriginalUri) -> Response {
    let espace = Cadre::new(langue, &TEXTES, "").t("revocations-espace");
    let cadre = Cadre::new(langue, &TEXTES, espace).avec_ruban(bureau.ruban).a_l_adresse(&adresse.to_string());
    Page::ok(Revocations::new(cadre, &(bureau.lire)())).into_response()
}

#[derive(Template)]
#[template(path = "revocations.html")]
pub struct Revocations {
    cadre: Cadre,
    /// When this was looked at.
    le: String,
    constat: Constat,
    listes: Vec<Ligne>,
    sources: Vec<Source>,
    regles: Vec<Regle>,
}

/// What is said first.
enum Constat {
    ToutVaBien,
    /// Something does not come as it should, and nobody is refused for that.
    SourcesEnDefaut,
    /// The authorities whose lists have ended, or never came.
    SansListe(String),
}

/// For how long after the end of a list a card still gives this level.
struct Regle {
    niveau: &'static str,
    suite: String,
}

/// One list of one authority, or that there is none.
struct Ligne {
    autorite: String,
    genre: &'static str,
    sante: Sante,
    numero: String,
    faite: String,
    age: String,
    suivante: String,
    lignes: usize,
}

struct Source {
    nom: String,
    reussie_le: Option<String>,
    echec: Option<Refusee>,
}

struct Refusee {
    phrase: String,
    code: &'static str,
    fois: String,
    depuis: String,
}

impl Revocations {
    fn new(cadre: Cadre, etat: &EtatRevocations) -> Self {
        let langue = cadre.langue;
        let listes: Vec<_> = etat.autorites.iter().flat_map(|one| lignes(one, etat.le, &cadre)).collect();
        Self {
            le: instant(etat.le, langue),
            constat: constat(etat),
            listes,
            sources: etat.sources.iter().map(|one| source(one, &cadre)).collect(),
            regles: etat.tolerance.levels().map(|rule| regle(rule, &cadre)).into(),
            cadre,
        }
    }
}

fn constat(etat: &EtatRevocations) -> Constat {
    let without = etat.autorites.iter().filter(|one| one.sante != Sante::AJour);
    let without: Vec<&str> = without.map(|one| one.nom.as_str()).collect();
    match (without.is_empty(), etat.sources.iter().any(|source| source.echec.is_some())) {
        (false, _) => Constat::SansListe(without.join(", ")),
        (true, true) => Constat::SourcesEnDefaut,
        (true, false) => Constat::ToutVaBien,
    }
}

fn regle((niveau, suite): (Acr, Seconds), cadre: &Cadre) -> Regle {
    let suite = match u64::try_from(suite.0) {
        Ok(longer @ 1..) => cadre.t1("revocations-encore", "duree", duree(longer, cadre)),
        _ => cadre.t("revocations-aussitot"),
    };
    Regle { niveau: niveau.word(), suite }
}

/// In the unit that an operator would say.
fn duree(seconds: u64, cadre: &Cadre) -> String {
    let (unite, combien) = match seconds {
        0..120 => ("revocations-secondes", seconds),
        120..7_200 => ("revocations-minutes", seconds / 60),
        _ => ("revocations-heures", seconds / 3_600),
    };
    cadre.tn(unite, usize::try_from(combien).unwrap_or(usize::MAX))
}

fn lignes(autorite: &EtatAutorite, now: Timestamp, cadre: &Cadre) -> Vec<Ligne> {
    let kinds = [("complete", &autorite.complete), ("delta", &autorite.delta)];
    let there = kinds.into_iter().filter_map(|(genre, liste)| Some((genre, liste.as_ref()?)));
    let lines: Vec<_> = there.map(|(genre, liste)| ligne(autorite, (genre, liste), now, cadre)).collect();
    if lines.is_empty() {
        let none = String::new;
        let autorite = autorite.nom.clone();
        let sante = Sante::Absente;
        let (numero, faite, age, suivante) = (none(), none(), none(), none());
        return vec![Ligne { autorite, genre: "complete", sante, numero, faite, age, suivante, lignes: 0 }];
    }
    lines
}

fn ligne(autorite: &EtatAutorite, (genre, liste): (&'static str, &VueListe), now: Timestamp, cadre: &Cadre) -> Ligne {
    let sante = if liste.suivante < now { Sante::Perimee } else { Sante::AJour };
    Ligne {
        autorite: autorite.nom.clone(),
        genre,
        sante,
        numero: liste.numero.clone(),
        faite: instant(liste.faite, cadre.langue),
        age: duree(now.since(liste.faite).as_secs(), cadre),
        suivante: instant(liste.suivante, cadre.langue),
        lignes: liste.lignes,
    }
}

fn source(of: &EtatSource, cadre: &Cadre) -> Source {
    let langue = cadre.langue;
    Source {
        nom: of.nom.clone(),
        reussie_le: of.reussie_le.map(|at| instant(at, langue)),
        echec: of.echec.as_ref().map(|echec| Refusee {
            phrase: match langue {
                Langue::Fr => echec.refus.phrase().to_owned(),
                Langue::En => echec.refus.to_string(),
            },
            code: echec.refus.code(),
            fois: cadre.tn("revocations-fois", usize::try_from(echec.fois).unwrap_or(usize::MAX)),
            depuis: instant(echec.depuis, langue),
        }),
    }
}

fn instant(at: Timestamp, langue: Langue) -> String {
    format!("{}, {}", heure::jour(at, langue), heure::seconde(at, langue))
}

#[cfg(test)]
mod tests;
