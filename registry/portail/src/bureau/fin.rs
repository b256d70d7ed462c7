//! The end of a situation, now or after a last day, and why (SIT-09, SIT-10).

use async_trait::async_trait;
use axum::response::Response;
use registry_core::nomenclature::Liste;
use registry_core::situation_acte::{FinVoulue, QuandFinir, Version};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, cadre, fiche};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue, relue};
use crate::formulaire::{Atelier, Bloc, Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu, situation};

pub const ADRESSE: &str = "/bureau/professionnels/fin";

pub struct Terminer;

#[async_trait]
impl DeuxTemps for Terminer {
    const RETOUR: &'static str = PROFESSIONNELS;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let vue = match fiche::situation(visite, agent, saisie).await {
            Ok(vue) => vue,
            Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
        };
        let cadre = cadre(visite, PROFESSIONNELS);
        let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
        let faits = vec![
            (cadre.t("champ-etablissement"), lieu::nom(&cadre, vue.structure.as_ref())),
            (cadre.t("champ-profession"), profession),
            (cadre.t("champ-role"), role),
        ];
        let caches = fiche::caches(saisie, &vue);
        let acte = Acte { caches, faits, danger: true, ..Acte::nouveau("fin", ADRESSE, PROFESSIONNELS) };
        acte.page((visite, cadre), saisie, remarques, |atelier| vec![bloc(atelier, visite, "dernier_jour")])
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let voulue = lire(saisie).map_err(|remarque| Rendue::avec(saisie, vec![remarque]))?;
        let (id, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
        match visite.portail.0.gestion.terminer(agent, (&id, &version), voulue).await {
            Ok(()) => Ok(fiche::apres(visite, agent, saisie, "fiche-terminee").await),
            Err(cause) => Err(Rendue::avec(&relue(saisie, &cause), causes::remarques(&cause))),
        }
    }
}

fn lire(saisie: &Saisie) -> Result<FinVoulue, Remarque> {
    let quand = match saisie.lire("dernier_jour") {
        "" => QuandFinir::Maintenant,
        texte => {
            let illisible = || Remarque::sur("dernier_jour", "remarque-fin-maintenant");
            QuandFinir::Apres(situation::jour(texte).ok_or_else(illisible)?)
        }
    };
    Ok(FinVoulue { quand, motif: saisie.lire("motif_fin").to_owned() })
}

/// When, under this field's name, and why.
pub fn bloc(atelier: &Atelier<'_>, visite: &Visite, jour: &str) -> Bloc {
    let motifs = visite.portail.0.referentiel.liste(Liste::MotifFin);
    let motifs = motifs.iter().map(|motif| Choix::new(&motif.code, &motif.libelle)).collect();
    atelier.bloc("fin", vec![atelier.texte(jour), atelier.liste("motif_fin", motifs)])
}
