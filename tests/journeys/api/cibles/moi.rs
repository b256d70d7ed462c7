use http::Method;
use serde_json::{Value, json};

use super::super::decor::{Decor, EHPAD, IME, SAMIA};
use super::personnes::{inscrire, jeton, situation};
use super::{Cible, Usage};

/// Asks for a place in the attack itself, and has asked for one before; Samia takes hers back.
const NOE: &str = "899900000029";
/// Of people who are registered for the attack, past those whose contact data are corrected.
const RANG: usize = 40;

/// In the name of professionals: contact data that change to and fro, requests that can be made, read and taken back.
pub async fn cibles(decor: &Decor) -> Vec<Cible> {
    let (samia, noe) = (jeton(decor, SAMIA), jeton(decor, NOE));
    let (sienne, mienne) = (deposer(decor, SAMIA).await, deposer(decor, NOE).await);
    retirer(decor, NOE, &mienne).await;
    let textes = |valeurs: &[&str]| valeurs.iter().map(ToString::to_string).collect::<Vec<_>>();
    let coordonnees = vec![
        Usage::de("mobiles", textes(&["06 39 98 00 81", "06 39 98 00 82"]), &["body.mobile"]),
        Usage::de("courriels", textes(&["a@exemple.test", "b@exemple.test"]), &["body.courriel"]),
    ];
    let cible = |nom: &str, usages, jeton: &String| Cible {
        nom: nom.replacen(' ', " /api/v1/moi/", 1),
        usages,
        jeton: Some(jeton.clone()),
    };
    let demande = |dictionnaire, id: String| vec![Usage::de(dictionnaire, vec![id], &["path.demande"])];
    let mut cibles = vec![
        cible("PUT coordonnees", coordonnees, &samia),
        cible("GET situations", Vec::new(), &samia),
        cible("GET demandes", Vec::new(), &noe),
        cible("POST demandes", Vec::new(), &noe),
        cible("GET demandes/{demande}", demande("mienne_lue", mienne), &noe),
        cible("POST demandes/{demande}/retrait", demande("mienne_retiree", sienne), &samia),
    ];
    let lieux = [
        ("modification", ["situation_modifiee", "vue_modifiee"]),
        ("transfert", ["situation_transferee", "vue_transferee"]),
        ("depart", ["situation_quittee", "vue_quittee"]),
    ];
    for (rang, (acte, dictionnaires)) in lieux.into_iter().enumerate() {
        let personne = inscrire(decor, RANG + rang).await;
        let usages = tenue(decor, &personne, dictionnaires).await;
        cibles.push(cible(&format!("POST situations/{{situation}}/{acte}"), usages, &jeton(decor, &personne)));
    }
    cibles.extend([mise_a_jour(decor).await, transfert(decor).await, ajout(decor).await]);
    cibles
}

/// One's own place, with what was seen of it.
async fn tenue(decor: &Decor, personne: &str, [id, version]: [&'static str; 2]) -> Vec<Usage> {
    let (sienne, vue) = situation(decor, personne).await;
    vec![Usage::de(id, vec![sienne], &["path.situation"]), Usage::de(version, vec![vue], &["header.If-Match"])]
}

/// Somebody has announced that they leave: a gestionnaire does it.
async fn mise_a_jour(decor: &Decor) -> Cible {
    let personne = inscrire(decor, RANG + 3).await;
    let (sienne, vue) = situation(decor, &personne).await;
    let entetes = [("idempotency-key", "depart-a-decider"), ("if-match", vue.as_str())];
    let chemin = format!("/moi/situations/{sienne}/depart");
    let corps = json!({"dernier_jour": "2027-06-30"});
    let faite = decor.agir(&personne, (Method::POST, &chemin), &entetes, &corps).await.json();
    let usages = vec![Usage::de("depart", vec![texte(&faite, "demande")], &["path.demande"])];
    Cible { nom: "POST /api/v1/demandes/{demande}/mise-a-jour".to_owned(), usages, jeton: None }
}

/// Somebody whom the director moves.
async fn transfert(decor: &Decor) -> Cible {
    let personne = inscrire(decor, RANG + 4).await;
    let mut usages = tenue(decor, &personne, ["situation_deplacee", "vue_deplacee"]).await;
    usages.push(Usage::de("deplacee", vec![personne], &["path.professionnel"]));
    usages.push(Usage::de("ailleurs", vec![IME.to_owned()], &["body.structure"]));
    Cible { nom: format!("POST {}/transfert", super::SITUATION), usages, jeton: None }
}

/// People who work at the EHPAD alone.
async fn ajout(decor: &Decor) -> Cible {
    let mut personnes = Vec::new();
    for rang in 5..10 {
        personnes.push(inscrire(decor, RANG + rang).await);
    }
    let ailleurs = Usage::de("ailleurs_aussi", vec![IME.to_owned()], &["body.structure"]);
    let usages = vec![Usage::de("ajoutables", personnes, &["path.professionnel"]), ailleurs];
    Cible { nom: "POST /api/v1/professionnels/{professionnel}/situations".to_owned(), usages, jeton: None }
}

async fn deposer(decor: &Decor, personne: &str) -> String {
    let situation = json!({
        "nom_exercice": "FICTIF-AUTRE", "prenom_exercice": "Alix", "profession": "313", "role": "GENR11",
        "debut": "2027-02-01",
    });
    let cle = format!("demande-{personne}");
    let corps = json!({"structure": EHPAD, "situation": situation});
    let entetes = [("idempotency-key", cle.as_str())];
    texte(&decor.agir(personne, (Method::POST, "/moi/demandes"), &entetes, &corps).await.json(), "demande")
}

async fn retirer(decor: &Decor, personne: &str, demande: &str) {
    let chemin = format!("/moi/demandes/{demande}/retrait");
    let faite = decor.agir(personne, (Method::POST, &chemin), &[], &Value::Null).await;
    assert_eq!(faite.statut, 204, "{faite:?}");
}

fn texte(faite: &Value, membre: &str) -> String {
    faite[membre].as_str().unwrap_or_else(|| panic!("{faite}")).to_owned()
}
