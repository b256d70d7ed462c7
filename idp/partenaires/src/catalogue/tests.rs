use ambient::RestKey;
use idp_core::assurance::Assurance;
use idp_core::claims::ClaimSettings;
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::hosts::Hosts;
use idp_core::lifetimes::Lifetimes;

use super::*;
use crate::exemples::client;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn catalogue() -> Catalogue {
    let hosts = Hosts {
        issuer: "https://idp.example/auth/realms/esante-wallet".into(),
        authorization: "https://wallet.example".into(),
        mtls: None,
    };
    let subjects = Subjects::new(SubjectSettings::new(uuid::Uuid::from_u128(7)), RestKey::from_bytes(&[1; 32]));
    Catalogue {
        claims: Claims {
            hosts,
            subjects,
            lifetimes: Lifetimes::default(),
            assurance: Assurance::default(),
            settings: ClaimSettings::default(),
        },
    }
}

#[test]
fn each_kind_of_person_is_told_as_the_tokens_tell_them() {
    let examples = catalogue().exemples(&client("dui"), NOW).unwrap();
    let of = |qui: &str| examples.iter().find(|one| one.qui == qui).unwrap();
    assert_eq!(examples.len(), 5);
    assert_eq!(of("cps").id_token["authMode"], "CARD");
    assert_eq!(of("ecps").id_token["authMode"], "MOBILE");
    assert_eq!(of("plusieurs").userinfo["SubjectOrganization"], "MAS FICTIVE DU VERCORS");
    let activities = &of("plusieurs").userinfo["SubjectRefPro"]["exercices"][0]["activities"];
    assert_eq!(activities.as_array().unwrap().len(), 2);
    assert_eq!(of("cpe").userinfo.get("SubjectRefPro"), None);
    assert_eq!(of("cpe").userinfo["SubjectNameID"], "3690990114/CPET0002");
    assert!(of("cps").id_token["sub"].as_str().unwrap().starts_with("f:"));
    assert!(of("psi").id_token["sub"].as_str().unwrap().parse::<uuid::Uuid>().is_ok());
}

#[test]
fn a_word_of_the_scope_says_what_it_brings() {
    let words = catalogue().mots(&client("dui"), NOW).unwrap();
    let of = |mot: &str| words.iter().find(|one| one.mot == mot).unwrap();
    assert!(of("referentiel").claims.contains(&"SubjectRefPro".to_owned()));
    assert!(of("rpps").claims.contains(&"otherIds".to_owned()));
    assert!(of("situation").claims.contains(&"situation".to_owned()));
    assert!(of("scope_all").inscrit && !of("situation").inscrit);
    assert!(!words.iter().any(|one| one.mot == "email"), "not a word of this profile");
}
