//! What the registry answers instead of doing, whatever was asked: beside the field that it is about, or on a page of its own.

use ambient::Seconds;
use axum::response::{IntoResponse as _, Response};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use pages::erreur::Action;
use pages::{Icone, Page, heure};
use registry_core::Classe;
use registry_core::carte::CarteError;
use registry_core::certificat::CertificatError;
use registry_core::contact::ContactError;
use registry_core::espace::EspaceError;
use registry_core::formulaire::FormulaireError;
use registry_core::habilitation::HabilitationError;
use registry_core::identite::Objection;
use registry_core::pilotage::PilotageError;
use registry_core::profession_demandee::ProfessionError;
use registry_core::recherche::RechercheError;
use registry_core::situation_acte::SituationError;
use registry_core::support::SupportError;

use crate::contextes::PageMot;
use crate::formulaire::Remarque;
use crate::parole::Parole;
use crate::visite::Visite;

/// A refusal of the registry.
pub trait Cause: std::error::Error {
    /// Code, French sentence.
    fn dite(&self) -> (&'static str, &'static str);
    fn classe(&self) -> Classe;
    fn parole(&self) -> Parole {
        let (code, phrase) = self.dite();
        Parole::du_registre(code, phrase)
    }
    fn champs(&self) -> &[Objection] {
        &[]
    }
    /// The field that it is about; empty: none of them.
    fn champ(&self) -> &'static str {
        ""
    }
    /// How long to wait, where waiting helps.
    fn attente(&self) -> Option<Seconds> {
        None
    }
}

/// Beside the fields; above the form when it is about none of them.
pub fn remarques(cause: &dyn Cause) -> Vec<Remarque> {
    tracer(cause);
    match cause.champs() {
        [] => vec![Remarque::sur(cause.champ(), cause.parole())],
        objections => objections.iter().map(Remarque::from).collect(),
    }
}

/// Where there is no form to keep.
pub fn page(visite: &Visite, cause: &dyn Cause, retour: &str) -> Response {
    tracer(cause);
    let cadre = visite.cadre();
    let actions = vec![
        Action { libelle: cadre.t("revenir"), href: retour.to_owned() },
        Action { libelle: cadre.t("se-deconnecter"), href: "/deconnexion".to_owned() },
    ];
    let jusque = patience(visite, cause).map(|jusque| jusque.dire(&cadre));
    let phrase = [Some(cause.parole().dire(&cadre)), jusque].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let titre = cadre.t("empeche-titre");
    let mot = PageMot { icone: Icone::Lock, titre, phrase, registre: Vec::new(), actions, cadre };
    repondre(Page::ok(mot).into_response(), cause)
}

/// The page that tells it, with the status of its kind, and from when on waiting was enough (RFC 9110 §10.2.3).
pub fn repondre(mut page: Response, cause: &dyn Cause) -> Response {
    *page.status_mut() = statut(cause.classe());
    if let Some(Seconds(attente)) = cause.attente() {
        page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(attente));
    }
    page
}

/// When it is admitted again, in words.
pub fn patience(visite: &Visite, cause: &dyn Cause) -> Option<Remarque> {
    let (des, langue) = (visite.portail.maintenant().plus(cause.attente()?), visite.langue);
    let quand = format!("{}, {}", heure::jour(des, langue), heure::minute(des, langue));
    Some(Remarque::generale(Parole::from("attente-jusque").nommant("heure", quand)))
}

pub fn statut(classe: Classe) -> StatusCode {
    StatusCode::from_u16(classe.statut()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn tracer(cause: &dyn Cause) {
    match cause.classe() {
        Classe::Panne => tracing::error!(cause = %cause, "the registry could not answer"),
        Classe::Trop => tracing::warn!(error.code = cause.dite().0, "refused"),
        _ => tracing::info!(error.code = cause.dite().0, "refused"),
    }
}

impl Cause for SituationError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
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
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::PersonneInconnue | Self::AutreOrganisme | Self::DejaHabilitee => "carte",
            Self::SansFormation => "formation_suivie",
            Self::DatesInversees => "jusque",
            Self::Droit(_) | Self::StructureInconnue | Self::CertificatsAEntiteJuridique => "perimetre",
            _ => "",
        }
    }
}

impl Cause for FormulaireError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn champs(&self) -> &[Objection] {
        self.objections()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::StructureInconnue => "finess",
            Self::Habilitation(_) | Self::DejaSousContrat => "niveau",
            Self::Droit(_) | Self::SansContrat => "perimetre",
            Self::DejaPorteur => "nom",
            _ => "",
        }
    }
}

impl Cause for CertificatError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::Droit(_) => "ej",
            Self::Logiciel => "logiciel",
            Self::Nom(_) | Self::NomPourAutreChose | Self::NomPris => "nom_certificat",
            Self::DejaCommande => "emploi",
            Self::Demande(_) | Self::CleDejaServie => "demande",
            _ => "",
        }
    }
}

impl Cause for CarteError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn champ(&self) -> &'static str {
        match self {
            Self::Droit(_) => "structure_carte",
            Self::DirecteurSeul | Self::CarteDeProfessionnel => "modele",
            Self::SansPorteur | Self::AutreStructure | Self::PorteurDeRole | Self::DejaCommandee => "porteur",
            _ => "",
        }
    }
}

impl Cause for PilotageError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
}

impl Cause for ContactError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn champs(&self) -> &[Objection] {
        self.objections()
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
    fn classe(&self) -> Classe {
        self.classe()
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
    fn classe(&self) -> Classe {
        self.classe()
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
    fn classe(&self) -> Classe {
        self.classe()
    }
    fn attente(&self) -> Option<Seconds> {
        self.attente()
    }
    fn champ(&self) -> &'static str {
        if matches!(self, Self::TropCourte | Self::Numero) { "recherche" } else { "" }
    }
}

impl Cause for EspaceError {
    fn dite(&self) -> (&'static str, &'static str) {
        (self.code(), self.phrase())
    }
    fn classe(&self) -> Classe {
        self.classe()
    }
}
