use super::*;
use crate::fakes::client;

fn of(profile: Profile) -> Client {
    Client { profile, ..client() }
}

#[test]
fn a_realm_reads_a_behaviour_by_its_word_or_levels_of_its_own() {
    let read = |toml: &str| serde_json::from_str::<Assurance>(toml);
    for behaviour in Behaviour::ALL {
        let word = serde_json::to_string(&behaviour).unwrap();
        let realm = read(&format!(r#"{{"psc":{word}}}"#)).unwrap();
        assert_eq!(realm.psc.levels(), behaviour.levels(), "{word}");
        assert_eq!(realm.oidc, Levels::WORTH);
    }
    let own = read(r#"{"psc":{"carte":"eidas3","ecps":"eidas2","auth_level":2}}"#).unwrap();
    assert_eq!(own.of(&of(Profile::Psc), MoyenKind::Passkey), Acr::Eidas2, "as the e-CPS");
    assert_eq!(own.auth_level(&of(Profile::Psc)).as_deref(), Some("2"));
    assert_eq!(own.auth_level(&of(Profile::Oidc)), None);
    let said = read(r#"{"psc":"eidas9"}"#).unwrap_err().to_string();
    assert!(said.contains("eidas2-2026"), "it says the words: {said}");
}

#[test]
fn a_client_is_answered_its_own_behaviour_in_the_realm_s_place() {
    let realm = Assurance { psc: Psc::Seen(Behaviour::Eidas2Niveau), ..Assurance::default() };
    let mut client = of(Profile::Psc);
    assert_eq!(realm.of(&client, MoyenKind::Carte), Acr::Eidas2);
    client.answers.levels = Some(Behaviour::Eidas3Carte);
    assert_eq!(realm.of(&client, MoyenKind::Carte), Acr::Eidas3);
    assert_eq!((realm.of(&client, MoyenKind::Ecps), realm.auth_level(&client)), (Acr::Eidas1, None));
}

#[test]
fn a_means_is_worth_another_only_if_it_is_so_for_everybody() {
    let table = Assurance::default();
    assert!(table.at_least(MoyenKind::Carte, MoyenKind::Passkey));
    assert!(table.at_least(MoyenKind::Ecps, MoyenKind::Passkey));
    assert!(!table.at_least(MoyenKind::Ecps, MoyenKind::Carte));
    let vouched = Levels { passkey_attestee: Some(Acr::Eidas3), ..Levels::WORTH };
    let table = Assurance { oidc: vouched, ..table };
    assert!(table.at_least(MoyenKind::Carte, MoyenKind::PasskeyAttestee));
    assert!(!table.at_least(MoyenKind::Ecps, MoyenKind::PasskeyAttestee), "the phone does not give what is worth more");
}

// requirement: M22
#[test]
fn a_means_is_worth_no_more_than_what_gave_it_was_whatever_it_is_valued_since() {
    let table = Assurance::default();
    assert_eq!(table.ceiling(MoyenKind::Passkey, MoyenKind::Ecps), None, "worth the same");
    let vouched = Levels { passkey_attestee: Some(Acr::Eidas3), ..Levels::WORTH };
    let raised = Assurance { oidc: vouched, ..table };
    assert_eq!(raised.ceiling(MoyenKind::PasskeyAttestee, MoyenKind::Ecps), Some(Acr::Eidas2));
    assert_eq!(raised.ceiling(MoyenKind::PasskeyAttestee, MoyenKind::Carte), None);
}
