use ambient::{RestKey, Resting, Seconds, Timestamp};
use registry_core::visite::{Attache, Deconnexion};

use crate::deconnexion::Logout;
use crate::fournisseur::Entree;

/// A sign-in is under way for no longer: what ended meanwhile is remembered that long.
const EN_COURS: Seconds = Seconds::minutes(15);

/// How things rest by which a visit is found. Two providers never name the same.
pub struct Digests(pub RestKey);

impl Digests {
    pub fn cookie(&self, nom: &str) -> Resting {
        self.0.rest("portail.visite", nom)
    }

    pub fn attache(&self, entree: &Entree) -> Attache {
        Attache {
            sujet: self.de("portail.sujet", &entree.issuer, &entree.sujet),
            session: entree.session.as_ref().map(|sid| self.de("portail.session", &entree.issuer, sid)),
            emis_le: entree.emis_le,
        }
    }

    pub fn deconnexion(&self, issuer: &str, logout: &Logout, maintenant: Timestamp) -> Deconnexion {
        Deconnexion {
            jti: self.de("portail.jti", issuer, &logout.jti),
            sujet: logout.sujet.as_ref().map(|sub| self.de("portail.sujet", issuer, sub)),
            session: logout.session.as_ref().map(|sid| self.de("portail.session", issuer, sid)),
            emise_le: logout.emis_le,
            recue_le: maintenant,
            retenue_jusque: logout.expire_le.max(maintenant.plus(EN_COURS)),
        }
    }

    /// An issuer is a URL: it holds no line break.
    fn de(&self, usage: &str, issuer: &str, nom: &str) -> Resting {
        self.0.rest(usage, &format!("{issuer}\n{nom}"))
    }
}
