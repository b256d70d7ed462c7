use serde_json::Value;

use crate::decor::{ALBA, Decor, EHPAD, NOE, incluses, texte, trouvees};

// requirement: DIR-01 DIR-03 DIR-05
#[tokio::test]
async fn somebody_is_found_by_number_under_each_of_its_systems() {
    let decor = Decor::nouveau().await;
    for question in [
        "identifier=899900000011",
        "identifier=99900000011",
        "identifier=urn:oid:1.2.250.1.71.4.2.1%7C899900000011",
        "identifier=https://rpps.esante.gouv.fr%7C99900000011",
        "_id=899900000011",
        "identifier=0000,899900000011",
        "identifier=99900000011&family=fictif-mar",
    ] {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [ALBA], "{question}");
    }
    for question in [
        "identifier=https://rpps.esante.gouv.fr%7C899900000011",
        "identifier=https://finess.esante.gouv.fr%7C99900000011",
        "identifier=3690990015/CPED0001",
        // of a type that no number has, and a number of a structure
        "identifier=999900000011",
        "identifier=799900000011",
        "identifier=urn:oid:1.2.250.1.71.4.2.1%7C999900000011",
        "identifier=urn:oid:1.2.250.1.71.4.2.1%7C99900000011",
        "identifier=urn:oid:1.2.250.1.71.4.2.2%7C899900000011",
        "identifier=urn:oid:1.2.250.1.71.4.2.1%7C1690990114",
        "identifier=99900000011&family=durieux",
        "number-smartcard=1",
        "mailbox-mss=a@b.c",
    ] {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [""; 0], "{question}");
    }
}

// requirement: DIR-01
#[tokio::test]
async fn a_name_answers_from_its_beginning_inside_or_letter_by_letter() {
    let decor = Decor::nouveau().await;
    for question in [
        "family=FICTIF-DUR",
        "family=fictif%20dur",
        "given=noe",
        "name=No%C3%A9",
        "name=noe%20fictif",
        "family:contains=rieu",
        "family:exact=FICTIF-DURIEUX",
        "given:exact=No%C3%A9",
        "family=inconnue,fictif-durieux",
    ] {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [NOE], "{question}");
    }
    for question in ["family=durieux", "family:exact=fictif-durieux", "given:exact=Noe", "family:contains=xyz"] {
        assert_eq!(decor.ids(&format!("Practitioner?{question}")).await, [""; 0], "{question}");
    }
}

// requirement: DIR-01
#[tokio::test]
async fn a_profession_or_a_know_how_narrows_a_search() {
    let decor = Decor::nouveau().await;
    let infirmier =
        "qualification-code=https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante%7C60";
    assert_eq!(decor.ids(&format!("Practitioner?{infirmier}")).await, ["899900000045"]);
    let tous = decor.ids("Practitioner?qualification-code=99").await;
    assert!(tous.len() > 3 && tous.contains(&ALBA.to_owned()), "{tous:?}");
}

// requirement: DIR-01
#[tokio::test]
async fn activities_are_found_by_person_place_and_role_and_bring_both_along() {
    let decor = Decor::nouveau().await;
    let siennes = decor.ids(&format!("PractitionerRole?practitioner=Practitioner/{ALBA}")).await;
    assert_eq!(siennes.len(), 2);
    let question = format!(
        "PractitionerRole?practitioner={ALBA}&organization=Organization/{EHPAD}&role=GENR11\
         &_include=PractitionerRole:practitioner&_include=PractitionerRole:organization"
    );
    let bundle = decor.fhir(&question).await;
    let [role] = &trouvees(&bundle)[..] else { panic!("{bundle}") };
    assert_eq!(texte(role, "/practitioner/reference"), format!("Practitioner/{ALBA}"));
    assert_eq!(texte(role, "/organization/reference"), format!("Organization/{EHPAD}"));
    let codes: Vec<&str> =
        role["code"].as_array().unwrap().iter().map(|un| un["coding"][0]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["GENR11", "S", "313"]);
    let genres: Vec<String> = incluses(&bundle).iter().map(|une| texte(une, "/resourceType")).collect();
    assert_eq!(genres, ["Practitioner", "Organization"]);
    assert_eq!(bundle["total"], 1, "what comes along is not counted");
    let ailleurs = format!("PractitionerRole?practitioner={NOE}&organization={EHPAD}");
    assert_eq!(decor.ids(&ailleurs).await, [""; 0]);
}

#[tokio::test]
async fn a_person_brings_their_activities_along() {
    let decor = Decor::nouveau().await;
    let bundle = decor.fhir(&format!("Practitioner?_id={ALBA}&_revinclude=PractitionerRole:practitioner")).await;
    assert_eq!((trouvees(&bundle).len(), incluses(&bundle).len()), (1, 2));
}

// requirement: DIR-05
#[tokio::test]
async fn a_place_is_found_by_each_number_its_name_its_town_and_its_parent() {
    let decor = Decor::nouveau().await;
    for question in [
        "identifier=690990114",
        "identifier=https://finess.esante.gouv.fr%7C690990114",
        "identifier=urn:oid:1.2.250.1.71.4.2.2%7C1690990114",
        "name=ehpad%20fictif%20les%20tilleuls",
        "name:contains=tilleuls&address-city=lyon",
        "address-postalcode=69003&address=des%20exemples,1",
        "partof=Organization/F690990015&name=ehpad",
    ] {
        assert_eq!(decor.ids(&format!("Organization?{question}")).await, [EHPAD], "{question}");
    }
    for question in [
        "identifier=urn:autre%7C690990114",
        "identifier=https://rpps.esante.gouv.fr%7C690990114",
        "identifier=urn:oid:1.2.250.1.71.4.2.2%7C9690990114",
        "identifier=https://finess.esante.gouv.fr%7C1690990114",
        "identifier=69099011",
    ] {
        assert_eq!(decor.ids(&format!("Organization?{question}")).await, [""; 0], "{question}");
    }
    let entites = decor.ids("Organization?type=LEGAL-ENTITY").await;
    assert!(entites.contains(&"F690990015".to_owned()) && !entites.contains(&EHPAD.to_owned()), "{entites:?}");
    let lieu: Value = decor.fhir(&format!("Organization/{EHPAD}")).await;
    assert_eq!(texte(&lieu, "/partOf/reference"), "Organization/F690990015");
    assert_eq!(texte(&lieu, "/telecom/0/value"), "0199000001");
    assert_eq!(texte(&lieu, "/address/0/city"), "LYON");
}

// requirement: DIR-01
#[tokio::test]
async fn a_program_that_keeps_a_copy_asks_what_changed_and_hears_who_is_gone() {
    let decor = Decor::nouveau().await;
    let avant = texte(&decor.fhir(&format!("Practitioner/{NOE}")).await, "/meta/lastUpdated");
    assert_eq!(decor.ids(&format!("Practitioner?_lastUpdated=gt{avant}")).await, [""; 0]);
    assert!(decor.ids(&format!("Practitioner?_lastUpdated=ge{avant}")).await.len() > 4);
    // the row of Noé is in the file no more
    let sans: String = include_str!("../../../core/tests/data/extraction-exemple.txt")
        .lines()
        .filter(|ligne| !ligne.contains(NOE))
        .map(|ligne| format!("{ligne}\n"))
        .collect();
    decor.horloge.advance(ambient::Seconds::hours(1));
    decor.importer(&sans, crate::decor::MAINTENANT - 10_000).await;
    assert_eq!(decor.ids(&format!("Practitioner?_lastUpdated=gt{avant}")).await, [NOE]);
    assert_eq!(decor.ids(&format!("Practitioner?_since={avant}&active=false")).await, [NOE]);
    let tombe = decor.fhir(&format!("Practitioner/{NOE}")).await;
    let champs: Vec<&String> = tombe.as_object().unwrap().keys().collect();
    assert_eq!(champs, ["active", "id", "identifier", "language", "meta", "resourceType"]);
    assert_eq!(tombe["active"], false);
    assert_eq!(
        decor.ids("Practitioner?family=fictif-durieux").await,
        [""; 0],
        "a name that is no longer shown finds nobody"
    );
    let roles = decor.pages(&format!("PractitionerRole?_lastUpdated=gt{avant}")).await;
    let [role] = &trouvees(&roles[0])[..] else { panic!("{roles:?}") };
    assert!(role.get("practitioner").is_none() && role["active"] == false, "{role}");
    assert_eq!(decor.ids(&format!("PractitionerRole?practitioner={NOE}")).await, [""; 0]);
}
