use ambient::Timestamp;
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use idp_core::ecps::Motif;
use idp_core::espace::{CleDAcces, EspaceError};
use idp_core::moyen::MoyenKind;
use idp_core::passkey::{Passkey, PasskeyId};
use pages::{Cadre, Csrf, Langue, Page, Samples, heure};

use super::{Titulaire, fait, parti};
use crate::connexion::Formulaire;
use crate::deconnexion::unavailable;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// Lost, stolen, not mine, not wanted: stop the e-CPS?
#[derive(Template)]
#[template(path = "espace-arreter.html")]
pub struct PageArreter {
    pub cadre: Cadre,
    pub csrf: Csrf,
    pub action: String,
    pub retour: String,
    pub motifs: Vec<Choix>,
    /// Passkeys that were added on its word.
    pub cles: Vec<CleProposee>,
    pub a_choisir: bool,
}

/// One reason, with what it says.
pub struct Choix {
    pub valeur: &'static str,
    pub titre: String,
    pub aide: String,
}

/// A passkey that may end too: it does unless the person says otherwise.
pub struct CleProposee {
    pub id: String,
    pub titre: String,
    pub aide: String,
    pub cochee: bool,
}

const PASSKEYS: [MoyenKind; 2] = [MoyenKind::Passkey, MoyenKind::PasskeyAttestee];
/// What a person may say; the change of a SIM is the phone's to say.
const MOTIFS: [Motif; 4] = [Motif::Perte, Motif::Vol, Motif::PasMoi, Motif::Retrait];

impl PageArreter {
    /// `cochees`: what was sent without a reason, which comes back as it was.
    fn new(
        cadre: Cadre,
        (csrf, adresse): (Csrf, impl Fn(&str) -> String),
        cles: &[CleDAcces],
        cochees: Option<&[&str]>,
    ) -> Self {
        let choix = |motif: Motif| {
            let cle = motif.mot().replace('_', "-");
            Choix {
                valeur: motif.mot(),
                titre: cadre.t(format!("arreter-{cle}")),
                aide: cadre.t(format!("arreter-{cle}-aide")),
            }
        };
        let cle = |cle: &CleDAcces| CleProposee {
            id: cle.id.clone(),
            titre: cle.nom.clone(),
            aide: cadre.t1("espace-cle-ajoutee", "jour", heure::jour(cle.ajoutee_le, cadre.langue)),
            cochee: cochees.is_none_or(|cochees| cochees.contains(&cle.id.as_str())),
        };
        Self {
            motifs: MOTIFS.map(choix).into(),
            cles: cles.iter().map(cle).collect(),
            action: adresse(routes::ECPS_ARRETER),
            retour: adresse(routes::ESPACE),
            a_choisir: cochees.is_some(),
            csrf,
            cadre,
        }
    }
}

pub async fn arreter_page(visite: Visite) -> Response {
    match Titulaire::new(&visite, routes::ECPS_ARRETER).await {
        Ok(titulaire) => rendre(&visite, &titulaire, StatusCode::OK, None).await,
        Err(page) => *page,
    }
}

pub async fn arreter(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let cles = formulaire.coches("cle");
    let motif = Motif::du_mot(formulaire.champ("motif")).filter(|motif| MOTIFS.contains(motif));
    let Some(motif) = motif else {
        return rendre(&visite, &titulaire, StatusCode::UNPROCESSABLE_ENTITY, Some(&cles)).await;
    };
    let arretee = visite.state.0.espace.arreter_ecps(&titulaire.session, motif, &cles).await;
    let opened = |cle: &&str| titulaire.par(&PASSKEYS, &Passkey::moyen_of(&PasskeyId::from(*cle)));
    if arretee.is_ok() && (titulaire.par(&[MoyenKind::Ecps], "") || cles.iter().any(opened)) {
        return parti(&visite, &titulaire, "ecps");
    }
    match arretee {
        // a phone that had read the code, and now becomes nobody's
        Err(EspaceError::Rien) if motif == Motif::PasMoi => fait(&visite, titulaire.langue, "activation", Ok(())),
        arretee => fait(&visite, titulaire.langue, "ecps", arretee),
    }
}

async fn rendre(visite: &Visite, titulaire: &Titulaire, status: StatusCode, cochees: Option<&[&str]>) -> Response {
    let cles = match visite.state.0.espace.cles_de_l_ecps(&titulaire.session).await {
        Ok(cles) => cles,
        Err(EspaceError::Rien) => Vec::new(),
        Err(EspaceError::Port(error)) => return unavailable(visite, titulaire.langue, error),
    };
    let form = (visite.csrf(Temoin::Session), |route: &str| visite.adresse(route));
    Page::new(status, PageArreter::new(titulaire.cadre(visite), form, &cles, cochees)).into_response()
}

impl Samples for PageArreter {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cle = |id: &str, nom: &str| CleDAcces {
            id: id.to_owned(),
            nom: nom.to_owned(),
            par: MoyenKind::Ecps,
            ajoutee_le: Timestamp::from_seconds(1_795_410_132),
            vue_le: None,
        };
        let page = |cles: &[CleDAcces], cochees: Option<&[&str]>| {
            let form = (crate::samples::csrf(), str::to_owned);
            Self::new(crate::samples::cadre(langue), form, cles, cochees)
        };
        let cles = [cle("1", "Clé bleue <b>"), cle("2", "Ordinateur du cabinet")];
        vec![
            ("arrêter", page(&[], None)),
            ("avec des clés", page(&cles, None)),
            ("sans motif", page(&cles, Some(&["2"]))),
        ]
    }
}
