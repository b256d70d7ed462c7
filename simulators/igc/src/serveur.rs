use std::fmt;
use std::net::IpAddr;

use ambient::Seconds;

use crate::autorite::{DOMAINES, dates, serie};
use crate::cle::{Cle, TypeCle};
use crate::der::extension::{SERVEUR, Usage};
use crate::der::{Attribut, Extension, Nom, Patron};
use crate::{Igc, IgcError, Role, pem};

/// The TLS identity of a local listener, PEM.
pub struct Serveur {
    pub chaine_pem: String,
    pub cle_pem: String,
}

impl fmt::Debug for Serveur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Serveur(…)")
    }
}

/// Longer than the clock of a sandbox goes ahead, and less than the 825 days that Apple's systems take at most.
const DEUX_ANS: Seconds = Seconds::hours(24 * 365 * 2);

impl Igc {
    /// A TLS certificate for these names and loopback addresses, P-256, good for two years, under an authority that
    /// issues no cards.
    pub fn serveur(&self, noms: &[&str]) -> Result<Serveur, IgcError> {
        if let Some(name) = noms.iter().find(|name| !permis(name)) {
            return Err(IgcError::NomInterdit((*name).to_owned()));
        }
        let cle = Cle::generer(TypeCle::P256)?;
        let (depuis, jusque) = dates(self.ambient.now(), DEUX_ANS);
        let patron = Patron {
            serie: serie(&self.ambient),
            positive: true,
            sujet: Nom::simple([
                Attribut::organisation("CADUCEE FICTIF"),
                Attribut::cn(noms.first().unwrap_or(&"localhost")),
            ]),
            depuis,
            jusque,
            publique: cle.publique()?,
            extensions: vec![
                Extension::usage(Usage::Authentification),
                Extension::usages_etendus(&[SERVEUR]),
                Extension::cle_sujet(&cle.identifiant()?),
                Extension::noms(noms),
            ],
        };
        let certificat = self.autorite(Role::Serveurs).emettre(patron)?;
        Ok(Serveur { chaine_pem: pem::certificat(&certificat), cle_pem: pem::cle(&cle.pkcs8()?) })
    }
}

fn permis(name: &str) -> bool {
    match name.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => DOMAINES.iter().any(|domain| {
            name.strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() && *domain == "localhost" || rest.ends_with('.'))
        }),
    }
}
