use http::StatusCode;
use serde_json::Value;

use crate::decor::{ALBA, Decor, EHPAD, texte};

/// What the example says in its restricted columns.
const CACHES: [&str; 9] =
    ["1988", "02-04", "BASTIA", "2B033", "Rose", "639980001", "alba.martel@example.org", "birthDate", "gender"];

// requirement: DIR-01 DIR-02 DIR-05
#[tokio::test]
async fn a_person_is_shown_under_the_names_of_practice_and_nothing_else() {
    let decor = Decor::nouveau().await;
    let alba = decor.fhir(&format!("Practitioner/{ALBA}")).await;
    assert_eq!(texte(&alba, "/identifier/0/system"), "urn:oid:1.2.250.1.71.4.2.1");
    assert_eq!(texte(&alba, "/identifier/0/type/coding/0/code"), "IDNPS");
    assert_eq!(texte(&alba, "/identifier/1/value"), "99900000011");
    assert_eq!(texte(&alba, "/name/0/family"), "FICTIF-MARTEL");
    assert_eq!(texte(&alba, "/name/0/given/0"), "Alba");
    assert_eq!(texte(&alba, "/name/0/prefix/0"), "MME");
    assert_eq!(texte(&alba, "/qualification/0/code/coding/0/code"), "99");
    assert_eq!(
        texte(&alba, "/meta/profile/0"),
        "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitioner|1.2.0-snapshot-2"
    );
    assert!(alba.get("telecom").is_none() && alba.get("address").is_none());
}

// requirement: DIR-02
#[tokio::test]
async fn no_answer_has_a_civil_status_a_date_of_practice_or_contact_data() {
    let decor = Decor::nouveau().await;
    let mut lu = String::new();
    for genre in ["Practitioner", "PractitionerRole", "Organization"] {
        lu += &decor.pages(&format!("{genre}?_count=50")).await.iter().map(Value::to_string).collect::<String>();
    }
    lu += &decor.get(&format!("/eligibilite/mssante/{ALBA}")).await.texte();
    assert!(lu.contains("FICTIF-MARTEL") && lu.contains("EHPAD FICTIF LES TILLEULS"));
    let trouves: Vec<_> = CACHES.iter().filter(|cache| lu.contains(**cache)).collect();
    assert!(trouves.is_empty(), "{trouves:?}");
    assert!(!lu.contains("\"period\"") && !lu.contains("\"email\""));
}

#[tokio::test]
async fn each_resource_is_read_by_its_id_and_what_is_none_is_not_found() {
    let decor = Decor::nouveau().await;
    let role = decor.ids(&format!("PractitionerRole?practitioner={ALBA}")).await.remove(0);
    for chemin in [format!("Practitioner/{ALBA}"), format!("PractitionerRole/{role}"), format!("Organization/{EHPAD}")]
    {
        let lue = decor.fhir(&chemin).await;
        assert_eq!(format!("{}/{}", texte(&lue, "/resourceType"), texte(&lue, "/id")), chemin);
    }
    for chemin in [
        "Practitioner/899900099996",
        "Practitioner/1",
        "Practitioner/'%20OR%201",
        "PractitionerRole/0",
        "Organization/x-zz",
        "Organization/F000000000",
        "Patient/1",
        "Practitioner/3690990015%2FCPED0001",
    ] {
        let reponse = decor.get(&format!("/fhir/v2/{chemin}")).await;
        assert_eq!(reponse.statut, StatusCode::NOT_FOUND, "{chemin}");
        assert_eq!(texte(&reponse.json(), "/resourceType"), "OperationOutcome", "{chemin}");
    }
}

#[tokio::test]
async fn what_the_server_declares_is_what_it_does() {
    let decor = Decor::nouveau().await;
    let declaration = decor.fhir("metadata").await;
    assert_eq!(texte(&declaration, "/fhirVersion"), "4.0.1");
    let ressources = declaration.pointer("/rest/0/resource").unwrap().as_array().unwrap();
    assert_eq!(ressources.len(), 3);
    for ressource in ressources {
        let genre = texte(ressource, "/type");
        for parametre in ressource["searchParam"].as_array().unwrap() {
            let (nom, forme) = (texte(parametre, "/name"), texte(parametre, "/type"));
            let valeur = match (nom.as_str(), forme.as_str()) {
                ("active", _) => "true",
                (_, "date") => "ge2020",
                _ => "abcdef",
            };
            let reponse = decor.get(&format!("/fhir/v2/{genre}?{nom}={valeur}&_count=1")).await;
            assert_eq!(reponse.statut, StatusCode::OK, "{genre} {nom}: {}", reponse.texte());
        }
    }
}

// requirement: USE-01 USE-02
#[tokio::test]
async fn a_mailbox_of_mssante_is_told_with_its_reasons() {
    let decor = Decor::nouveau().await;
    let dit = async |numero: &str| decor.get(&format!("/eligibilite/mssante/{numero}")).await;
    let alba = dit(ALBA).await.json();
    assert_eq!((alba["eligible"].as_bool(), alba["raisons"].as_array().map(Vec::len)), (Some(true), Some(0)), "{alba}");
    for (numero, code) in [
        ("3690990015%2FCPED0001", "mssante_sans_rpps"),
        ("899900099996", "mssante_personne_inconnue"),
        ("899900000060", "mssante_sans_activite"),
    ] {
        let lu = dit(numero).await.json();
        assert_eq!((lu["eligible"].as_bool(), texte(&lu, "/raisons/0/code").as_str()), (Some(false), code), "{lu}");
        assert!(texte(&lu, "/raisons/0/phrase").contains(". "), "{lu}");
    }
    assert_eq!(dit("bonjour").await.statut, StatusCode::BAD_REQUEST);
}
