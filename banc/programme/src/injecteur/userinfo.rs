//! Userinfo: the active structure is noted, then what the scenario changes.

use axum::response::Response;
use banc_core::injection::{AUTRUI, AlterationUserinfo, Injection, LEURRE};
use serde_json::{Value, json};

use super::{Lieu, modifier, retirer};
use crate::scene::Etat;

/// The single-valued claims that speak of the active situation, with what PSC says when there is none.
const ACTIVE: [&str; 4] = ["codeGenreActivite", "SubjectOrganization", "SubjectOrganizationID", "Secteur_Activite"];

pub async fn passer(lieu: &Lieu, reponse: Response) -> Response {
    if !reponse.status().is_success() {
        return reponse;
    }
    modifier(reponse, |dit| {
        let mut etat = lieu.scene.etat();
        retenir(&mut etat, dit);
        let alteration = etat.presenter(|injection| match injection {
            Injection::Userinfo(alteration) => Some(*alteration),
            _ => None,
        });
        if let Some(alteration) = alteration {
            appliquer(&mut etat, dit, alteration);
        }
    })
    .await
}

/// Every name of the active structure.
fn retenir(etat: &mut Etat, dit: &Value) {
    let noms = [
        "/SubjectOrganizationID",
        "/SubjectOrganization",
        "/situation/id",
        "/situation/finess",
        "/situation/raisonSociale",
    ];
    let lus = noms.iter().filter_map(|nom| dit.pointer(nom)?.as_str()).filter(|nom| !nom.is_empty());
    etat.situation = lus.map(str::to_owned).collect();
    let actif = dit["SubjectOrganizationID"].as_str().unwrap_or_default();
    let activites = dit["SubjectRefPro"]["exercices"].as_array().into_iter().flatten();
    let activites = activites.flat_map(|exercice| exercice["activities"].as_array().into_iter().flatten());
    for activite in activites.filter(|activite| activite["identifiantTechniqueDeLaStructure"] == actif) {
        let autres = ["numeroFinessSite", "ancienIdentifiantDeLaStructure", "raisonSocialeSite"];
        let autres = autres.iter().filter_map(|nom| activite[nom].as_str()).filter(|nom| !nom.is_empty());
        etat.situation.extend(autres.map(str::to_owned));
    }
}

fn appliquer(etat: &mut Etat, dit: &mut Value, alteration: AlterationUserinfo) {
    match alteration {
        AlterationUserinfo::AutreSub => {
            let [sub, identifiant, nom] = AUTRUI;
            dit["sub"] = json!(etat.graine.mot(sub));
            (dit["SubjectNameID"], dit["preferred_username"]) = (json!(identifiant), json!(identifiant));
            dit["family_name"] = json!(nom);
        }
        AlterationUserinfo::SujetPsi => dit["sub"] = json!(etat.psi()),
        AlterationUserinfo::RefProVide => {
            dit["SubjectRefPro"] = json!({ "exercices": [] });
            sans_activite(dit);
        }
        AlterationUserinfo::SansSituation => {
            retirer(dit, "SubjectRefPro");
            sans_activite(dit);
        }
        AlterationUserinfo::PlusieursExercices => {
            if let Some(exercices) = dit["SubjectRefPro"]["exercices"].as_array_mut() {
                let leurre = exercices.first().map(leurre);
                exercices.splice(0..0, leurre);
            }
        }
        AlterationUserinfo::ExercicesEnDouble => {
            if let Some(exercices) = dit["SubjectRefPro"]["exercices"].as_array_mut() {
                let encore = exercices.clone();
                exercices.extend(encore.iter().cloned().chain(encore.iter().cloned()));
            }
        }
    }
}

fn sans_activite(dit: &mut Value) {
    for nom in ACTIVE {
        dit[nom] = json!("");
    }
    dit["SubjectRole"] = json!([]);
    retirer(dit, "situation");
}

/// The same exercice at another place.
fn leurre(exercice: &Value) -> Value {
    let mut leurre = exercice.clone();
    for activite in leurre["activities"].as_array_mut().into_iter().flatten() {
        activite["identifiantTechniqueDeLaStructure"] = json!(LEURRE);
        activite["raisonSocialeSite"] = json!("EHPAD FICTIF D'AILLEURS");
        activite["numeroFinessSite"] = json!(&LEURRE[1..]);
        activite["ancienIdentifiantDeLaStructure"] = json!(format!("1{}", &LEURRE[1..]));
    }
    leurre
}
