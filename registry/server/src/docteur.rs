//! `registry-server doctor`: what is wrong with a deployment of the registry, what each finding means and what to do about it. Nothing
//! is migrated, sent or recorded.

mod voisins;

use ambient::{Ambient, ExposeSecret as _};
use database::Examined;
use diagnosis::{CONFIGURATION, Check, Diagnosis, Said, certificates, engines, examine, reach, secrets};
use registry_store::Magasin;
use service::config::{ConfigError, SecretGuard};
use url::Url;

use crate::config::{Config, Store, Tls};
use crate::secrets::Secrets;

/// In the order in which each stands on those before it.
const CHECKS: &[Check<Cas>] = &[
    Check {
        name: CONFIGURATION,
        means: "",
        look: |_| Box::pin(async { Said::ok("the file reads, and its keys agree") }),
    },
    Check {
        name: "secrets",
        means: "A secret that others on this machine may read is no secret; one that cannot be read keeps the registry from starting.",
        look: |cas| Box::pin(async move { fichiers(cas) }),
    },
    Check {
        name: "certificates",
        means: "The provider, browsers and programs refuse a listener whose chain, name or dates do not hold.",
        look: |cas| Box::pin(async move { certificats(cas) }),
    },
    Check { name: "hosts", means: "People and programs come by these names.", look: |cas| Box::pin(noms(cas)) },
    Check {
        name: "sql",
        means: "The registry knows nobody without it: nobody signs in anywhere.",
        look: |cas| Box::pin(async move { engines::sql(&cas.bases()) }),
    },
    Check {
        name: "migrations",
        means: "The tables are not those of this version of the program.",
        look: |cas| Box::pin(async move { engines::migrations(&cas.bases()) }),
    },
    Check {
        name: "clock",
        means: "Situations begin and end at the wrong instant, and the provider refuses what crosses.",
        look: |cas| Box::pin(async move { engines::clock(&cas.base, &cas.ambient) }),
    },
    Check {
        name: "outbox",
        means: "People do not hear of their number or of an act on their file.",
        look: |cas| Box::pin(voisins::lettres(cas)),
    },
    Check {
        name: "background",
        means: "What is done in the background is not: ends that are not told leave rights open.",
        look: |cas| Box::pin(voisins::fond(cas)),
    },
    Check {
        name: "mail",
        means: "No mail leaves; what people are told waits in the outbox.",
        look: |cas| Box::pin(voisins::courrier(cas)),
    },
    Check {
        name: "providers",
        means: "Nobody comes into the portal by the provider that does not answer.",
        look: |cas| Box::pin(voisins::fournisseurs(cas)),
    },
    Check {
        name: "authority",
        means: "No card and no certificate is made or opposed; orders are kept.",
        look: |cas| Box::pin(voisins::igc(cas)),
    },
];

/// What the checks look at: opened once, and nothing that looking would change.
struct Cas {
    config: Config,
    ambient: Ambient,
    garde: SecretGuard,
    base: Result<Examined, String>,
    /// The journal's own database, where it has one.
    journal: Option<Result<Examined, String>>,
    /// Open where the tables are those of this version: to open it otherwise would change them.
    magasin: Option<Magasin>,
}

/// Looks at the deployment that this configuration describes, from this machine.
pub async fn docteur(lue: Result<Config, ConfigError>, ambient: &Ambient) -> Diagnosis {
    match lue {
        Ok(config) => examine(&Cas::ouvrir(config, ambient.clone()).await, CHECKS).await,
        Err(erreur) => Diagnosis::unread(&erreur),
    }
}

impl Cas {
    async fn ouvrir(config: Config, ambient: Ambient) -> Self {
        let garde = config.mode.guard();
        let mut tables = vec![registry_store::tables(), outbox::tables()];
        if config.store.journal.is_none() {
            tables.push(journal::tables());
        }
        let url = url(&config.store, garde);
        let base = match &url {
            Ok(url) => database::examine(url, &tables).await.map_err(|erreur| erreur.to_string()),
            Err(erreur) => Err(erreur.clone()),
        };
        let journal = match &config.store.journal {
            Some(url) => Some(database::examine(url, &[journal::tables()]).await.map_err(|erreur| erreur.to_string())),
            None => None,
        };
        let magasin = match url {
            Ok(url) if base.as_ref().is_ok_and(Examined::is_up_to_date) => Magasin::regarder(&url).await.ok(),
            _ => None,
        };
        Self { config, ambient, garde, base, journal, magasin }
    }

    fn bases(&self) -> Vec<(&'static str, &Result<Examined, String>)> {
        let mut toutes = vec![("store.sql", &self.base)];
        toutes.extend(self.journal.as_ref().map(|journal| ("store.journal", journal)));
        toutes
    }
}

/// Outside the sandbox an engine across the network is reached by verified TLS or not at all, as when the registry starts.
fn url(store: &Store, garde: SecretGuard) -> Result<String, String> {
    let url = match (&store.sql, &store.sql_file) {
        (Some(url), None) => url.clone(),
        (None, Some(fichier)) => fichier.read(garde).map_err(|erreur| erreur.to_string())?.expose_secret().to_owned(),
        _ => return Err("store: name a database in sql or sql_file".to_owned()),
    };
    let protegee = garde == SecretGuard::Sandbox || database::is_protected(&url);
    protegee.then_some(url).ok_or_else(|| "store.sql_file: not reached by verified TLS".to_owned())
}

fn fichiers(cas: &Cas) -> Said {
    let config = &cas.config;
    let mut nommes = vec![("keys.rest_file", &config.keys.rest_file), ("keys.journal_file", &config.keys.journal_file)];
    nommes.extend(config.store.sql_file.as_ref().map(|fichier| ("store.sql_file", fichier)));
    if let Some(portail) = &config.portail {
        nommes.push(("portail.caducee.client_secret_file", &portail.caducee.client_secret_file));
        nommes.push(("portail.franceconnect.client_secret_file", &portail.franceconnect.client_secret_file));
    }
    let mot_de_passe = config.courrier.as_ref().and_then(|courrier| courrier.password_file.as_ref());
    nommes.extend(mot_de_passe.map(|fichier| ("courrier.password_file", fichier)));
    nommes.extend(config.igc.as_ref().map(|igc| ("igc.key_file", &igc.key_file)));
    let lus = secrets::look(nommes, cas.garde);
    if !lus.remedy.is_empty() {
        return lus;
    }
    match Secrets::lire(&config.keys, cas.garde) {
        Ok(_) => lus,
        Err(erreur) => Said::wrong(erreur.to_string(), "write 32 random bytes in base64: openssl rand -base64 32"),
    }
}

fn certificats(cas: &Cas) -> Said {
    let config = &cas.config;
    let hote = |url: &Url| url.host_str().map(str::to_owned);
    let mut portes: Vec<(&str, &Tls, Vec<String>)> = vec![("tls", &config.tls, Vec::new())];
    if let Some(portail) = &config.portail {
        let tls = portail.tls.as_ref().unwrap_or(&config.tls);
        portes.push(("portail.tls", tls, hote(&portail.origin).into_iter().collect()));
    }
    if let Some(annuaire) = &config.annuaire {
        let tls = annuaire.tls.as_ref().unwrap_or(&config.tls);
        portes.push(("annuaire.tls", tls, hote(&annuaire.origin).into_iter().collect()));
    }
    let combien = portes.len();
    let regardees = portes.into_iter().map(|(table, tls, names)| {
        let shown =
            certificates::Shown { table, chain: &tls.certificate_file, key: &tls.key_file, names, behind: false };
        certificates::look(&shown, cas.garde, cas.ambient.now())
    });
    Said::of(regardees.collect(), format!("{combien} listeners, each with a chain that holds"))
}

async fn noms(cas: &Cas) -> Said {
    let portail = cas.config.portail.as_ref().map(|portail| ("portail.origin", &portail.origin));
    let annuaire = cas.config.annuaire.as_ref().map(|annuaire| ("annuaire.origin", &annuaire.origin));
    let mut vus = Vec::new();
    for (cle, url) in portail.into_iter().chain(annuaire) {
        let hote = url.host_str().unwrap_or_default();
        vus.push(reach::resolves(cle, hote, url.port_or_known_default().unwrap_or(443)).await);
    }
    let combien = vus.len();
    Said::of(vus, format!("{combien} names, each with an address"))
}
