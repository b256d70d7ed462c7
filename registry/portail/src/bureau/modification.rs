//! A situation changed in place: role, profession, dates, names of exercise (SIT-13, SIT-15). Two people at once: the second one
//! reads what the first one wrote, keeps what they typed, and decides.

use async_trait::async_trait;
use axum::response::Response;
use registry_core::situation_acte::{Declaree, Version};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, cadre, fiche};
use crate::acte::Acte;
use crate::causes;
use crate::deux_temps::{DeuxTemps, Rendue, ouvre, relue};
use crate::formulaire::{Atelier, Bloc, Remarque, Saisie};
use crate::valeurs::{self, Valeurs};
use crate::visite::Visite;

pub const ADRESSE: &str = "/bureau/professionnels/situation";

/// Of another profession than the present one, the employer checked the diplomas (ENR-18).
pub fn diplomes(atelier: &Atelier<'_>) -> Bloc {
    atelier.bloc("diplomes", vec![atelier.coche("diplomes_verifies")])
}

pub struct Modifier;

#[async_trait]
impl DeuxTemps for Modifier {
    const RETOUR: &'static str = PROFESSIONNELS;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let vue = match fiche::situation(visite, agent, saisie).await {
            Ok(vue) => vue,
            Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
        };
        let (cadre, valeurs) = (cadre(visite, PROFESSIONNELS), Valeurs::from(&vue));
        let saisie = if ouvre(saisie) { valeurs.premiere_datee(saisie) } else { saisie.clone() };
        let mut caches = fiche::caches(&saisie, &vue);
        caches.push(("code_civilite", vue.noms.code_civilite.clone()));
        let faits = valeurs.faits(visite, &cadre);
        let acte = Acte { caches, faits, ..Acte::nouveau("modification", ADRESSE, PROFESSIONNELS) };
        acte.page((visite, cadre), &saisie, remarques, |atelier| vec![valeurs.bloc(atelier, visite), diplomes(atelier)])
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let voulue = valeurs::lire(saisie).map_err(|remarques| Rendue::avec(saisie, remarques))?;
        let (id, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
        let declaree = Declaree { voulue: &voulue, diplomes_verifies: saisie.cochee("diplomes_verifies") };
        match visite.portail.0.gestion.modifier(agent, (&id, &version), declaree).await {
            Ok(()) => Ok(fiche::apres(visite, agent, saisie, "fiche-modifiee").await),
            Err(cause) => Err(Rendue::avec(&relue(saisie, &cause), causes::remarques(&cause))),
        }
    }
}
