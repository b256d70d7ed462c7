//! F301: a first CPE for somebody of the structure who has no card (GES-09, GES-11).

use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use registry_core::formulaire::{Demandeur, NouveauFormulaire, Saisi};
use registry_core::habilitation::{Niveau, Perimetre, Titre};
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

use super::super::{agent, cadre, droits, recevoir};
use super::{ADRESSE as CONTRAT, montrer};
use crate::acte::Acte;
use crate::adhesion::vu;
use crate::causes;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;

pub const ADRESSE: &str = "/bureau/contrat/carte";

/// `GET`: the form, with what was typed before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite).await;
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST`: opens it again, or sends it.
pub async fn envoyer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &agent, &saisie.sans_cle(), Vec::new()).await;
    };
    let nouveau = match lire(&saisie, visite.portail.aujourd_hui()) {
        Ok(nouveau) => nouveau,
        Err(remarques) => return page(&visite, &agent, &saisie, remarques).await,
    };
    let (adhesion, lui) = (&visite.portail.0.adhesion, Demandeur::Connu(agent.clone()));
    let envoi = match saisie.lire("formulaire") {
        "" => adhesion.envoyer(&lui, &cle, nouveau).await.map(drop),
        _ => {
            let (id, version) = vu(&saisie);
            adhesion.renvoyer(&lui, (&id, version), nouveau).await
        }
    };
    match envoi {
        Ok(()) => montrer(&visite, &agent, ("formulaire-envoye", Vec::new())).await,
        Err(cause) => page(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

/// What people typed, whose faults the registry tells; with all of them where no structure was chosen.
fn lire(saisie: &Saisie, aujourd_hui: Date) -> Result<NouveauFormulaire, Vec<Remarque>> {
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    let pour = |perimetre| NouveauFormulaire {
        perimetre,
        saisi: Saisi::Cpe {
            nom: texte("nom"),
            prenom: texte("prenom"),
            code_civilite: texte("civilite"),
            fonction: texte("fonction"),
        },
        courriel: texte("courriel"),
        mobile: texte("mobile"),
    };
    let choisi = saisie.lire("perimetre").split_once(':');
    let choisi = choisi.and_then(|(niveau, finess)| Perimetre::lu(niveau, finess.parse().ok()?));
    choisi.map(pour).ok_or_else(|| {
        let mut remarques = vec![Remarque::sur("perimetre", "remarque-carte-de-structure")];
        let aucune = "000000000".parse().map(|finess| pour(Perimetre::EntiteJuridique(finess)));
        remarques.extend(aucune.iter().flat_map(|un| un.objections(aujourd_hui)).map(|une| Remarque::from(&une)));
        remarques
    })
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let niveaux = match visite.portail.0.droits.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, CONTRAT),
    };
    let cadre = cadre(visite, CONTRAT);
    let portees = portees(&cadre, &niveaux);
    let civilites = ["MME", "M"].map(|code| Choix::new(code, cadre.t(format!("civilite-{}", code.to_lowercase()))));
    let porte = |nom: &'static str| (nom, saisie.lire(nom).to_owned());
    let caches = ["formulaire", "version"].map(porte).into_iter().filter(|(_, valeur)| !valeur.is_empty()).collect();
    let acte = Acte { caches, ..Acte::nouveau("cpe", ADRESSE, CONTRAT) };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        let qui = vec![
            atelier.liste("perimetre", portees),
            atelier.liste("civilite", civilites.into()),
            libelle(atelier.texte("nom"), atelier.cadre.t("cpe-nom")),
            atelier.texte("prenom"),
            atelier.texte("fonction"),
        ];
        vec![
            atelier.bloc("cpe", qui),
            atelier.bloc("cpe-contact", vec![atelier.texte("courriel"), atelier.texte("mobile")]),
        ]
    })
}

/// The name that the card shows is no name of birth.
fn libelle(champ: crate::formulaire::Champ, libelle: String) -> crate::formulaire::Champ {
    crate::formulaire::Champ { libelle, ..champ }
}

/// Where the agent orders cards.
fn portees(cadre: &pages::Cadre, niveaux: &[Niveau]) -> Vec<Choix> {
    let siens = niveaux.iter().filter(|niveau| niveau.nommables.contains(&Titre::Gestionnaire));
    siens
        .flat_map(|niveau| &niveau.perimetres)
        .map(|(perimetre, structure)| {
            let valeur = format!("{}:{}", perimetre.genre().as_str(), perimetre.finess());
            Choix::new(valeur, droits::portee(cadre, perimetre, structure))
        })
        .collect()
}
