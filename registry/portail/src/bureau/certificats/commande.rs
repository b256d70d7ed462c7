//! A certificate is ordered: for which software, for what, under which name (CRT-06, CRT-07).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::certificat::{CertificatError, Emploi, NiveauCertificats, NouvelleCommande};
use registry_core::idempotence::CleIdempotence;
use sante::{Finess, IdentifiantNational};

use super::{cadre, guichet, montrer, recevoir, usage};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{bureau, causes, lieu, preuve};

pub const ADRESSE: &str = "/bureau/certificats/commander";

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
    let Some(preuve) = preuve::montree(&visite) else { return encore(&visite, saisie).await };
    match guichet.commander(&preuve, &cle, nouvelle).await {
        Ok(_) => montrer(&visite, &agent, ("certificats-commande", Vec::new())).await,
        Err(CertificatError::PreuvePerimee) => encore(&visite, saisie).await,
        Err(cause) => page(&visite, &agent, &saisie.sans_cle(), causes::remarques(&cause)).await,
    }
}

async fn encore(visite: &Visite, saisie: Saisie) -> Response {
    preuve::encore((visite, cadre(visite, super::ADRESSE)), saisie, super::detour(ADRESSE)).await
}

fn lire(saisie: &Saisie) -> Result<NouvelleCommande, Vec<Remarque>> {
    let mut remarques = Vec::new();
    let ej = saisie.lire("ej").parse::<Finess>().ok();
    if ej.is_none() {
        remarques.push(Remarque::sur("ej", "remarque-ej"));
    }
    let emploi = Emploi::lu(saisie.lire("emploi"));
    if emploi.is_none() {
        remarques.push(Remarque::sur("emploi", "remarque-emploi"));
    }
    let [logiciel, nom] = ["logiciel", "nom_certificat"].map(|champ| saisie.lire(champ).to_owned());
    if logiciel.is_empty() {
        remarques.push(Remarque::sur("logiciel", "remarque-logiciel"));
    }
    if nom.is_empty() {
        remarques.push(Remarque::sur("nom_certificat", "remarque-certificat"));
    }
    match (ej, emploi) {
        (Some(ej), Some(emploi)) if remarques.is_empty() => Ok(NouvelleCommande { ej, logiciel, emploi, nom }),
        _ => Err(remarques),
    }
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let Some(guichet) = guichet(visite) else { return Redirect::to(bureau::ADRESSE).into_response() };
    let niveaux = match guichet.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, super::ADRESSE),
    };
    let cadre = cadre(visite, super::ADRESSE);
    let entites = entites(&niveaux);
    // the only one need not be chosen
    let saisie = match entites.as_slice() {
        [seule] if saisie.lire("ej").is_empty() => saisie.clone().sans("ej").avec("ej", seule.valeur.clone()),
        _ => saisie.clone(),
    };
    let usages = usages(&cadre);
    let acte = Acte::nouveau("commande", ADRESSE, super::ADRESSE);
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        let champs = vec![
            atelier.liste("ej", entites),
            atelier.texte("logiciel"),
            atelier.liste("emploi", usages),
            atelier.texte("nom_certificat"),
        ];
        vec![atelier.bloc("commande", champs)]
    })
}

fn entites(niveaux: &[NiveauCertificats]) -> Vec<Choix> {
    let siens = niveaux.iter().filter(|niveau| niveau.peut_administrer);
    siens
        .map(|niveau| Choix::new(niveau.structure.details.finess_ej.clone(), lieu::nom_ou_numero(&niveau.structure)))
        .collect()
}

fn usages(cadre: &Cadre) -> Vec<Choix> {
    Emploi::TOUS.map(|emploi| Choix::new(emploi.as_str(), usage(cadre, emploi))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let champs =
            |saisie: &Saisie| lire(saisie).unwrap_err().into_iter().map(|remarque| remarque.champ).collect::<Vec<_>>();
        assert_eq!(champs(&Saisie::default()), ["ej", "emploi", "logiciel", "nom_certificat"]);
        let bonne = Saisie::default()
            .avec("ej", "690990015")
            .avec("emploi", "INSI")
            .avec("logiciel", "Dossier résident")
            .avec("nom_certificat", "INSI-AUTO-DUI");
        assert_eq!(lire(&bonne).unwrap().emploi, Emploi::Insi);
    }
}
