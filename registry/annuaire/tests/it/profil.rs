//! Every resource that is served, held against what the public profiles (`as-dp-*`, guide 1.2.0-snapshot-2) ask: slices, cardinalities,
//! where codes come from, and what must be absent. No package of the guide is at hand: these are its rules, one by one.

mod regles;

use serde_json::Value;

use crate::decor::{ALBA, CARTE, Decor, EHPAD, NOE, OPPOSEE, PAUL, incluses, texte, trouvees};
use regles::{Regle, verifier};

async fn servies(decor: &Decor) -> Vec<Value> {
    let mut servies = Vec::new();
    for question in [
        "Practitioner?_count=3&_revinclude=*",
        "PractitionerRole?_count=3&_include=*",
        "Organization?_count=3&_include=Organization:partof",
    ] {
        for page in decor.pages(question).await {
            servies.extend(trouvees(&page).into_iter().chain(incluses(&page)));
        }
    }
    servies
}

// requirement: DIR-01 DIR-02 DIR-05
#[tokio::test]
async fn every_resource_that_is_served_holds_each_rule_of_its_public_profile() {
    let decor = Decor::nouveau().await;
    decor.completer().await;
    let servies = servies(&decor).await;
    let (mut vues, mut manques) = (std::collections::BTreeSet::new(), Vec::new());
    for ressource in &servies {
        vues.insert(texte(ressource, "/resourceType"));
        manques.extend(verifier(ressource).into_iter().map(|regle| format!("{regle}: {ressource}")));
    }
    assert_eq!(vues.len(), 3);
    assert!(servies.len() > 40, "{}", servies.len());
    assert!(manques.is_empty(), "{manques:#?}");
}

/// The rules can fail: each of these is a resource that one of them refuses.
#[tokio::test]
async fn a_resource_that_breaks_its_profile_is_seen() {
    let decor = Decor::nouveau().await;
    decor.completer().await;
    let bonnes = [format!("Practitioner/{PAUL}"), format!("Organization/{EHPAD}")];
    let [paul, ehpad] = [decor.fhir(&bonnes[0]).await, decor.fhir(&bonnes[1]).await];
    let role = decor.fhir(&format!("PractitionerRole?practitioner={PAUL}")).await["entry"][0]["resource"].clone();
    type Atteinte = (&'static str, fn(&mut Value));
    let atteintes: [(&Value, Atteinte); 9] = [
        (&paul, ("meta.profile", |une| une["meta"]["profile"][1] = "x".into())),
        (&paul, ("identifier", |une| une["identifier"] = une["identifier"][0].clone())),
        (&paul, ("name", |une| une["name"] = serde_json::json!([une["name"][0], une["name"][0]]))),
        (&paul, ("restricted", |une| une["birthDate"] = "1980-01-01".into())),
        (&paul, ("card", |une| une["extension"][0]["extension"][0]["url"] = "oppositionDate".into())),
        (&role, ("practitioner", |une| une["practitioner"] = Value::Null)),
        (&role, ("restricted", |une| une["period"] = serde_json::json!({}))),
        (&ehpad, ("type", |une| une["type"][0]["extension"] = Value::Null)),
        (&ehpad, ("email", |une| une["telecom"][0]["system"] = "email".into())),
    ];
    for (bonne, (regle, atteindre)) in atteintes {
        assert_eq!(verifier(bonne), Vec::<Regle>::new(), "{bonne}");
        let mut mauvaise = bonne.clone();
        atteindre(&mut mauvaise);
        assert!(verifier(&mauvaise).contains(&regle), "{regle}: {:?}", verifier(&mauvaise));
    }
}

#[tokio::test]
async fn a_card_is_shown_with_its_number_until_it_is_opposed_and_finds_its_holder() {
    let decor = Decor::nouveau().await;
    decor.completer().await;
    let paul = decor.fhir(&format!("Practitioner/{PAUL}")).await;
    let champs = paul["extension"][0]["extension"].as_array().unwrap();
    assert_eq!(champs.iter().map(|un| texte(un, "/url")).collect::<Vec<_>>(), ["type", "number", "period"]);
    assert_eq!(texte(&champs[0], "/valueCodeableConcept/coding/0/code"), "CPS");
    assert_eq!(texte(&champs[1], "/valueString"), CARTE);
    assert!(!paul.to_string().contains(OPPOSEE));
    for question in
        [format!("number-smartcard={CARTE}"), "number-smartcard=12345".to_owned(), "type-smartcard=CPS".to_owned()]
    {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [PAUL], "{question}");
    }
    for question in
        [format!("number-smartcard={OPPOSEE}"), "number-smartcard=%25".to_owned(), "type-smartcard=CPE".to_owned()]
    {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [""; 0], "{question}");
    }
}

// requirement: DIR-05
#[tokio::test]
async fn a_place_says_its_kind_its_sector_and_what_finess_says_and_is_found_by_each() {
    let decor = Decor::nouveau().await;
    decor.completer().await;
    let ehpad = decor.fhir(&format!("Organization/{EHPAD}")).await;
    let codes: Vec<String> = ehpad["type"].as_array().unwrap().iter().map(|un| texte(un, "/coding/0/code")).collect();
    assert_eq!(codes, ["GEOGRAPHICAL-ENTITY", "SA17", "500"]);
    for question in ["type=500&type=SA17", "type=500", "identifier=https://rppsrang.esante.gouv.fr%7CF690990114"] {
        assert_eq!(decor.ids(&format!("Organization?{question}")).await, [EHPAD], "{question}");
    }
    assert_eq!(decor.ids("Organization?type=60").await, ["F690990015"]);
    let avec = decor.fhir(&format!("Organization?_id={EHPAD}&_include=Organization:partof")).await;
    assert_eq!(incluses(&avec).iter().map(|une| texte(une, "/id")).collect::<Vec<_>>(), ["F690990015"]);
    assert!(decor.ids("Organization?type=SA99").await.is_empty());
}

#[tokio::test]
async fn what_is_read_alone_is_what_a_search_gives() {
    let decor = Decor::nouveau().await;
    decor.completer().await;
    for ressource in servies(&decor).await {
        let chemin = format!("{}/{}", texte(&ressource, "/resourceType"), texte(&ressource, "/id"));
        assert_eq!(decor.fhir(&chemin).await, ressource, "{chemin}");
    }
    for chemin in [
        format!("Practitioner/{ALBA}/_history/1"),
        format!("Practitioner/{NOE}/_history"),
        "Practitioner/_history".to_owned(),
    ] {
        assert_eq!(decor.get(&format!("/fhir/v2/{chemin}")).await.statut, 404, "{chemin}: no versions are kept");
    }
}
