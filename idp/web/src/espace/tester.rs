//! "Tester ma e-CPS": the whole way to the phone and back, opening nothing.

use ambient::{ExposeSecret, Seconds, Timestamp};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use ecps::DemandeId;
use http::StatusCode;
use idp_core::ecps::{DemandeError, DemandeEtat, Origine, Source};
use idp_core::espace::Essai;
use pages::{Cadre, Csrf, Icone, Langue, Page, Samples, heure};

use super::Titulaire;
use crate::connexion::Formulaire;
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// The number to carry, then what came back.
#[derive(Template)]
#[template(path = "espace-essai.html")]
pub struct PageEssai {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
    pub nombre: String,
    /// « 4, puis 7 », read aloud.
    pub chiffres: String,
    pub jusque: String,
    pub jusque_iso: String,
    pub etat: String,
    pub issue: Option<Issue>,
    pub etapes: Vec<(String, String)>,
}

/// How the trial ended.
pub struct Issue {
    pub titre: String,
    pub phrase: String,
    pub icone: Icone,
    pub ton: &'static str,
}

pub async fn tester(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let origine = Origine::Navigateur {
        cookie: visite.browser.navigateur.as_ref().map(|marks| marks.expose_secret().to_owned()),
        source: Source::from(visite.browser.source),
        navigateur: visite.browser.agent.clone(),
    };
    match visite.state.0.essais.lancer(&titulaire.session, origine).await {
        Ok(demande) => visite.vers(&routes::ECPS_ESSAI.replace("{demande}", demande.as_str())),
        Err(DemandeError::TropDeDemandes) => visite.vers(&format!("{}?fait=trop", routes::ESPACE)),
        Err(error) => refus::indisponible(&visite, titulaire.langue, error),
    }
}

pub async fn essai(visite: Visite, Path(demande): Path<String>) -> Response {
    let titulaire = match Titulaire::new(&visite, routes::ESPACE).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let demande = DemandeId::from(demande);
    match visite.state.0.essais.suivre(&titulaire.session, &demande).await {
        Ok(Some((essai, etat))) => {
            let cadre = titulaire.cadre(&visite);
            let page =
                PageEssai::new(cadre, visite.csrf(Temoin::Session), (&essai, etat), |route| visite.adresse(route));
            Page::ok(page).into_response()
        }
        Ok(None) => visite.vers(routes::ESPACE),
        Err(error) => refus::indisponible(&visite, titulaire.langue, error),
    }
}

/// For the script: 204 while the phone is waited for, 205 as soon as it is not.
pub async fn essai_etat(visite: Visite, Path(demande): Path<String>) -> Response {
    let Ok(titulaire) = Titulaire::new(&visite, routes::ESPACE).await else {
        return StatusCode::RESET_CONTENT.into_response();
    };
    match visite.state.0.essais.suivre(&titulaire.session, &DemandeId::from(demande)).await {
        Ok(Some((_, DemandeEtat::EnAttente))) => StatusCode::NO_CONTENT.into_response(),
        Ok(_) => StatusCode::RESET_CONTENT.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

impl PageEssai {
    fn new(cadre: Cadre, csrf: Csrf, (essai, etat): (&Essai, DemandeEtat), at: impl Fn(&str) -> String) -> Self {
        let digit = |place: usize| essai.nombre.chars().nth(place).map(String::from).unwrap_or_default();
        let at_time = |instant: Timestamp| heure::seconde(instant, cadre.langue);
        let mut etapes = vec![(cadre.t("essai-envoyee"), at_time(essai.envoye_le))];
        etapes.extend(essai.valide_le.map(|valide| (cadre.t("essai-validee"), at_time(valide))));
        Self {
            chiffres: cadre.texte("telephone-chiffres", &[("un", digit(0).into()), ("deux", digit(1).into())]),
            jusque: at_time(essai.expire_le),
            jusque_iso: heure::iso(essai.expire_le),
            etat: at(&routes::ECPS_ESSAI_ETAT.replace("{demande}", essai.demande.as_str())),
            issue: Issue::new(&cadre, essai, etat),
            nombre: essai.nombre.clone(),
            action: at(routes::ECPS_TESTER),
            retour: at(routes::ESPACE),
            etapes,
            csrf,
            cadre,
        }
    }
}

impl Issue {
    /// `None` while the phone is waited for.
    fn new(cadre: &Cadre, essai: &Essai, etat: DemandeEtat) -> Option<Self> {
        let (cle, icone, ton) = match etat {
            DemandeEtat::EnAttente => return None,
            DemandeEtat::Approuvee => ("essai-reussi", Icone::Check, "accent"),
            DemandeEtat::Refusee => ("essai-refuse", Icone::Hand, "warn"),
            DemandeEtat::PasMoi => ("essai-pas-moi", Icone::Hand, "warn"),
            DemandeEtat::NombreErrone => ("essai-nombre", Icone::Cross, "warn"),
            DemandeEtat::Remplacee | DemandeEtat::Expiree => ("essai-expire", Icone::Clock, "warn"),
        };
        let secondes = essai.valide_le.map_or(0, |valide| valide.since(essai.envoye_le).as_secs());
        let phrase = cadre.tn(&format!("{cle}-phrase"), usize::try_from(secondes).unwrap_or(usize::MAX));
        Some(Self { titre: cadre.t(format!("{cle}-titre")), phrase, icone, ton })
    }
}

impl Samples for PageEssai {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        use DemandeEtat::*;
        let envoye_le = Timestamp::from_seconds(1_795_410_132);
        let page = |etat| {
            let valide_le = (etat == Approuvee).then(|| envoye_le.plus(Seconds(9)));
            let essai = Essai::example(envoye_le, valide_le);
            Self::new(crate::samples::cadre(langue), crate::samples::csrf(), (&essai, etat), str::to_owned)
        };
        let each = [
            ("attente", EnAttente),
            ("réussi", Approuvee),
            ("refusé", Refusee),
            ("pas moi", PasMoi),
            ("numéro", NombreErrone),
            ("expiré", Expiree),
        ];
        each.into_iter().map(|(name, etat)| (name, page(etat))).collect()
    }
}
