use std::path::Path;

use idp_core::assurance::Behaviour;
use idp_core::claims::subject::SubjectForm;
use idp_core::moyen::MoyenKind;
use idp_core::passkey::Ceremonies as _;
use oidc::Acr;

use super::Config;

/// A production node, as an operator writes it.
const PRODUCTION: &str = r#"
mode = "production"
ca_file = "/etc/caducee/ca.pem"
clients_file = "/etc/caducee/clients.toml"
sub_component = "2a1c5b0e-7d4f-4c38-9a66-0f3d1e8b7c21"

[hosts]
issuer = "https://auth.caducee.example/auth/realms/esante-wallet"
authorization = "https://wallet.caducee.example"
carte = "https://carte.caducee.example"

[listen]
web = ["0.0.0.0:443"]
carte = "0.0.0.0:8443"
admin = "127.0.0.1:9443"

[tls]
certificate_file = "/etc/caducee/tls.pem"
key_file = "/etc/caducee/tls.key"

[store]
sql_file = "/run/secrets/postgres"
redis_file = "/run/secrets/redis"

[keys]
rest_file = "/run/secrets/rest"
seal_file = "/run/secrets/seal"
wrap_file = "/run/secrets/wrap"
journal_file = "/run/secrets/journal"

[registry]
url = "https://registre.caducee.example"
key_file = "/run/secrets/registry"

[messages.smtp]
host = "smtp.caducee.example"
port = 465
from = "Caducée <ne-pas-repondre@caducee.example>"
encryption = "tls"

[messages.sms]
url = "https://sms.caducee.example/envoi"
key_file = "/run/secrets/sms"

[messages.push]
url = "https://push.caducee.example"

[cards]
roots = ["/etc/caducee/racine.cer"]
issuers = ["/etc/caducee/fort.cer", "/etc/caducee/standard.cer"]
revocation_lists = ["/var/lib/caducee/fort.crl"]
policies = ["1.2.250.1.213.1.7.2.1.1.1.1"]
"#;

fn read(text: &str) -> Result<Config, String> {
    service::config::parse(Path::new("idp.toml"), text).map_err(|error| error.to_string())
}

/// The refusal of the production file with one line replaced.
fn refused(line: &str, by: &str) -> String {
    assert!(PRODUCTION.contains(line), "{line}");
    read(&PRODUCTION.replace(line, by)).expect_err(by)
}

#[test]
fn a_production_file_holds() {
    read(PRODUCTION).unwrap();
}

#[test]
fn an_unknown_key_is_refused_at_its_line_with_a_remedy() {
    let told = refused("admin = ", "amdin = ");
    assert!(told.starts_with("idp.toml:15:1: unknown field `amdin`"), "{told}");
    assert!(told.contains("Remedy: correct the name of the key"), "{told}");
}

#[test]
fn a_contradiction_names_its_key_and_what_to_write_instead() {
    for (line, by, key) in [
        ("https://wallet.caducee.example\"", "http://wallet.caducee.example\"", "hosts.authorization"),
        ("https://wallet.caducee.example\"", "https://wallet.caducee.example/auth\"", "hosts.authorization"),
        ("https://wallet.caducee.example\"", "https://192.0.2.1\"", "hosts.authorization"),
        ("https://carte.caducee.example", "https://wallet.caducee.example", "hosts.carte"),
        ("/auth/realms/esante-wallet", "", "hosts.issuer"),
        ("0.0.0.0:8443", "0.0.0.0:443", "listen.carte"),
        ("web = [\"0.0.0.0:443\"]", "web = []", "listen.web"),
        ("sql_file = \"/run/secrets/postgres\"", "", "store.sql"),
        ("encryption = \"tls\"", "encryption = \"tls\"\nuser = \"caducee\"", "messages.smtp.user"),
    ] {
        let told = refused(line, by);
        assert!(told.contains(&format!("{key}: ")) && told.contains("Remedy: "), "{by}: {told}");
        assert!(told.starts_with("idp.toml:"), "{told}");
    }
}

// requirement: O01
#[test]
fn production_refuses_what_belongs_to_the_sandbox() {
    for (line, by, key) in [
        ("redis_file = \"/run/secrets/redis\"", "", "store.redis_file"),
        ("sql_file = \"/run/secrets/postgres\"", "sql = \"sqlite:///a.db\"", "store.sql"),
        ("encryption = \"tls\"", "encryption = \"clair\"", "messages.smtp.encryption"),
        ("https://auth.caducee.example/auth", "https://localhost:8440/auth", "hosts.issuer"),
        ("https://wallet.caducee.example", "https://localhost:8441", "hosts.authorization"),
        ("https://carte.caducee.example", "https://[::1]:8443", "hosts.carte"),
        ("https://registre.caducee.example", "http://registre.caducee.example", "registry.url"),
        ("https://sms.caducee.example", "http://sms.caducee.example", "messages.sms.url"),
        ("https://push.caducee.example", "http://push.caducee.example", "messages.push.url"),
        ("policies = [\"1.2.250.1.213.1.7.2.1.1.1.1\"]", "", "cards.policies"),
    ] {
        let told = refused(line, by);
        assert!(told.contains(&format!("{key}: ")), "{by}: {told}");
        let sandbox = PRODUCTION.replace(line, by).replace("\"production\"", "\"sandbox\"");
        assert!(read(&sandbox).is_ok(), "{by}: {:?}", read(&sandbox).err());
    }
}

// requirement: A12 S07
#[test]
fn production_calls_no_address_of_its_own_network() {
    let with = |mode: &str, line: &str| {
        read(&format!("{}\n[outbound]\n{line}\n", PRODUCTION.replace("\"production\"", &format!("\"{mode}\""))))
    };
    let told = with("production", "private_networks = true").unwrap_err();
    assert!(told.contains("outbound.private_networks: "), "{told}");
    assert!(with("rehearsal", "private_networks = true").is_ok());
    assert!(with("production", "timeout = 0").unwrap_err().contains("outbound.timeout: "));
    assert!(with("production", "ports = [443]").is_ok());
}

// requirement: K07
#[test]
fn a_key_that_signs_before_every_cache_knows_it_is_refused() {
    let told = refused("[keys]", "[keys.rotation]\nlead = 60\n\n[keys]");
    assert!(told.contains("keys.rotation: "), "{told}");
    let hsm = "[keys.hsm]\nmodule = \"/usr/lib/hsm.so\"\ntoken = \"caducee\"\npin_file = \"/run/secrets/pin\"\n";
    let config = read(&PRODUCTION.replace("[registry]", &format!("{hsm}\n[registry]"))).unwrap();
    assert_eq!(config.keys.hsm.unwrap().algs.len(), 3);
}

// requirement: M22
#[test]
fn an_operator_names_a_behaviour_of_pro_sante_connect_or_levels_of_their_own() {
    let with = |table: &str| read(&format!("{PRODUCTION}\n{table}\n"));
    let seen = with("[assurance]\npsc = \"eidas2-2026\"\n[subjects]\npsc = \"psi\"").unwrap();
    assert_eq!(seen.assurance.psc.levels(), Behaviour::Eidas2Niveau.levels());
    assert_eq!((seen.subjects().forms.psc, seen.subjects().forms.oidc), (SubjectForm::Psi, SubjectForm::Pairwise));
    let own = with("[assurance.psc]\ncarte = \"eidas3\"\necps = \"eidas2\"\npasskey = \"eidas1\"").unwrap();
    assert_eq!(own.assurance.psc.levels().of(MoyenKind::PasskeyAttestee), Acr::Eidas1, "as another passkey");
    assert!(with("[assurance]\npsc = \"eidas4\"").unwrap_err().contains("eidas2-2026"), "it says the words");
}

// requirement: M11
#[test]
fn models_of_passkeys_are_listed_by_maker_and_an_unreadable_authority_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let authority = folder.path().join("maker.pem");
    let listed = format!(
        "{PRODUCTION}\n[passkeys.limits]\nmost = 3\n[[passkeys.models]]\nauthority_file = {:?}\n\
         aaguids = [\"2fc0579f-8113-47ea-b116-bb5a8db9202a\"]\n",
        authority.display().to_string()
    );
    let config = read(&listed).unwrap();
    assert_eq!((config.passkeys.limits.most, config.passkeys.models.len()), (3, 1));
    let started =
        |config: &Config| config.ceremonies().map(|host| host.vouched_only()).map_err(|error| error.to_string());
    assert!(started(&config).unwrap_err().contains("maker.pem"), "no such file");
    std::fs::write(&authority, "no certificate").unwrap();
    assert!(started(&config).unwrap_err().contains("authority of a maker"));
    assert_eq!(started(&read(PRODUCTION).unwrap()), Ok(false), "any model, where none is listed");
}

#[test]
fn a_code_never_lives_longer_than_a_minute() {
    let told = read(&format!("{PRODUCTION}\n[lifetimes]\ncode = 61\n")).unwrap_err();
    assert!(told.contains("lifetimes.code: "), "{told}");
}

// requirement: C09
#[test]
fn registration_is_closed_until_the_operator_opens_it_and_a_standing_token_is_the_sandbox_s() {
    assert!(!read(PRODUCTION).unwrap().registration.open());
    let open = format!("{PRODUCTION}\n[registration]\ndoor = \"with-token\"\n");
    assert!(read(&open).unwrap().registration.open());
    let standing = read(&format!("{open}standing_token_file = \"/run/secrets/token\"\n")).unwrap_err();
    assert!(standing.contains("registration.standing_token_file"), "{standing}");
    assert!(read(&format!("{PRODUCTION}\n[registration]\ndoor = \"open\"\n")).is_err(), "there is no open door");
}

// requirement: C07 X02
#[test]
fn the_host_for_machines_stands_by_itself_and_so_do_its_authorities() {
    let with = |host: &str, address: &str, mtls: &str| {
        let text = PRODUCTION.replace("carte = \"https", &format!("{host}\ncarte = \"https"));
        read(&format!("{}\n[mtls]\n{mtls}\n", text.replace("admin = ", &format!("{address}\nadmin = "))))
    };
    let (host, address) = ("mtls = \"https://mtls.caducee.example\"", "mtls = \"0.0.0.0:8444\"");
    let own = "authorities = [\"/etc/caducee/organisations.cer\"]";
    let lists = "revocation_lists = [\"/var/lib/caducee/organisations.crl\"]";
    let both = format!("{own}\n{lists}");
    assert!(with(host, address, &both).is_ok(), "{:?}", with(host, address, &both).err());
    assert!(with(host, address, &format!("{own}\nrevocation = \"when-listed\"")).is_ok());
    for (host, address, mtls, key) in [
        (host, "", both.as_str(), "hosts.mtls"),
        ("", address, "", "hosts.mtls"),
        ("mtls = \"http://mtls.caducee.example\"", address, "", "hosts.mtls"),
        ("mtls = \"https://mtls.caducee.example/auth\"", address, "", "hosts.mtls"),
        ("mtls = \"https://wallet.caducee.example\"", address, "", "hosts.mtls"),
        ("mtls = \"https://localhost:8450\"", address, "", "hosts.mtls"),
        (host, "mtls = \"0.0.0.0:8443\"", "", "listen.mtls"),
        (host, "mtls = \"0.0.0.0:443\"", "", "listen.mtls"),
        ("", "", own, "mtls.authorities"),
        (host, address, "authorities = [\"/etc/caducee/fort.cer\"]", "mtls.authorities"),
        (host, address, own, "mtls.revocation_lists"),
    ] {
        let told = with(host, address, mtls).expect_err(key);
        assert!(told.contains(&format!("{key}: ")), "{host} {address} {mtls}: {told}");
    }
}

// requirement: X07
#[test]
fn a_hop_that_nobody_can_tell_from_another_is_refused() {
    let with = |proxy: &str| read(&format!("{PRODUCTION}\n[proxy]\n{proxy}\n"));
    let print = "ab".repeat(32);
    with(&format!("form = \"rfc9440\"\nnetworks = [\"10.1.2.3\"]\ncertificates = [\"{print}\"]")).unwrap();
    with("form = \"nginx\"\nnetworks = [\"127.0.0.1\"]").unwrap();
    for (wrong, key) in [
        ("form = \"nginx\"\nnetworks = []", "proxy.networks"),
        ("form = \"haproxy\"\nnetworks = [\"0.0.0.0/0\"]", "proxy.networks"),
        ("form = \"traefik\"\nnetworks = [\"10.0.0.0/8\"]", "proxy.certificates"),
        ("form = \"nginx\"\nnetworks = [\"10.1.2.3\"]\ncertificates = [\"AB:CD\"]", "proxy.certificates"),
        ("form = \"apache\"\nnetworks = [\"127.0.0.1\"]", "apache"),
        ("form = \"nginx\"\nnetworks = [\"10.1.2\"]", "10.1.2"),
    ] {
        let told = with(wrong).expect_err(wrong);
        assert!(told.contains(key), "{told}");
    }
}

// requirement: X03
#[test]
fn revocation_data_have_a_source_and_a_policy_that_makes_sense() {
    let told = refused("revocation_lists = [\"/var/lib/caducee/fort.crl\"]", "");
    assert!(told.contains("cards.sources"), "{told}");
    let lists = "revocation_lists = [\"/var/lib/caducee/fort.crl\"]";
    let sources =
        "[[cards.sources]]\ncomplete = \"http://igc.example/fort.crl\"\ndelta = \"http://igc.example/fort-delta.crl\"";
    read(&format!("{}\n{sources}\n", PRODUCTION.replace(lists, "responder = \"http://ocsp.example\""))).unwrap();
    for (wrong, key) in [
        ("[cards.stale]\neidas3 = 60", "cards.stale"),
        ("[cards.stale]\neidas1 = -1", "cards.stale"),
        ("[cards.refresh]\ndelta = 1", "cards.refresh"),
        ("[[cards.sources]]\ncomplete = \"ldap://igc.example/fort\"", "cards.sources"),
    ] {
        let told = read(&format!("{PRODUCTION}\n{wrong}\n")).expect_err(wrong);
        assert!(told.contains(key), "{wrong}: {told}");
    }
    read(&format!("{PRODUCTION}\n[cards.stale]\neidas1 = 3600\n")).unwrap();
}

// requirement: O01
#[test]
fn the_operators_door_has_a_name_of_its_own_and_an_address() {
    let door = |url: &str| read(&format!("{PRODUCTION}\n[exploitation]\nurl = \"{url}\"\n"));
    assert!(door("https://exploitation.caducee.example").unwrap().two_operators().is_some());
    for (url, reason) in [
        ("https://wallet.caducee.example", "another host"),
        ("https://localhost:9443", "not a production host"),
        ("https://192.0.2.1", "by an address"),
        ("http://exploitation.caducee.example", "not an https origin"),
        ("https://exploitation.caducee.example/porte", "not an https origin"),
    ] {
        let refused = door(url).expect_err(url);
        assert!(refused.contains("exploitation.url") && refused.contains(reason), "{url}: {refused}");
    }
    let walled = PRODUCTION.replace("admin = \"127.0.0.1:9443\"", "");
    let refused = read(&format!("{walled}\n[exploitation]\nurl = \"https://exploitation.caducee.example\"\n"));
    assert!(refused.expect_err("no listener").contains("listen.admin"));
    assert!(read(PRODUCTION).unwrap().two_operators().is_none());
}
