//! `sandbox.json`: everything that a script must know, written once all doors are open.

use std::path::PathBuf;

use serde::Serialize;
use url::Url;

use crate::cartes::Carte;
use crate::dossier::{Dossier, DossierError};

#[derive(Clone, Debug, Serialize)]
pub struct Manifeste {
    /// The process that wrote it: a manifest of another run is recognised by it.
    pub pid: u32,
    pub issuer: String,
    pub authorization: Url,
    pub carte: Url,
    pub registre: Registre,
    pub telephones: Url,
    pub dui: Url,
    pub dmp: Dmp,
    pub messagerie: Url,
    pub accueil: Url,
    /// The registry's pages: its two doors are a card and FranceConnect.
    pub portail: Url,
    pub annuaire: Annuaire,
    /// Where teams declare their services.
    pub partenaires: Url,
    /// The simulated one.
    pub franceconnect: Url,
    /// The card authority, over HTTP: lists, answers about one card, oppositions, faults on demand.
    pub igc: Url,
    /// PEM of the authority that signed every TLS certificate of the sandbox.
    pub ca: PathBuf,
    /// A certificate for `localhost` and its key, for a service of yours.
    pub tls: Tls,
    /// The host for machines, and a certificate with which one of them authenticates there.
    pub mtls: Mtls,
    pub clients: Vec<Client>,
    pub registration: Registration,
    pub personnes: Vec<Personne>,
    pub cartes: Vec<Carte>,
}

/// The public directory for programs: FHIR under `fhir/v2`, the extractions; the key (`ESANTE-API-KEY`) allows more questions.
#[derive(Clone, Debug, Serialize)]
pub struct Annuaire {
    pub url: Url,
    pub cle: String,
}

/// The demonstration DMP: its pages, and its door for programs (the audience of their tokens).
#[derive(Clone, Debug, Serialize)]
pub struct Dmp {
    pub url: Url,
    pub api: Url,
}

#[derive(Clone, Debug, Serialize)]
pub struct Registre {
    pub url: Url,
    pub personnes: u64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// `tls_client_auth` (RFC 8705 §2.1): the client, its certificate and its key, PEM.
#[derive(Clone, Debug, Serialize)]
pub struct Mtls {
    pub url: Url,
    pub client_id: &'static str,
    pub certificate: PathBuf,
    pub key: PathBuf,
    /// The certificate of the same legal person that its name keeps for INSi, and its client.
    pub insi: Insi,
}

#[derive(Clone, Debug, Serialize)]
pub struct Insi {
    pub client_id: &'static str,
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Where a client registers itself (RFC 7591), and the token with which it may.
#[derive(Clone, Debug, Serialize)]
pub struct Registration {
    pub endpoint: String,
    pub initial_access_token: String,
}

/// A demonstration client: its secret protects invented people only.
#[derive(Clone, Debug, Serialize)]
pub struct Client {
    pub client_id: &'static str,
    pub client_secret: String,
}

/// Somebody to try.
#[derive(Clone, Debug, Serialize)]
pub struct Personne {
    /// `aide-soignante`, `coordinatrice`, `medecin`, `directrice`…
    pub qui: &'static str,
    pub identifiant: String,
    pub nom: &'static str,
    pub prenom: &'static str,
    /// What this person is there to show.
    pub montre: &'static str,
}

impl Manifeste {
    pub fn ecrire(&self, dossier: &Dossier) -> Result<PathBuf, DossierError> {
        let texte = serde_json::to_vec_pretty(self).map_err(|error| DossierError::Io {
            path: dossier.chemin("sandbox.json"),
            cause: std::io::Error::other(error),
        })?;
        dossier.ecrire("sandbox.json", &texte)
    }
}

impl Manifeste {
    /// What a sandbox on the usual ports says, for a sample of the page.
    pub fn exemple() -> Self {
        let ports = crate::ports::Ports::from_base(8440);
        let (origin, plain_origin) = (crate::ports::origin, crate::ports::plain_origin);
        Self {
            pid: 1,
            issuer: format!("{}auth/realms/esante-wallet", origin(ports.issuer())),
            authorization: origin(ports.authorization()),
            carte: origin(ports.carte()),
            registre: Registre { url: origin(ports.registry()), personnes: 2_000 },
            telephones: origin(ports.telephones()),
            dui: origin(ports.dui()),
            dmp: Dmp { url: origin(ports.dmp()), api: origin(ports.dmp_machines()) },
            messagerie: origin(ports.messagerie()),
            accueil: origin(ports.accueil()),
            portail: origin(ports.portail()),
            annuaire: Annuaire { url: origin(ports.annuaire()), cle: "une-clé-d-exemple".to_owned() },
            partenaires: origin(ports.partenaires()),
            franceconnect: origin(ports.franceconnect()),
            igc: plain_origin(ports.igc()),
            ca: PathBuf::from("ca.pem"),
            tls: Tls { certificate: PathBuf::from("localhost.pem"), key: PathBuf::from("localhost.cle.pem") },
            mtls: Mtls {
                url: origin(ports.mtls()),
                client_id: crate::machine::CLIENT,
                certificate: PathBuf::from("machines/essai.pem"),
                key: PathBuf::from("machines/essai.cle.pem"),
                insi: Insi {
                    client_id: crate::machine::CLIENT_INSI,
                    certificate: PathBuf::from("machines/insi.pem"),
                    key: PathBuf::from("machines/insi.cle.pem"),
                },
            },
            clients: vec![Client { client_id: "dui", client_secret: "un-secret-d-exemple".to_owned() }],
            registration: Registration {
                endpoint: format!(
                    "{}auth/realms/esante-wallet/clients-registrations/openid-connect",
                    origin(ports.issuer())
                ),
                initial_access_token: "un-jeton-d-exemple".to_owned(),
            },
            personnes: vec![Personne {
                qui: "aide-soignante",
                identifiant: "899900000110".to_owned(),
                nom: "FICTIF-EXEMPLE",
                prenom: "Alba",
                montre: "une situation",
            }],
            cartes: Vec::new(),
        }
    }
}
