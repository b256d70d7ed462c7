use ambient::Timestamp;
use serde::{Deserialize, Serialize};

use crate::der::Revoque;
use crate::{IgcError, Role};

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Raison {
    CleCompromise,
    AffiliationChangee,
    Remplacee,
    CessationActivite,
}

impl Raison {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::CleCompromise => 1,
            Self::AffiliationChangee => 3,
            Self::Remplacee => 4,
            Self::CessationActivite => 5,
        }
    }
}

/// What the authority remembers: one line a certificate.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registre {
    emis: Vec<Emis>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Emis {
    /// Upper-case hexadecimal.
    serie: String,
    autorite: Role,
    jusque: Timestamp,
    revocation: Option<Revocation>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Revocation {
    quand: Timestamp,
    raison: Raison,
}

impl Registre {
    pub fn inscrire(&mut self, serie: &[u8], autorite: Role, jusque: Timestamp) {
        self.emis.push(Emis { serie: hex(serie), autorite, jusque, revocation: None });
    }

    /// The first reason stays when a certificate is revoked twice.
    pub fn revoquer(&mut self, serie: &str, raison: Raison, quand: Timestamp) -> Result<(), IgcError> {
        let found = self.emis.iter_mut().find(|emis| emis.serie.eq_ignore_ascii_case(serie));
        let emis = found.ok_or_else(|| IgcError::SerieInconnue(serie.to_owned()))?;
        emis.revocation.get_or_insert(Revocation { quand, raison });
        Ok(())
    }

    pub fn revoques(&self, autorite: Role) -> Vec<Revoque> {
        let of = self.emis.iter().filter(|emis| emis.autorite == autorite);
        of.filter_map(|emis| {
            let Revocation { quand, raison } = emis.revocation.as_ref()?;
            Some(Revoque { serie: octets(&emis.serie), quand: *quand, raison: *raison })
        })
        .collect()
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn octets(hex: &str) -> Vec<u8> {
    hex.as_bytes().chunks(2).filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
