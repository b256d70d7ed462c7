//! The configuration: what an operator may write, and what is refused before anything starts.

use std::path::Path;

use registry_server::Config;
use registry_server::config::Acr;
use service::config::{ConfigError, load, parse};

const EXEMPLE: &str = include_str!("../../../../docs/registry.example.toml");

fn lire(texte: &str) -> Result<Config, ConfigError> {
    parse(Path::new("registry.toml"), texte)
}

/// What is told of the example with one line written otherwise.
fn refus(avant: &str, apres: &str) -> String {
    assert!(EXEMPLE.contains(avant), "{avant}");
    lire(&EXEMPLE.replace(avant, apres)).unwrap_err().to_string()
}

/// The text without the tables that begin so.
fn sans(texte: &str, table: &str) -> String {
    let mut garder = true;
    let lignes = texte.lines().filter(|ligne| {
        if ligne.starts_with('[') {
            garder = !ligne.starts_with(table);
        }
        garder
    });
    lignes.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_of_the_documentation_is_a_configuration() {
    let chemin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/registry.example.toml");
    let config: Config = load(&chemin).unwrap();
    assert!(config.portail.is_some() && config.courrier.is_some() && config.numeros.is_some());
    assert_eq!(config.support.unwrap().agents.len(), 2);
}

#[test]
fn without_a_portal_nothing_of_it_is_asked() {
    let texte = ["[portail", "[courrier", "[numeros", "[support", "[nomenclatures", "[[grades"]
        .iter()
        .fold(EXEMPLE.to_owned(), |texte, table| sans(&texte, table));
    assert!(lire(&texte).unwrap().portail.is_none());
}

#[test]
fn a_portal_without_numbers_or_without_mail_is_a_contradiction() {
    for (table, remede) in [("[numeros]", "add the table [numeros]"), ("[courrier]", "add the table [courrier]")] {
        let dit = lire(&sans(EXEMPLE, table)).unwrap_err().to_string();
        assert!(dit.contains("portail") && dit.contains(remede), "{dit}");
    }
}

#[test]
fn an_origin_is_an_https_address_without_a_path() {
    for origine in
        ["http://portail.registre.example", "https://portail.registre.example/portail", "https://x.example/?a=b"]
    {
        let dit = refus("\"https://portail.registre.example\"", &format!("{origine:?}"));
        assert!(dit.contains("portail.origin") && dit.contains("Remedy"), "{dit}");
    }
    let dit = refus("https://oidc.franceconnect.gouv.fr", "http://oidc.franceconnect.gouv.fr");
    assert!(dit.contains("portail.franceconnect.issuer"), "{dit}");
}

#[test]
fn mail_without_tls_stays_on_the_machine_and_a_user_has_a_password() {
    assert!(refus("\"starttls\"", "\"clair\"").contains("courrier.encryption"));
    assert!(refus("user = \"registre\"", "").contains("courrier.user"));
}

#[test]
fn numbers_of_tests_are_not_given_in_production_nor_real_ones_in_a_sandbox() {
    let dit = refus("dernier = 1_012_999_999", "dernier = 9_990_000_500");
    assert!(dit.contains("stand for nobody"), "{dit}");
    let dit = refus("mode = \"production\"", "mode = \"sandbox\"");
    assert!(dit.contains("somebody real"), "{dit}");
    assert!(refus("premier = 1_012_000_000", "premier = 12").contains("ten digits"));
}

// requirement: IDN-02
#[test]
fn a_support_of_one_cannot_confirm_anything() {
    let dit = refus(", \"599999999800019/CPAT0002\"]", "]");
    assert!(dit.contains("support.agents") && dit.contains("at least two"), "{dit}");
}

// requirement: ROL-09 R01
#[test]
fn a_grades_serves_real_regions_alone_and_its_agents_have_no_other_role() {
    let config = lire(EXEMPLE).unwrap();
    assert_eq!((config.grades.len(), config.grades[0].regions[0].as_str()), (1, "84"));
    let agents = r#"agents = ["599999999800019/CPAT0003"]"#;
    for (avant, apres, dit) in [
        (r#"regions = ["84"]"#, r#"regions = ["69"]"#, "is no region"),
        (r#"regions = ["84"]"#, r#"regions = ["84", "84"]"#, "two GRADeS serve the region 84"),
        (r#"regions = ["84"]"#, "regions = []", "a name, a region and somebody"),
        (agents, r#"agents = ["599999999800019/CPAT0001"]"#, "named twice"),
        (agents, r#"agents = ["599999999800019/CPAT0003", "599999999800019/CPAT0003"]"#, "named twice"),
        (agents, "agents = []", "a name, a region and somebody"),
    ] {
        let refus = refus(avant, apres);
        assert!(refus.contains("grades") && refus.contains(dit), "{refus}");
    }
}

// requirement: R10
#[test]
fn the_networks_of_agents_are_networks_and_without_any_the_pages_answer_everywhere() {
    let lus = |texte: &str| lire(texte).unwrap().portail.unwrap().reseaux_agents.map(|reseaux| reseaux.len());
    let ligne = r#"reseaux_agents = ["192.0.2.0/24", "2001:db8:20::/48"]"#;
    assert_eq!((lus(EXEMPLE), lus(&EXEMPLE.replace(ligne, ""))), (Some(2), None));
    for (ecrit, dit) in [
        ("192.0.2.0/33", "as 192.0.2.0/24 or 2001:db8::/32"),
        ("192.0.2", "write an address and the length of its prefix"),
        ("192.0.2.7/24", "the network is written 192.0.2.0/24"),
    ] {
        let refus = refus(r#""192.0.2.0/24""#, &format!("{ecrit:?}"));
        assert!(refus.contains("registry.toml:") && refus.contains(dit), "{refus}");
    }
    assert!(refus(ligne, "reseaux_agents = []").contains("portail.reseaux_agents"));
}

// requirement: R06
#[test]
fn how_much_may_be_looked_up_is_said_or_is_as_usual() {
    let ecrites = lire(EXEMPLE).unwrap().portail.unwrap().recherches;
    let usuelles = lire(&sans(EXEMPLE, "[portail.recherches]")).unwrap().portail.unwrap().recherches;
    assert_eq!(format!("{ecrites:?}"), format!("{usuelles:?}"), "the example says the usual bounds");
    assert!(refus("par_minute = 30", "par_minute = 0").contains("portail.recherches.annuaire"));
    assert!(refus("par_jour = 2_000", "par_jour = 59").contains("portail.recherches.agent"));
}

#[test]
fn the_level_asked_of_franceconnect_is_one_that_it_knows() {
    let dit = refus("niveau = \"eidas1\"", "niveau = \"eidas9\"");
    assert!(dit.contains("eidas9") && dit.contains("eidas2"), "{dit}");
    let tue = EXEMPLE.replace("niveau = \"eidas1\"", "");
    assert_eq!(lire(&tue).unwrap().portail.unwrap().franceconnect.niveau, Acr::Eidas1, "the lowest where none is said");
}
