use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use rustls_pki_types::{CertificateDer, TrustAnchor};
use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use crate::crl::Crl;
use crate::identite::identite;
use crate::profil::profil;
use crate::{CarteCps, Liste, RefusCarte, attribut, cle, hex, signature, usage};

/// Which cards are expected: those of the world or those made for tests. Never both at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Monde {
    Production,
    Test,
}

/// The authorities that may issue cards, their revocation lists, and what is expected of a card. Cheap to clone; new lists make a new
/// value, to swap for the old one.
#[derive(Clone, Debug)]
pub struct AutoriteCartes {
    pub(crate) racines: Arc<[Racine]>,
    pub(crate) emetteurs: Arc<[CertificateDer<'static>]>,
    /// The latest first: the first that speaks of an issuer is the one that counts.
    pub(crate) crls: Arc<[Arc<Crl>]>,
    /// What changed since the complete lists.
    pub(crate) deltas: Arc<[Arc<Liste>]>,
    politiques: Arc<[String]>,
    monde: Monde,
}

/// A root: webpki does not look at the dates of an anchor.
#[derive(Debug)]
pub(crate) struct Racine {
    pub der: Vec<u8>,
    pub ancre: TrustAnchor<'static>,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
}

/// Why trust material is refused at start. Numbers count from 1 in the order given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AutoriteError {
    #[error("authority number {0} cannot be read: {1}. Give DER certificates of authorities")]
    Illisible(usize, String),
    #[error(
        "certificate number {0} is not that of an authority. Give certificates with CA:TRUE that sign certificates"
    )]
    PasUneAutorite(usize),
    #[error("authority number {0} is weak: {1}. Ask the issuer for its current certificate")]
    Faible(usize, String),
    #[error("revocation list number {0} cannot be read: {1}. Download it again, in DER")]
    Crl(usize, String),
}

/// Longer than any card's certificate; a bound on the work that a stranger can ask for.
const OCTETS: usize = 16 * 1024;

impl AutoriteCartes {
    /// `racines` are trusted; `emetteurs` are the authorities that issue cards to persons, and only they do: what a
    /// peer sends beside its own certificate is never used to build a path.
    pub fn new<D: AsRef<[u8]>>(racines: &[D], emetteurs: &[D], monde: Monde) -> Result<Self, AutoriteError> {
        let roots =
            racines.iter().enumerate().map(|(at, der)| racine(at + 1, der.as_ref())).collect::<Result<_, _>>()?;
        let issuers = emetteurs
            .iter()
            .enumerate()
            .map(|(at, der)| autorite(at + 1, der.as_ref()).map(|_| CertificateDer::from(der.as_ref().to_vec())))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            racines: roots,
            emetteurs: issuers,
            crls: Arc::new([]),
            deltas: Arc::new([]),
            politiques: Arc::new([]),
            monde,
        })
    }

    /// The same authorities with these complete revocation lists (DER) instead of the former ones.
    pub fn avec_crls<D: AsRef<[u8]>>(&self, crls: &[D]) -> Result<Self, AutoriteError> {
        let read = crls
            .iter()
            .enumerate()
            .map(|(at, der)| Crl::lire(der.as_ref()).map(Arc::new).map_err(|why| AutoriteError::Crl(at + 1, why)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(self.avec(read, Vec::new()))
    }

    /// The same with lists that they signed, complete ones and deltas.
    pub fn avec_listes(&self, listes: Vec<Arc<Liste>>) -> Self {
        let (complete, deltas): (Vec<_>, Vec<_>) = listes.into_iter().partition(|liste| liste.crl.is_some());
        self.avec(complete.iter().filter_map(|liste| liste.crl.clone()).collect(), deltas)
    }

    fn avec(&self, mut crls: Vec<Arc<Crl>>, deltas: Vec<Arc<Liste>>) -> Self {
        crls.sort_by_key(|crl| std::cmp::Reverse(crl.faite()));
        Self { crls: crls.into(), deltas: deltas.into(), ..self.clone() }
    }

    /// Demands that a card be issued under one of these policies (dotted OIDs).
    pub fn avec_politiques(&self, politiques: Vec<String>) -> Self {
        Self { politiques: politiques.into(), ..self.clone() }
    }

    /// The issuing authorities, for the hints of the TLS listener.
    pub fn emetteurs(&self) -> &[CertificateDer<'static>] {
        &self.emetteurs
    }

    /// The name of each authority, as those of means begin, and its common name.
    pub fn autorites(&self) -> Vec<(String, String)> {
        let read = self.certificats().filter_map(|der| X509Certificate::from_der(der).ok());
        read.map(|(_, certificate)| noms(&certificate)).collect()
    }

    /// Every authority here, DER: roots, then those that issue cards.
    pub(crate) fn certificats(&self) -> impl Iterator<Item = &[u8]> {
        self.racines.iter().map(|racine| racine.der.as_slice()).chain(self.emetteurs.iter().map(|der| der.as_ref()))
    }

    /// Judges what a peer showed, leaf first; the rest of the chain is not read.
    pub fn verifier<D: AsRef<[u8]>>(&self, chaine: &[D], now: Timestamp) -> Result<CarteCps, RefusCarte> {
        self.verifier_avec(chaine, now, Seconds(0))
    }

    /// The same, believing lists for so long after their end.
    pub fn verifier_avec<D: AsRef<[u8]>>(
        &self,
        chaine: &[D],
        now: Timestamp,
        tolerance: Seconds,
    ) -> Result<CarteCps, RefusCarte> {
        let der = chaine.first().ok_or(RefusCarte::AucuneCarte)?.as_ref();
        if der.len() > OCTETS {
            return Err(RefusCarte::Illisible("too long".into()));
        }
        self.chemin(&CertificateDer::from(der), now, tolerance)?;
        let certificate = feuille(der)?;
        if contraint(&certificate) {
            return Err(RefusCarte::Illisible("it constrains names, as authorities alone do".into()));
        }
        self.changements(&certificate, now, tolerance)?;
        usage::authentification(&certificate)?;
        cle::solide(certificate.public_key()).map_err(RefusCarte::CleFaible)?;
        usage::politique(&certificate, &self.politiques)?;
        self.lire(&certificate)
    }

    /// Which card a certificate is: one that an authority here signed, whatever became of both since. Neither dates nor revocation
    /// are looked at, nor who shows it: for what ends with a card, never for what begins.
    pub fn reconnaitre(&self, der: &[u8]) -> Result<CarteCps, RefusCarte> {
        if der.len() > OCTETS {
            return Err(RefusCarte::Illisible("too long".into()));
        }
        let certificate = feuille(der)?;
        let signed = certificate.tbs_certificate.as_ref();
        let algorithm = signature::apres(der, signed);
        let by = |issuer: &CertificateDer<'_>| {
            X509Certificate::from_der(issuer).is_ok_and(|(_, issuer)| {
                let key = &issuer.public_key().subject_public_key.data;
                issuer.subject().as_raw() == certificate.issuer().as_raw()
                    && signature::tient(key, algorithm, signed, &certificate.signature_value.data)
            })
        };
        if !self.emetteurs.iter().any(by) {
            return Err(RefusCarte::EmetteurInconnu("no authority here signed it".into()));
        }
        self.lire(&certificate)
    }

    fn lire(&self, certificate: &X509Certificate<'_>) -> Result<CarteCps, RefusCarte> {
        use x509_parser::oid_registry::{OID_X509_ORGANIZATION_NAME, OID_X509_ORGANIZATIONAL_UNIT, OID_X509_TITLE};
        let profil = profil(certificate, self.monde)?;
        let subject = certificate.subject();
        let who = identite(subject)?;
        if !profil.famille.porte(&who.identifiant) {
            return Err(RefusCarte::FamilleIncoherente);
        }
        Ok(CarteCps {
            identifiant: who.identifiant,
            famille: profil.famille,
            nom: who.nom,
            prenom: who.prenom,
            profession: profil.profession,
            intitule: attribut::texte_seul(subject, &OID_X509_TITLE),
            raison_sociale: attribut::texte_seul(subject, &OID_X509_ORGANIZATION_NAME),
            structure: attribut::texte_seul(subject, &OID_X509_ORGANIZATIONAL_UNIT),
            numero_carte: profil.numero_carte,
            serie: hex(certificate.raw_serial()),
            emetteur: certificate.issuer().to_string(),
            cle_emetteur: cle_emetteur(certificate),
            expire_le: Timestamp::from_seconds(certificate.validity().not_after.timestamp()),
        })
    }
}

fn feuille(der: &[u8]) -> Result<X509Certificate<'_>, RefusCarte> {
    let (_, certificate) = X509Certificate::from_der(der).map_err(|error| RefusCarte::Illisible(error.to_string()))?;
    if !serie_bornee(certificate.raw_serial()) {
        return Err(RefusCarte::Illisible("its serial number is not positive, or too long".into()));
    }
    Ok(certificate)
}

/// RFC 5280 §4.1.2.2: positive, at most 20 octets besides the one that only says so.
fn serie_bornee(serie: &[u8]) -> bool {
    let significant = serie.iter().skip_while(|octet| **octet == 0).count();
    (1..=20).contains(&significant) && serie.first().is_some_and(|first| first & 0x80 == 0)
}

/// RFC 5280 §4.2.1.10: name constraints stand in certificates of authorities alone.
fn contraint(certificate: &X509Certificate<'_>) -> bool {
    use x509_parser::oid_registry::OID_X509_EXT_NAME_CONSTRAINTS;
    certificate.extensions().iter().any(|extension| extension.oid == OID_X509_EXT_NAME_CONSTRAINTS)
}

fn cle_emetteur(certificate: &X509Certificate<'_>) -> Option<String> {
    use x509_parser::extensions::ParsedExtension::AuthorityKeyIdentifier;
    certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        AuthorityKeyIdentifier(identifier) => identifier.key_identifier.as_ref().map(|key| hex(key.0)),
        _ => None,
    })
}

/// What an authority is called: by the identifier of its key, or its whole name where it has none; and by its common name.
pub(crate) fn noms(authority: &X509Certificate<'_>) -> (String, String) {
    let subject = authority.subject();
    let common = subject.iter_common_name().next().and_then(|name| name.as_str().ok());
    let whole = || subject.to_string();
    (cle_sujet(authority).unwrap_or_else(whole), common.map_or_else(whole, str::to_owned))
}

fn cle_sujet(certificate: &X509Certificate<'_>) -> Option<String> {
    use x509_parser::extensions::ParsedExtension::SubjectKeyIdentifier;
    certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        SubjectKeyIdentifier(key) => Some(hex(key.0)),
        _ => None,
    })
}

fn racine(number: usize, der: &[u8]) -> Result<Racine, AutoriteError> {
    let certificate = autorite(number, der)?;
    let owned = CertificateDer::from(der);
    let ancre = webpki::anchor_from_trusted_cert(&owned)
        .map_err(|error| AutoriteError::Illisible(number, error.to_string()))?
        .to_owned();
    let validity = certificate.validity();
    Ok(Racine {
        der: der.to_vec(),
        ancre,
        depuis: Timestamp::from_seconds(validity.not_before.timestamp()),
        jusque: Timestamp::from_seconds(validity.not_after.timestamp()),
    })
}

/// An authority signs certificates by its own words and has a strong key.
fn autorite(number: usize, der: &[u8]) -> Result<X509Certificate<'_>, AutoriteError> {
    let unreadable = |why: String| AutoriteError::Illisible(number, why);
    let (rest, certificate) = X509Certificate::from_der(der).map_err(|error| unreadable(error.to_string()))?;
    if !rest.is_empty() {
        return Err(unreadable("bytes after the end".into()));
    }
    let signs = certificate.key_usage().ok().flatten().is_some_and(|usage| usage.value.key_cert_sign());
    if !(certificate.is_ca() && signs) {
        return Err(AutoriteError::PasUneAutorite(number));
    }
    cle::solide(certificate.public_key()).map_err(|why| AutoriteError::Faible(number, why))?;
    Ok(certificate)
}
