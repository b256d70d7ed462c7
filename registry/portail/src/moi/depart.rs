//! I leave a place of work: I say my last day, a gestionnaire records it (SIT-14). Whoever has left already is not kept by it: the
//! employer ends a situation without being asked (SIT-09).

use async_trait::async_trait;
use axum::response::Response;
use registry_core::demande::Voulue;
use sante::IdentifiantNational;

use super::situation::{caches, demander, mienne};
use super::{ADRESSE as DOSSIER, cadre};
use crate::acte::Acte;
use crate::bureau::fin;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Remarque, Saisie};
use crate::situation;
use crate::valeurs::Valeurs;
use crate::visite::Visite;

pub const ADRESSE: &str = "/moi/depart";

pub struct AnnoncerDepart;

/// The field of the last day.
const JOUR: &str = "depart";

#[async_trait]
impl DeuxTemps for AnnoncerDepart {
    const RETOUR: &'static str = DOSSIER;
    const SANS_TIERS: bool = true;

    async fn page(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let une = match mienne(visite, moi, saisie).await {
            Ok(une) => une,
            Err(reponse) => return reponse,
        };
        let (cadre, valeurs) = (cadre(visite, DOSSIER), Valeurs::from(&une));
        let (caches, faits) = (caches(saisie, &une), valeurs.faits(visite, &cadre));
        let acte = Acte { caches, faits, danger: true, ..Acte::nouveau("mon-depart", ADRESSE, DOSSIER) };
        acte.page((visite, cadre), saisie, remarques, |atelier| vec![fin::bloc(atelier, visite, JOUR)])
    }

    async fn faire(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Some(dernier_jour) = situation::jour(saisie.lire(JOUR)) else {
            let remarque = Remarque::sur(JOUR, "remarque-depart");
            return Err(Rendue::avec(saisie, vec![remarque]));
        };
        let motif = saisie.lire("motif_fin").to_owned();
        demander(visite, moi, saisie, Voulue::Fin { dernier_jour, motif }).await
    }
}
