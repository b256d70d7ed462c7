//! People of the EHPAD, whom its gestionnaire has just registered: each of them can do one thing in the attack.

use http::Method;
use serde_json::{Value, json};

use super::super::decor::{Decor, EHPAD, GESTIONNAIRE, MAINTENANT};
use super::nom;

/// Their number.
pub async fn inscrire(decor: &Decor, rang: usize) -> String {
    let nom = format!("FICTIF-{}", nom(200 + rang));
    let corps = json!({
        "structure": EHPAD,
        "identite": {
            "nom": nom, "prenoms": ["Ève"], "code_civilite": "MME",
            "naissance": format!("19{}-0{}-1{}", 50 + rang, 1 + rang % 9, rang % 10),
            "pays_naissance": "99100", "commune_naissance": "33063",
        },
        "contact": {"mobile": "06 39 98 00 95", "courriel": "eve@exemple.test"},
        "situation": {
            "nom_exercice": nom, "prenom_exercice": "Ève", "profession": "313", "role": "GENR11", "debut": "2027-02-01",
        },
        "attestations": {
            "face_a_face": true, "piece": "passeport", "conditions_acceptees": true, "diplomes_verifies": true,
            "besoin_verifie": true,
        },
    });
    let cle = format!("a-corriger-{rang:06}");
    let faite = agir(decor, "/inscriptions", &cle, &corps).await;
    faite["vue"]["personne"].as_str().unwrap_or_else(|| panic!("{faite}")).to_owned()
}

/// An act of the gestionnaire, under a key.
pub async fn agir(decor: &Decor, chemin: &str, cle: &str, corps: &Value) -> Value {
    decor.agir(GESTIONNAIRE, (Method::POST, chemin), &[("idempotency-key", cle)], corps).await.json()
}

/// A token that lives as long as the attack.
pub fn jeton(decor: &Decor, personne: &str) -> String {
    let claims = decor.emetteur.claims(personne, MAINTENANT, &[("exp", (MAINTENANT + 86_400).into())]);
    decor.emetteur.signer(&claims)
}

/// Their one place of work, and its version in quotes.
pub async fn situation(decor: &Decor, personne: &str) -> (String, String) {
    let siennes = decor.lire(personne, "/moi/situations").await.json();
    let texte = |membre: &str| siennes[0][membre].as_str().unwrap_or_else(|| panic!("{siennes}")).to_owned();
    (texte("id"), format!("\"{}\"", texte("version")))
}
