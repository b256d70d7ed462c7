//! What goes in and comes out, as JSON.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use idp_core::client::{Client, Profile};
use idp_core::registration::{Method, Objection};
use idp_core::trace::{Outcome, Trace};
use idp_partenaires::{Environnement, Exemple, Fiche, Mot, Refus, ServiceVu};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::refus::statut;

/// A JSON body; one that cannot be read is a problem like the others.
pub struct Corps<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Corps<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read: Result<Json<T>, JsonRejection> = Json::from_request(request, state).await;
        read.map(|Json(body)| Self(body)).map_err(|rejection| {
            let phrase = "Ce corps ne se lit pas. Envoyez l’objet JSON que décrit /api/v1/openapi.json.";
            let problem = Probleme::new(rejection.status(), "partenaire.corps", phrase);
            Probleme { cause: Some(rejection.body_text()), ..problem }.into_response()
        })
    }
}

/// Why nothing was done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Probleme {
    /// `urn:caducee:partenaires:` and the code.
    #[serde(rename = "type")]
    genre: String,
    title: String,
    status: u16,
    /// What happened, then what to do.
    detail: String,
    /// A word of docs/errors.md.
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// Every member that does not hold, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objections: Vec<ObjectionJson>,
}

/// One member of the declaration that does not hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Objection)]
pub struct ObjectionJson {
    /// By the name that the registration gives it.
    membre: &'static str,
    code: &'static str,
    raison: String,
    remede: &'static str,
}

impl Probleme {
    pub fn new(status: StatusCode, code: &str, phrase: &str) -> Self {
        Self {
            genre: format!("urn:caducee:partenaires:{code}"),
            title: phrase.split_once(". ").map_or(phrase, |(title, _)| title).to_owned(),
            status: status.as_u16(),
            detail: phrase.to_owned(),
            code: code.to_owned(),
            cause: None,
            objections: Vec::new(),
        }
    }

    pub fn of(refus: &Refus) -> Self {
        if let Refus::Port(error) = refus {
            tracing::error!(%error, "the API of the partner space could not answer");
        }
        let problem = Self::new(statut(refus), refus.code(), refus.phrase());
        match refus {
            Refus::Fiche(objections) => {
                Self { objections: objections.iter().map(ObjectionJson::from).collect(), ..problem }
            }
            _ => problem,
        }
    }
}

impl From<&Objection> for ObjectionJson {
    fn from(objection: &Objection) -> Self {
        let (membre, code, remede) = (objection.key, objection.code, objection.remedy);
        Self { membre, code, raison: objection.reason.clone(), remede }
    }
}

impl IntoResponse for Probleme {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

/// The declaration of a service.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FicheJson {
    #[schema(example = "Dossier résident", max_length = 100)]
    pub nom: String,
    #[schema(example = "EHPAD FICTIF LES TILLEULS, tilleuls.example", max_length = 100)]
    pub lieu: String,
    /// `psc` (the default), `oidc`, `fapi2`, `fapi2-message-signing` or `fapi-ciba`.
    pub profil: Option<String>,
    /// `client_secret_post` (the default) or another of `token_endpoint_auth_methods_supported`.
    pub methode: Option<String>,
    pub adresses_retour: Vec<String>,
    pub adresses_deconnexion: Vec<String>,
    /// `openid` and `scope_all` by default.
    pub scopes: Option<Vec<String>>,
    /// RFC 7517, public keys only.
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,
    /// `tls_client_auth`: the subject (RFC 4514).
    pub certificat: Option<String>,
    pub deconnexion_serveur: Option<String>,
    pub page: Option<String>,
    pub logo: Option<String>,
    pub politique: Option<String>,
    pub conditions: Option<String>,
    pub contacts: Vec<String>,
}

impl FicheJson {
    /// A word that nobody knows is an objection like the others.
    pub fn lire(self) -> Result<Fiche, Refus> {
        let base = Fiche::default();
        let profil = match self.profil.as_deref() {
            None => base.profil,
            Some(word) => Profile::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| unknown("profile"))?,
        };
        let methode = match self.methode.as_deref() {
            None => base.methode,
            Some(word) => Method::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| unknown("auth"))?,
        };
        Ok(Fiche {
            nom: self.nom,
            lieu: self.lieu,
            profil,
            methode,
            adresses_retour: self.adresses_retour,
            adresses_deconnexion: self.adresses_deconnexion,
            scopes: self.scopes.unwrap_or(base.scopes),
            jwks: self.jwks,
            jwks_uri: self.jwks_uri,
            certificat: self.certificat,
            deconnexion_serveur: self.deconnexion_serveur,
            page: self.page,
            logo: self.logo,
            politique: self.politique,
            conditions: self.conditions,
            contacts: self.contacts,
        })
    }
}

fn unknown(key: &'static str) -> Refus {
    Refus::Fiche(vec![Objection {
        code: "enregistrement.profil-et-procede",
        key,
        reason: "unknown word".to_owned(),
        remedy: "write one of the discovery document",
    }])
}

impl From<&Fiche> for FicheJson {
    fn from(fiche: &Fiche) -> Self {
        let fiche = fiche.clone();
        Self {
            nom: fiche.nom,
            lieu: fiche.lieu,
            profil: Some(fiche.profil.word().to_owned()),
            methode: Some(fiche.methode.word().to_owned()),
            adresses_retour: fiche.adresses_retour,
            adresses_deconnexion: fiche.adresses_deconnexion,
            scopes: Some(fiche.scopes),
            jwks: fiche.jwks,
            jwks_uri: fiche.jwks_uri,
            certificat: fiche.certificat,
            deconnexion_serveur: fiche.deconnexion_serveur,
            page: fiche.page,
            logo: fiche.logo,
            politique: fiche.politique,
            conditions: fiche.conditions,
            contacts: fiche.contacts,
        }
    }
}

/// A service with its clients.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceJson {
    pub id: String,
    /// To be sent back with a change.
    pub version: i64,
    pub fiche: FicheJson,
    pub clients: Vec<ClientJson>,
    /// `brouillon`, `demandee`, `a-completer`, `acceptee`, `refusee`, or absent.
    pub production: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ClientJson {
    /// `essai` or `production`.
    pub environnement: &'static str,
    pub client_id: String,
    /// Shown in the answer of the act that drew it, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    pub token_endpoint_auth_method: &'static str,
    pub redirect_uris: Vec<String>,
    /// Seconds since 1970 (UTC): until then, what proved the client before its last change still does.
    pub ancienne_preuve_jusqu_a: Option<i64>,
}

impl ServiceJson {
    pub fn new(vu: &ServiceVu) -> Self {
        let clients = Environnement::TOUS.into_iter().filter_map(|lieu| Some(ClientJson::new(lieu, vu.client(lieu)?)));
        Self {
            id: vu.service.id.to_string(),
            version: vu.service.version,
            fiche: FicheJson::from(&vu.service.fiche),
            clients: clients.collect(),
            production: vu.demande.as_ref().map(|vue| vue.demande.etat.mot().to_owned()),
        }
    }
}

impl ClientJson {
    fn new(lieu: Environnement, client: &Client) -> Self {
        Self {
            environnement: lieu.mot(),
            client_id: client.id.to_string(),
            client_secret: None,
            token_endpoint_auth_method: client.auth.word(),
            redirect_uris: client.redirect_uris.clone(),
            ancienne_preuve_jusqu_a: client.outgoing.as_ref().map(|outgoing| outgoing.until.seconds()),
        }
    }
}

/// A declaration in the place of the one that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Changement {
    pub version: i64,
    pub fiche: FicheJson,
}

/// How long the former proof serves beside the new one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Days, 30 at most; 0 ends it now.
    #[schema(minimum = 0, maximum = 30)]
    pub garder_jours: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotationCles {
    #[schema(minimum = 0, maximum = 30)]
    pub garder_jours: i64,
    /// One of the two.
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotationCertificat {
    #[schema(minimum = 0, maximum = 30)]
    pub garder_jours: i64,
    /// RFC 4514.
    pub sujet: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TourneeJson {
    pub client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// Seconds since 1970 (UTC).
    pub ancienne_preuve_jusqu_a: Option<i64>,
}

/// One request of a client, and its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequeteJson {
    /// Milliseconds since 1970 (UTC).
    pub a: i64,
    /// `auth`, `token`, `par`, `ciba`, `device`, `userinfo`, `introspect`, `revoke` or `logout`.
    pub porte: &'static str,
    pub methode: &'static str,
    pub statut: u16,
    pub parametres: Vec<(String, String)>,
    pub faute: Option<FauteJson>,
    /// Decoded, without signatures; only where everybody is invented.
    pub jetons: Vec<JetonJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct FauteJson {
    pub error: String,
    /// A word of docs/errors.md.
    pub code: String,
    pub cause: Option<String>,
    pub attendu: Option<String>,
    pub recu: Option<String>,
    pub remede: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct JetonJson {
    pub genre: &'static str,
    pub contenu: Value,
}

impl From<Trace> for RequeteJson {
    fn from(trace: Trace) -> Self {
        let (faute, jetons) = match trace.outcome {
            Outcome::Refused(fault) => {
                let faute = FauteJson {
                    error: fault.error,
                    code: fault.code,
                    cause: fault.cause,
                    attendu: fault.expected,
                    recu: fault.received,
                    remede: fault.remedy,
                };
                (Some(faute), Vec::new())
            }
            Outcome::Answered(tokens) => {
                let jeton = |token: idp_core::trace::Decoded| JetonJson {
                    genre: token.kind.word(),
                    contenu: Value::Object(token.claims),
                };
                (None, tokens.iter().filter_map(idp_core::trace::Told::decoded).map(jeton).collect())
            }
        };
        Self {
            a: trace.at.millis(),
            porte: trace.door.word(),
            methode: trace.method,
            statut: trace.status,
            parametres: trace.said.into_iter().map(|said| (said.name, said.value)).collect(),
            faute,
            jetons,
        }
    }
}

/// What the tokens of a client say.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimsJson {
    pub scopes: Vec<ScopeJson>,
    pub exemples: Vec<ExempleJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeJson {
    pub mot: &'static str,
    pub inscrit: bool,
    pub claims: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ExempleJson {
    /// `cps`, `ecps`, `plusieurs`, `cpe` or `psi`.
    pub personne: &'static str,
    pub id_token: Value,
    pub access_token: Value,
    pub userinfo: Value,
}

impl ClaimsJson {
    pub fn new(mots: Vec<Mot>, exemples: Vec<Exemple>) -> Self {
        let scope = |mot: Mot| ScopeJson { mot: mot.mot, inscrit: mot.inscrit, claims: mot.claims };
        let exemple = |one: Exemple| ExempleJson {
            personne: one.qui,
            id_token: one.id_token,
            access_token: one.access_token,
            userinfo: one.userinfo,
        };
        Self { scopes: mots.into_iter().map(scope).collect(), exemples: exemples.into_iter().map(exemple).collect() }
    }
}

/// An address, and what is wrong with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Adresse {
    #[schema(max_length = 4000)]
    pub adresse: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AdresseVerifiee {
    pub adresse: String,
    pub tient: bool,
    pub raisons: Vec<RaisonJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RaisonJson {
    pub code: &'static str,
    pub raison: String,
    pub remede: &'static str,
}
