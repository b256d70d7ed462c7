//! The bench as a team meets it: a campaign that finds faults, another once they are mended, and both reports in a browser.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use harness::{free_ports, program, root, succeed};
use jumeau::{Faute, Jumeau, Reglages};
use serde_json::json;
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use tokio::net::TcpListener;

use crate::browser::screens;

const SECRET: &str = "un-secret-invente-de-trente-deux-caracteres";
/// Of every kind, without those that wait for people or clocks.
const SCENARIOS: &str = "connexion-carte,connexion-ecps,demande-state,demande-pkce,canal-prouve,state-altere,refus,annulation,\
                         nonce-faux,alg-none,refpro-vide,repli,deconnexion-propagee,secret-cache";

/// A service on this machine, and the folder of its campaigns.
struct Campagnes {
    dossier: tempfile::TempDir,
    ports: u16,
    jumeau: Jumeau,
    shutdown: Shutdown,
}

impl Campagnes {
    async fn ouvrir() -> Self {
        let (dossier, ports) = (tempfile::tempdir().expect("a folder"), free_ports());
        let base = format!("https://localhost:{}/", ports + 19);
        std::fs::write(dossier.path().join("partie.toml"), partie(&base)).expect("the description");
        let dites = tokio::task::block_in_place(|| preparer(dossier.path(), ports));
        let mot = |ligne: &str, rang: usize| {
            let ligne =
                dites.iter().find(|dite| dite.starts_with(ligne)).unwrap_or_else(|| panic!("{ligne}: {dites:?}"));
            ligne.split_whitespace().nth(rang).expect("a word").to_owned()
        };
        let jumeau = Jumeau::nouveau(Reglages {
            base: base.parse().expect("an address"),
            issuer: mot("émetteur", 1),
            client_id: "dossier-resident".to_owned(),
            client_secret: SECRET.to_owned(),
            autorite: std::fs::read(mot("autorité", 1)).expect("the authority"),
        });
        let (jumeau, shutdown) = (jumeau.expect("a service"), Shutdown::new());
        let tls = [mot("certificat", 1), mot("certificat", 4)].map(PathBuf::from);
        servir(&tls, ports + 19, &jumeau, shutdown.clone()).await;
        Self { dossier, ports, jumeau, shutdown }
    }

    /// The exit code, and where the report is.
    fn mener(&self, sortie: &str, precedent: Option<&Path>) -> (i32, PathBuf) {
        let (lieu, sortie) = (self.dossier.path(), self.dossier.path().join(sortie));
        let mut banc = banc("mener", lieu, self.ports);
        banc.args(["--seed", "7", "--scenarios", SCENARIOS]).arg("--sortie").arg(&sortie);
        if let Some(precedent) = precedent {
            banc.arg("--precedent").arg(precedent.join("rapport.json"));
        }
        let rendu = tokio::task::block_in_place(|| banc.output()).expect("it ran");
        println!("{}{}", String::from_utf8_lossy(&rendu.stdout), String::from_utf8_lossy(&rendu.stderr));
        (rendu.status.code().expect("an exit code"), sortie)
    }
}

fn banc(verbe: &str, dossier: &Path, ports: u16) -> Command {
    let mut banc = Command::new(program("banc"));
    banc.arg(verbe).arg("--partie").arg(dossier.join("partie.toml")).arg("--data").arg(dossier.join("banc"));
    banc.args(["--port-base", &ports.to_string()]);
    banc
}

/// What a team reads before its service can log in.
fn preparer(dossier: &Path, ports: u16) -> Vec<String> {
    let mut prepare = banc("preparer", dossier, ports).stdout(Stdio::piped()).spawn().expect("the bench");
    let lignes = BufReader::new(prepare.stdout.take().expect("its words")).lines().map(|ligne| ligne.expect("text"));
    let mut dites = Vec::new();
    for ligne in lignes {
        let derniere = ligne.starts_with("Ctrl-C");
        dites.push(ligne);
        if derniere {
            break;
        }
    }
    // it says so just before it listens for the signal
    std::thread::sleep(Duration::from_millis(300));
    succeed(Command::new("kill").args(["-INT", &prepare.id().to_string()]));
    assert!(prepare.wait().expect("an end").success(), "{dites:?}");
    dites
}

async fn servir([certificat, cle]: &[PathBuf; 2], port: u16, jumeau: &Jumeau, shutdown: Shutdown) {
    service::provider::install();
    let acceptor = Acceptor::web(&Identity::from_files(certificat, cle).expect("an identity")).expect("TLS");
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.expect("a port");
    let limits = Limits { per_source: 10_000, ..Limits::default() };
    tokio::spawn(serve(listener, acceptor, jumeau.router(), limits, shutdown));
}

fn partie(base: &str) -> String {
    format!(
        r#"
        nom = "Dossier résident"
        version = "4.12.0"
        origines = ["{base}"]
        repli = "Se connecter autrement"
        [client]
        id = "dossier-resident"
        auth = "client_secret_basic"
        secret = "{SECRET}"
        retours = ["{base}retour"]
        apres_deconnexion = ["{base}"]
        [crochet]
        deconnexion = "/deconnexion"
        "#
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_reads_what_to_mend_mends_it_and_hands_over_a_report() {
    let campagnes = Campagnes::ouvrir().await;
    campagnes.jumeau.devenir(Some(Faute::RefusPlante));
    let (code, fautif) = campagnes.mener("fautif", None);
    assert_eq!(code, 1);
    campagnes.jumeau.devenir(None);
    let (code, juste) = campagnes.mener("juste", Some(&fautif));
    assert_eq!(code, 0);
    let home = tempfile::tempdir().expect("a home");
    let options = json!({ "home": home.path(), "screens": screens("banc"), "fautif": fautif, "juste": juste });
    let mut node = Command::new("node");
    succeed(node.arg(root().join("tests/journeys/banc.mjs")).arg(options.to_string()));
    campagnes.shutdown.begin();
}
