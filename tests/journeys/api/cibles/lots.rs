use axum::body::Body;
use http::{Method, header};

use super::super::decor::{DIRECTRICE, Decor};
use super::{Cible, Usage, nom};

const LOT: &str = "/api/v1/lots/{lot}";
/// Files that wait, for each act that takes one.
const FICHIERS: usize = 4;

/// Files of one person each: to look at, to confirm, to give up.
pub async fn cibles(decor: &Decor) -> Vec<Cible> {
    let mut lots = Vec::new();
    for rang in 0..2 * FICHIERS + 1 {
        lots.push(deposer(decor, rang).await);
    }
    let abandonnes = lots.split_off(FICHIERS + 1);
    let lances = lots.split_off(1);
    let sur = |nom: String, dictionnaire, valeurs: &[String]| Cible {
        nom,
        usages: vec![Usage::de(dictionnaire, valeurs.to_vec(), &["path.lot"])],
        jeton: None,
    };
    vec![
        sur(format!("GET {LOT}"), "lot_vu", &lots),
        sur(format!("GET {LOT}/lignes"), "lot_lu", &lots),
        sur(format!("GET {LOT}/compte-rendu"), "lot_rendu", &lots),
        sur(format!("POST {LOT}/lancement"), "lot_lance", &lances),
        sur(format!("POST {LOT}/abandon"), "lot_abandonne", &abandonnes),
    ]
}

async fn deposer(decor: &Decor, rang: usize) -> String {
    let nom = nom(100 + rang);
    let fichier = format!(
        "civilite;nom_naissance;prenoms;date_naissance;commune_naissance;piece_identite;courriel;telephone;finess;profession;role;\
         date_debut\nMme;FICTIF-{nom};Léa;1{}/0{}/1971;69123;passeport;lea@exemple.test;06 39 98 00 93;690990114;313;GENR11;\
         01/02/2027\n",
        rang % 10,
        1 + rang % 9,
    );
    let demande = decor.demande(DIRECTRICE, Method::POST, "/lots?fichier=personnel.csv");
    let demande = demande.header("idempotency-key", format!("lot-a-attaquer-{rang:04}"));
    let demande = demande.header(header::CONTENT_TYPE, "text/csv").body(Body::from(fichier)).expect("a request");
    let faite = decor.envoyer(demande).await.json();
    faite["lot"].as_str().expect("a file").to_owned()
}
