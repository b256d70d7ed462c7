//! The sandbox's own promises: `try`, data that stay, another port base.

use std::process::{Command, Stdio};

use harness::{Sandbox, free_ports, program, succeed};
use serde_json::Value;

// requirement: USE-10
#[test]
fn try_does_the_main_job_three_times_in_a_row() {
    for run in 1..=3 {
        let printed = succeed(Command::new(program("caducee")).args(["try", "--json"]));
        let report: Value = serde_json::from_str(&printed).expect("try --json prints one JSON object");
        for means in ["ecps", "carte"] {
            for scope in ["sans_situation", "avec_situation"] {
                let part = &report[means][scope];
                let checks =
                    part["checks"].as_array().unwrap_or_else(|| panic!("run {run}: {means}.{scope} has no checks"));
                assert!(checks.iter().all(|check| check["holds"] == true), "run {run}: {checks:#?}");
                assert!(part["id_token"]["claims"]["sub"].is_string() && part["userinfo"]["sub"].is_string());
            }
        }
    }
}

#[test]
fn started_again_it_keeps_its_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let ports = harness::free_ports();
    let first = Sandbox::start_again(&data, ports);
    let authority = std::fs::read(first.authority()).expect("the authority");
    let people = first.manifest["personnes"].clone();
    first.stop();
    let second = Sandbox::start_again(&data, ports);
    assert_eq!(std::fs::read(second.authority()).expect("the authority"), authority);
    assert_eq!(second.manifest["personnes"], people);
}

#[test]
fn two_sandboxes_live_side_by_side_on_other_ports() {
    let (first, second) = (Sandbox::shared(), Sandbox::start());
    assert_ne!(first.ports, second.ports);
    assert_ne!(first.text("/issuer"), second.text("/issuer"));
    for door in [
        "/issuer",
        "/authorization",
        "/carte",
        "/telephones",
        "/dui",
        "/dmp/url",
        "/dmp/api",
        "/messagerie",
        "/accueil",
        "/portail",
        "/partenaires",
        "/franceconnect",
    ] {
        let port = second.text(door).split(':').nth(2).and_then(|rest| rest.split('/').next()).expect("a port");
        let port: u16 = port.parse().expect("a number");
        assert!((second.ports..second.ports + 20).contains(&port), "{door} is at {port}");
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok(), "{door}");
    }
}

/// Starts the sandbox, which must refuse: what it said.
fn refused(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(program("caducee"));
    command.args(["--data".as_ref(), folder.path().join("data").as_os_str()]).args(["--people", "10"]);
    if !arguments.contains(&"--port-base") {
        command.args(["--port-base", &free_ports().to_string()]);
    }
    command.args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the sandbox ran");
    assert!(!output.status.success(), "it started");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_bad_clients_file_is_refused_with_its_line_and_its_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mes-clients.toml");
    let name = file.to_str().expect("a readable path");
    let good = "[[client]]\nid = \"moi\"\nname = \"Moi\"\nplace = \"Ici\"\nprofile = \"oidc\"\nauth = \"client_secret_basic\"\n\
                secret = \"un-secret-d-essai-pour-un-client-d-ailleurs\"\nredirect_uris = [\"https://moi.example/retour\"]\nscopes = [\"openid\"]\n";
    for (line, text, word) in [
        (10, format!("{good}redirect_uri = \"https://moi.example/\"\n"), "redirect_uri"),
        (5, good.replace("\"oidc\"", "\"odic\""), "odic"),
        (2, good.replace("id = \"moi\"", "id = moi"), "moi"),
    ] {
        std::fs::write(&file, text).expect("the file");
        let said = refused(&["--clients", name]);
        assert!(said.contains(&format!("mes-clients.toml:{line}")), "no file and line {line}: {said}");
        assert!(said.contains(word) && said.to_lowercase().contains("remedy"), "{said}");
    }
    let absent = refused(&["--clients", "nulle-part.toml"]);
    assert!(absent.contains("nulle-part.toml"), "{absent}");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let ports = free_ports();
    let _taken = std::net::TcpListener::bind(("127.0.0.1", ports)).expect("a port");
    let said = refused(&["--port-base", &ports.to_string()]);
    assert!(said.contains(&ports.to_string()) && said.contains("--port-base"), "{said}");
}
