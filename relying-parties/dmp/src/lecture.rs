//! The pages of a professional: the patients, one record, one document, and the consent that comes first.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::Dmp;
use crate::acces::Motif;
use crate::connexion::{Depart, partir};
use crate::dates;
use crate::dossiers::{Accord, DossierRefus, Vue};
use crate::matrice::{Matrice, Role};
use crate::pages::Qui;
use crate::patients::{Comment, Document, Patient};
use crate::refus::Refus;

#[derive(Template)]
#[template(path = "patients.html")]
struct PagePatients<'a> {
    qui: Qui,
    lignes: Vec<(&'a Patient, Accord)>,
}

#[derive(Template)]
#[template(path = "dossier.html")]
struct PageDossier<'a> {
    qui: Qui,
    vue: Vue<'a>,
    matrice: &'a Matrice,
}

#[derive(Template)]
#[template(path = "document.html")]
struct PageDocument<'a> {
    qui: Qui,
    patient: &'a Patient,
    document: Document,
    matrice: &'a Matrice,
}

/// Why a record, or a document of it, stays closed.
#[derive(Template)]
#[template(path = "ferme.html")]
struct PageFermee<'a> {
    qui: Qui,
    motif: Motif,
    /// Where one was asked for.
    patient: Option<&'a Patient>,
    matrice: &'a Matrice,
    lecteurs: Vec<&'a Role>,
}

#[derive(Template)]
#[template(path = "accord.html")]
struct PageAccord<'a> {
    qui: Qui,
    patient: &'a Patient,
    retire: Option<String>,
    remarque: bool,
}

#[derive(Deserialize)]
pub struct Recueil {
    #[serde(default)]
    csrf: String,
    /// The box that says that the patient was told and agreed.
    #[serde(default)]
    explique: String,
    comment: Comment,
}

/// `GET /patients`
pub async fn patients(State(dmp): State<Arc<Dmp>>, jar: CookieJar) -> Result<Response, Refus> {
    let Some(session) = dmp.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    let qui = dmp.qui(&session, &jar);
    if let Err(motif) = dmp.dossiers.role(&qui.demandeur) {
        return dmp.ferme(qui, motif, None).await;
    }
    let tous = &dmp.dossiers.patients;
    let lignes = tous.iter().map(|patient| (patient, dmp.dossiers.accord(patient))).collect();
    dmp.page(StatusCode::OK, &PagePatients { qui, lignes }).await
}

/// `GET /patients/{id}`. Whoever comes from another service with a session at the provider is signed in on the way, for the
/// place that this service names; whoever is here for another place changes it on the way.
pub async fn dossier(
    State(dmp): State<Arc<Dmp>>,
    Path(id): Path<String>,
    Query(depart): Query<Depart>,
    jar: CookieJar,
) -> Result<Response, Refus> {
    let depart = Depart { patient: Some(id.clone()), ..depart };
    let Some(session) = dmp.session(&jar).await? else {
        return Ok(partir(&dmp, jar, &depart).await?.into_response());
    };
    let ici = session.identite.additional_claims().finess();
    if depart.finess().is_some_and(|lieu| ici != Some(lieu)) {
        drop(session);
        return Ok(partir(&dmp, jar, &depart).await?.into_response());
    }
    let qui = dmp.qui(&session, &jar);
    match dmp.dossiers.voir(&qui.demandeur, &id) {
        Ok(vue) => dmp.page(StatusCode::OK, &PageDossier { qui, vue, matrice: &dmp.dossiers.matrice }).await,
        Err(refus) => dmp.refuse(qui, refus, &id).await,
    }
}

/// `GET /patients/{id}/documents/{document}`
pub async fn document(
    State(dmp): State<Arc<Dmp>>,
    Path((id, document)): Path<(String, String)>,
    jar: CookieJar,
) -> Result<Response, Refus> {
    let Some(session) = dmp.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    let qui = dmp.qui(&session, &jar);
    match dmp.dossiers.lire(&qui.demandeur, &id, &document) {
        Ok((patient, document)) => {
            let page = PageDocument { qui, patient, document, matrice: &dmp.dossiers.matrice };
            dmp.page(StatusCode::OK, &page).await
        }
        Err(refus) => dmp.refuse(qui, refus, &id).await,
    }
}

/// `POST /patients/{id}/accord`
pub async fn recueillir(
    State(dmp): State<Arc<Dmp>>,
    Path(id): Path<String>,
    jar: CookieJar,
    Form(recueil): Form<Recueil>,
) -> Result<Response, Refus> {
    let Some(session) = dmp.session(&jar).await? else { return Ok(Redirect::to("/").into_response()) };
    dmp.visites.formulaire(&jar, &recueil.csrf)?;
    let qui = dmp.qui(&session, &jar);
    if recueil.explique != "oui" {
        let patient = dmp.dossiers.patient(&id).map_err(|_| Refus::Inconnu)?;
        return dmp.sans_accord(qui, patient, true).await;
    }
    // the patient's own space is where the patient speaks
    let comment = if recueil.comment == Comment::EspacePatient { Comment::Oral } else { recueil.comment };
    match dmp.dossiers.recueillir(&qui.demandeur, &id, comment) {
        Ok(()) => Ok(Redirect::to(&format!("/patients/{id}")).into_response()),
        Err(refus) => dmp.refuse(qui, refus, &id).await,
    }
}

impl Dmp {
    async fn refuse(&self, qui: Qui, refus: DossierRefus, id: &str) -> Result<Response, Refus> {
        let motif = match refus {
            DossierRefus::Ferme(motif) => motif,
            DossierRefus::Patient | DossierRefus::Document => return Err(Refus::Inconnu),
            DossierRefus::Registre(cause) => return Err(Refus::Journal(cause.to_string())),
        };
        let patient = self.dossiers.patient(id).map_err(|_| Refus::Inconnu)?;
        match motif {
            Motif::SansAccord => self.sans_accord(qui, patient, false).await,
            motif => self.ferme(qui, motif, Some(patient)).await,
        }
    }

    async fn ferme(&self, qui: Qui, motif: Motif, patient: Option<&Patient>) -> Result<Response, Refus> {
        let matrice = &self.dossiers.matrice;
        let lecteurs = match &motif {
            Motif::TypeFerme(genre) => matrice.lecteurs(genre),
            _ => Vec::new(),
        };
        self.page(StatusCode::FORBIDDEN, &PageFermee { qui, motif, patient, matrice, lecteurs }).await
    }

    async fn sans_accord(&self, qui: Qui, patient: &Patient, remarque: bool) -> Result<Response, Refus> {
        let retire = match self.dossiers.accord(patient) {
            Accord::Retire { le } => Some(le),
            Accord::Donne { .. } | Accord::Jamais => None,
        };
        let status = if remarque { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
        self.page(status, &PageAccord { qui, patient, retire, remarque }).await
    }
}

impl PageDossier<'_> {
    fn titre(&self, document: &Document) -> String {
        titre(self.matrice, document)
    }

    /// What is told of a closed one.
    fn genre(&self, document: &Document) -> String {
        titre(self.matrice, &Document { titre: None, ..document.clone() })
    }

    fn jour(&self, document: &Document) -> String {
        dates::jour(&document.date)
    }

    fn du_patient(&self) -> Vec<&Document> {
        self.vue.ouverts.iter().filter(|document| document.du_patient).collect()
    }

    fn de_l_equipe(&self) -> Vec<&Document> {
        self.vue.ouverts.iter().filter(|document| !document.du_patient).collect()
    }

    /// « coordination et orientation » (Paul FICTIF-LEROUX)
    fn a_qui(&self, document: &Document) -> Vec<&Role> {
        self.matrice.lecteurs(&document.genre)
    }
}

impl PageDocument<'_> {
    fn titre(&self) -> String {
        titre(self.matrice, &self.document)
    }

    fn jour(&self) -> String {
        dates::jour(&self.document.date)
    }
}

impl PageFermee<'_> {
    /// The line of data about a role that opens nothing: its name, and why.
    fn sans_ligne(&self) -> Option<(&str, &str)> {
        let Motif::SansLigne(role) = &self.motif else { return None };
        let connu = self.matrice.sans_ligne.iter().find(|ligne| ligne.code == *role)?;
        Some((&connu.nom, &connu.pourquoi))
    }

    fn genre(&self) -> Option<&str> {
        let Motif::TypeFerme(genre) = &self.motif else { return None };
        self.matrice.type_document(genre).map(|un| un.label.as_str())
    }

    fn pilote(&self) -> bool {
        self.motif == Motif::PiloteSanitaire
    }

    fn sans_role(&self) -> bool {
        self.motif == Motif::SansRole
    }
}

/// Its own, or the words of its type.
fn titre(matrice: &Matrice, document: &Document) -> String {
    let label = matrice.type_document(&document.genre).map(|un| un.label.clone());
    document.titre.clone().or(label).unwrap_or_else(|| document.genre.clone())
}
