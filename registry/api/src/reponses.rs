//! The refusals that each kind of operation may answer, for the document.

use std::collections::BTreeMap;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::probleme::Probleme;

/// Every operation.
const TOUJOURS: [(&str, &str); 5] = [
    ("400", "The request is not one that this document describes."),
    ("401", "No token, one that does not open the registry (RFC 6750), or factors to be shown again (RFC 9470)."),
    (
        "403",
        "The token lacks the scope `registre`, or `registre.coordonnees` where contact data change, or its person may not act there.",
    ),
    (
        "429",
        "More than 300 requests of this person in this minute, or more searches or files than one person may send.",
    ),
    ("503", "The registry or the provider does not answer."),
];
const INTROUVABLE: (&str, &str) = ("404", "Nobody, or nothing, has this identifier.");
const CONFLIT: (&str, &str) = ("409", "What stands in the registry does not admit the act.");
/// An act with a body.
const ACTE: [(&str, &str); 4] = [
    CONFLIT,
    ("413", "The body is longer than 64 KiB."),
    ("415", "The body is not announced as JSON."),
    ("422", "The request is as described, and the registry objects; or its idempotency key served another one."),
];
/// What a file may meet.
const FICHIER: [(&str, &str); 2] = [
    ("415", "The body is announced neither as CSV nor as XLSX."),
    ("422", "The file cannot be read, or is too heavy; or its idempotency key served another one."),
];
const VERSION: [(&str, &str); 2] =
    [("412", "What was to be changed is no longer as the caller saw it."), ("428", "No `If-Match` came.")];

/// A list.
pub struct RefusDeListe;
/// A list of what was asked for.
pub struct RefusDeRecherche;
/// One thing.
pub struct RefusDeLecture;
/// An act that creates something.
pub struct RefusDeCreation;
/// An act without a body, which happens once by itself.
pub struct RefusDeGeste;
/// A file that is sent.
pub struct RefusDeDepot;
/// An act on what the caller saw.
pub struct RefusDeChangement;

impl IntoResponses for RefusDeListe {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS])
    }
}

impl IntoResponses for RefusDeRecherche {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &[("422", "The question says too little.")]])
    }
}

impl IntoResponses for RefusDeLecture {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &[INTROUVABLE]])
    }
}

impl IntoResponses for RefusDeCreation {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &[INTROUVABLE], &ACTE])
    }
}

impl IntoResponses for RefusDeGeste {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &[INTROUVABLE], &[CONFLIT]])
    }
}

impl IntoResponses for RefusDeDepot {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &FICHIER])
    }
}

impl IntoResponses for RefusDeChangement {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refus(&[&TOUJOURS, &[INTROUVABLE], &ACTE, &VERSION])
    }
}

fn refus(groupes: &[&[(&str, &str)]]) -> BTreeMap<String, RefOr<Response>> {
    let tous = groupes.iter().copied().flatten();
    tous.map(|(statut, dit)| ((*statut).to_owned(), reponse(statut, dit).into())).collect()
}

fn reponse(statut: &str, dit: &str) -> Response {
    let contenu = ContentBuilder::new().schema(Some(Ref::from_schema_name(Probleme::name()))).build();
    let reponse = ResponseBuilder::new().description(dit).content("application/problem+json", contenu);
    let texte = || HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(Type::String))).build();
    match statut {
        "401" => reponse.header("WWW-Authenticate", texte()).build(),
        "429" | "503" => reponse.header("Retry-After", texte()).build(),
        _ => reponse.build(),
    }
}
