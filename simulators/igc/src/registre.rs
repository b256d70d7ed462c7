use std::collections::BTreeMap;

use ambient::Timestamp;
use certificat_org::Delivre;
use serde::{Deserialize, Serialize};

use crate::cartes::CarteCommandee;
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

/// Whether a certificate is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EtatCertificat {
    Bon,
    Revoque { quand: Timestamp, raison: Raison },
}

/// What the authority remembers: one line a certificate.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registre {
    emis: Vec<Emis>,
    /// Certificates of organisations that were ordered, by the reference of whoever did.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub commandes: BTreeMap<String, Livraison>,
    /// Cards that were ordered, by the reference of whoever did.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cartes: BTreeMap<String, CarteCommandee>,
}

/// What an order led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Livraison {
    /// SHA-256 of the public key, hexadecimal.
    pub empreinte: String,
    pub delivre: Delivre,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Emis {
    /// Upper-case hexadecimal.
    serie: String,
    autorite: Role,
    jusque: Timestamp,
    /// The number of the card that holds it, with another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carte: Option<String>,
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
        self.emis.push(Emis { serie: hex(serie), autorite, jusque, carte: None, revocation: None });
    }

    /// The last certificate that was written down is on this card.
    pub fn sur_la_carte(&mut self, numero: &str) {
        if let Some(last) = self.emis.last_mut() {
            last.carte = Some(numero.to_owned());
        }
    }

    /// The serial numbers of a card's certificates, by its number or by that of one of them.
    pub fn de_la_carte(&self, nom: &str) -> Vec<String> {
        let named = |emis: &Emis| emis.serie.eq_ignore_ascii_case(nom) || emis.carte.as_deref() == Some(nom);
        let Some(first) = self.emis.iter().find(|emis| named(emis)) else { return Vec::new() };
        let same = |emis: &&Emis| named(emis) || emis.carte.is_some() && emis.carte == first.carte;
        self.emis.iter().filter(same).map(|emis| emis.serie.clone()).collect()
    }

    /// The first reason stays when a certificate is revoked twice.
    pub fn revoquer(&mut self, serie: &str, raison: Raison, quand: Timestamp) -> Result<(), IgcError> {
        let found = self.emis.iter_mut().find(|emis| emis.serie.eq_ignore_ascii_case(serie));
        let emis = found.ok_or_else(|| IgcError::SerieInconnue(serie.to_owned()))?;
        emis.revocation.get_or_insert(Revocation { quand, raison });
        Ok(())
    }

    /// What is known of one certificate: `None` when this authority issued none with that number.
    pub fn etat(&self, autorite: Role, serie: &[u8]) -> Option<EtatCertificat> {
        let serie = hex(serie);
        let emis = self.emis.iter().find(|emis| emis.autorite == autorite && emis.serie == serie)?;
        Some(match &emis.revocation {
            None => EtatCertificat::Bon,
            Some(Revocation { quand, raison }) => EtatCertificat::Revoque { quand: *quand, raison: *raison },
        })
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
