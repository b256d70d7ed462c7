//! Each check broken alone where that is cheap, and all of them on a real PostgreSQL and a real Redis.

use std::fs;
use std::path::Path;

use ambient::{Ambient, Seconds, Timestamp};
use diagnosis::{Said, Verdict};
use idp_core::key::SigningAlg;
use idp_core::signing::{Scheduled, Stage};
use idp_exploitation::{Envois, Noeud};
use tempfile::TempDir;

use super::case::Case;
use super::{CHECKS, doctor, engines, held, others, own};
use crate::config::{Config, Mode};
use crate::stores::redis_server::Redis;

#[path = "../../../../tests/support/postgres.rs"]
mod postgres;

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);
const KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

/// The example of the documentation, on files of this folder.
fn config(folder: &Path, sql: &str, redis: Option<&str>) -> Config {
    let text = include_str!("../../../../docs/provider.example.toml");
    let mut config: Config = service::config::parse(Path::new("provider.toml"), text).unwrap();
    config.mode = Mode::Rehearsal;
    let secret = |name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        service::config::SecretFile::new(path)
    };
    config.store.sql_file = Some(secret("sql", sql));
    config.store.redis_file = redis.map(|redis| secret("redis", redis));
    let keys = &mut config.keys;
    keys.rest_file = secret("rest", KEY);
    for (file, first) in [(&mut keys.seal_file, "C"), (&mut keys.wrap_file, "D"), (&mut keys.journal_file, "E")] {
        *file = secret(first, &KEY.replacen('B', first, 1));
    }
    for file in [&mut config.registry.key_file, &mut config.messages.sms.key_file] {
        *file = secret("other", "a key of somebody else's");
    }
    config.ca_file = None;
    config
}

async fn on_engines(redis: &Redis) -> (TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path(), &postgres::database(), Some(&redis.url()));
    (folder, Case::open(config, Ambient::system()).await)
}

#[test]
fn every_check_has_a_name_of_its_own_and_says_what_it_means() {
    let mut names: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(names[0], "configuration");
    assert!(CHECKS[1..].iter().all(|check| check.means.ends_with('.')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CHECKS.len());
}

#[tokio::test]
async fn a_configuration_that_does_not_read_is_the_only_finding() {
    let read = service::config::parse::<Config>(Path::new("provider.toml"), "mode = \"production\"\nmodus = 1\n");
    let told = doctor(read, &Ambient::system()).await;
    assert_eq!((told.is_wrong(), told.findings.len()), (true, 1));
    assert!(told.text().contains("provider.toml:"), "{}", told.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_engines_are_found_right_once_a_provider_has_opened_them() {
    service::provider::install();
    let redis = Redis::start();
    let (_folder, case) = on_engines(&redis).await;
    assert_eq!(engines::sql(&case).verdict, Verdict::Ok);
    assert_eq!(engines::clock(&case).verdict, Verdict::Ok, "{}", engines::clock(&case).says);
    assert_eq!(engines::redis(&case).await, Said::ok("reached, takes writes, and evicts nothing"));
    let untouched = engines::migrations(&case);
    assert!(
        untouched.verdict == Verdict::Warning && untouched.says.contains("idp: no table yet"),
        "{}",
        untouched.says
    );
    assert!(case.sql.is_none(), "looking makes no table");
    assert!(held::outbox(&case).await.says.starts_with("not looked at"));

    let (config, ambient) = (case.config, case.ambient);
    let guard = config.mode.guard();
    let secrets = crate::secrets::Secrets::read(&config.keys, guard).unwrap();
    let opened =
        crate::stores::Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), &ambient);
    let stores = opened.await.unwrap();
    let case = Case::open(config.clone(), ambient.clone()).await;
    assert_eq!(engines::migrations(&case), Said::ok("those of this version"));
    assert_eq!(held::outbox(&case).await.verdict, Verdict::Ok);
    assert_eq!(held::nodes(&case).await.verdict, Verdict::Ok);
    assert_eq!(held::signing_keys(&case).await.says, "no key yet");
    crate::keys::signing(&config, secrets.seal, &stores, &ambient).unwrap().begin().await.unwrap();
    let keys = held::signing_keys(&case).await;
    assert_eq!(keys.verdict, Verdict::Ok, "{}", keys.says);
    stores.journal.close().await.unwrap();

    fs::write(config.keys.seal_file.path(), KEY.replacen('B', "Z", 1)).unwrap();
    let sealed = held::signing_keys(&case).await;
    assert!(sealed.verdict == Verdict::Wrong && sealed.remedy.contains("keys.seal_file"), "{sealed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn engines_that_are_gone_are_wrong_and_their_passwords_stay_out_of_what_is_said() {
    let mut redis = Redis::start();
    let folder = tempfile::tempdir().unwrap();
    redis.stop();
    let sql = "postgres://caducee:s3cret@127.0.0.1:1/caducee";
    let url = redis.url().replace("redis://", "redis://:s3cret@");
    let case = Case::open(config(folder.path(), sql, Some(&url)), Ambient::system()).await;
    for said in [engines::sql(&case), engines::redis(&case).await] {
        assert_eq!(said.verdict, Verdict::Wrong);
        assert!(!said.says.contains("s3cret"), "{}", said.says);
    }
    for said in [engines::clock(&case), engines::migrations(&case), held::nodes(&case).await] {
        assert!(said.says.starts_with("not looked at"), "{}", said.says);
    }
    fs::write(folder.path().join("redis"), "redis://cache.example:6379").unwrap();
    assert!(engines::redis(&case).await.says.contains("not reached by verified TLS"));
}

#[tokio::test]
async fn two_uses_of_one_key_and_a_key_that_is_none_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let case =
        Case::open(config(folder.path(), "sqlite:/nowhere/a.db", Some("redis://127.0.0.1:1")), Ambient::system());
    let case = case.await;
    assert_eq!(own::secrets(&case), Said::ok("8 files, each closed to others"));
    fs::write(case.config.keys.wrap_file.path(), KEY).unwrap();
    let twins = own::secrets(&case);
    assert_eq!(
        (twins.verdict, twins.says.as_str()),
        (Verdict::Warning, "keys.rest_file and keys.wrap_file hold the same key")
    );
    fs::write(case.config.keys.wrap_file.path(), "short").unwrap();
    assert_eq!(own::secrets(&case).verdict, Verdict::Wrong);
    assert!(!own::secrets(&case).says.contains("short"));
}

#[tokio::test]
async fn a_hop_without_a_certificate_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let mut case = Case::open(config(folder.path(), "sqlite:/nowhere/a.db", None), Ambient::system()).await;
    assert_eq!(own::proxy(&case).verdict, Verdict::Ok, "{}", own::proxy(&case).says);
    case.config.proxy.as_mut().unwrap().certificates.clear();
    assert_eq!(own::proxy(&case).verdict, Verdict::Warning);
    case.config.proxy = None;
    assert_eq!(own::proxy(&case).verdict, Verdict::Ok);
}

#[tokio::test]
async fn whoever_does_not_answer_is_named_by_the_key_of_the_configuration() {
    service::provider::install();
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path(), "sqlite:/nowhere/a.db", None);
    let shut: url::Url = "https://127.0.0.1:1/".parse().unwrap();
    (config.registry.url, config.messages.sms.url, config.messages.push.url) = (shut.clone(), shut.clone(), shut);
    (config.messages.smtp.host, config.messages.smtp.port) = ("127.0.0.1".to_owned(), 1);
    let case = Case::open(config, Ambient::system()).await;
    let gateways = others::gateways(&case).await;
    assert!(
        gateways.says.contains("messages.sms.url: ") && gateways.says.contains("messages.push.url: "),
        "{gateways:?}"
    );
    assert!(others::registry(&case).await.remedy.contains("registry.url"));
    assert!(others::mail(&case).await.says.starts_with("127.0.0.1:1: "));
    let hosts = own::hosts(&case).await;
    assert_eq!(hosts.verdict, Verdict::Wrong, "nobody has an address under .example");
    assert!(hosts.says.contains("hosts.issuer: idp.caducee.example"), "{}", hosts.says);
}

fn row(stage: Stage, retires: i64) -> Scheduled {
    let retires_at = NOW.plus(Seconds(retires));
    Scheduled {
        kid: "k".to_owned(),
        alg: SigningAlg::ES256,
        stage,
        token_label: None,
        published_since: NOW,
        signs_from: NOW,
        retires_at,
        unpublished_at: retires_at,
        forgotten_at: retires_at,
    }
}

#[test]
fn a_schedule_without_a_key_that_signs_is_wrong_and_one_without_a_follower_a_warning() {
    let verdict = |rows: &[Scheduled]| held::scheduled(rows, Seconds(3_600), NOW).verdict;
    assert_eq!(verdict(&[row(Stage::Signs, 86_400)]), Verdict::Ok);
    assert_eq!(verdict(&[row(Stage::Signs, 600)]), Verdict::Warning);
    assert_eq!(verdict(&[row(Stage::Signs, 600), row(Stage::ToCome, 86_400)]), Verdict::Ok);
    assert_eq!(verdict(&[row(Stage::Retired, 0)]), Verdict::Wrong);
}

#[test]
fn an_outbox_is_late_after_five_minutes_and_stuck_after_an_hour() {
    let verdict = |age: i64| {
        let oldest = Some(NOW.minus(Seconds(age)));
        held::waiting(&[Envois { quoi: "logout", attendent: 1, plus_ancien: oldest, echoues: 0 }], NOW).verdict
    };
    assert_eq!([299, 300, 3_600].map(verdict), [Verdict::Ok, Verdict::Warning, Verdict::Wrong]);
}

// requirement: O07
#[test]
fn a_node_that_fell_silent_another_version_and_another_clock_are_told() {
    let noeud = |machine: &str, version: &str, ago: i64| Noeud {
        id: machine.to_owned(),
        machine: machine.to_owned(),
        version: version.to_owned(),
        debut: NOW,
        vu_le: NOW.minus(Seconds(ago)),
    };
    let both = [noeud("n1", "0.1.0", 1), noeud("n2", "0.1.0", 9)];
    assert_eq!(held::beating(&both, NOW), Said::ok("2 serve"));
    let silent = held::beating(&[noeud("n1", "0.1.0", 1), noeud("n2", "0.1.0", 600)], NOW);
    assert_eq!(silent.says, "n2 (0.1.0) fell silent 10 min ago");
    let mixed = held::beating(&[noeud("n1", "0.1.0", 1), noeud("n2", "0.2.0", 1)], NOW);
    assert_eq!((mixed.verdict, mixed.says.as_str()), (Verdict::Warning, "0.1.0 and 0.2.0 serve together"));
    assert_eq!(held::beating(&[noeud("n1", "0.1.0", -300)], NOW).verdict, Verdict::Wrong);
}
