//! The provider of the sandbox: its configuration, made from the folder and the ports, and its clients.

mod clients;

use std::path::PathBuf;

use ambient::Ambient;
use idp_server::config::{
    Cards, Config, Door, Exploitation, Gateway, Hosts, Keys, Listen, Messages, Mode, Mtls, Outbound, Partenaires, Pkce,
    Push, Registration, Registry, Smtp, Store, Tls, TokensByBrowser,
};
use service::config::SecretFile;
use url::Url;

use crate::dossier::{Dossier, DossierError};
use crate::ports::{Ports, loopback, origin};

pub use clients::{ClientsError, Secrets, clients};

/// What the provider finds beside it.
pub struct Voisins {
    pub autorite: PathBuf,
    pub certificat: PathBuf,
    pub cle: PathBuf,
    pub cartes: Cards,
    pub machines: Mtls,
    pub cle_registre: PathBuf,
    pub cle_sms: PathBuf,
    pub clients: PathBuf,
    /// The operators' door is closed.
    pub exploitation: bool,
    pub moteurs: Moteurs,
}

/// The production engines, where somebody runs the sandbox on them.
#[derive(Clone, Debug, Default)]
pub struct Moteurs {
    pub sql: Option<PathBuf>,
    pub redis: Option<PathBuf>,
}

/// Constant for the life of the issuer, so that `sub` never changes between two sandboxes.
const COMPOSANT: uuid::Uuid = uuid::uuid!("2a1c5b0e-7d4f-4c38-9a66-0f3d1e8b7c21");

/// What every token says that it comes from.
pub fn issuer(ports: Ports) -> Url {
    let mut issuer = origin(ports.issuer());
    issuer.set_path("/auth/realms/esante-wallet");
    issuer
}

pub fn config(dossier: &Dossier, ports: Ports, voisins: Voisins, ambient: &Ambient) -> Result<Config, DossierError> {
    let cle = |nom: &str| dossier.cle(nom, ambient).map(SecretFile::new);
    let mut push = origin(ports.telephones());
    push.set_path("/push");
    let mut sms = origin(ports.messagerie());
    sms.set_path("/sms");
    Ok(Config {
        mode: Mode::Sandbox,
        hosts: Hosts {
            issuer: issuer(ports),
            authorization: origin(ports.authorization()),
            carte: origin(ports.carte()),
            mtls: Some(origin(ports.mtls())),
        },
        listen: Listen {
            web: vec![loopback(ports.issuer()), loopback(ports.authorization())],
            carte: loopback(ports.carte()),
            mtls: Some(loopback(ports.mtls())),
            admin: Some(loopback(ports.sante())),
        },
        tls: Tls { certificate_file: voisins.certificat, key_file: voisins.cle },
        store: store(dossier, voisins.moteurs),
        keys: Keys {
            rest_file: cle("fournisseur-repos")?,
            seal_file: cle("fournisseur-scellement")?,
            wrap_file: cle("fournisseur-emballage")?,
            journal_file: cle("fournisseur-journal")?,
            rotation: idp_core::signing::SigningSettings::default(),
            hsm: None,
        },
        registry: Registry { url: origin(ports.registry()), key_file: SecretFile::new(voisins.cle_registre) },
        messages: Messages {
            smtp: Smtp {
                host: "127.0.0.1".to_owned(),
                port: ports.smtp(),
                from: "Caducée <ne-pas-repondre@caducee.example>".to_owned(),
                encryption: idp_outbound::Chiffrement::Clair,
                user: None,
                password_file: None,
                ca_file: None,
            },
            sms: Gateway { url: sms, key_file: SecretFile::new(voisins.cle_sms) },
            push: Push { url: push },
        },
        cards: voisins.cartes,
        mtls: voisins.machines,
        proxy: None,
        ca_file: Some(voisins.autorite),
        clients_file: voisins.clients,
        sub_component: COMPOSANT,
        subjects: idp_core::claims::subject::SubjectForms::default(),
        registration: Registration {
            door: Door::WithToken,
            pkce: Pkce::Welcome,
            tokens_by_browser: TokensByBrowser::Registered,
            standing_token_file: Some(SecretFile::new(jeton_enregistrement(dossier, ambient)?)),
        },
        lifetimes: idp_core::lifetimes::Lifetimes::default(),
        assurance: idp_core::assurance::Assurance::default(),
        senders: idp_core::sender::SenderSettings::default(),
        pushed: idp_core::par::PushSettings::default(),
        ciba: idp_core::ciba::CibaSettings::default(),
        // clients of the sandbox listen on this machine
        outbound: Outbound { private_networks: true, ..Outbound::default() },
        passkeys: idp_server::config::Passkeys::default(),
        exploitation: voisins.exploitation.then(|| Exploitation { url: origin(ports.sante()) }),
        partenaires: Some(Partenaires { url: origin(ports.partenaires()), listen: loopback(ports.partenaires()) }),
        // the people are invented: nobody's address is told
        claims: idp_core::claims::ClaimSettings { contact: true },
        traces: None,
    })
}

/// The name of the configuration in the folder.
pub const CONFIG: &str = "fournisseur.toml";

/// Writes the configuration with which the provider starts, so that its operator's commands find the installation.
pub fn ecrire(dossier: &Dossier, config: &Config) -> Result<(), EcritureError> {
    Ok(dossier.ecrire(CONFIG, toml::to_string(config)?.as_bytes()).map(drop)?)
}

#[derive(Debug, thiserror::Error)]
pub enum EcritureError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error("the provider's configuration cannot be written: {0}")]
    Forme(#[from] toml::ser::Error),
}

/// The initial access token with which anybody here registers clients.
pub fn jeton_enregistrement(dossier: &Dossier, ambient: &Ambient) -> Result<PathBuf, DossierError> {
    dossier.une_fois("cles/enregistrement", || ambient.chance.token())
}

/// On SQLite the journal has a file of its own, so that its writer waits for no other.
fn store(dossier: &Dossier, moteurs: Moteurs) -> Store {
    let embedded = moteurs.sql.is_none();
    Store {
        sql: embedded.then(|| dossier.sqlite("fournisseur.sqlite")),
        sql_file: moteurs.sql.map(SecretFile::new),
        journal: embedded.then(|| dossier.sqlite("fournisseur-journal.sqlite")),
        redis_file: moteurs.redis.map(SecretFile::new),
    }
}

#[cfg(test)]
mod tests {
    use idp_server::config::Refresh;

    use super::*;

    #[test]
    fn the_written_configuration_is_the_one_that_the_provider_runs_with() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = Dossier::ouvrir(folder.path(), false).unwrap();
        let ici = |nom: &str| folder.path().join(nom);
        let voisins = Voisins {
            autorite: ici("ca.pem"),
            certificat: ici("tls.pem"),
            cle: ici("tls.cle.pem"),
            cartes: Cards {
                roots: vec![ici("racine.cer")],
                issuers: vec![],
                revocation_lists: vec![],
                sources: vec![],
                kept: None,
                responder: None,
                refresh: Refresh::default(),
                stale: idp_core::carte::Tolerance::default(),
                policies: vec![],
            },
            machines: Mtls::default(),
            cle_registre: ici("registre"),
            cle_sms: ici("sms"),
            clients: ici("clients.toml"),
            exploitation: false,
            moteurs: Moteurs::default(),
        };
        let config = config(&dossier, Ports::from_base(9440), voisins, &Ambient::system()).unwrap();
        ecrire(&dossier, &config).unwrap();
        let read: Config = toml::from_str(&std::fs::read_to_string(dossier.chemin(CONFIG)).unwrap()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{config:?}"));
    }
}
