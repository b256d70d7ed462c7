use std::sync::Arc;

use ambient::Timestamp;
use rustls_pki_types::{CertificateDer, TrustAnchor};
use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use crate::crl::{self, Crl};
use crate::identite::identite;
use crate::profil::profil;
use crate::{CarteCps, RefusCarte, attribut, cle, usage};

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
    pub(crate) crls: Arc<[Crl]>,
    politiques: Arc<[String]>,
    monde: Monde,
}

/// A root: webpki does not look at the dates of an anchor.
#[derive(Debug)]
pub(crate) struct Racine {
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
        Ok(Self { racines: roots, emetteurs: issuers, crls: Arc::new([]), politiques: Arc::new([]), monde })
    }

    /// The same authorities with these revocation lists (DER) instead of the former ones.
    pub fn avec_crls<D: AsRef<[u8]>>(&self, crls: &[D]) -> Result<Self, AutoriteError> {
        let read = crls
            .iter()
            .enumerate()
            .map(|(at, der)| Crl::lire(der.as_ref()).map_err(|why| AutoriteError::Crl(at + 1, why)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { crls: crl::ranger(read).into(), ..self.clone() })
    }

    /// Demands that a card be issued under one of these policies (dotted OIDs).
    pub fn avec_politiques(&self, politiques: Vec<String>) -> Self {
        Self { politiques: politiques.into(), ..self.clone() }
    }

    /// The issuing authorities, for the hints of the TLS listener.
    pub fn emetteurs(&self) -> &[CertificateDer<'static>] {
        &self.emetteurs
    }

    /// Judges what a peer showed, leaf first; the rest of the chain is not read.
    pub fn verifier<D: AsRef<[u8]>>(&self, chaine: &[D], now: Timestamp) -> Result<CarteCps, RefusCarte> {
        let der = chaine.first().ok_or(RefusCarte::AucuneCarte)?.as_ref();
        if der.len() > OCTETS {
            return Err(RefusCarte::Illisible("too long".into()));
        }
        self.chemin(&CertificateDer::from(der), now)?;
        let (_, certificate) =
            X509Certificate::from_der(der).map_err(|error| RefusCarte::Illisible(error.to_string()))?;
        usage::authentification(&certificate)?;
        cle::solide(certificate.public_key()).map_err(RefusCarte::CleFaible)?;
        usage::politique(&certificate, &self.politiques)?;
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

fn cle_emetteur(certificate: &X509Certificate<'_>) -> Option<String> {
    use x509_parser::extensions::ParsedExtension::AuthorityKeyIdentifier;
    certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
        AuthorityKeyIdentifier(identifier) => identifier.key_identifier.as_ref().map(|key| hex(key.0)),
        _ => None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn racine(number: usize, der: &[u8]) -> Result<Racine, AutoriteError> {
    let certificate = autorite(number, der)?;
    let owned = CertificateDer::from(der);
    let ancre = webpki::anchor_from_trusted_cert(&owned)
        .map_err(|error| AutoriteError::Illisible(number, error.to_string()))?
        .to_owned();
    let validity = certificate.validity();
    Ok(Racine {
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
