use http::Method;
use serde_json::json;

use super::super::decor::{Decor, EHPAD, MAINTENANT, SAMIA};
use super::{Cible, Usage};

/// Asks for a place in the attack itself; Samia has asked before it.
const NOE: &str = "899900000029";

/// In the name of professionals: contact data that change to and fro, a request that can be read and taken back.
pub async fn cibles(decor: &Decor) -> Vec<Cible> {
    let (samia, noe) = (jeton(decor, SAMIA), jeton(decor, NOE));
    let mienne = deposer(decor).await;
    let textes = |valeurs: &[&str]| valeurs.iter().map(ToString::to_string).collect::<Vec<_>>();
    let coordonnees = vec![
        Usage::de("mobiles", textes(&["06 39 98 00 81", "06 39 98 00 82"]), &["body.mobile"]),
        Usage::de("courriels", textes(&["a@exemple.test", "b@exemple.test"]), &["body.courriel"]),
    ];
    let elle = |dictionnaire| vec![Usage::de(dictionnaire, vec![mienne.clone()], &["path.demande"])];
    let cible = |nom: &str, usages, jeton: &String| Cible {
        nom: nom.replacen(' ', " /api/v1/moi/", 1),
        usages,
        jeton: Some(jeton.clone()),
    };
    vec![
        cible("PUT coordonnees", coordonnees, &samia),
        cible("GET demandes", Vec::new(), &samia),
        cible("POST demandes", Vec::new(), &noe),
        cible("GET demandes/{demande}", elle("mienne_lue"), &samia),
        cible("POST demandes/{demande}/retrait", elle("mienne_retiree"), &samia),
    ]
}

fn jeton(decor: &Decor, personne: &str) -> String {
    let claims = decor.emetteur.claims(personne, MAINTENANT, &[("exp", (MAINTENANT + 86_400).into())]);
    decor.emetteur.signer(&claims)
}

async fn deposer(decor: &Decor) -> String {
    let situation = json!({
        "nom_exercice": "FICTIF-SAMIA", "prenom_exercice": "Samia", "profession": "313", "role": "GENR11",
        "debut": "2027-02-01",
    });
    let cle = [("idempotency-key", "demande-a-retirer")];
    let corps = json!({"structure": EHPAD, "situation": situation});
    let faite = decor.agir(SAMIA, (Method::POST, "/moi/demandes"), &cle, &corps).await.json();
    faite["demande"].as_str().unwrap_or_else(|| panic!("{faite}")).to_owned()
}
