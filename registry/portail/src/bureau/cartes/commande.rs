//! A card is ordered for somebody of the structure whom the registry knows (GES-09, GES-11); whoever has no identifier yet gets it
//! by form F301 ([`contrat::carte`](crate::bureau::contrat::carte)).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::Structure;
use registry_core::carte::{CarteError, ModeleCarte, NouvelleCarte};
use registry_core::idempotence::CleIdempotence;
use sante::{Finess, IdentifiantNational};

use super::{cadre, guichet, montrer, recevoir};
use crate::acte::Acte;
use crate::causes::Cause as _;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{bureau, causes, lieu};

pub const ADRESSE: &str = "/bureau/cartes/commander";

/// `GET`: the form, with what was typed before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(agent) = bureau::agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite).await;
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST`.
pub async fn commander(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(guichet) = guichet(&visite) else { return Redirect::to(bureau::ADRESSE).into_response() };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &agent, &saisie.sans_cle(), Vec::new()).await;
    };
    let nouvelle = match lire(&saisie) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return page(&visite, &agent, &saisie, remarques).await,
    };
    match guichet.commander(&agent, &cle, nouvelle).await {
        Ok(_) => montrer(&visite, &agent, ("cartes-commandee", Vec::new())).await,
        Err(cause) => page(&visite, &agent, &saisie.sans_cle(), causes::remarques(&cause)).await,
    }
}

fn lire(saisie: &Saisie) -> Result<NouvelleCarte, Vec<Remarque>> {
    let structure = saisie.lire("structure_carte").parse::<Finess>().ok();
    let modele = ModeleCarte::lu(saisie.lire("modele"));
    let porteur = saisie.lire("porteur").parse::<IdentifiantNational>().ok();
    let manque = [
        structure.is_none().then(|| Remarque::sur("structure_carte", "remarque-structure-carte")),
        modele.is_none().then(|| Remarque::sur("modele", "remarque-modele")),
        porteur.is_none().then(|| Remarque::sur("porteur", CarteError::SansPorteur.parole())),
    ];
    match (structure, modele, porteur) {
        (Some(structure), Some(modele), Some(porteur)) => Ok(NouvelleCarte { modele, structure, porteur }),
        _ => Err(manque.into_iter().flatten().collect()),
    }
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let Some(guichet) = guichet(visite) else { return Redirect::to(bureau::ADRESSE).into_response() };
    let structures = match guichet.structures(agent).await {
        Ok(structures) if !structures.is_empty() => structures,
        Ok(_) => return Redirect::to(super::ADRESSE).into_response(),
        Err(cause) => return causes::page(visite, &cause, super::ADRESSE),
    };
    let mut porteurs: Vec<Choix> = Vec::new();
    for structure in &structures {
        let Ok(finess) = structure.details.finess.parse::<Finess>() else { continue };
        let siens = guichet.titulaires(agent, &finess).await.unwrap_or_default();
        for un in siens {
            let identifiant = un.identifiant.to_string();
            if porteurs.iter().all(|autre| autre.valeur != identifiant) {
                porteurs.push(Choix::new(identifiant, format!("{} {}", un.prenom, un.nom)));
            }
        }
    }
    // the only one need not be chosen
    let saisie = match structures.as_slice() {
        [seule] if saisie.lire("structure_carte").is_empty() => {
            saisie.clone().sans("structure_carte").avec("structure_carte", seule.details.finess.clone())
        }
        _ => saisie.clone(),
    };
    let cadre = cadre(visite, super::ADRESSE);
    let modeles = [ModeleCarte::Cpe, ModeleCarte::Cde].map(|modele| {
        Choix::new(modele.as_str(), cadre.t(if modele == ModeleCarte::Cpe { "modele-cpe" } else { "modele-cde" }))
    });
    let lieux = structures.iter().map(choix).collect();
    let acte = Acte::nouveau("commande-carte", ADRESSE, super::ADRESSE);
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        let carte = vec![
            atelier.liste("structure_carte", lieux),
            atelier.liste("modele", modeles.into()),
            atelier.liste("porteur", porteurs),
        ];
        vec![atelier.bloc("carte", carte)]
    })
}

fn choix(structure: &Structure) -> Choix {
    Choix::new(structure.details.finess.clone(), lieu::nom_ou_numero(structure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let champs =
            |saisie: &Saisie| lire(saisie).unwrap_err().into_iter().map(|remarque| remarque.champ).collect::<Vec<_>>();
        assert_eq!(champs(&Saisie::default()), ["structure_carte", "modele", "porteur"]);
        let choisie = Saisie::default().avec("structure_carte", "690990015").avec("modele", "CPE");
        let connue = choisie.clone().avec("porteur", "3690990015/CPE00002");
        assert_eq!(lire(&connue).unwrap().modele, ModeleCarte::Cpe);
        assert_eq!(champs(&choisie), ["porteur"]);
    }
}
