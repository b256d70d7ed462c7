//! A service, its clients, and the turn of what proves them.

use idp_core::client::Client;
use idp_partenaires::{Environnement, ServiceVu};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::FicheJson;

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
