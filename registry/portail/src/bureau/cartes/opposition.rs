//! A card is opposed, and why. No fresh proof is asked for: a lost card waits for nobody.

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::carte::{CarteId, RaisonOpposition, Suite};
use sante::IdentifiantNational;

use super::{ADRESSE as LISTE, MIENNES, cadre, guichet, montrer, montrer_miennes};
use crate::acte::Acte;
use crate::causes;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;

pub const ADRESSE: &str = "/cartes/opposition";

pub struct Opposer;

#[async_trait]
impl DeuxTemps for Opposer {
    const RETOUR: &'static str = LISTE;
    /// A lost card waits for nobody, not for the number of pages that were opened either.
    const SANS_TIERS: bool = true;

    async fn page(visite: &Visite, _: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let (id, retour) = (saisie.lire("carte").to_owned(), retour(saisie));
        let cadre = cadre(visite, retour);
        let caches = vec![("carte", id), ("retour", retour.to_owned())];
        let raisons = raisons(&cadre);
        let acte = Acte { caches, danger: true, ..Acte::nouveau("opposition", ADRESSE, retour) };
        acte.page((visite, cadre), saisie, remarques, |atelier| {
            vec![atelier.bloc("opposition", vec![atelier.liste("raison", raisons)])]
        })
    }

    async fn faire(visite: &Visite, qui: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Some(guichet) = guichet(visite) else { return Ok(Redirect::to("/").into_response()) };
        let id = CarteId::from(saisie.lire("carte").to_owned());
        let Some(raison) = RaisonOpposition::lue(saisie.lire("raison")) else {
            let remarque = Remarque::sur("raison", "remarque-raison-carte");
            return Err(Rendue::avec(saisie, vec![remarque]));
        };
        let mot = match guichet.opposer(qui, &id, raison).await {
            Ok(Suite::Faite) => "cartes-opposee",
            Ok(Suite::Gardee | Suite::Abandonnee) => "cartes-opposition-gardee",
            Err(cause) => return Err(Rendue::avec(saisie, causes::remarques(&cause))),
        };
        Ok(match retour(saisie) {
            MIENNES => montrer_miennes(visite, qui, (mot, Vec::new())).await,
            _ => montrer(visite, qui, (mot, Vec::new())).await,
        })
    }
}

/// One of the two lists, whatever a form says.
fn retour(saisie: &Saisie) -> &'static str {
    if saisie.lire("retour") == MIENNES { MIENNES } else { LISTE }
}

fn raisons(cadre: &Cadre) -> Vec<Choix> {
    let mot = |raison| match raison {
        RaisonOpposition::Perdue => "opposition-perdue",
        RaisonOpposition::Defectueuse => "opposition-defectueuse",
        RaisonOpposition::Remplacee => "opposition-remplacee",
        RaisonOpposition::Depart => "opposition-depart",
    };
    RaisonOpposition::TOUTES.map(|raison| Choix::new(raison.as_str(), cadre.t(mot(raison)))).into()
}
