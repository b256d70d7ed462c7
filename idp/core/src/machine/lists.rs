//! The revocation lists of the authorities of machines, as they come in from the background. They are believed as those of cards
//! are (docs/decisions/0024): signed, of now, never older than what is here; who was named once stays named.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Seconds, Timestamp};
use carte_cps::{AutoriteCartes, AutoriteError, Classeur, Genre, Monde, RefusListe};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::FromDer as _;

use super::MachineRefusal;
use crate::carte::{EtatAutorite, EtatSource, Veille};

pub struct ReceivedLists {
    authorities: AutoriteCartes,
    kept: Mutex<Kept>,
    watch: Veille,
}

#[derive(Default)]
struct Kept {
    folder: Classeur,
    /// Authority → its newest complete list, DER.
    complete: BTreeMap<String, Vec<u8>>,
    sources: BTreeMap<String, EtatSource>,
}

impl ReceivedLists {
    /// `authorities`: DER, each trusted by itself.
    pub fn new(authorities: &[Vec<u8>]) -> Result<Self, AutoriteError> {
        // a list is of no world: nothing but lists is read with these
        let authorities = AutoriteCartes::new(authorities, &[], Monde::Test)?;
        Ok(Self { authorities, kept: Mutex::default(), watch: Veille::default() })
    }

    /// Takes in a list that `source` gave, complete or delta; `true`: it says something new.
    pub fn receive(&self, source: &str, der: &[u8], now: Timestamp) -> Result<bool, RefusListe> {
        let received = self.resume(der, now);
        match &received {
            Ok(_) => self.confirmed(source, now),
            Err(refusal) => self.failed(source, refusal.clone(), now),
        }
        received
    }

    /// Takes in a list that was kept since before this process started: it counts like any other, and nobody was heard.
    pub fn resume(&self, der: &[u8], now: Timestamp) -> Result<bool, RefusListe> {
        let list = self.authorities.liste(der, now)?;
        let complete = matches!(list.genre, Genre::Complete).then(|| list.autorite.clone());
        let mut kept = self.kept();
        let known = kept.folder.ranger(list)?.connue;
        if let Some(authority) = complete.filter(|_| !known) {
            kept.complete.insert(authority, der.to_vec());
        }
        Ok(!known)
    }

    /// Tells operators when the data of an authority have become too old; of which, this time.
    pub fn watch(&self, now: Timestamp) -> Vec<String> {
        self.watch.regarder(self.state(now).0)
    }

    /// `source` was heard and had nothing new.
    pub fn confirmed(&self, source: &str, now: Timestamp) {
        self.kept().source(source).reussit(now);
    }

    /// `source` gave nothing that is believed.
    pub fn failed(&self, source: &str, refusal: RefusListe, now: Timestamp) {
        self.kept().source(source).echoue(refusal, now);
    }

    /// The newest complete list of each authority, DER.
    pub fn complete(&self) -> Vec<Vec<u8>> {
        self.kept().complete.values().cloned().collect()
    }

    /// What all lists together say of a leaf whose path holds.
    pub fn judge(&self, leaf: &[u8], now: Timestamp) -> Result<(), MachineRefusal> {
        let refused = |why: &str| MachineRefusal(why.to_owned());
        let (_, certificate) = X509Certificate::from_der(leaf).map_err(|error| refused(&error.to_string()))?;
        let authority = authority(&certificate);
        let serial: String = certificate.raw_serial().iter().map(|octet| format!("{octet:02X}")).collect();
        let kept = self.kept();
        if kept.folder.arretes().contains(&format!("{authority}:{serial}")) {
            return Err(refused("a list named it"));
        }
        let delta = kept.folder.dossiers().get(&authority).and_then(|file| file.delta.as_ref());
        match delta.is_some_and(|delta| delta.perimee(now, Seconds(0))) {
            true => Err(refused("what changed since the complete list has not come for too long")),
            false => Ok(()),
        }
    }

    /// How the data stand, for operators.
    pub fn state(&self, now: Timestamp) -> (Vec<EtatAutorite>, Vec<EtatSource>) {
        let kept = self.kept();
        let of =
            |(authority, name): (String, String)| EtatAutorite::de(name, kept.folder.dossiers().get(&authority), now);
        (self.authorities.autorites().into_iter().map(of).collect(), kept.sources.values().cloned().collect())
    }

    /// What is inside is changed by whole steps: a panic elsewhere leaves it right.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn source(&mut self, name: &str) -> &mut EtatSource {
        self.sources.entry(name.to_owned()).or_insert_with(|| EtatSource::nouvelle(name))
    }
}

/// As lists name it: by the identifier of its key, or its whole name where the certificate has none.
fn authority(certificate: &X509Certificate<'_>) -> String {
    let key = certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(identifier) => identifier.key_identifier.as_ref(),
        _ => None,
    });
    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02X}")).collect();
    key.map_or_else(|| certificate.issuer().to_string(), |key| hex(key.0))
}
