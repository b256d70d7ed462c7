//! The layer around the provider's sites: notes what the service asks, and answers wrongly where the scenario says so.

mod demande;
mod echange;
mod jeton;
mod retour;
mod userinfo;

pub use jeton::briser;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use banc_core::injection::{Injection, Panne};
use banc_core::trace::{Observation, Point};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode, request};
use idp_core::hosts::Hosts;
use idp_server::{Around, Site};
use serde_json::{Value, json};
use service::Peer;
use url::form_urlencoded;

use crate::scene::Scene;

/// What a request may carry, bytes: more is none of a protocol's.
const PLUS_GRAND: usize = 256 * 1024;
/// What stands in the place of an answer that the bench keeps for itself.
pub const RETENUE: &str = "Le banc garde cette réponse.";
/// The header of the bench's own calls.
pub const MARQUE: &str = "x-caducee-banc";

#[derive(Clone)]
struct Lieu {
    site: Site,
    scene: Arc<Scene>,
}

/// For [`sandbox::Bac::ouvrir_autour`].
pub fn autour(scene: Arc<Scene>) -> Around {
    Arc::new(move |site, router, signature| {
        let _ = scene.signature.set(signature.clone());
        router.layer(from_fn_with_state(Lieu { site, scene: scene.clone() }, passer))
    })
}

/// Which door of the provider a path is.
fn point(site: Site, chemin: &str) -> Option<Point> {
    if site == Site::Authorization {
        return (chemin == "/auth").then_some(Point::Autorisation);
    }
    let portes = [
        (Hosts::DISCOVERY, Point::Decouverte),
        (Hosts::WALLET_DISCOVERY, Point::Decouverte),
        (Hosts::CERTS, Point::Cles),
        (Hosts::TOKEN, Point::Jeton),
        (Hosts::USERINFO, Point::Userinfo),
        (Hosts::INTROSPECTION, Point::Introspection),
        (Hosts::LOGOUT, Point::Fin),
        (Hosts::CIBA, Point::Ciba),
        (Hosts::PAR, Point::Pousse),
    ];
    portes.into_iter().find(|(fin, _)| chemin.ends_with(fin)).map(|(_, point)| point)
}

async fn passer(State(lieu): State<Lieu>, request: Request, next: Next) -> Response {
    let marque = request.headers().get(MARQUE).is_some_and(|valeur| valeur == lieu.scene.marque.as_str());
    let Some(point) = point(lieu.site, request.uri().path()).filter(|_| !marque) else {
        let reponse = next.run(request).await;
        return if marque { reponse } else { retour::passer(&lieu, reponse).await };
    };
    let (parts, body) = request.into_parts();
    let Ok(corps) = to_bytes(body, PLUS_GRAND).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let observation = noter(&lieu.scene, point, &parts, &corps);
    let (reponse, observation) = match lieu.avant(&observation).await {
        Some(reponse) => (reponse, observation),
        None => {
            let reponse = next.run(Request::from_parts(parts, Body::from(corps))).await;
            (lieu.apres(&observation, reponse).await, observation)
        }
    };
    let (reponse, erreur) = echange::erreur(point, reponse).await;
    let statut = reponse.status().as_u16();
    lieu.scene.etat().observations.push(Observation { statut, erreur, ..observation });
    reponse
}

fn noter(scene: &Scene, point: Point, parts: &request::Parts, corps: &Bytes) -> Observation {
    let formulaire = type_de(&parts.headers).starts_with("application/x-www-form-urlencoded");
    let paires = |texte: &[u8]| form_urlencoded::parse(texte).into_owned().collect();
    let entete = |(nom, valeur): (&http::HeaderName, &http::HeaderValue)| {
        Some((nom.as_str().to_owned(), valeur.to_str().ok()?.to_owned()))
    };
    let requete: Vec<(String, String)> = paires(parts.uri.query().unwrap_or_default().as_bytes());
    let formulaire: Vec<(String, String)> = if formulaire { paires(corps) } else { Vec::new() };
    let demande = matches!(point, Point::Autorisation | Point::Pousse);
    Observation {
        point,
        methode: parts.method.to_string(),
        demande: if demande { demande::lire(&scene.etat(), &requete, &formulaire) } else { Vec::new() },
        requete,
        formulaire,
        entetes: parts.headers.iter().filter_map(entete).collect(),
        a: scene.etat().debut.elapsed().as_millis() as u64,
        statut: 0,
        erreur: None,
        certificat: parts.extensions.get::<Peer>().is_some_and(|peer| !peer.certificates.is_empty()),
    }
}

fn type_de(entetes: &HeaderMap) -> &str {
    entetes.get(CONTENT_TYPE).and_then(|valeur| valeur.to_str().ok()).unwrap_or_default()
}

impl Lieu {
    /// What is answered in the provider's place, if anything.
    async fn avant(&self, vue: &Observation) -> Option<Response> {
        let lenteur = self.scene.etat().presenter(|injection| match injection {
            Injection::Lenteur(duree) if matches!(vue.point, Point::Jeton | Point::Cles | Point::Userinfo) => {
                Some(*duree)
            }
            _ => None,
        });
        if let Some(duree) = lenteur {
            tokio::time::sleep(Duration::from_millis(duree)).await;
        }
        if self.freine(vue) {
            return Some(refuse("slow_down", "Too soon"));
        }
        self.scene.etat().presenter(|injection| match injection {
            Injection::Panne(panne) if frappe(*panne, vue.point) => Some(indisponible()),
            Injection::CodePerime if vue.est_echange() => Some(refuse("invalid_grant", "Code not valid")),
            Injection::RafraichissementRefuse if vue.est_rafraichissement() => {
                Some(refuse("invalid_grant", "Session not active"))
            }
            Injection::CibaPerimee if vue.est_question() => Some(refuse("expired_token", "Too late")),
            _ => None,
        })
    }

    /// The first question alone is told to slow down.
    fn freine(&self, vue: &Observation) -> bool {
        let mut etat = self.scene.etat();
        let voulue = vue.est_question() && etat.injections.contains(&Injection::CibaRalentie);
        voulue && etat.presentees.insert(Injection::CibaRalentie)
    }

    /// The provider's answer, altered where the scenario says so.
    async fn apres(&self, vue: &Observation, reponse: Response) -> Response {
        match vue.point {
            Point::Autorisation => retour::passer(self, reponse).await,
            Point::Pousse => demande::retenir(&self.scene, vue, reponse).await,
            Point::Jeton => echange::passer(self, vue, reponse).await,
            Point::Userinfo => userinfo::passer(self, reponse).await,
            Point::Cles => self.cles(reponse).await,
            Point::Decouverte | Point::Introspection | Point::Fin | Point::Ciba => reponse,
        }
    }

    /// The published set, with the bench's key once it has signed.
    async fn cles(&self, reponse: Response) -> Response {
        if !self.scene.etat().publiee {
            return reponse;
        }
        modifier(reponse, |ensemble| {
            if let Some(cles) = ensemble["keys"].as_array_mut() {
                cles.push(self.scene.cle.jwk.clone());
            }
        })
        .await
    }
}

fn frappe(panne: Panne, point: Point) -> bool {
    match panne {
        Panne::Jeton => point == Point::Jeton,
        Panne::Userinfo => point == Point::Userinfo,
        Panne::Tout => {
            matches!(point, Point::Decouverte | Point::Cles | Point::Jeton | Point::Userinfo | Point::Introspection)
        }
    }
}

fn indisponible() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable\n").into_response()
}

/// RFC 6749 §5.2.
fn refuse(erreur: &str, raison: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": erreur, "error_description": raison }))).into_response()
}

/// A JSON answer, changed; another one stays as it is.
async fn modifier(reponse: Response, changer: impl FnOnce(&mut Value)) -> Response {
    let (mut parts, body) = reponse.into_parts();
    let Ok(corps) = to_bytes(body, PLUS_GRAND).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut valeur) = serde_json::from_slice::<Value>(&corps) else {
        return Response::from_parts(parts, Body::from(corps));
    };
    changer(&mut valeur);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(valeur.to_string()))
}

fn retirer(valeur: &mut Value, membre: &str) {
    if let Some(membres) = valeur.as_object_mut() {
        membres.remove(membre);
    }
}
