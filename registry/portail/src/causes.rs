//! What the registry answers instead of doing, whatever was asked: beside the field that it is about, or on a page of its own.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{Icone, Page};
use registry_core::contact::ContactError;
use registry_core::espace::EspaceError;
use registry_core::habilitation::HabilitationError;
use registry_core::identite::Objection;
use registry_core::profession_demandee::ProfessionError;
use registry_core::recherche::RechercheError;
use registry_core::situation_acte::SituationError;
use registry_core::support::SupportError;

use crate::contextes::PageMot;
use crate::formulaire::Remarque;
use crate::visite::Visite;

/// A refusal of the registry.
pub trait Cause: std::error::Error {
    fn dite(&self) -> (&'static str, &'static str);
    fn champs(&self) -> &[Objection] {
        &[]
    }
    /// The field that it is about; empty: none of them.
    fn champ(&self) -> &'static str {
        ""
    }
}

/// Beside the fields; above the form when it is about none of them.
pub fn remarques(cause: &dyn Cause) -> Vec<Remarque> {
    tracer(cause);
    match cause.champs() {
        [] => vec![Remarque::sur(cause.champ(), cause.dite().1)],
        objections => objections.iter().map(Remarque::from).collect(),
    }
}

/// Where there is no form to keep.
pub fn page(visite: &Visite, cause: &dyn Cause, retour: &str) -> Response {
    tracer(cause);
    let (code, phrase) = cause.dite();
    let statut = match code {
        "registre_hors_service" => StatusCode::SERVICE_UNAVAILABLE,
        "agent_sans_habilitation"
        | "structure_sans_contrat"
        | "structure_hors_perimetre"
        | "designation_reservee"
        | "support_reserve" => StatusCode::FORBIDDEN,
        _ => StatusCode::CONFLICT,
    };
    let cadre = visite.cadre();
    let actions = vec![
        Action { libelle: cadre.t("revenir"), href: retour.to_owned() },
        Action { libelle: cadre.t("se-deconnecter"), href: "/deconnexion".to_owned() },
    ];
    let (titre, phrase) = (cadre.t("empeche-titre"), Remarque::generale(phrase).phrase);
    Page::new(statut, PageMot { icone: Icone::Lock, titre, phrase, actions, cadre }).into_response()
}

fn tracer(cause: &dyn Cause) {
    match cause.dite().0 {
        "registre_hors_service" => tracing::error!(cause = %cause, "the registry could not answer"),
        code => tracing::info!(error.code = code, "refused"),
    }
}

impl Cause for SituationError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champs(&self) -> &[Objection] {
        self.objections()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::AvantLeDebut => "dernier_jour",
            Self::EntiteJuridique | Self::Droit(_) => "structure",
            _ => "",
        }
    }
}

impl Cause for HabilitationError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::PersonneInconnue | Self::AutreOrganisme | Self::DejaHabilitee => "carte",
            Self::SansFormation => "formation_suivie",
            Self::DatesInversees => "jusque",
            Self::Droit(_) | Self::StructureInconnue => "perimetre",
            _ => "",
        }
    }
}

impl Cause for ContactError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champs(&self) -> &[Objection] {
        match self {
            Self::Saisie(objections) => objections,
            _ => &[],
        }
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::SansRencontre => "rencontre",
            Self::AutreStructure | Self::Agent(_) => "etablissement",
            _ => "",
        }
    }
}

impl Cause for SupportError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champs(&self) -> &[Objection] {
        self.objections()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::SansMotif => "motif_correction",
            Self::Inconnue | Self::TenuAilleurs => "personne",
            _ => "",
        }
    }
}

impl Cause for ProfessionError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champs(&self) -> &[Objection] {
        self.objections()
    }
    fn champ(&self) -> &'static str {
        if matches!(self, Self::Droit(_)) { "etablissement" } else { "" }
    }
}

impl Cause for RechercheError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn champ(&self) -> &'static str {
        if matches!(self, Self::TropCourte | Self::Numero) { "recherche" } else { "" }
    }
}

impl Cause for EspaceError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
}
