//! The configuration of the sandbox's registry, made from the folder and the ports.

use std::path::Path;

use ambient::{Ambient, RestKey};
use registry_outbound::Chiffrement;
use registry_server::config::{
    Acr, Courrier, Fournisseur, FranceConnect, Grades, Igc, Nomenclatures, Portail, Recherches, Support,
};
use registry_server::{Acces, Cle, Config, Consigne, Droit, Keys, Listen, Mode, Store};
use service::config::SecretFile;

use super::{Lieu, RegistreError};
use crate::dossier::DossierError;
use crate::fournisseur;
use crate::machine;
use crate::population::porteurs;
use crate::ports::{Ports, loopback, origin, plain_origin};

/// What the portal is called at both providers.
pub const PORTAIL: &str = "portail";
/// Where its secrets are kept.
const SECRET_CADUCEE: &str = "cles/client-portail";
pub const SECRET_FRANCECONNECT: &str = "cles/client-franceconnect";

pub fn config(lieu: Lieu<'_>, cle: &Path, ambient: &Ambient) -> Result<Config, RegistreError> {
    let portail = portail(&lieu, ambient)?;
    let Lieu { dossier, ports, tls, autorite: _, sql } = lieu;
    let embedded = sql.is_none();
    let repos = dossier.cle("registre-repos", ambient)?;
    let counter = machine::cle_du_guichet(dossier, ambient)?;
    let empreinte = empreinte(&repos, cle)?;
    Ok(Config {
        mode: Mode::Sandbox,
        listen: Listen { web: loopback(ports.registry()), admin: None },
        tls,
        store: Store {
            sql: embedded.then(|| dossier.sqlite("registre.sqlite")),
            sql_file: sql.map(SecretFile::new),
            journal: embedded.then(|| dossier.sqlite("registre-journal.sqlite")),
        },
        keys: Keys {
            rest_file: SecretFile::new(repos),
            journal_file: SecretFile::new(dossier.cle("registre-journal", ambient)?),
        },
        seuil: Consigne::SEUIL,
        cles: vec![Cle {
            nom: "fournisseur".to_owned(),
            droits: vec![Droit::Lecture, Droit::Correspondance, Droit::Evenements, Droit::Activation],
            empreinte,
        }],
        portail: Some(portail),
        courrier: Some(courrier(ports)),
        numeros: None,
        nomenclatures: Nomenclatures::default(),
        support: Some(support()),
        grades: vec![grades()],
        igc: Some(Igc { url: plain_origin(ports.igc()), key_file: SecretFile::new(counter), ca_file: None }),
    })
}

fn empreinte(repos: &Path, cle: &Path) -> Result<String, RegistreError> {
    let lire =
        |path: &Path| std::fs::read_to_string(path).map_err(|cause| DossierError::Io { path: path.to_owned(), cause });
    let repos = RestKey::from_base64(&lire(repos)?)?;
    Ok(Acces::empreinte(&repos, lire(cle)?.trim()).as_str().to_owned())
}

fn portail(lieu: &Lieu<'_>, ambient: &Ambient) -> Result<Portail, RegistreError> {
    let secret = |nom: &str| lieu.dossier.une_fois(nom, || ambient.chance.token()).map(SecretFile::new);
    let ports = lieu.ports;
    let franceconnect = FranceConnect {
        issuer: format!("{}api/v2", origin(ports.franceconnect())),
        client_id: PORTAIL.to_owned(),
        client_secret_file: secret(SECRET_FRANCECONNECT)?,
        niveau: Acr::Eidas1,
    };
    Ok(Portail {
        origin: origin(ports.portail()),
        listen: loopback(ports.portail()),
        tls: None,
        caducee: Fournisseur {
            issuer: fournisseur::issuer(ports).to_string(),
            client_id: PORTAIL.to_owned(),
            client_secret_file: secret(SECRET_CADUCEE)?,
        },
        franceconnect,
        ca_file: Some(lieu.autorite.clone()),
        reseaux_agents: None,
        recherches: Recherches::default(),
    })
}

fn courrier(ports: Ports) -> Courrier {
    Courrier {
        host: "127.0.0.1".to_owned(),
        port: ports.smtp(),
        from: "Portail RPPS+ <ne-pas-repondre@registre.caducee.example>".to_owned(),
        encryption: Chiffrement::Clair,
        user: None,
        password_file: None,
        ca_file: None,
        assistance: "assistance@registre.caducee.example".to_owned(),
        retours: None,
    }
}

fn support() -> Support {
    let agents = porteurs().into_iter().filter(|porteur| porteur.du_support());
    Support { agents: agents.map(|porteur| porteur.nommee.identifiant).collect() }
}

/// Of the region where the Tilleuls are; the ANS relays for the others.
fn grades() -> Grades {
    let agents = porteurs().into_iter().filter(|porteur| porteur.du_grades());
    Grades {
        nom: "GRADeS fictif des Volcans".to_owned(),
        regions: vec!["84".to_owned()],
        agents: agents.map(|porteur| porteur.nommee.identifiant).collect(),
    }
}
