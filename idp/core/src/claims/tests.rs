use std::collections::BTreeMap;

use ambient::Seconds;
use annuaire::{Exercice, Personne, Porteur, SavoirFaire, Situation, Structure};
use sante::AutreIdentifiant;
use serde::Serialize;
use serde_json::Value;

use super::About;
use crate::client::{Client, Profile};
use crate::fakes::{FakeAnnuaire, FakeIssuer, client};
use crate::grant::Grant;
use crate::moyen::{Authentication, MoyenKind};

const DOCTOR: &str = "899900000011";

/// facts/psc.md §2.2, values of another person.
const ID_TOKEN: &str = r#"{
  "exp": 1790000120, "iat": 1790000000, "auth_time": 1789999990, "jti": "uuid",
  "iss": "https://AUTH-HOST/auth/realms/esante-wallet", "aud": "rp-client-id",
  "sub": "f:uuid:899900000011", "typ": "ID", "azp": "rp-client-id", "nonce": "as received",
  "session_state": "uuid", "at_hash": "base64url", "sid": "uuid", "authMode": "MOBILE", "acr": "eidas1",
  "SubjectNameID": "899900000011", "preferred_username": "899900000011", "given_name": "A", "family_name": "B"
}"#;

/// facts/psc.md §2.3.
const ACCESS_TOKEN: &str = r#"{
  "exp": 1790000120, "iat": 1790000000, "auth_time": 1789999990, "jti": "uuid",
  "iss": "https://AUTH-HOST/auth/realms/esante-wallet", "sub": "f:uuid:899900000011", "typ": "Bearer",
  "azp": "rp-client-id", "nonce": "", "session_state": "uuid", "acr": "eidas1",
  "scope": "openid profile scope_all identity", "sid": "uuid", "authMode": "MOBILE",
  "otherIds": [{"identifiant": "899900000011", "origine": "RPPS", "qualite": 1}],
  "SubjectNameID": "899900000011", "preferred_username": "899900000011"
}"#;

/// facts/psc.md §2.4, key for key, the value of every leaf kept where it is a constant.
const USERINFO: &str = r#"{
  "Secteur_Activite": "SA07^1.2.250.1.71.4.2.4", "sub": "f:uuid:899900000011", "codeGenreActivite": "GENR01",
  "SubjectOrganization": "CABINET EXEMPLE", "Mode_Acces_Raison": "", "preferred_username": "899900000011",
  "codeCivilite": "M", "given_name": "JEAN", "Acces_Regulation_Medicale": "FAUX", "UITVersion": "1.0",
  "authMode": "MOBILE", "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
  "SubjectRefPro": {
    "codeCivilite": "M",
    "exercices": [{
      "codeProfession": "10", "codeCategorieProfessionnelle": "C", "codeCiviliteDexercice": "DR",
      "nomDexercice": "FICTIF", "prenomDexercice": "JEAN", "codeTypeSavoirFaire": "S", "codeSavoirFaire": "SM26",
      "activities": [{
        "codeModeExercice": "L", "codeSecteurDactivite": "SA07", "codeSectionPharmacien": "", "codeRole": "",
        "codeGenreActivite": "GENR01", "numeroSiretSite": "", "numeroSirenSite": "", "numeroFinessSite": "",
        "numeroFinessetablissementJuridique": "", "identifiantTechniqueDeLaStructure": "R10001",
        "raisonSocialeSite": "CABINET EXEMPLE", "enseigneCommercialeSite": "", "complementDestinataire": "",
        "complementPointGeographique": "", "numeroVoie": "1", "indiceRepetitionVoie": "", "codeTypeDeVoie": "R",
        "libelleVoie": "DES TESTS", "mentionDistribution": "", "bureauCedex": "75009 PARIS", "codePostal": "75009",
        "codeCommune": "", "codePays": "99000", "telephone": "", "telephone2": "", "telecopie": "",
        "adresseEMail": "", "codeDepartement": "", "ancienIdentifiantDeLaStructure": "499900000011018",
        "autoriteDenregistrement": "CNOM/CNOM/CNOM"
      }]
    }]
  },
  "SubjectOrganizationID": "R10001", "SubjectRole": ["10^1.2.250.1.213.1.1.5.5"],
  "PSI_Locale": "1.2.250.1.213.1.3.1.1",
  "otherIds": [{"identifiant": "899900000011", "origine": "RPPS", "qualite": 1}],
  "SubjectNameID": "899900000011", "family_name": "FICTIF"
}"#;

fn cabinet(id: &str) -> Situation {
    Situation {
        id: id.into(),
        code_mode_exercice: "L".into(),
        code_secteur: "SA07".into(),
        code_section_pharmacien: String::new(),
        code_role: String::new(),
        code_genre_activite: "GENR01".into(),
        autorite: "CNOM/CNOM/CNOM".into(),
        debut: None,
        fin: None,
        structure: Some(Structure {
            identifiant_technique: "R10001".into(),
            raison_sociale: "CABINET EXEMPLE".into(),
            numero_voie: "1".into(),
            code_type_voie: "R".into(),
            libelle_voie: "DES TESTS".into(),
            bureau_cedex: "75009 PARIS".into(),
            code_postal: "75009".into(),
            code_pays: "99000".into(),
            ancien_identifiant: "499900000011018".into(),
            ..Structure::default()
        }),
    }
}

fn doctor() -> Personne {
    Personne {
        identifiant: DOCTOR.parse().unwrap(),
        porteur: Porteur::Professionnel,
        nom: "FICTIF".into(),
        prenom: "JEAN".into(),
        code_civilite: "M".into(),
        exercices: vec![Exercice {
            code_profession: "10".into(),
            code_categorie: "C".into(),
            code_civilite: "DR".into(),
            nom: "FICTIF".into(),
            prenom: "JEAN".into(),
            savoir_faire: vec![SavoirFaire { type_code: "S".into(), code: "SM26".into() }],
            situations: vec![cabinet("sit-1")],
        }],
        autres_identifiants: vec![AutreIdentifiant { identifiant: DOCTOR.into(), origine: "RPPS".into(), qualite: 1 }],
    }
}

/// Who asks, of whom, under which scope.
struct Case {
    house: FakeIssuer,
    client: Client,
    grant: Grant,
    personne: Personne,
}

impl Case {
    async fn new(scope: &str) -> Self {
        let house = FakeIssuer::new().await;
        let now = house.ambient.now();
        let grant = Grant {
            id: "grant".into(),
            session: "sid".into(),
            client: "dui".into(),
            authentication: Authentication {
                personne: DOCTOR.parse().unwrap(),
                kind: MoyenKind::Ecps,
                moyen: "appareil-1".into(),
                at: now.minus(Seconds(10)),
            },
            situation: Some("sit-1".into()),
            scope: scope.split(' ').map(str::to_owned).collect(),
            nonce: Some("n-1".into()),
            acr: "eidas1".into(),
            opened_at: now,
            ends_at: now.plus(Seconds::hours(4)),
        };
        Self { house, client: client(), grant, personne: doctor() }
    }

    fn about(&self) -> About<'_> {
        About { client: &self.client, grant: &self.grant, personne: &self.personne, now: self.house.ambient.now() }
    }

    fn userinfo(&self) -> Value {
        value(&self.house.claims.userinfo(&self.about()))
    }

    fn id_token(&self) -> Value {
        value(&self.house.claims.id_token(&self.about(), "jti".into(), "a.b.c").unwrap())
    }

    fn access_token(&self) -> Value {
        value(&self.house.claims.access_token(&self.about(), "jti".into()).unwrap())
    }
}

const PSC: &str = "openid profile scope_all identity";

fn value(claims: &impl Serialize) -> Value {
    serde_json::to_value(claims).unwrap()
}

/// Every leaf by its path, with its type: two documents of the same shape give the same map.
fn shape(value: &Value) -> BTreeMap<String, &'static str> {
    let mut shape = BTreeMap::new();
    walk("", value, &mut shape);
    shape
}

fn walk(path: &str, value: &Value, shape: &mut BTreeMap<String, &'static str>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, one)| walk(&format!("{path}.{name}"), one, shape)),
        Value::Array(all) => all.iter().for_each(|one| walk(&format!("{path}[]"), one, shape)),
        Value::String(_) => drop(shape.insert(path.to_owned(), "string")),
        Value::Number(_) => drop(shape.insert(path.to_owned(), "number")),
        Value::Bool(_) => drop(shape.insert(path.to_owned(), "boolean")),
        Value::Null => drop(shape.insert(path.to_owned(), "null")),
    }
}

fn skeleton(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn the_tokens_have_the_skeleton_of_pro_sante_connect() {
    let case = Case::new(PSC).await;
    assert_eq!(shape(&case.id_token()), shape(&skeleton(ID_TOKEN)));
    assert_eq!(shape(&case.access_token()), shape(&skeleton(ACCESS_TOKEN)));
    assert_eq!(case.access_token()["scope"], PSC);
    assert_eq!(case.id_token()["sub"], format!("f:{}:{DOCTOR}", uuid::Uuid::from_u128(7)));
    assert_eq!(case.id_token()["authMode"], "MOBILE");
}

#[tokio::test]
async fn userinfo_is_that_of_pro_sante_connect_key_for_key() {
    let case = Case::new(PSC).await;
    let mut expected = skeleton(USERINFO);
    expected["sub"] = format!("f:{}:{DOCTOR}", uuid::Uuid::from_u128(7)).into();
    assert_eq!(case.userinfo(), expected);
}

#[tokio::test]
async fn without_a_nonce_the_id_token_has_none_and_the_access_token_an_empty_one() {
    let mut case = Case::new(PSC).await;
    case.grant.nonce = None;
    assert_eq!(case.id_token().get("nonce"), None);
    assert_eq!(case.access_token()["nonce"], "");
}

#[tokio::test]
async fn auth_level_is_a_setting() {
    let mut case = Case::new(PSC).await;
    case.house.claims.settings.auth_level = Some("1".into());
    assert_eq!(case.id_token()["auth_level"], "1");
}

#[tokio::test]
async fn the_scope_situation_adds_exactly_one_claim() {
    let without = Case::new(PSC).await;
    let with = Case::new("openid profile scope_all situation identity").await;
    let claim = skeleton(
        r#"{"id": "sit-1", "finess": "", "finessEJ": "", "raisonSociale": "CABINET EXEMPLE",
            "codeGenreActivite": "GENR01", "codeRole": "", "secteur": "SA07", "debut": null, "fin": null}"#,
    );
    let pairs = [
        (with.userinfo(), without.userinfo()),
        (with.id_token(), without.id_token()),
        (with.access_token(), without.access_token()),
    ];
    for (mut with, mut without) in pairs {
        assert_eq!(with.as_object_mut().unwrap().remove("situation"), Some(claim.clone()));
        with["scope"].take();
        without["scope"].take();
        assert_eq!(with, without);
    }
}

#[tokio::test]
async fn the_active_situation_drives_the_single_claims_and_the_list_holds_all_that_are_current() {
    let mut case = Case::new(PSC).await;
    let now = case.house.ambient.now();
    let mut hospital = cabinet("sit-2");
    hospital.code_secteur = "SA01".into();
    hospital.code_genre_activite = "GENR02".into();
    hospital.structure.as_mut().unwrap().raison_sociale = "HOPITAL FICTIF".into();
    let ended = Situation { fin: Some(now), ..cabinet("sit-3") };
    let future = Situation { debut: Some(now.plus(Seconds(1))), ..cabinet("sit-4") };
    case.personne.exercices[0].situations.extend([hospital, ended, future]);
    case.grant.situation = Some("sit-2".into());
    let userinfo = case.userinfo();
    assert_eq!(userinfo["Secteur_Activite"], "SA01^1.2.250.1.71.4.2.4");
    assert_eq!(userinfo["codeGenreActivite"], "GENR02");
    assert_eq!(userinfo["SubjectOrganization"], "HOPITAL FICTIF");
    let activities = userinfo["SubjectRefPro"]["exercices"][0]["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 2, "an ended or future situation never appears");
}

#[tokio::test]
async fn a_second_know_how_repeats_the_exercise() {
    let mut case = Case::new(PSC).await;
    case.personne.exercices[0].savoir_faire.push(SavoirFaire { type_code: "CEX".into(), code: "C60".into() });
    let userinfo = case.userinfo();
    let exercices = userinfo["SubjectRefPro"]["exercices"].as_array().unwrap();
    assert_eq!(exercices.len(), 2);
    assert_eq!(exercices[1]["codeSavoirFaire"], "C60");
    assert_eq!(exercices[0]["activities"], exercices[1]["activities"]);
}

#[tokio::test]
async fn a_holder_of_a_card_without_rpps_has_an_identity_and_no_role() {
    let mut case = Case::new(PSC).await;
    let structure = Structure { raison_sociale: "EHPAD FICTIF".into(), finess: "690990114".into(), ..Structure::default() };
    case.personne = Personne {
        identifiant: "3690990114/CPET0002".parse().unwrap(),
        porteur: Porteur::PorteurDeCarte { structure: Box::new(structure) },
        exercices: vec![],
        autres_identifiants: vec![],
        ..doctor()
    };
    case.grant.situation = None;
    let userinfo = case.userinfo();
    assert_eq!(userinfo.get("SubjectRefPro"), None);
    assert_eq!(userinfo["SubjectRole"], Value::Array(vec![]));
    assert_eq!(userinfo["SubjectOrganization"], "EHPAD FICTIF");
    assert_eq!(userinfo["SubjectNameID"], "3690990114/CPET0002");
    assert_eq!(userinfo["otherIds"][0]["origine"], "FINESS");
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn openid_alone_yields_the_identity_only() {
    let case = Case::new("openid profile identity").await;
    let userinfo = case.userinfo();
    let expected = ["SubjectNameID", "codeCivilite", "family_name", "given_name", "preferred_username", "sub"];
    let mut found = keys(&userinfo);
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn the_profile_oidc_keeps_the_registry_number_behind_its_scope() {
    let mut case = Case::new("openid").await;
    case.client.profile = Profile::Oidc;
    let id = case.id_token();
    assert!(!id.to_string().contains(DOCTOR));
    assert_eq!(id["amr"], serde_json::json!(["pop", "pin", "mfa"]));
    assert_eq!(keys(&case.userinfo()), ["sub"]);
    assert_eq!(case.access_token()["aud"], crate::fakes::ISSUER);
    case.grant.scope.push("profile".into());
    assert_eq!(case.userinfo()["name"], "JEAN FICTIF");
    case.grant.scope.push("rpps".into());
    assert_eq!(case.userinfo()["SubjectNameID"], DOCTOR);
}

#[tokio::test]
async fn a_pairwise_subject_differs_by_client_and_stays_the_same() {
    let house = FakeIssuer::new().await;
    let personne = FakeAnnuaire::aide_soignante(DOCTOR, &[]).identifiant;
    let one = Client { profile: Profile::Oidc, ..client() };
    let other = Client { id: "dmp".into(), ..one.clone() };
    assert_eq!(house.subjects.of(&one, &personne), house.subjects.of(&one, &personne));
    assert_ne!(house.subjects.of(&one, &personne), house.subjects.of(&other, &personne));
}
