//! What is no longer right of a place of work: I say how it is, a gestionnaire decides (SIT-14, GES-24).

use async_trait::async_trait;
use axum::response::Response;
use registry_core::demande::Voulue;
use sante::IdentifiantNational;

use super::situation::{caches, demander, mienne};
use super::{ADRESSE as DOSSIER, cadre};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue, ouvre};
use crate::formulaire::{Remarque, Saisie};
use crate::valeurs::{self, Valeurs};
use crate::visite::Visite;

pub const ADRESSE: &str = "/moi/situation";

pub struct DemanderChangement;

#[async_trait]
impl DeuxTemps for DemanderChangement {
    const RETOUR: &'static str = DOSSIER;
    const SANS_TIERS: bool = true;

    async fn page(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let une = match mienne(visite, moi, saisie).await {
            Ok(une) => une,
            Err(reponse) => return reponse,
        };
        let (cadre, valeurs) = (cadre(visite, DOSSIER), Valeurs::from(&une));
        let saisie = if ouvre(saisie) { valeurs.premiere_datee(saisie) } else { saisie.clone() };
        let (caches, faits) = (caches(&saisie, &une), valeurs.faits(visite, &cadre));
        let acte = Acte { caches, faits, ..Acte::nouveau("changement", ADRESSE, DOSSIER) };
        acte.page((visite, cadre), &saisie, remarques, |atelier| vec![valeurs.bloc(atelier, visite)])
    }

    async fn faire(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let voulue = valeurs::lire(saisie).map_err(|remarques| Rendue::avec(saisie, remarques))?;
        demander(visite, moi, saisie, Voulue::Modification(voulue)).await
    }
}
