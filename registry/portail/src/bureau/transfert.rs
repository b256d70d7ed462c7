//! A person who goes on in another establishment of the same employer: the place that is left stays readable as it was, another one
//! begins (SIT-15).

use async_trait::async_trait;
use axum::response::Response;
use registry_core::situation_acte::{Declaree, Transfert, Version};
use sante::IdentifiantNational;

use super::modification::diplomes;
use super::{PROFESSIONNELS, cadre, fiche};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue, ouvre, relue};
use crate::formulaire::{Remarque, Saisie};
use crate::valeurs::Valeurs;
use crate::visite::Visite;
use crate::{causes, situation};

pub const ADRESSE: &str = "/bureau/professionnels/etablissement";

pub struct Transferer;

#[async_trait]
impl DeuxTemps for Transferer {
    const RETOUR: &'static str = PROFESSIONNELS;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let vue = match fiche::situation(visite, agent, saisie).await {
            Ok(vue) => vue,
            Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
        };
        let (cadre, valeurs) = (cadre(visite, PROFESSIONNELS), Valeurs::from(&vue));
        let saisie = if ouvre(saisie) { valeurs.premiere(saisie) } else { saisie.clone() };
        let ici = vue.structure.as_ref().map(|structure| structure.details.finess.clone()).unwrap_or_default();
        let mut tenus = situation::tenus(visite, agent).await;
        tenus.retain(|tenu| tenu.valeur != ici);
        let mut caches = fiche::caches(&saisie, &vue);
        caches.push(("code_civilite", vue.noms.code_civilite.clone()));
        let faits = valeurs.faits(visite, &cadre);
        let acte = Acte { caches, faits, ..Acte::nouveau("transfert", ADRESSE, PROFESSIONNELS) };
        let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
        acte.page((visite, cadre), &saisie, remarques, |atelier| {
            vec![situation::bloc(atelier, listes, tenus), diplomes(atelier)]
        })
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
        let lue = situation::lire_au_bureau(saisie, saisie.lire("code_civilite"), listes);
        let (structure, situation) = lue.map_err(|remarques| Rendue::avec(saisie, remarques))?;
        let (id, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
        let voulu = Transfert { structure, situation };
        let declaree = Declaree { voulue: &voulu, diplomes_verifies: saisie.cochee("diplomes_verifies") };
        match visite.portail.0.gestion.transferer(agent, (&id, &version), declaree).await {
            Ok(faite) => {
                Ok(fiche::apres_averti(visite, agent, saisie, ("fiche-transferee", &faite.avertissements)).await)
            }
            Err(cause) => Err(Rendue::avec(&relue(saisie, &cause), causes::remarques(&cause))),
        }
    }
}
