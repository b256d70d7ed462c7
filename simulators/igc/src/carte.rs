use std::fmt;

use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};

use crate::registre::hex;
use crate::{IgcError, pem};

/// One pair of a card: certificate, chain and key, as a file instead of a chip.
pub struct CarteEmise {
    /// Serial number, upper-case hexadecimal.
    pub serie: String,
    /// Leaf first, root last, DER.
    pub chaine: Vec<Vec<u8>>,
    /// How a certificate store lists it.
    nom: String,
    cle: Vec<u8>,
}

/// A whole card: two key pairs, as each card holds them.
#[derive(Debug)]
pub struct Paire {
    /// What is printed on the card.
    pub numero: String,
    pub authentification: CarteEmise,
    pub signature: CarteEmise,
}

impl CarteEmise {
    pub(crate) fn new(serie: &[u8], chaine: Vec<Vec<u8>>, nom: String, cle: Vec<u8>) -> Self {
        Self { serie: hex(serie), chaine, nom, cle }
    }

    /// The certificate and those above it, PEM, without the root.
    pub fn pem(&self) -> String {
        let sent = self.chaine.len().max(2) - 1;
        self.chaine.iter().take(sent).map(|der| pem::certificat(der)).collect()
    }

    /// The private key, PKCS#8 in PEM.
    pub fn cle_pem(&self) -> String {
        pem::cle(&self.cle)
    }

    /// Certificate, chain and key in one file that browsers import (AES-256, HMAC-SHA-256).
    pub fn p12(&self, mot_de_passe: &str) -> Result<Vec<u8>, IgcError> {
        let refuse = |error: p12_keystore::error::Error| IgcError::Pkcs12(error.to_string());
        let key = PrivateKey::from_der(&self.cle).map_err(refuse)?;
        let chain = self.chaine.iter().map(|der| Certificate::from_der(der)).collect::<Result<Vec<_>, _>>();
        let entry = PrivateKeyChain::new(self.serie.as_str(), key, chain.map_err(refuse)?);
        let mut store = KeyStore::new();
        store.add_entry(&self.nom, KeyStoreEntry::PrivateKeyChain(entry));
        store.writer(mot_de_passe).write().map_err(refuse)
    }
}

impl fmt::Debug for CarteEmise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CarteEmise({})", self.serie)
    }
}
