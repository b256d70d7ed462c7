//! The configuration of the sandbox's registry, made from the folder and the ports.

use std::path::Path;

use ambient::{Ambient, RestKey};
use registry_outbound::Chiffrement;
use registry_server::config::{
    Acr, Annuaire, CleAnnuaire, Courrier, Fournisseur, FranceConnect, Grades, Igc, Nomenclatures, Portail, Recherches,
    Support, connu, inconnu,
};
use registry_server::{Acces, Cle, Config, Consigne, Droit, Keys, Listen, Mode, Store, empreinte_annuaire};
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
/// Of a program that reads the public directory.
pub const CLE_ANNUAIRE: &str = "cles/annuaire";
pub const SECRET_FRANCECONNECT: &str = "cles/client-franceconnect";

pub fn config(lieu: Lieu<'_>, cle: &Path, ambient: &Ambient) -> Result<Config, RegistreError> {
    let portail = portail(&lieu, ambient)?;
    let annuaire = annuaire(&lieu, ambient)?;
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
            journal_former: Vec::new(),
        },
        seuil: Consigne::SEUIL,
        cles: vec![Cle {
            nom: "fournisseur".to_owned(),
            droits: vec![Droit::Lecture, Droit::Correspondance, Droit::Evenements, Droit::Activation],
            empreinte,
        }],
        portail: Some(portail),
        annuaire: Some(annuaire),
        courrier: Some(courrier(ports)),
        numeros: None,
        nomenclatures: Nomenclatures::default(),
        support: Some(support()),
        grades: vec![grades()],
        igc: Some(Igc { url: plain_origin(ports.igc()), key_file: SecretFile::new(counter), ca_file: None }),
        traces: None,
    })
}

fn empreinte(repos: &Path, cle: &Path) -> Result<String, RegistreError> {
    let repos = RestKey::from_base64(&lue(repos)?)?;
    Ok(Acces::empreinte(&repos, lue(cle)?.trim()).as_str().to_owned())
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

/// One key, which the manifest tells.
fn annuaire(lieu: &Lieu<'_>, ambient: &Ambient) -> Result<Annuaire, RegistreError> {
    let (dossier, port) = (lieu.dossier, lieu.ports.annuaire());
    let cle = lue(&dossier.une_fois(CLE_ANNUAIRE, || ambient.chance.token())?)?;
    let repos = RestKey::from_base64(&lue(&dossier.cle("registre-repos", ambient)?)?)?;
    let empreinte = empreinte_annuaire(&repos, cle.trim()).as_str().to_owned();
    Ok(Annuaire {
        origin: origin(port),
        listen: loopback(port),
        tls: None,
        extractions: Some(dossier.chemin("extractions")),
        inconnu: inconnu(),
        connu: connu(),
        cles: vec![CleAnnuaire { nom: "essai".to_owned(), empreinte }],
    })
}

fn lue(path: &Path) -> Result<String, DossierError> {
    std::fs::read_to_string(path).map_err(|cause| DossierError::Io { path: path.to_owned(), cause })
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
