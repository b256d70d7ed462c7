//! Sessions, and the test hook: `GET /moi`, `POST /rafraichir`, `POST /api`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::controles::{Examen, Nonce, cru, maintenant, signe};
use crate::fournisseur::Appel;
use crate::pages::{lire, panne, refus, tombe};
use crate::personne::{Lecture, Personne};
use crate::{Faute, Interieur};

#[derive(Clone)]
pub struct Session {
    pub personne: Personne,
    pub sid: Option<String>,
    pub id_token: Option<String>,
    acces: Option<String>,
    rafraichissement: Option<String>,
    /// When the access token ends.
    expire: Instant,
    /// When the session ends: with the refresh token.
    fin: Instant,
}

/// A token that ends within this time is renewed before it serves.
const MARGE: Duration = Duration::from_millis(500);

impl Session {
    /// On the tokens of a login.
    pub async fn ouvrir(service: &Interieur, jetons: &Value, nonce: Option<&str>) -> Result<Self, Response> {
        let dit = examiner(service, jetons, Nonce::DeLaDemande(nonce)).await;
        let dit = dit.map_err(|raison| refus(service, &format!("jeton refusé ({raison})")))?;
        Self::dite(service, jetons, &dit).await
    }

    /// On the tokens of a request that the person approved elsewhere.
    pub async fn approuvee(service: &Interieur, jetons: &Value) -> Result<Self, Response> {
        if !service.a(Faute::CibaNonVerifie) {
            return Self::ouvrir(service, jetons, None).await;
        }
        let dit = jetons["id_token"].as_str().and_then(cru).unwrap_or_default();
        Self::dite(service, jetons, &dit).await
    }

    async fn dite(service: &Interieur, jetons: &Value, dit: &Map<String, Value>) -> Result<Self, Response> {
        let sub = dit.get("sub").and_then(Value::as_str);
        let personne = personne(service, sub, jetons["access_token"].as_str().unwrap_or_default()).await?;
        let sid = dit.get("sid").and_then(Value::as_str).map(str::to_owned);
        let mut session = Self { personne, sid, ..Self::inconnue() };
        session.prendre(jetons);
        Ok(session)
    }

    /// What a twin opens that knows nobody.
    pub fn inconnue() -> Self {
        let fin = Instant::now() + Duration::from_secs(1_800);
        let personne = Personne::default();
        Self { personne, sid: None, id_token: None, acces: None, rafraichissement: None, expire: fin, fin }
    }

    pub fn acces(&self) -> Option<&str> {
        self.acces.as_deref()
    }

    fn prendre(&mut self, jetons: &Value) {
        let texte = |nom: &str| jetons[nom].as_str().map(str::to_owned);
        let duree = |nom: &str| jetons[nom].as_u64().map(Duration::from_secs);
        let maintenant = Instant::now();
        self.acces = texte("access_token");
        self.rafraichissement = texte("refresh_token").or(self.rafraichissement.take());
        self.id_token = texte("id_token").or(self.id_token.take());
        self.expire = maintenant + duree("expires_in").unwrap_or_default();
        self.fin = duree("refresh_expires_in").map_or(self.expire, |duree| maintenant + duree);
    }

    /// Renews the tokens; `None`: the provider says that it is over.
    async fn renouveler(mut self, service: &Interieur) -> Result<Option<Self>, Appel> {
        let jeton = self.rafraichissement.clone().unwrap_or_default();
        let champs = [("grant_type", "refresh_token"), ("refresh_token", jeton.as_str())];
        let jetons = match service.poster("token_endpoint", &champs).await {
            Ok(jetons) => jetons,
            Err(Appel::Refus(_)) if service.a(Faute::RefusDeRafraichirIgnore) || service.a(Faute::SourdeALaFin) => {
                return Ok(Some(self));
            }
            Err(Appel::Refus(_)) => return Ok(None),
            Err(Appel::Panne) => return Err(Appel::Panne),
        };
        if jetons["id_token"].is_string() {
            let Ok(dit) = examiner(service, &jetons, Nonce::Indifferent).await else { return Ok(None) };
            let sub = dit.get("sub").and_then(Value::as_str).map(str::to_owned);
            if service.a(Faute::RafraichiNonVerifie) {
                self.personne.sub = sub;
            } else if sub != self.personne.sub {
                return Ok(None);
            }
        }
        self.prendre(&jetons);
        if service.a(Faute::RafraichissementPerdu) {
            self.rafraichissement = None;
        }
        Ok(Some(self))
    }
}

/// What the ID token of an answer says, once every check has passed.
async fn examiner(service: &Interieur, jetons: &Value, nonce: Nonce<'_>) -> Result<Map<String, Value>, &'static str> {
    let Some(jeton) = jetons["id_token"].as_str() else {
        return if service.a(Faute::JetonAbsentAccepte) { Ok(Map::new()) } else { Err("absent") };
    };
    let faute = service.memoire().faute;
    let examen = Examen {
        issuer: &service.reglages.issuer,
        client_id: &service.reglages.client_id,
        nonce,
        acces: jetons["access_token"].as_str(),
        maintenant: maintenant(),
        faute,
        dit: signe(service, jeton, false).await?,
    };
    examen.passer()?;
    Ok(examen.dit)
}

async fn personne(service: &Interieur, sub: Option<&str>, acces: &str) -> Result<Personne, Response> {
    let userinfo = match service.userinfo(acces).await {
        Ok(userinfo) => userinfo,
        Err(_) if service.a(Faute::UserinfoPannePlante) => return Err(tombe(service)),
        Err(_) => return Err(panne(service)),
    };
    Personne::lire(service, sub, &userinfo).map_err(|lecture| match lecture {
        Lecture::AutrePersonne => refus(service, "userinfo parle d'une autre personne"),
        Lecture::Tombe => tombe(service),
    })
}

/// The session of this browser, unless it is over.
fn courante(service: &Interieur, entetes: &HeaderMap) -> Option<(String, Session)> {
    let cle = lire(entetes, "session")?;
    let eternelle = service.a(Faute::SessionEternelle);
    let session = service.memoire().sessions.get(&cle).cloned()?;
    (eternelle || session.fin > Instant::now()).then_some((cle, session))
}

/// Whom the home page greets.
pub fn nom(service: &Interieur, entetes: &HeaderMap) -> Option<String> {
    let (_, session) = courante(service, entetes)?;
    Some(session.personne.nom.unwrap_or_default())
}

pub async fn moi(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    let Some((_, session)) = courante(&service, &entetes) else {
        return Json(json!({ "connecte": false })).into_response();
    };
    let Personne { sub, compte, nom, situation } = session.personne;
    Json(json!({ "connecte": true, "nom": nom, "sub": sub, "compte": compte, "situation": situation })).into_response()
}

pub async fn rafraichir(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    match courante(&service, &entetes) {
        Some((cle, session)) => fraiche(&service, cle, session).await.map_or_else(|statut| statut, |_| ok()),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// Calls an API for the person: userinfo stands for it.
pub async fn api(State(service): State<Arc<Interieur>>, entetes: HeaderMap) -> Response {
    let Some((cle, mut session)) = courante(&service, &entetes) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if session.expire < Instant::now() + MARGE && !service.a(Faute::JamaisRafraichi) {
        session = match fraiche(&service, cle, session).await {
            Ok(session) => session,
            Err(statut) => return statut,
        };
    }
    match service.userinfo(session.acces().unwrap_or_default()).await {
        Ok(_) => ok(),
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

async fn fraiche(service: &Interieur, cle: String, session: Session) -> Result<Session, Response> {
    match session.renouveler(service).await {
        Ok(Some(session)) => {
            service.memoire().sessions.insert(cle, session.clone());
            Ok(session)
        }
        Ok(None) => {
            service.memoire().sessions.remove(&cle);
            Err(StatusCode::UNAUTHORIZED.into_response())
        }
        Err(_) => Err(StatusCode::BAD_GATEWAY.into_response()),
    }
}

fn ok() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
