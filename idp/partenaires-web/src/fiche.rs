//! The form of a service: what was typed stays, and each reason stands beside its field, whether or not scripts run.

mod champs;

use askama::Template;
use axum::Json;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::registration::Objection;
use idp_partenaires::{Environnement, Fiche, Nouvelle, Refus, ServiceId};
use oidc::Parameters;
use pages::{Cadre, Csrf, Langue, Page, Samples};
use serde::Serialize;

use self::champs::{champs, illisible, lire, remarques};
use crate::champ::{Champ, Genre};
use crate::formulaire::Formulaire;
use crate::service::PageSecret;
use crate::visite::{Place, Reponse, Visite};
use crate::{adresses, refus};

#[derive(Template)]
#[template(path = "fiche.html")]
pub struct PageFiche {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub titre: String,
    pub phrase: String,
    pub champs: Vec<Champ>,
    pub plus: Vec<Champ>,
    /// What belongs to no field.
    pub remarques: Vec<String>,
    pub version: i64,
    pub envoyer: String,
    pub action: String,
    pub retour: String,
}

impl PageFiche {
    pub fn refusee(&self) -> bool {
        !self.remarques.is_empty() || self.champs.iter().chain(&self.plus).any(Champ::refuse)
    }

    /// Whether something that is folded away is to be corrected.
    pub fn ouverte(&self) -> bool {
        self.plus.iter().any(Champ::refuse)
    }
}

pub async fn nouvelle(visite: Visite, Path(organisation): Path<String>) -> Reponse {
    let place = visite.place(&organisation).await?;
    let page = Formule::nouvelle(&visite, &place).page(&Fiche::default(), (String::new(), 0), &[]);
    Ok(Page::ok(page).into_response())
}

/// The service, its client, and the secret of that client, shown this once.
pub async fn creer(visite: Visite, Path(organisation): Path<String>, formulaire: Formulaire) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let bureau = &visite.etat.0.bureau;
    let formule = Formule::nouvelle(&visite, &place);
    let fiche = match lire(&formulaire) {
        Ok(fiche) => fiche,
        Err(fiche) => return Ok(formule.refuse(&formulaire, &fiche, 0, &Refus::Fiche(vec![illisible()]))),
    };
    let service = match bureau.creer(&place.acteur, fiche.clone()).await {
        Ok(service) => service,
        Err(refus) => return Ok(formule.refuse(&formulaire, &fiche, 0, &refus)),
    };
    let suite = visite.vers(&adresses::of(adresses::SERVICE, &organisation, service.id.as_str()));
    if service.essai.is_none() || !service.fiche.methode.has_secret() {
        return Ok(visite.renvoi(&adresses::of(adresses::SERVICE, &organisation, service.id.as_str())));
    }
    let drawn = (Nouvelle::Secret, ambient::Seconds(0));
    match bureau.tourner(&place.acteur, (&service.id, Environnement::Essai), drawn).await {
        Ok(tournee) => Ok(PageSecret::new(visite.cadre_d(&place, "services"), tournee, suite).into_response()),
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn reprendre(visite: Visite, Path((organisation, service)): Path<(String, String)>) -> Reponse {
    let place = visite.place(&organisation).await?;
    match visite.etat.0.bureau.service(&place.acteur, &ServiceId::from(service.as_str())).await {
        Ok(vu) => {
            let contacts = vu.service.fiche.contacts.join("\n");
            let page = Formule::reprise(&visite, &place, &service).page(
                &vu.service.fiche,
                (contacts, vu.service.version),
                &[],
            );
            Ok(Page::ok(page).into_response())
        }
        Err(refus) => Ok(refus::page(&visite, &refus)),
    }
}

pub async fn modifier(
    visite: Visite,
    Path((organisation, service)): Path<(String, String)>,
    formulaire: Formulaire,
) -> Reponse {
    let place = visite.place_de(&organisation, &formulaire).await?;
    let formule = Formule::reprise(&visite, &place, &service);
    let version = formulaire.champ("version").parse().unwrap_or_default();
    let fiche = match lire(&formulaire) {
        Ok(fiche) => fiche,
        Err(fiche) => return Ok(formule.refuse(&formulaire, &fiche, version, &Refus::Fiche(vec![illisible()]))),
    };
    let id = ServiceId::from(service.as_str());
    match visite.etat.0.bureau.modifier(&place.acteur, &id, (version, fiche.clone())).await {
        Ok(()) => Ok(visite.renvoi(&adresses::of(adresses::SERVICE, &organisation, &service))),
        Err(refus) => Ok(formule.refuse(&formulaire, &fiche, version, &refus)),
    }
}

/// What is wrong with an address that somebody types; the rule is that of the registration.
#[derive(Serialize)]
struct VerificationDite {
    adresse: String,
    tient: bool,
    raisons: Vec<RaisonDite>,
}

#[derive(Serialize)]
struct RaisonDite {
    code: &'static str,
    phrase: String,
}

/// Says nothing that is anybody's: it needs no session.
pub async fn verifier(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let sent = Parameters::parse(query.unwrap_or_default().as_bytes());
    let verification = visite.etat.0.bureau.verifier(sent.only("adresse").unwrap_or_default());
    let cadre = visite.cadre();
    let raisons = verification
        .fautes
        .iter()
        .map(|faute| RaisonDite { code: faute.code(), phrase: cadre.t(refus::cle_de_faute(*faute)) });
    let (tient, raisons) = (verification.tient(), raisons.collect());
    Json(VerificationDite { adresse: verification.adresse, tient, raisons }).into_response()
}

/// Where the form is sent, and where it leads back.
struct Formule<'a> {
    visite: &'a Visite,
    place: &'a Place,
    titre: &'static str,
    action: String,
    retour: String,
}

impl<'a> Formule<'a> {
    fn nouvelle(visite: &'a Visite, place: &'a Place) -> Self {
        let organisation = place.organisation.id.as_str();
        let (action, retour) =
            (adresses::of(adresses::NOUVEAU, organisation, ""), adresses::of(adresses::SERVICES, organisation, ""));
        Self { visite, place, titre: "fiche-nouvelle", action, retour }
    }

    fn reprise(visite: &'a Visite, place: &'a Place, service: &str) -> Self {
        let organisation = place.organisation.id.as_str();
        let (action, retour) = (
            adresses::of(adresses::FICHE, organisation, service),
            adresses::of(adresses::SERVICE, organisation, service),
        );
        Self { visite, place, titre: "fiche-reprise", action, retour }
    }

    fn page(&self, fiche: &Fiche, (contacts, version): (String, i64), objections: &[Objection]) -> PageFiche {
        let cadre = self.visite.cadre_d(self.place, "services");
        let (remarques, autres) = remarques(&cadre, objections);
        let (champs, plus) = champs(&cadre, fiche, contacts, &remarques);
        PageFiche {
            csrf: self.visite.csrf(&self.place.connexion.temoin),
            titre: cadre.t(format!("{}-titre", self.titre)),
            phrase: cadre.t(format!("{}-phrase", self.titre)),
            envoyer: cadre.t(format!("{}-envoyer", self.titre)),
            champs,
            plus,
            remarques: autres,
            version,
            action: self.visite.vers(&self.action),
            retour: self.visite.vers(&self.retour),
            cadre,
        }
    }

    /// What was typed stays.
    fn refuse(&self, formulaire: &Formulaire, fiche: &Fiche, version: i64, refus: &Refus) -> Response {
        let contacts = formulaire.champ("contacts").to_owned();
        match refus {
            Refus::Fiche(objections) => {
                let page = self.page(fiche, (contacts, version), objections);
                Page::new(StatusCode::BAD_REQUEST, page).into_response()
            }
            Refus::ChangeEntreTemps | Refus::Trop => {
                let mut page = self.page(fiche, (contacts, version), &[]);
                page.remarques.push(refus::phrase(&page.cadre, refus));
                Page::new(StatusCode::CONFLICT, page).into_response()
            }
            autre => refus::page(self.visite, autre),
        }
    }
}

impl Samples for PageFiche {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = crate::samples::place(langue);
        let page = |fiche: &Fiche, objections: &[Objection], titre: &str| {
            let (siennes, autres) = remarques(&cadre, objections);
            let (champs, plus) = champs(&cadre, fiche, String::new(), &siennes);
            Self {
                csrf: crate::samples::csrf(),
                titre: cadre.t(format!("{titre}-titre")),
                phrase: cadre.t(format!("{titre}-phrase")),
                envoyer: cadre.t(format!("{titre}-envoyer")),
                champs,
                plus,
                remarques: autres,
                version: 1,
                action: "/o/a/nouveau-service".into(),
                retour: "/o/a/services".into(),
                cadre: cadre.clone(),
            }
        };
        let hostile = Fiche {
            nom: "<script>".into(),
            adresses_retour: vec!["http://10.0.0.1/*#x".into()],
            logo: Some("https://10.0.0.1/<x>".into()),
            ..Fiche::default()
        };
        vec![
            ("nouvelle", page(&Fiche::default(), &[], "fiche-nouvelle")),
            ("refusée", page(&hostile, &hostile.objections(false), "fiche-reprise")),
        ]
    }
}
