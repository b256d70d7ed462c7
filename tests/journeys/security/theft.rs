//! The promise of the PIN (design §5): whoever holds the phone's file and everything that the databases hold tests no PIN.

use crate::browser::PIN;
use crate::nodes::shared;
use crate::party::Party;
use crate::security::loot::{Loot, key_of_the_provider};
use crate::surfer::Surfer;

const OTHERS: [&str; 4] = ["591624", "730264", "918273", "405162"];

/// What can be made of a PIN without any key of the provider's.
fn without_the_provider(loot: &Loot, pin: &str) -> Vec<Vec<u8>> {
    let beside = ["cle_oprf", "transport", "appareil"].map(|name| loot.of_phone(name).as_bytes());
    let alone = pin.as_bytes().to_vec();
    let with = beside.map(|beside| [pin.as_bytes(), beside].concat());
    let sealed = loot.sealed().into_iter().take(8).map(|sealed| [pin.as_bytes(), sealed].concat());
    [alone].into_iter().chain(with).chain(sealed).collect()
}

/// The person signs in once, and errs once: everything that a login leaves is there.
async fn lived() -> Loot {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    nodes.activate("aide-soignante");
    let lucie = sandbox.person("aide-soignante");
    let of = |key: &str| lucie[key].as_str().expect("a text");
    let (party, desk) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    party.code_by_phone(&desk, (sandbox, of("identifiant")), [of("prenom"), PIN]).await;
    let again = party.demand().with("prompt", Some("login"));
    let waiting = party.ask_phone(&desk, &again, of("identifiant")).await;
    let digits = waiting.digits();
    let wrong = ["mobile", "approve", "--telephone", of("prenom"), "--nombre", &digits, "--pin", OTHERS[0]];
    assert!(!sandbox.command(&wrong).output().expect("the phone").status.success(), "another PIN");
    Loot::taken(nodes, of("prenom"))
}

// requirement: M11 M12
#[tokio::test]
async fn the_phone_s_file_and_a_dump_of_every_table_test_no_pin() {
    let loot = lived().await;
    assert!(loot.dump.contains(loot.of_phone("appareil")), "the dump is of the provider that knows this phone");
    assert!(!loot.sealed().is_empty(), "and holds its sealed key");
    assert!(!loot.dump.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == PIN));
    assert!(!loot.phone.to_string().contains(PIN));

    // every 32 bytes in a row of all that there is, taken for the key that seals, and for the provider's half itself
    let windows = loot.windows().count();
    assert!(windows > 1_000, "{windows}");
    assert!(loot.windows().all(|key| loot.unsealed(key).is_none()), "a key of the dump unseals");
    assert!(loot.windows().all(|scalar| loot.half(scalar).is_none()), "the half is in the dump");
    for pin in [PIN, OTHERS[0]] {
        let outputs = without_the_provider(&loot, pin);
        assert!(outputs.len() >= 5 && !outputs.iter().any(|output| loot.opens(output)), "{pin}");
    }

    // the same searches find what they look for, once the third thing is there: a file of the provider's hosts
    let wrap = key_of_the_provider(&shared().sandbox.data, "fournisseur-emballage");
    let clear = loot.unsealed(&wrap).expect("with the key of a file it opens");
    let half = loot.half(&clear[..32]).expect("and is the provider's half for this phone");
    let with = |pin: &&str| loot.output(&half, pin).is_some_and(|output| loot.opens(&output));
    let tested: Vec<&str> = OTHERS.into_iter().chain([PIN]).filter(with).collect();
    assert_eq!(tested, [PIN], "then every PIN can be tried: here the promise ends (docs/threats.md)");
}

// requirement: M11 T18
#[tokio::test]
async fn a_stolen_dump_signs_nothing_and_spends_nothing() {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    let (party, doctor) = (Party::essai(sandbox), Surfer::new(sandbox, Some("medecin")));
    let tokens = party.tokens(&doctor).await;
    let (code, demand) = party.code(&Surfer::new(sandbox, Some("medecin"))).await;
    nodes.activate("gestionnaire");
    let loot = Loot::taken(nodes, sandbox.person("gestionnaire")["prenom"].as_str().expect("a name"));
    let redeemed = party.token(&doctor, &party.redemption(&code, &demand)).await;
    assert_eq!(redeemed.status, 200, "the code itself was good: {}", redeemed.body);
    let mut secrets = vec![code.clone(), demand.verifier.clone(), party.client_secret.clone()];
    for name in ["access_token", "refresh_token", "id_token"] {
        secrets.push(tokens[name].as_str().expect("a token").to_owned());
    }
    for line in doctor.cookies() {
        let value = line.split(';').next().and_then(|pair| pair.split_once('=')).map(|(_, value)| value.to_owned());
        secrets.extend(value.filter(|value| value.len() > 16));
    }
    secrets.push(loot.of_phone("transport").to_owned());
    assert!(secrets.len() > 7, "cookies too");
    for secret in &secrets {
        assert!(!loot.dump.contains(secret.as_str()), "{} characters stand in the dump", secret.len());
    }
    // the keys that seal and hash what rests are not beside it
    for key in ["fournisseur-repos", "fournisseur-scellement", "fournisseur-emballage", "fournisseur-journal"] {
        let key = key_of_the_provider(&sandbox.data, key);
        assert!(!loot.windows().any(|window| window == key));
    }
}
