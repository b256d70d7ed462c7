//! Somebody who has a number: where they work, one more place, the end of one (GES-21, GES-23). One address for all of it,
//! and never a number in it.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{Cadre, Page};
use registry_core::demande::DemandeError;
use registry_core::idempotence::CleIdempotence;
use registry_core::situation_acte::{FicheGestion, NouvelleSituation, QuandFinir, SituationVue, Version};
use registry_core::{CleStructure, paris};
use sante::{IdentifiantNational, SituationId};

use super::{PROFESSIONNELS, agent, cadre, enregistrement};
use crate::contextes::{LieuTenu, PageFiche, PageFormulaire};
use crate::envoi::{self, Champs};
use crate::erreur::{self, remarques};
use crate::formulaire::{Atelier, Remarque, Saisie, champs, dans_l_ordre};
use crate::nomenclatures;
use crate::situation;
use crate::visite::Visite;

/// `GET /bureau/professionnels`: the question, or what was typed before the session ended.
pub async fn chercher(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    match numero(saisie.lire("personne")) {
        Some(personne) => fiche(&visite, (&agent, &personne), &saisie, (StatusCode::OK, Vec::new())).await,
        None => question(&visite, &saisie, (StatusCode::OK, Vec::new())),
    }
}

/// `POST /bureau/professionnels`: finds, adds or ends, as `action` says.
pub async fn agir(visite: Visite, champs: Champs) -> Response {
    let saisie = match envoi::recevoir(&visite, champs) {
        Ok((_, saisie)) => saisie,
        Err(reponse) => return *reponse,
    };
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let Some(personne) = numero(saisie.lire("personne")) else {
        let phrase = "Recopiez les 11 chiffres du numéro RPPS, ou les 12 de l’identifiant national.";
        let remarque = Remarque::sur("personne", phrase);
        return question(&visite, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, vec![remarque]));
    };
    let fait = match saisie.lire("action") {
        "ajouter" => ajouter(&visite, (&agent, &personne), &saisie).await,
        "terminer" => terminer(&visite, &agent, &saisie).await,
        _ => return fiche(&visite, (&agent, &personne), &saisie, (StatusCode::OK, Vec::new())).await,
    };
    match fait {
        Ok(()) => {
            let trouvee = Saisie::default().avec("personne", personne.to_string());
            fiche(&visite, (&agent, &personne), &trouvee, (StatusCode::OK, Vec::new())).await
        }
        Err(remarques) => {
            fiche(&visite, (&agent, &personne), &saisie, (StatusCode::UNPROCESSABLE_ENTITY, remarques)).await
        }
    }
}

/// As people write it: with spaces, with or without the 8 in front. A card without a number of the RPPS is nobody here.
fn numero(texte: &str) -> Option<IdentifiantNational> {
    IdentifiantNational::typed(texte).ok().filter(|lu| lu.rpps().is_some())
}

async fn ajouter(
    visite: &Visite,
    (agent, personne): (&IdentifiantNational, &IdentifiantNational),
    saisie: &Saisie,
) -> Result<(), Vec<Remarque>> {
    let attestations = enregistrement::attestations(saisie);
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let (structure, situation) = situation::lire(saisie, "", listes).map_err(|mut remarques| {
        remarques.extend(attestations.verifier(true).iter().map(Remarque::from));
        remarques
    })?;
    let nouvelle = NouvelleSituation { personne: personne.clone(), structure, situation, attestations };
    let cle = CleIdempotence::lue(saisie.lire("cle")).ok_or_else(Vec::new)?;
    match visite.portail.0.gestion.ajouter(agent, &cle, nouvelle).await {
        Ok(_) => Ok(()),
        Err(cause) => Err(remarques(&cause.into())),
    }
}

async fn terminer(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<(), Vec<Remarque>> {
    let quand = match saisie.lire("dernier_jour") {
        "" => QuandFinir::Maintenant,
        texte => {
            let phrase = "Écrivez le dernier jour, par exemple 31/12/2026, ou laissez vide pour terminer maintenant.";
            QuandFinir::Apres(situation::jour(texte).ok_or_else(|| vec![Remarque::generale(phrase)])?)
        }
    };
    let situation = SituationId::from(saisie.lire("situation").to_owned());
    let version = Version::from(saisie.lire("version").to_owned());
    let faite = visite.portail.0.gestion.terminer(agent, (&situation, &version), quand).await;
    faite.map_err(|cause| remarques(&cause.into()))
}

fn question(visite: &Visite, saisie: &Saisie, (statut, remarques): (StatusCode, Vec<Remarque>)) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, PROFESSIONNELS);
    let atelier = Atelier { cadre: &cadre, saisie, remarques: &remarques };
    let blocs = vec![atelier.bloc("recherche", vec![atelier.texte("personne")])];
    let [titre, aide, envoyer] = ["titre", "aide", "envoyer"].map(|fin| cadre.t(format!("recherche-{fin}")));
    let (cle, action, abandon) = (visite.portail.cle(), PROFESSIONNELS.to_owned(), "/bureau".to_owned());
    let contexte = PageFormulaire { cadre, csrf, cle, titre, aide, action, envoyer, abandon, remarques, blocs };
    Page::new(statut, contexte).into_response()
}

async fn fiche(
    visite: &Visite,
    (agent, personne): (&IdentifiantNational, &IdentifiantNational),
    saisie: &Saisie,
    (statut, remarques): (StatusCode, Vec<Remarque>),
) -> Response {
    let trouvee = match visite.portail.0.gestion.fiche(agent, personne).await.map_err(DemandeError::from) {
        Ok(trouvee) => trouvee,
        Err(cause @ DemandeError::Situation(_)) if cause.code() == "professionnel_inconnu" => {
            let remarque = Remarque::sur("personne", cause.phrase());
            return question(visite, saisie, (StatusCode::UNPROCESSABLE_ENTITY, vec![remarque]));
        }
        Err(cause) => return erreur::page(visite, &cause),
    };
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, PROFESSIONNELS);
    let saisie = premiere(visite, saisie, &trouvee);
    let atelier = Atelier { cadre: &cadre, saisie: &saisie, remarques: &remarques };
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let blocs = vec![
        situation::bloc(&atelier, referentiel, le),
        atelier.bloc("attestations", enregistrement::champs_attestations(&atelier, true)),
    ];
    let remarques = dans_l_ordre(remarques.clone(), &champs(&blocs));
    let lieux = trouvee.situations.iter().map(|vue| lieu(visite, &cadre, vue)).collect();
    let noms = format!("{} {}", saisie.lire("prenom_exercice"), saisie.lire("nom_exercice"));
    let contexte = PageFiche {
        // somebody who never had a place of work has no exercise name yet
        nom: if noms.trim().is_empty() { cadre.t("fiche-sans-nom") } else { noms },
        personne: trouvee.personne.to_string(),
        cle: saisie.lire("cle").to_owned(),
        adresse: PROFESSIONNELS,
        lieux,
        blocs,
        remarques,
        csrf,
        cadre,
    };
    Page::new(statut, contexte).into_response()
}

/// What a new place starts from: the names that the person practises under.
fn premiere(visite: &Visite, saisie: &Saisie, fiche: &FicheGestion) -> Saisie {
    let mut saisie = saisie.clone();
    let noms = fiche.situations.first().map(|vue| &vue.noms);
    if saisie.lire("action") != "ajouter" {
        saisie = saisie.sans_cle().avec("cle", visite.portail.cle());
        if let Some(noms) = noms {
            saisie = saisie.avec("nom_exercice", &noms.nom).avec("prenom_exercice", &noms.prenom);
        }
    }
    saisie
}

fn lieu(visite: &Visite, cadre: &Cadre, vue: &SituationVue) -> LieuTenu {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let jour = |instant| paris::jour(instant).strftime("%d/%m/%Y").to_string();
    let debut = vue.situation.debut.map(|debut| cadre.t1("lieu-depuis", "jour", jour(debut)));
    let fin = vue.situation.fin.map(|fin| {
        let dernier = paris::dernier_jour(fin.le).strftime("%d/%m/%Y").to_string();
        cadre.t1("lieu-jusque", "jour", dernier)
    });
    let nom = vue.structure.as_ref().map(|structure| structure.details.raison_sociale.clone());
    let cle = vue.situation.structure.as_ref().map(CleStructure::as_str).unwrap_or_default();
    LieuTenu {
        titre: nom.filter(|nom| !nom.is_empty()).unwrap_or_else(|| cle.to_owned()),
        fonction: format!(
            "{}, {}",
            nomenclatures::profession(referentiel, &vue.situation.code_role, le),
            nomenclatures::role(referentiel, &vue.situation.code_genre)
        ),
        periode: [debut, fin].into_iter().flatten().collect::<Vec<_>>().join(" "),
        situation: vue.situation.id.as_str().to_owned(),
        version: vue.version.as_ref().map(|version| version.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: GES-21
    #[test]
    fn a_number_is_found_however_it_was_written() {
        let attendu: IdentifiantNational = "899900000011".parse().unwrap();
        for texte in ["899900000011", "99900000011", "999 0000 0011", "8 999 0000 0011"] {
            assert_eq!(numero(texte).as_ref(), Some(&attendu), "{texte}");
        }
        for texte in ["", "999", "3690990015/CPED0001", "Alba"] {
            assert_eq!(numero(texte), None, "{texte}");
        }
    }
}
