//! The bill of materials names what is linked, with a licence and a hash, and what is forbidden is not in it.

#[path = "../sbom/bill.rs"]
mod bill;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::tree;

fn billed(program: &str) -> Value {
    bill::of(program, (env!("CARGO"), &tree::root())).unwrap_or_else(|error| panic!("{error}"))
}

// requirement: O06
#[test]
fn the_bill_of_a_program_is_whole() {
    let ours = members();
    for program in ["idp-server", "registry-server"] {
        let bill = billed(program);
        assert_eq!((bill["bomFormat"].as_str(), bill["specVersion"].as_str()), (Some("CycloneDX"), Some("1.6")));
        assert_eq!(bill["metadata"]["component"]["name"], program);
        let parts = bill["components"].as_array().expect("components");
        let known: BTreeSet<&str> = parts.iter().filter_map(|part| part["bom-ref"].as_str()).collect();
        assert!(parts.len() > 150 && known.len() == parts.len(), "{program}: {} parts", parts.len());
        for part in parts {
            assert!(part["licenses"][0]["expression"].is_string(), "{program}: {} has no licence", part["bom-ref"]);
            let name = part["name"].as_str().expect("a name");
            assert!(part["hashes"].is_array() || ours.contains(name), "{program}: {name} has no hash");
        }
        let lists = bill["dependencies"].as_array().expect("dependencies");
        assert_eq!(lists.len(), parts.len() + 1, "each part says what it needs");
        let named = |name: &str| parts.iter().any(|part| part["name"] == name);
        assert!(named("rustls") && named("aws-lc-rs") && named("sqlx"), "{program}");
        for never in ["ring", "openssl-sys", "native-tls", "igc", "mobile-device", "sandbox"] {
            assert!(!named(never), "{program} links {never}");
        }
    }
}

fn members() -> BTreeSet<String> {
    let metadata = tree::metadata();
    let members = metadata["packages"].as_array().expect("packages").iter();
    members.filter_map(|package| package["name"].as_str().map(str::to_owned)).collect()
}
