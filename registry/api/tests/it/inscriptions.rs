use http::Method;
use serde_json::{Value, json};

use crate::decor::{ALBA, DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME};

const CLE: [(&str, &str); 1] = [("idempotency-key", "inscription-0001")];

pub fn situation() -> Value {
    json!({
        "nom_exercice": "FICTIF-LUCE", "prenom_exercice": "Lucie", "profession": "313", "role": "GENR11",
        "debut": "2027-02-01",
    })
}

pub fn attestations() -> Value {
    json!({
        "face_a_face": true, "piece": "passeport", "conditions_acceptees": true, "diplomes_verifies": true,
        "besoin_verifie": true,
    })
}

/// Somebody whom nobody knows.
pub fn inscription() -> Value {
    json!({
        "structure": EHPAD,
        "identite": {
            "nom": "Fictif-Luce", "prenoms": ["Lucie", "Zoé"], "code_civilite": "MME", "code_sexe": "F",
            "naissance": "1990-05-12", "pays_naissance": "99100", "commune_naissance": "93066",
        },
        "contact": {"mobile": "06 39 98 00 90", "courriel": "lucie@exemple.test"},
        "situation": situation(),
        "attestations": attestations(),
    })
}

/// Noé of the example, whom the registry knows.
pub fn inscription_de_noe() -> Value {
    let mut noe = inscription();
    noe["identite"] = json!({
        "nom": "FICTIF-DURIEUX", "prenoms": ["Noé"], "code_civilite": "M", "naissance": "1975-11-21",
        "pays_naissance": "99100", "commune_naissance": "97411",
    });
    noe
}

// requirement: ENR-01 ENR-07 ENR-10
#[tokio::test]
async fn somebody_new_gets_a_number_and_the_request_that_tells_it() {
    let decor = Decor::nouveau().await;
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &inscription()).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    let lue = faite.json();
    assert_eq!(lue["vue"]["etape"], "validee");
    let personne = lue["vue"]["personne"].as_str().unwrap().to_owned();
    assert_eq!(faite.entete("etag"), "\"1\"");
    let demande = faite.entete("location").strip_prefix("/api/v1").unwrap().to_owned();
    assert_eq!(decor.lire(GESTIONNAIRE, &demande).await.json()["vue"]["personne"], personne.as_str());
    let fiche = decor.lire(GESTIONNAIRE, &format!("/professionnels/{personne}")).await.json();
    let situation = &fiche["situations"][0];
    assert_eq!((&situation["structure"]["finess"], &situation["debut"]), (&EHPAD.into(), &"2027-02-01".into()));
    assert_eq!(situation["fin"], Value::Null);
}

// requirement: COL-01 GES-22
#[tokio::test]
async fn every_field_that_does_not_hold_is_told_at_once() {
    let decor = Decor::nouveau().await;
    let mut fausse = inscription();
    fausse["identite"]["nom"] = json!("Martin2");
    fausse["identite"]["commune_naissance"] = json!("00000");
    fausse["contact"]["courriel"] = json!("lucie");
    fausse["situation"]["profession"] = json!("10");
    fausse["situation"]["fin"] = json!("2027-01-01");
    fausse["attestations"]["conditions_acceptees"] = json!(false);
    let reponse = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &fausse).await;
    let probleme = reponse.refuse(422, "saisie_a_completer");
    let champs: Vec<_> = probleme["objections"].as_array().unwrap().iter().map(|une| une["champ"].clone()).collect();
    for champ in ["nom", "commune_naissance", "courriel", "profession", "fin", "conditions_acceptees"] {
        assert!(champs.contains(&champ.into()), "{champ}: {champs:?}");
    }
    let juste = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &inscription()).await;
    assert_eq!(juste.statut, 201, "nothing was kept of the refusal, its key included: {juste:?}");
}

// requirement: COL-02 ENR-15
#[tokio::test]
async fn a_birth_without_a_day_is_taken_abroad_asked_about_and_read_as_it_was_sent() {
    let decor = Decor::nouveau().await;
    let nee = |naissance: &str, lieu: Value| {
        let mut corps = inscription();
        corps["identite"]["naissance"] = json!(naissance);
        let identite = corps["identite"].as_object_mut().unwrap();
        identite.remove("commune_naissance");
        identite.extend(lieu.as_object().unwrap().clone());
        corps
    };
    let abroad = json!({"pays_naissance": "99352", "lieu_naissance": "Béjaïa"});
    let ici = nee("1971-00-00", json!({"commune_naissance": "93066"}));
    let refusee = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &ici).await;
    let probleme = refusee.refuse(422, "saisie_a_completer");
    assert_eq!(probleme["objections"][0]["champ"], "naissance", "{probleme}");
    let faite =
        decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &nee("1971-00-00", abroad.clone())).await;
    assert_eq!((faite.statut.as_u16(), &faite.json()["vue"]["etape"]), (201, &json!("validee")), "{faite:?}");
    let personne = faite.json()["vue"]["personne"].clone();
    let encore = [("idempotency-key", "inscription-0002")];
    let vue =
        decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &encore, &nee("1971-05-00", abroad)).await.json();
    assert_eq!((&vue["vue"]["etape"], &vue["vue"]["candidats"]), (&json!("a_examiner"), &json!([personne])));
    let demande = format!("/demandes/{}", vue["demande"].as_str().unwrap());
    assert_eq!(decor.lire(GESTIONNAIRE, &demande).await.json()["identite"]["naissance"], "1971-05-00");
}

// requirement: ENR-12 NOT-03
#[tokio::test]
async fn somebody_known_is_refused_to_the_professional_and_not_to_the_caller() {
    let decor = Decor::nouveau().await;
    let faite = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &inscription_de_noe()).await;
    assert_eq!((faite.statut.as_u16(), &faite.json()["vue"]), (201, &json!({"etape": "transmise"})), "{faite:?}");
}

// requirement: R02 GES-14 GES-15
#[tokio::test]
async fn another_establishment_is_refused_whatever_the_body_says() {
    let decor = Decor::nouveau().await;
    for structure in [IME, "440990216", "000000000"] {
        let mut ailleurs = inscription();
        ailleurs["structure"] = json!(structure);
        let reponse = decor.agir(GESTIONNAIRE, (Method::POST, "/inscriptions"), &CLE, &ailleurs).await;
        reponse.refuse(403, "structure_hors_perimetre");
    }
}

// requirement: ENR-15
#[tokio::test]
async fn who_looks_alike_is_named_then_told_apart_or_attached() {
    let decor = Decor::nouveau().await;
    let mut proche = inscription();
    proche["identite"] = json!({
        "nom": "FICTIF-MARTEL", "prenoms": ["Alba"], "code_civilite": "MME", "naissance": "1988-02-04",
        "pays_naissance": "99100", "commune_naissance": "93066",
    });
    let faite = decor.agir(DIRECTRICE, (Method::POST, "/inscriptions"), &CLE, &proche).await.json();
    assert_eq!((&faite["vue"]["etape"], &faite["vue"]["candidats"]), (&json!("a_examiner"), &json!([ALBA])));
    let chemin = format!("/demandes/{}", faite["demande"].as_str().unwrap());
    let entetes = [("idempotency-key", "rattachement-0001"), ("if-match", "\"1\"")];
    let autre = json!({"attestations": attestations(), "personne": "899900000029"});
    let rattachement = format!("{chemin}/rattachement");
    let refusee = decor.agir(DIRECTRICE, (Method::POST, &rattachement), &entetes, &autre).await;
    refusee.refuse(422, "candidat_inattendu");
    let validation = json!({"attestations": attestations(), "distinctes": [ALBA]});
    let validee = decor.agir(DIRECTRICE, (Method::POST, &format!("{chemin}/validation")), &entetes, &validation).await;
    assert_eq!((validee.statut.as_u16(), &validee.json()["etape"]), (200, &json!("validee")), "{validee:?}");
}
