//! A service: its clients, what proves them, the way to production.

mod page;

use ambient::{ExposeSecret as _, Seconds};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use idp_core::client::TlsSubject;
use idp_core::registration::Objection;
use idp_partenaires::{Environnement, Nouvelle, Refus, ServiceId, Tournee};
use pages::{Cadre, Langue, Page, Samples, heure};

pub use page::{PageService, PageServices};

use crate::formulaire::Formulaire;
use crate::visite::{Reponse, Visite};
use crate::{adresses, refus};

pub async fn lister(visite: Visite, Path(organisation): Path<String>) -> Reponse {
    let place = visite.place(&organisation).await?;
    match visite.etat.0.bureau.services(&place.acteur).await {
        Ok(services) => Ok(Page::ok(PageServices::new(&visite, &place, services)).into_response()),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn montrer(visite: Visite, Path((organisation, service)): Path<(String, String)>) -> Reponse {
    let place = visite.place(&organisation).await?;
    match visite.etat.0.bureau.service(&place.acteur, &ServiceId::from(service)).await {
        Ok(vu) => Ok(Page::ok(PageService::new(&visite, &place, &vu)).into_response()),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// Another secret, other keys, another certificate; a secret is shown this once.
pub async fn tourner(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    formulaire: Formulaire,
) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let lieu = Environnement::lu(formulaire.champ("lieu")).unwrap_or(Environnement::Essai);
    let jours: i64 = formulaire.champ("jours").parse::<i64>().unwrap_or_default().clamp(-1, 1_000);
    let nouvelle = match nouvelle(&formulaire) {
        Ok(nouvelle) => nouvelle,
        Err(refus) => return Ok(refus::page(&visite, &refus)),
    };
    let (id, garder) = (ServiceId::from(service.as_str()), Seconds::hours(24 * jours));
    let tournee = visite.etat.0.bureau.tourner(&place.acteur, (&id, lieu), (nouvelle, garder)).await;
    let suite = adresses::of(adresses::SERVICE, &organisation, &service);
    match tournee {
        Ok(tournee) if tournee.secret.is_none() => Ok(visite.renvoi(&suite)),
        Ok(tournee) => {
            Ok(PageSecret::new(visite.cadre_d(&place, "services"), tournee, visite.vers(&suite)).into_response())
        }
        Err(Refus::Fiche(objections)) => Ok(refusee(&visite, &objections)),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// Keys come one by one: the first reason is told.
fn refusee(visite: &Visite, objections: &[Objection]) -> Response {
    let cadre = visite.cadre();
    let phrase = objections.first().map(|one| refus::objection(&cadre, one)).unwrap_or_default();
    refus::dite(visite, phrase, "partenaire.declaration")
}

fn nouvelle(formulaire: &Formulaire) -> Result<Nouvelle, Refus> {
    let texte = formulaire.champ("valeur");
    match formulaire.champ("genre") {
        "secret" => Ok(Nouvelle::Secret),
        "certificat" => Ok(Nouvelle::Certificat(TlsSubject::SubjectDn(texte.to_owned()))),
        "cles" if texte.starts_with("https://") => Ok(Nouvelle::JwksUri(texte.to_owned())),
        "cles" => serde_json::from_str(texte).map(Nouvelle::Jwks).map_err(|_| Refus::AutreMethode),
        _ => Err(Refus::AutreMethode),
    }
}

pub async fn finir(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    formulaire: Formulaire,
) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let lieu = Environnement::lu(formulaire.champ("lieu")).unwrap_or(Environnement::Essai);
    let id = ServiceId::from(service.as_str());
    match visite.etat.0.bureau.finir_l_ancienne(&place.acteur, &id, lieu).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::SERVICE, &organisation, &service))),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// Keeps the request as a draft, or puts it before the operator.
pub async fn production(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    formulaire: Formulaire,
) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let id = ServiceId::from(service.as_str());
    let asked = (formulaire.champ("usage"), formulaire.champ("acte") == "deposer");
    match visite.etat.0.bureau.demander_la_production(&place.acteur, &id, asked).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::SERVICE, &organisation, &service))),
        Err(Refus::Fiche(objections)) => Ok(refusee(&visite, &objections)),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

/// A secret, this once.
#[derive(Template)]
#[template(path = "secret.html")]
pub struct PageSecret {
    pub cadre: Cadre,
    pub client: String,
    pub secret: String,
    pub ancienne: Option<String>,
    pub suite: String,
}

impl PageSecret {
    pub fn new(mut cadre: Cadre, tournee: Tournee, suite: String) -> Page<Self> {
        // a reload would draw another one, and the other language is one
        cadre.autre_langue = None;
        let ancienne = tournee.ancienne_jusqu_au.map(|until| heure::jour(until, cadre.langue));
        let secret = tournee.secret.as_ref().map(|secret| secret.expose_secret().to_owned()).unwrap_or_default();
        Page::ok(Self { cadre, client: tournee.client.to_string(), secret, ancienne, suite })
    }
}

impl Samples for PageSecret {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |ancienne: Option<&str>| Self {
            cadre: crate::samples::place(langue),
            client: "dossier-resident-exemple".into(),
            secret: "un-secret-d-exemple".into(),
            ancienne: ancienne.map(str::to_owned),
            suite: "/o/a/services/b".into(),
        };
        vec![("premier", page(None)), ("tourné", page(Some("30 novembre 2026")))]
    }
}
