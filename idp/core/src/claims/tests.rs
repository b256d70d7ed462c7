mod formats;
mod means;
mod skeleton;
mod told;

use std::collections::BTreeMap;

use ambient::Seconds;
use annuaire::{Personne, Porteur, SavoirFaire, Situation, Structure};
use serde::Serialize;
use serde_json::Value;

use self::skeleton::{ACCESS_TOKEN, DOCTOR, ID_TOKEN, USERINFO, cabinet, doctor};
use super::About;
use super::subject::{SubjectForm, SubjectSettings, Subjects};
use crate::client::{AccessTokenFormat, Client, Profile, SubjectType};
use crate::fakes::{FakeAnnuaire, FakeIssuer, client};
use crate::grant::{Emission, Grant, Terms};
use crate::moyen::{Authentication, MoyenKind};

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
                plafond: None,
            },
            situation: Some("sit-1".into()),
            scope: scope.split(' ').map(str::to_owned).collect(),
            nonce: Some("n-1".into()),
            acr: "eidas1".into(),
            opened_at: now,
            ends_at: now.plus(Seconds::hours(4)),
            resources: Vec::new(),
            claims: Default::default(),
            card_present: false,
        };
        Self { house, client: client(), grant, personne: doctor() }
    }

    fn about(&self) -> About<'_> {
        About { client: &self.client, grant: &self.grant, personne: &self.personne, now: self.house.ambient.now() }
    }

    fn emission(&self) -> Emission {
        let at = self.house.ambient.now();
        Emission {
            origin: "code:x".into(),
            grant: self.grant.id.clone(),
            token: "jti".into(),
            at,
            expires_at: at.plus(Seconds(120)),
            terms: Terms {
                client: self.client.id.clone(),
                scope: self.grant.scope.clone(),
                resource: None,
                confirmation: None,
                actors: Vec::new(),
            },
        }
    }

    fn userinfo(&self) -> Value {
        value(&self.house.claims.userinfo(&self.about()))
    }

    fn id_token(&self) -> Value {
        value(&self.house.claims.id_token(&self.about(), "jti".into(), "a.b.c", None).unwrap())
    }

    fn access_token(&self) -> Value {
        value(&self.house.claims.access_token(&self.about(), &self.emission()).unwrap())
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

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn the_tokens_have_the_skeleton_of_pro_sante_connect() {
    let case = Case::new(PSC).await;
    assert_eq!(shape(&case.id_token()), shape(&parsed(ID_TOKEN)));
    assert_eq!(shape(&case.access_token()), shape(&parsed(ACCESS_TOKEN)));
    assert_eq!(case.access_token()["scope"], PSC);
    assert_eq!(case.id_token()["sub"], format!("f:{}:{DOCTOR}", uuid::Uuid::from_u128(7)));
    assert_eq!(case.id_token()["authMode"], "MOBILE");
}

#[tokio::test]
async fn userinfo_is_that_of_pro_sante_connect_key_for_key() {
    let case = Case::new(PSC).await;
    let mut expected = parsed(USERINFO);
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
async fn the_scope_situation_adds_exactly_one_claim() {
    let without = Case::new(PSC).await;
    let with = Case::new("openid profile scope_all situation identity").await;
    let claim = parsed(
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
    let structure =
        Structure { raison_sociale: "EHPAD FICTIF".into(), finess: "690990114".into(), ..Structure::default() };
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

// requirement: T16
#[tokio::test]
async fn openid_alone_yields_the_identity_only() {
    let case = Case::new("openid profile identity").await;
    let userinfo = case.userinfo();
    let expected = ["SubjectNameID", "codeCivilite", "family_name", "given_name", "preferred_username", "sub"];
    let mut found = keys(&userinfo);
    found.sort_unstable();
    assert_eq!(found, expected);
}

// requirement: T17
#[tokio::test]
async fn the_profile_oidc_keeps_the_registry_number_behind_its_scope() {
    let mut case = Case::new("openid").await;
    case.client.profile = Profile::Oidc;
    let id = case.id_token();
    assert!(!id.to_string().contains(DOCTOR));
    assert_eq!(id["amr"], serde_json::json!(["pop", "pin", "mfa"]));
    // spec: OpenID Connect Core §5.4
    for unasked in ["typ", "session_state", "authMode", "name", "preferred_username"] {
        assert!(id.get(unasked).is_none(), "{unasked}");
    }
    assert_eq!(keys(&case.userinfo()), ["sub"]);
    assert_eq!(case.access_token()["aud"], crate::fakes::ISSUER);
    case.grant.scope.push("profile".into());
    assert_eq!(case.userinfo()["name"], "JEAN FICTIF");
    case.client.subject.kind = Some(SubjectType::Pairwise);
    for format in [AccessTokenFormat::Psc, AccessTokenFormat::AtJwt] {
        case.client.tokens.format = format;
        for told in [case.id_token(), case.access_token(), case.userinfo()] {
            assert!(!told.to_string().contains(DOCTOR), "profile tells names, and no number: {told}");
        }
    }
    case.grant.scope.push("rpps".into());
    for told in [case.id_token(), case.access_token(), case.userinfo()] {
        assert_eq!((&told["SubjectNameID"], &told["preferred_username"]), (&DOCTOR.into(), &DOCTOR.into()));
    }
}

// requirement: T17
#[tokio::test]
async fn a_pairwise_subject_differs_by_client_and_stays_the_same() {
    let house = FakeIssuer::new().await;
    let personne = FakeAnnuaire::aide_soignante(DOCTOR, &[]).identifiant;
    let one = Client { profile: Profile::Oidc, ..client() };
    let other = Client { id: "dmp".into(), ..one.clone() };
    assert_eq!(house.subjects.of(&one, &personne), house.subjects.of(&one, &personne));
    assert_ne!(house.subjects.of(&one, &personne), house.subjects.of(&other, &personne));
}

// requirement: T17
#[tokio::test]
async fn a_psi_is_one_uuid_for_every_client_and_says_nothing_of_the_number() {
    let rest = ambient::RestKey::from_bytes(&[1; 32]);
    let mut settings = SubjectSettings::new(uuid::Uuid::nil());
    settings.forms.psc = SubjectForm::Psi;
    let subjects = Subjects::new(settings, rest);
    let personne = doctor().identifiant;
    let other = Client { id: "dmp".into(), ..client() };
    let psi = subjects.of(&client(), &personne);
    assert_eq!(psi, subjects.of(&other, &personne));
    assert!(psi.parse::<uuid::Uuid>().is_ok() && !psi.contains(DOCTOR));
    assert_eq!(subjects.types(), ["public", "pairwise"]);
}
