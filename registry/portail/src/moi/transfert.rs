//! I go on in another establishment of the same employer: a gestionnaire of both decides (SIT-14, GES-24).

use async_trait::async_trait;
use axum::response::Response;
use registry_core::demande::Voulue;
use registry_core::situation_acte::Transfert;
use sante::IdentifiantNational;

use super::situation::{caches, demander, mienne};
use super::{ADRESSE as DOSSIER, cadre};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue, ouvre};
use crate::formulaire::{Remarque, Saisie};
use crate::situation;
use crate::valeurs::Valeurs;
use crate::visite::Visite;

pub const ADRESSE: &str = "/moi/etablissement";

pub struct DemanderTransfert;

#[async_trait]
impl DeuxTemps for DemanderTransfert {
    const RETOUR: &'static str = DOSSIER;
    const SANS_TIERS: bool = true;

    async fn page(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let une = match mienne(visite, moi, saisie).await {
            Ok(une) => une,
            Err(reponse) => return reponse,
        };
        let (cadre, valeurs) = (cadre(visite, DOSSIER), Valeurs::from(&une));
        let saisie = if ouvre(saisie) { valeurs.premiere(saisie) } else { saisie.clone() };
        let (caches, faits) = (caches(&saisie, &une), valeurs.faits(visite, &cadre));
        let acte = Acte { caches, faits, ..Acte::nouveau("mon-transfert", ADRESSE, DOSSIER) };
        let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
        acte.page((visite, cadre), &saisie, remarques, |atelier| vec![situation::bloc(atelier, listes, Vec::new())])
    }

    async fn faire(visite: &Visite, moi: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
        let lue = situation::lire(saisie, saisie.lire("code_civilite"), listes);
        let (structure, situation) = lue.map_err(|remarques| Rendue::avec(saisie, remarques))?;
        demander(visite, moi, saisie, Voulue::Transfert(Transfert { structure, situation })).await
    }
}
