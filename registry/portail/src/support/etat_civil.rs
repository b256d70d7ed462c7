//! A civil status over the one that the registry holds: checked like one of a registration, then seen by a second agent.

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::EtatCivil;
use registry_core::nomenclature::Referentiel;
use registry_core::support::{AgentSupport, EtatCivilPropose, SupportError};
use sante::IdentifiantNational;

use super::{ADRESSE as SUPPORT, agent, montrer, recevoir};
use crate::acte::Acte;
use crate::bureau::{self, enregistrement};
use crate::causes;
use crate::envoi::{self, Champs};
use crate::formulaire::{Bloc, Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{naissance, nomenclatures};

pub const ADRESSE: &str = "/support/etat-civil";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    match (agent(&visite), IdentifiantNational::typed(saisie.lire("personne"))) {
        (Ok(agent), Ok(personne)) => page(&visite, (&agent, &personne), &saisie, (Vec::new(), &[])).await,
        (Ok(_), Err(_)) => Redirect::to(SUPPORT).into_response(),
        (Err(reponse), _) => *reponse,
    }
}

/// `POST`: opens the file of `personne`, then proposes.
pub async fn corriger(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Ok(personne) = IdentifiantNational::typed(saisie.lire("personne")) else {
        let remarque = Remarque::sur("personne", "remarque-personne");
        return montrer(&visite, &agent, "", (&saisie, vec![remarque])).await;
    };
    if saisie.lire("cle").is_empty() {
        return page(&visite, (&agent, &personne), &saisie, (Vec::new(), &[])).await;
    }
    let propose = EtatCivilPropose {
        personne: personne.clone(),
        saisi: enregistrement::etat_civil(&visite.portail.0.referentiel, &saisie),
        motif: saisie.lire("motif_correction").to_owned(),
        distinctes: distinctes(&saisie),
    };
    match visite.portail.0.support.proposer(&agent, propose).await {
        Ok(_) => montrer(&visite, &agent, "support-proposee", (&Saisie::default(), Vec::new())).await,
        Err(SupportError::Ressemblances(autres)) => {
            let remarques = causes::remarques(&SupportError::Ressemblances(autres.clone()));
            let remarques = remarques.into_iter().map(|une| Remarque::sur("distinctes", une.parole)).collect();
            page(&visite, (&agent, &personne), &saisie, (remarques, &autres)).await
        }
        Err(cause) => page(&visite, (&agent, &personne), &saisie, (causes::remarques(&cause), &[])).await,
    }
}

/// Those whom the page showed, once the box is ticked.
fn distinctes(saisie: &Saisie) -> Vec<IdentifiantNational> {
    if !saisie.cochee("distinctes") {
        return Vec::new();
    }
    saisie.lire("ressemblances").split(' ').filter_map(|texte| texte.parse().ok()).collect()
}

async fn page(
    visite: &Visite,
    (agent, personne): (&AgentSupport, &IdentifiantNational),
    saisie: &Saisie,
    (remarques, autres): (Vec<Remarque>, &[IdentifiantNational]),
) -> Response {
    let connu = match visite.portail.0.support.etat_civil(agent, personne).await {
        Ok(connu) => connu,
        Err(cause) => return montrer(visite, agent, "", (saisie, causes::remarques(&cause))).await,
    };
    let cadre = bureau::cadre(visite, SUPPORT);
    let referentiel = &visite.portail.0.referentiel;
    let mut saisie = if saisie.lire("cle").is_empty() { premiere(referentiel, &connu, saisie) } else { saisie.clone() };
    let ressemblances: Vec<_> = autres.iter().map(ToString::to_string).collect();
    if !ressemblances.is_empty() {
        // another question: it is answered again
        saisie.0.retain(|(nom, _)| nom != "distinctes" && nom != "ressemblances");
        saisie = saisie.avec("ressemblances", ressemblances.join(" "));
    }
    let vues = saisie.lire("ressemblances").to_owned();
    let mut faits = vec![(cadre.t("champ-numero"), personne.to_string())];
    if !vues.is_empty() {
        faits.push((cadre.t("support-ressemblances"), vues.clone()));
    }
    let caches = vec![("personne", personne.to_string()), ("ressemblances", vues.clone())];
    let acte = Acte { caches, faits, ..Acte::nouveau("etat-civil", ADRESSE, SUPPORT) };
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let remarques = remarques.into_iter().map(|une| enregistrement::placer(listes.0, &saisie, une)).collect();
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        let mut identite: Bloc = enregistrement::bloc_identite(atelier, listes);
        let sexes = ["F", "M"].map(|code| Choix::new(code, atelier.cadre.t(format!("sexe-{}", code.to_lowercase()))));
        identite.champs.push(atelier.liste("code_sexe", sexes.into()));
        let mut pourquoi = vec![atelier.texte("motif_correction")];
        if !vues.is_empty() {
            pourquoi.push(atelier.coche("distinctes"));
        }
        vec![identite, atelier.bloc("motif-correction", pourquoi)]
    })
}

/// As the registry holds it.
fn premiere(referentiel: &Referentiel, connu: &EtatCivil, saisie: &Saisie) -> Saisie {
    Saisie::default()
        .avec("personne", saisie.lire("personne"))
        .avec("code_civilite", &connu.code_civilite)
        .avec("code_sexe", &connu.code_sexe)
        .avec("nom", &connu.nom)
        .avec("prenoms", connu.prenoms.join(", "))
        .avec("naissance", connu.naissance.map(naissance::saisie).unwrap_or_default())
        .avec("pays_naissance", &connu.pays_naissance)
        .avec("lieu_naissance", lieu_de_naissance(referentiel, connu))
        .avec("commune_naissance", &connu.commune_naissance)
}

/// The commune by its name, when that leads back to it: a code is not what the document says.
fn lieu_de_naissance(referentiel: &Referentiel, connu: &EtatCivil) -> String {
    let code = &connu.commune_naissance;
    if code.is_empty() {
        return connu.lieu_naissance.clone();
    }
    let nom =
        referentiel.commune_le(code, connu.jour_de_naissance()).map(|une| une.libelle.clone()).unwrap_or_default();
    let communes = nomenclatures::communes(referentiel, &nom, connu.jour_de_naissance());
    let retrouvee = communes.choix.iter().any(|choix| choix.valeur == *code);
    if retrouvee { nom } else { code.clone() }
}
