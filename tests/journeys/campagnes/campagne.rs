//! One `banc mener`: the description with free ports in it, and the report that comes out.

use std::fs::{File, Permissions};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use harness::{free_ports, output, program, root};
use serde_json::Value;

use super::{REDUITE, REDUITE_NAVIGATEUR};

/// Where the descriptions say that their service is.
const PORT: &str = "3000";
/// The doors of the bench's provider come first in a row of twenty; the last one is the service's.
const DERNIER: u16 = 19;

pub struct Campagne {
    nom: String,
    /// The description as it is played.
    partie: PathBuf,
    ports: u16,
    navigateur: bool,
    dossier: tempfile::TempDir,
}

/// What came out.
pub struct Rendue {
    pub nom: String,
    /// `banc`'s own: 0 is conforme.
    code: Option<i32>,
    /// The service listens still, although the bench has ended.
    reste: bool,
    /// The JSON report; null without one.
    pub rapport: Value,
}

impl Campagne {
    pub fn preparer(nom: &str, description: &Path) -> Self {
        let dossier = tempfile::tempdir().expect("a folder");
        // Apache and nginx serve as another user
        std::fs::set_permissions(dossier.path(), Permissions::from_mode(0o755))
            .expect("a folder that others may enter");
        let texte = std::fs::read_to_string(description).expect("the description");
        let ports = free_ports();
        let texte = texte.replace(PORT, &(ports + DERNIER).to_string());
        let mut table: toml::Table = toml::from_str(&texte).unwrap_or_else(|error| panic!("{nom}: {error}"));
        let ici = description.parent().expect("a description has a folder");
        placer(&mut table, ici);
        let partie = dossier.path().join("partie.toml");
        std::fs::write(&partie, table.to_string()).expect("the description as it is played");
        Self { nom: nom.to_owned(), partie, ports, navigateur: table.contains_key("navigateur"), dossier }
    }

    /// Plays it to its end.
    pub fn mener(self, complet: bool) -> Rendue {
        let sortie = output().join("banc").join(&self.nom);
        // the report of another run is not this one's
        let _ = std::fs::remove_dir_all(&sortie);
        std::fs::create_dir_all(&sortie).expect("a folder for the report");
        let journal = File::create(output().join(format!("banc-{}.log", self.nom))).expect("a log file");
        let mut banc = Command::new(program("banc"));
        banc.args(["mener", "--seed", "2026", "--port-base", &self.ports.to_string()]);
        banc.arg("--partie").arg(&self.partie).arg("--sortie").arg(&sortie);
        banc.arg("--data").arg(self.dossier.path().join("banc"));
        if !complet {
            let choisis = if self.navigateur { REDUITE_NAVIGATEUR } else { REDUITE };
            banc.args(["--rythme", "presse", "--scenarios", &choisis.join(",")]);
        }
        banc.envs(self.environnement()).stdin(Stdio::null());
        banc.stderr(journal.try_clone().expect("the log twice")).stdout(journal);
        let statut = banc.status().expect("the bench starts");
        let rapport = std::fs::read(sortie.join("rapport.json")).unwrap_or_default();
        let rapport = serde_json::from_slice(&rapport).unwrap_or_default();
        let reste = TcpStream::connect(("127.0.0.1", self.ports + DERNIER)).is_ok();
        Rendue { nom: self.nom, code: statut.code(), reste, rapport }
    }

    /// What the pages leave to whoever starts an example: where to write, and the programs of a virtual environment.
    fn environnement(&self) -> [(&'static str, String); 4] {
        let dans = |nom: &str| self.dossier.path().join(nom).display().to_string();
        let venv = root().join("target/tests/venv/bin");
        let chemin = std::env::var_os("PATH").unwrap_or_default();
        [
            ("DOSSIER", dans("dossier")),
            ("DATABASE", dans("base.sqlite3")),
            ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
            ("PATH", format!("{}:{}:/usr/sbin", venv.display(), chemin.display())),
        ]
    }
}

/// The description leaves its folder: its paths become whole, and what Cargo would build was built by the command that
/// passes the tests.
fn placer(table: &mut toml::Table, ici: &Path) {
    let lancement = table.get_mut("lancement").and_then(toml::Value::as_table_mut).expect("how it is started");
    lancement.insert("dossier".to_owned(), ici.display().to_string().into());
    let commande = lancement["commande"].as_array().expect("a command");
    let mots: Vec<&str> = commande.iter().filter_map(toml::Value::as_str).collect();
    if let ["cargo", "run", "--quiet", "--bin", nom] = mots[..] {
        let programme = program(nom).display().to_string();
        lancement.insert("commande".to_owned(), vec![programme].into());
    }
    if let Some(playwright) = table.get_mut("navigateur").and_then(|navigateur| navigateur.get_mut("playwright")) {
        let relatif = playwright.as_str().expect("a path");
        *playwright = ici.join(relatif).display().to_string().into();
    }
}

impl Rendue {
    /// Why it is not entirely conforme, advice included.
    pub fn fautes(&self) -> Vec<String> {
        let lignes = self.rapport["scenarios"].as_array().map(Vec::as_slice).unwrap_or_default();
        let fautives = lignes.iter().filter(|ligne| !matches!(texte(ligne, "verdict"), "conforme" | "sans-objet"));
        let mut fautes: Vec<String> = fautives
            .map(|ligne| {
                let (id, verdict) = (texte(ligne, "id"), texte(ligne, "verdict"));
                format!("{}: {id} {verdict}: {} {}", self.nom, ligne["observe"], ligne["raison"])
            })
            .collect();
        if self.code != Some(0) || lignes.is_empty() {
            fautes.push(format!("{}: banc ended with {:?}; see tests/output/banc-{0}.log", self.nom, self.code));
        }
        if self.reste {
            fautes.push(format!("{}: what the bench started goes on", self.nom));
        }
        fautes
    }
}

pub fn texte<'a>(ligne: &'a Value, membre: &str) -> &'a str {
    ligne[membre].as_str().unwrap_or_default()
}
