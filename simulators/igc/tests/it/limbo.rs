//! Cases of x509-limbo in front of what judges cards: where they come from, and what does not apply, stands in limbo/README.md.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ambient::Timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carte_cps::{AutoriteCartes, Monde, RefusCarte};
use serde_json::Value;

use crate::ici::{MAINTENANT, ici};

/// Where this judge and the suite differ, and why.
const OTHERWISE: &[(&str, &[&str])] = &[
    (
        "a card says its use itself, and is no authority",
        &[
            "pathlen::validation-ignores-pathlen-in-leaf",
            "rfc5280::ca-as-leaf",
            "rfc5280::eku::ee-without-eku",
            "rfc5280::no-keyusage",
        ],
    ),
    (
        "an authority says itself that it signs certificates, or is refused when it is configured",
        &["crl::issuer-no-keyusage-extension"],
    ),
    (
        "two authorities of one name under two keys: a list is found by the name, so the path is refused; IGC-Santé names each its own way",
        &[
            "pathlen::self-issued-certs-pathlen",
            "rfc5280::nc::nc-forbids-same-chain-ica",
            "rfc5280::nc::permitted-self-issued",
        ],
    ),
    (
        "constraints on mails and directory names are not processed: refused, as RFC 5280 §4.2.1.10 says",
        &[
            "rfc5280::nc::nc-permits-email-domain",
            "rfc5280::nc::nc-permits-email-exact",
            "rfc5280::nc::nc-permits-email-literal-asterisk-exact-match",
            "rfc5280::nc::nc-permits-email-literal-double-asterisk",
            "rfc5280::nc::nc-permits-email-literal-mid-asterisk",
            "rfc5280::nc::permitted-dn-match",
        ],
    ),
    (
        "an anchor is a name and a key that the operator chose (RFC 5280 §6.1.1): what else stands in it binds nobody",
        &[
            "rfc5280::aki::cross-signed-root-missing-aki",
            "rfc5280::ca-empty-subject",
            "rfc5280::root-non-critical-basic-constraints",
            "rfc5280::ski::root-missing-ski",
            "rfc5280::unknown-critical-extension-root",
            "webpki::aki::root-with-aki-all-fields",
            "webpki::aki::root-with-aki-authoritycertissuer",
            "webpki::aki::root-with-aki-authoritycertserialnumber",
            "webpki::aki::root-with-aki-missing-keyidentifier",
            "webpki::aki::root-with-aki-ski-mismatch",
            "webpki::eku::root-has-eku",
        ],
    ),
    (
        "rules of form on which no path rests: an extension is missing, or marked otherwise than it should be, or says nothing",
        &[
            "rfc5280::aki::critical-aki",
            "rfc5280::aki::intermediate-missing-aki",
            "rfc5280::aki::leaf-missing-aki",
            "rfc5280::nc::permitted-dns-match-noncritical",
            "rfc5280::pc::ica-noncritical-pc",
            "rfc5280::ski::critical-ski",
            "rfc5280::ski::intermediate-missing-ski",
            "webpki::nc::intermediate-permitted-excluded-subtrees-both-empty-sequences",
            "webpki::nc::intermediate-permitted-excluded-subtrees-both-null",
        ],
    ),
    (
        "names of servers under constraints: a card has none, and is found by its common name",
        &["rfc5280::nc::invalid-dnsname-leading-period"],
    ),
    ("rules of browsers for certificates of servers", &["webpki::eku::ee-anyeku", "webpki::eku::ee-critical-eku"]),
    ("nobody follows an address that a certificate names", &["webpki::malformed-aia"]),
    ("whoever has no name is refused for that, one step later", &["rfc5280::san::noncritical-with-empty-subject"]),
    (
        "2,048 bits and more, whatever their number is divided by",
        &["webpki::forbidden-rsa-key-not-divisible-by-8-in-leaf", "webpki::forbidden-rsa-not-divisible-by-8-in-root"],
    ),
];

/// Their certificates were not drawn up by the suite: nobody has the keys of their authorities, so there is no list, and without one
/// nobody is believed. Our own card with a serial number below zero: `defauts.rs`.
const UNLISTED: &[&str] = &["cve::cve-2024-0567", "rfc5280::serial::negative"];

fn told(id: &str) -> bool {
    OTHERWISE.iter().flat_map(|(_, ids)| *ids).any(|other| *other == id)
}

/// Lists of other authorities: a judge without any would refuse for that alone.
fn elsewhere() -> Vec<Vec<u8>> {
    ici().igc.crls(MAINTENANT).unwrap().into_iter().map(|list| list.der).collect()
}

/// `Ok`: everything holds but that no card says so little; `Err`: the sentence of the refusal, its code first.
fn judged(case: &Value) -> Result<(), String> {
    let octets = |text: &Value| STANDARD.decode(text.as_str().unwrap()).unwrap();
    let all = |name: &str| case[name].as_array().unwrap().iter().map(octets).collect::<Vec<_>>();
    let authorities =
        AutoriteCartes::new(&all("roots"), &all("issuers"), Monde::Test).map_err(|why| why.to_string())?;
    let at = case["at"].as_i64().map_or(MAINTENANT, Timestamp::from_seconds);
    // what is not believed is left aside
    let lists: Vec<_> = all("lists").iter().filter_map(|der| authorities.liste(der, at).ok().map(Arc::new)).collect();
    let judge = match case["lists"].as_array().unwrap().is_empty() {
        true => authorities.avec_crls(&elsewhere()).unwrap(),
        false => authorities.avec_listes(lists),
    };
    match judge.verifier(&[octets(&case["leaf"])], at) {
        Err(RefusCarte::IdentiteIllisible(_)) => Ok(()),
        Err(refused) => Err(format!("{}: {refused}", refused.code())),
        Ok(card) => panic!("{} opens a session: {card:?}", case["id"]),
    }
}

// requirement: X01 X12 X13
#[test]
fn what_x509_limbo_refuses_is_refused_for_what_it_is_and_at_once() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("limbo/cases.json")).unwrap();
    assert_eq!(cases.len(), 149);
    let mut wrong = Vec::new();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        let began = Instant::now();
        let judged = judged(case);
        assert!(began.elapsed() < Duration::from_secs(1), "{id} took {:?}", began.elapsed());
        let no_list = judged.as_ref().is_err_and(|why| why.starts_with("CARTE_CRL_ABSENTE"));
        if UNLISTED.contains(&id) {
            assert!(no_list, "{id}: {judged:?}");
            continue;
        }
        let differs = judged.is_ok() != case["holds"].as_bool().unwrap();
        if differs != told(id) {
            wrong.push(format!("{id}: {judged:?}"));
        }
        // a refusal for want of a list would say nothing of the case
        if no_list && !id.starts_with("crl::") {
            wrong.push(format!("{id}: no list"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for id in OTHERWISE.iter().flat_map(|(_, ids)| *ids).chain(UNLISTED) {
        assert!(cases.iter().any(|case| case["id"] == *id), "{id} is no case");
    }
}
