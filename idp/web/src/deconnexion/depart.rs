use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::logout::{Departure, DepartureId, How, Told};
use idp_core::port::PortError;
use pages::{Cadre, Icone, Langue, Page, heure};
use url::Url;

use super::unavailable;
use crate::routes;
use crate::visite::Visite;

/// The session is closed: who was told, who answered, and the way back.
#[derive(Template)]
#[template(path = "depart.html")]
pub struct PageDepart {
    pub cadre: Cadre,
    pub services: Vec<Service>,
    /// Loaded by this page, so that each service closes its own session.
    pub cadres: Vec<Url>,
    pub retour: Option<String>,
    /// The service that asked for the logout.
    pub service: String,
    /// Where to ask whether an answer came.
    pub etat: String,
    pub conseil: bool,
    attente: bool,
}

/// One service, in the words of the page.
pub struct Service {
    pub nom: String,
    pub phrase: String,
    pub mot: String,
    pub ton: &'static str,
    pub icone: Icone,
}

pub async fn get(visite: Visite, Path(id): Path<String>) -> Response {
    let langue = visite.langue(&[]);
    let id = DepartureId::from(id);
    let shown = async {
        let Some(departure) = visite.state.0.departures.framed(&id).await? else {
            return Ok(visite.vers(routes::ACCUEIL));
        };
        let told = visite.state.0.ends.told(&departure.sessions).await?;
        let page = PageDepart::new(visite.cadre(langue).a_l_adresse(&visite.path_and_query), &id, &departure, &told);
        let cadres = page.cadres.clone();
        Ok(Page::ok(page).cadres(cadres).into_response())
    };
    shown.await.unwrap_or_else(|error: PortError| unavailable(&visite, langue, error))
}

/// For the script: 204 while nothing has changed since the page was made, 200 as soon as something has.
pub async fn etat(visite: Visite, Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    let told = async {
        match visite.state.0.departures.of(&DepartureId::from(id)).await? {
            Some(departure) => Ok(Some(visite.state.0.ends.told(&departure.sessions).await?)),
            None => Ok(None),
        }
    };
    let told: Result<_, PortError> = told.await;
    match told {
        Ok(Some(told)) if query.as_deref() == Some(&seen(&told)) => StatusCode::NO_CONTENT.into_response(),
        Ok(_) => StatusCode::OK.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// What the page was made of: how many still wait.
fn seen(told: &[Told]) -> String {
    format!("attendus={}", told.iter().filter(|one| one.how == How::Waiting).count())
}

impl PageDepart {
    fn new(cadre: Cadre, id: &DepartureId, departure: &Departure, told: &[Told]) -> Self {
        let frames = told.iter().filter_map(|one| one.frame.clone());
        let alone = |one: &Told| matches!(one.how, How::Refused | How::Silent | How::NotAtAll);
        let mut services: Vec<Service> = told.iter().map(|one| Service::new(&cadre, one)).collect();
        // the page is drawn again as answers come: nothing moves
        services.sort_by_cached_key(|service| (service.nom.to_lowercase(), service.mot.clone()));
        // a service of two sessions that ended together is one service
        services.dedup_by(|one, other| (&one.nom, &one.mot) == (&other.nom, &other.mot));
        Self {
            services,
            cadres: if departure.framed { Vec::new() } else { frames.collect() },
            retour: departure.return_to.clone(),
            service: departure.service.clone().unwrap_or_default(),
            etat: format!("{}?{}", routes::DEPART_ETAT.replace("{depart}", id.as_str()), seen(told)),
            conseil: told.iter().any(alone),
            attente: told.iter().any(|one| one.how == How::Waiting),
            cadre,
        }
    }

    fn en_attente(&self) -> bool {
        self.attente
    }

    /// The address to which the page goes on by itself.
    fn retour_seul(&self) -> Option<&str> {
        self.retour.as_deref().filter(|_| !self.cadres.is_empty())
    }
}

impl Service {
    fn new(cadre: &Cadre, told: &Told) -> Self {
        let (key, ton, icone) = match told.how {
            How::Waiting => ("depart-attente", "warn", Icone::Clock),
            How::Answered { .. } => ("depart-repondu", "ok", Icone::Check),
            How::Refused => ("depart-refuse", "danger", Icone::Cross),
            How::Silent => ("depart-muet", "danger", Icone::Cross),
            How::ByBrowser => ("depart-navigateur", "accent", Icone::Check),
            How::NotAtAll => ("depart-sans-adresse", "warn", Icone::Alert),
        };
        let phrase = match told.how {
            How::Answered { at } => cadre.t1("depart-repondu-phrase", "heure", heure::minute(at, cadre.langue)),
            _ => cadre.t(format!("{key}-phrase")),
        };
        Self { nom: told.service.clone(), phrase, mot: cadre.t(key), ton, icone }
    }
}

impl pages::Samples for PageDepart {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let told = |service: &str, how, frame: Option<&str>| Told {
            service: service.to_owned(),
            how,
            frame: frame.and_then(|url| Url::parse(url).ok()),
        };
        let at = ambient::Timestamp::from_seconds(1_795_410_252);
        let all = vec![
            told("Dossier résident", How::Answered { at }, None),
            told("Planning du service", How::Waiting, None),
            told("Documents partagés", How::ByBrowser, Some("https://documents.example/fin?sid=x")),
            told("Messagerie de santé", How::Silent, None),
            told("Pharmacie à usage intérieur", How::Refused, None),
            told("Annuaire interne", How::NotAtAll, None),
        ];
        let page = |told: &[Told], retour: Option<&str>, framed| {
            let departure = Departure {
                sessions: vec!["exemple".into()],
                return_to: retour.map(str::to_owned),
                service: Some("Dossier résident".to_owned()),
                framed,
            };
            Self::new(crate::samples::cadre(langue), &"exemple".into(), &departure, told)
        };
        let back = Some("https://tilleuls.example/au-revoir?state=s");
        vec![
            ("tous les états", page(&all, None, true)),
            ("avec retour", page(&all[..3], back, false)),
            ("tous ont répondu", page(&all[..1], None, true)),
            ("personne", page(&[], None, true)),
        ]
    }
}
