//! The last requests of a client.

use idp_core::trace::{Decoded, Outcome, Told, Trace};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

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
                let jeton =
                    |token: Decoded| JetonJson { genre: token.kind.word(), contenu: Value::Object(token.claims) };
                (None, tokens.iter().filter_map(Told::decoded).map(jeton).collect())
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
