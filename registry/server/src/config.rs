//! The registry's configuration: one TOML file, unknown keys refused, contradictions told with their remedy.

mod annuaire;
mod courrier;
mod donnees;
mod grades;
mod igc;
mod portail;
mod recherches;

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use journal::NamedKey;
pub use oidc::Acr;
use registry_core::import::Consigne;
use registry_web::Droit;
use serde::Deserialize;
use service::config::{Check, Contradiction, SecretFile, SecretGuard};
use service::telemetry::Traces;

pub use annuaire::{Annuaire, CleAnnuaire, connu, inconnu};
pub use courrier::Courrier;
pub use donnees::{Nomenclatures, Numeros, Support};
pub use grades::Grades;
pub use igc::Igc;
pub use portail::{Fournisseur, FranceConnect, Portail};
pub use recherches::{Bornes, Recherches};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How closely the files of secrets are guarded, and what may be invented.
    pub mode: Mode,
    /// Where the service answers.
    pub listen: Listen,
    /// The certificate of its listeners.
    pub tls: Tls,
    /// Where it keeps what lasts.
    pub store: Store,
    /// Each file holds 32 bytes in base64.
    pub keys: Keys,
    /// The share of the active people, in percent, past which a file stops and asks.
    #[serde(default = "seuil")]
    pub seuil: u8,
    /// Who may ask, and what.
    #[serde(default)]
    pub cles: Vec<Cle>,
    /// Absent: the registry answers programs only.
    pub portail: Option<Portail>,
    /// Absent: the public directory is the portal's page alone.
    pub annuaire: Option<Annuaire>,
    /// Absent: what people are told waits in the outbox.
    pub courrier: Option<Courrier>,
    /// Absent: nobody gets a number here, but for invented people in a sandbox.
    pub numeros: Option<Numeros>,
    /// Lists that are newer than the compiled ones.
    #[serde(default)]
    pub nomenclatures: Nomenclatures,
    /// Absent: nobody corrects a civil status.
    pub support: Option<Support>,
    /// None of a region: the ANS relays there itself.
    #[serde(default)]
    pub grades: Vec<Grades>,
    /// Absent: nobody orders certificates here.
    pub igc: Option<Igc>,
    /// Absent: no span leaves.
    pub traces: Option<Traces>,
}

/// How closely the files of secrets are guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Production,
    Rehearsal,
    Sandbox,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// What the provider and other programs ask.
    pub web: SocketAddr,
    /// Health, without TLS, never public.
    pub admin: Option<SocketAddr>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// PEM, the leaf first.
    pub certificate_file: PathBuf,
    /// PEM, that only this process reads.
    pub key_file: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// `sqlite://PATH?mode=rwc`, or a file that holds `postgres://…` (it has a password).
    pub sql: Option<String>,
    /// A file that holds `postgres://…`; the one of `sql` and `sql_file`.
    pub sql_file: Option<SecretFile>,
    /// The journal's own database: on SQLite a file of its own, where it waits for no other writer. Absent: the same one.
    pub journal: Option<String>,
}

/// Each file holds 32 bytes in base64.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Under which the callers' keys and the portal's visits rest: the same on every node.
    pub rest_file: SecretFile,
    /// Signs the checkpoints of the journal.
    pub journal_file: SecretFile,
    /// What `journal cle` printed of the keys that signed before it: what they signed is verified by them.
    #[serde(default)]
    pub journal_former: Vec<String>,
}

/// One caller.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cle {
    /// As the journal names it.
    pub nom: String,
    /// What it may ask.
    pub droits: Vec<Droit>,
    /// What `registry-server cle` printed: the key itself is nowhere here.
    pub empreinte: String,
}

const fn seuil() -> u8 {
    Consigne::SEUIL
}

impl Mode {
    pub const fn guard(self) -> SecretGuard {
        match self {
            Self::Production | Self::Rehearsal => SecretGuard::Production,
            Self::Sandbox => SecretGuard::Sandbox,
        }
    }
}

impl Check for Config {
    fn check(&self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        let mut signaler = |cle: &str, raison: &str, remede: &str| {
            contradictions.push(Contradiction::new(cle, raison, remede));
        };
        if self.store.sql.is_some() == self.store.sql_file.is_some() {
            signaler("store", "one database is needed, in sql or in sql_file", "keep exactly one of the two keys");
        }
        if self.seuil > 100 {
            signaler("seuil", "a share is at most 100 percent", "write a number from 0 to 100; 20 is usual");
        }
        let mut noms = HashSet::new();
        if !self.cles.iter().all(|cle| noms.insert(&cle.nom)) {
            signaler("cles", "two keys have the same name", "give each caller a name of its own");
        }
        if self.cles.iter().any(|cle| cle.droits.is_empty()) {
            let remede = "name lecture, correspondance, evenements or activation, or remove the key";
            signaler("cles", "a key has no right", remede);
        }
        if self.keys.journal_former.iter().any(|ligne| NamedKey::read(ligne).is_none()) {
            contradictions.push(Contradiction::new(
                "keys.journal_former",
                "a line is no key",
                "give the lines that `journal cle` printed before each change of key",
            ));
        }
        self.controler_portail(&mut contradictions);
        self.annuaire.iter().for_each(|annuaire| annuaire.controler(&mut contradictions));
        self.igc.iter().for_each(|igc| igc.controler(&mut contradictions));
        contradictions.extend(self.traces.iter().flat_map(Traces::contradictions));
        contradictions
    }
}

impl Config {
    /// Under which checkpoints of the journal are signed: the portal's host, then a path. A registry without portal is known by its
    /// key alone.
    pub fn nom_du_journal(&self) -> String {
        let hote = self.portail.as_ref().map_or("registre", |portail| portail.origin.authority());
        format!("{hote}/journal-du-registre")
    }

    fn controler_portail(&self, trouvees: &mut Vec<Contradiction>) {
        if let Some(portail) = &self.portail {
            portail.controler(self.mode, trouvees);
        }
        if let Some(courrier) = &self.courrier {
            courrier.controler(trouvees);
        }
        if let Some(numeros) = self.numeros {
            numeros.controler(self.mode, trouvees);
        }
        if let Some(support) = &self.support {
            support.controler(trouvees);
        }
        Grades::controler(&self.grades, self.support.as_ref(), trouvees);
        if self.portail.is_none() || self.mode == Mode::Sandbox {
            return;
        }
        let mut signaler = |raison: &str, remede: &str| {
            trouvees.push(Contradiction::new("portail", raison, remede));
        };
        if self.numeros.is_none() {
            signaler("people are registered here and there is no number to give", "add the table [numeros]");
        }
        if self.courrier.is_none() {
            signaler("people would never hear of their number", "add the table [courrier]");
        }
    }
}
