use serde_json::json;

use super::super::decor::{Decor, EHPAD};
use super::personnes::{agir, inscrire};
use super::{Cible, Usage};

const MOBILE: &str = "06 39 98 00 94";
const COURRIEL: &str = "corrigee@exemple.test";
/// People for each act: each takes one.
const PERSONNES: usize = 8;

/// People of the EHPAD, whom its gestionnaire has just registered; of some, a correction waits for the director.
pub async fn cibles(decor: &Decor) -> Vec<Cible> {
    let (mut corrigibles, mut attendent) = (Vec::new(), Vec::new());
    for rang in 0..3 * PERSONNES {
        let personne = inscrire(decor, rang).await;
        match rang < PERSONNES {
            true => corrigibles.push(personne),
            false => attendent.push(proposer(decor, &personne).await),
        }
    }
    let abandonnees = attendent.split_off(PERSONNES);
    let seul = |dictionnaire, valeur: &str, champs| Usage::de(dictionnaire, vec![valeur.to_owned()], champs);
    let confirmees = vec![
        Usage::de("confirmee", attendent, &["path.correction"]),
        seul("mobile_dit", MOBILE, &["body.mobile"]),
        seul("courriel_dit", COURRIEL, &["body.courriel"]),
    ];
    let proposees = vec![
        Usage::de("corrigible", corrigibles, &["path.professionnel"]),
        seul("mobile_propose", MOBILE, &["body.contact.mobile"]),
        seul("courriel_propose", COURRIEL, &["body.contact.courriel"]),
    ];
    let abandonnees = vec![Usage::de("abandonnee", abandonnees, &["path.correction"])];
    let cible = |nom: &str, usages| Cible { nom: format!("POST /api/v1/{nom}"), usages, jeton: None };
    vec![
        cible("corrections/{correction}/confirmation", confirmees),
        cible("corrections/{correction}/abandon", abandonnees),
        cible("professionnels/{professionnel}/corrections", proposees),
    ]
}

async fn proposer(decor: &Decor, personne: &str) -> String {
    let corps = json!({"structure": EHPAD, "contact": {"mobile": MOBILE, "courriel": COURRIEL}, "face_a_face": true});
    let chemin = format!("/professionnels/{personne}/corrections");
    let faite = agir(decor, &chemin, &format!("proposee-{personne}"), &corps).await;
    faite["correction"].as_str().unwrap_or_else(|| panic!("{faite}")).to_owned()
}
