use aws_lc_rs::digest::{SHA256, digest};
use carte_cps::x509::{solide, texte, texte_seul};
use rustls_pki_types::pem::{PemObject as _, SectionKind};
use x509_parser::asn1_rs::Oid;
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::oid_registry::{
    OID_PKCS1_RSASSAPSS, OID_PKCS1_SHA256WITHRSA, OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA,
    OID_SIG_ECDSA_WITH_SHA256, OID_SIG_ECDSA_WITH_SHA384, OID_X509_COMMON_NAME, OID_X509_COUNTRY_NAME,
    OID_X509_ORGANIZATION_NAME, OID_X509_ORGANIZATIONAL_UNIT,
};
use x509_parser::prelude::FromDer as _;

use crate::{DemandeRefusee, NomCertificat};

/// Octets of a text that is read: four times a request with the largest key.
pub const LONGUEUR_MAX: usize = 16 * 1_024;

/// SHA-2 alone.
static ALGORITHMES: [Oid<'static>; 6] = [
    OID_PKCS1_SHA256WITHRSA,
    OID_PKCS1_SHA384WITHRSA,
    OID_PKCS1_SHA512WITHRSA,
    OID_PKCS1_RSASSAPSS,
    OID_SIG_ECDSA_WITH_SHA256,
    OID_SIG_ECDSA_WITH_SHA384,
];

/// A request (PKCS#10, RFC 2986) whose signature holds: whoever made it holds the key. Of its subject, only what was expected
/// is there; the authority writes the rest itself, and takes no extension from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeLue {
    pub nom: NomCertificat,
    /// DER.
    pub der: Vec<u8>,
    /// SubjectPublicKeyInfo, DER.
    pub publique: Vec<u8>,
    /// SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal: one key, one certificate.
    pub empreinte: String,
}

impl DemandeLue {
    /// Reads PEM, in a text of a form.
    ///
    /// # Errors
    /// The first thing that is wrong, from the outside in.
    pub fn lire(text: &str) -> Result<Self, DemandeRefusee> {
        // before its length: a text that is too long is given back to whoever pasted it
        if contient_cle_privee(text) {
            return Err(DemandeRefusee::ClePrivee);
        }
        if text.len() > LONGUEUR_MAX {
            return Err(DemandeRefusee::TropLongue);
        }
        if text.trim().is_empty() {
            return Err(DemandeRefusee::Vide);
        }
        // as older programs write it
        let text = text.replace("NEW CERTIFICATE REQUEST-----", "CERTIFICATE REQUEST-----");
        let sections: Vec<(SectionKind, Vec<u8>)> = <(SectionKind, Vec<u8>)>::pem_slice_iter(text.as_bytes())
            .collect::<Result<_, _>>()
            .map_err(|cause| DemandeRefusee::Illisible(format!("{cause:?}")))?;
        match <[_; 1]>::try_from(sections) {
            Ok([(SectionKind::Csr, der)]) => Self::de(der),
            Ok(_) => Err(DemandeRefusee::Autre),
            Err(sections) if sections.is_empty() => Err(DemandeRefusee::Autre),
            Err(sections) if sections.iter().all(|(kind, _)| *kind == SectionKind::Csr) => {
                Err(DemandeRefusee::Plusieurs)
            }
            Err(_) => Err(DemandeRefusee::Autre),
        }
    }

    /// Reads DER.
    ///
    /// # Errors
    /// As [`Self::lire`].
    pub fn de(der: Vec<u8>) -> Result<Self, DemandeRefusee> {
        if der.len() > LONGUEUR_MAX {
            return Err(DemandeRefusee::TropLongue);
        }
        let illisible = |cause: String| DemandeRefusee::Illisible(cause);
        let (reste, demande) =
            X509CertificationRequest::from_der(&der).map_err(|cause| illisible(cause.to_string()))?;
        if !reste.is_empty() {
            return Err(illisible("octets after the request".to_owned()));
        }
        let info = &demande.certification_request_info;
        solide(&info.subject_pki).map_err(DemandeRefusee::CleFaible)?;
        let algorithme = &demande.signature_algorithm.algorithm;
        if !ALGORITHMES.contains(algorithme) {
            return Err(DemandeRefusee::Algorithme(algorithme.to_id_string()));
        }
        demande.verify_signature().map_err(|_| DemandeRefusee::Signature)?;
        let nom = texte_seul(&info.subject, &OID_X509_COMMON_NAME).ok_or(DemandeRefusee::SansNom)?;
        let nom = NomCertificat::lire(&nom).map_err(DemandeRefusee::Nom)?;
        let publique = info.subject_pki.raw.to_vec();
        let empreinte = empreinte(&publique);
        Ok(Self { nom, publique, empreinte, der })
    }

    /// Whether it asks for what was ordered: this name, and of the subject nothing that is said of somebody else. A request that
    /// bears the name alone will do.
    ///
    /// # Errors
    /// [`DemandeRefusee::AutreNom`] or [`DemandeRefusee::AutreStructure`].
    pub fn pour(&self, nom: &NomCertificat, raison_sociale: &str, id: &str) -> Result<(), DemandeRefusee> {
        if self.nom != *nom {
            let (attendu, recu) = (nom.to_string(), self.nom.to_string());
            return Err(DemandeRefusee::AutreNom { attendu, recu });
        }
        let illisible = |cause: String| DemandeRefusee::Illisible(cause);
        let (_, demande) =
            X509CertificationRequest::from_der(&self.der).map_err(|cause| illisible(cause.to_string()))?;
        let sujet = &demande.certification_request_info.subject;
        let attendus = [
            ("C", &OID_X509_COUNTRY_NAME, "FR"),
            ("O", &OID_X509_ORGANIZATION_NAME, raison_sociale),
            ("OU", &OID_X509_ORGANIZATIONAL_UNIT, id),
        ];
        for (mot, oid, attendu) in attendus {
            let autre = sujet.iter_by_oid(oid).find(|attribut| texte(attribut) != Some(attendu));
            if let Some(autre) = autre {
                return Err(DemandeRefusee::AutreStructure(format!("{mot}={}", texte(autre).unwrap_or("?"))));
            }
        }
        Ok(())
    }
}

/// Whether a private key stands in a text of a form, whole or cut, as PEM or as PuTTY writes it. Whoever reads it may act as the
/// organisation.
pub fn contient_cle_privee(texte: &str) -> bool {
    let capitales = texte.to_ascii_uppercase();
    ["PRIVATE KEY", "PRIVATE-LINES:"].iter().any(|mot| capitales.contains(mot))
}

/// Of a SubjectPublicKeyInfo.
fn empreinte(publique: &[u8]) -> String {
    digest(&SHA256, publique).as_ref().iter().map(|octet| format!("{octet:02x}")).collect()
}
