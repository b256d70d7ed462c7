use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry::OID_X509_EXT_CERTIFICATE_POLICIES;

use crate::RefusCarte;

/// Authentication, by its own words: digital signature in a critical key usage, client authentication in the extended one (RFC 5280
/// §4.2.1.3, §4.2.1.12). The card's other certificate signs documents and would otherwise prove the same person
/// with another intent.
pub(crate) fn authentification(certificate: &X509Certificate<'_>) -> Result<(), RefusCarte> {
    let unreadable = |_| RefusCarte::Illisible("key usage".into());
    let key_usage = certificate.key_usage().map_err(unreadable)?.ok_or(RefusCarte::MauvaisUsage("no key usage"))?;
    if !key_usage.value.digital_signature() {
        return Err(RefusCarte::MauvaisUsage("the key does not authenticate"));
    }
    if key_usage.value.non_repudiation() || key_usage.value.key_cert_sign() || key_usage.value.crl_sign() {
        return Err(RefusCarte::MauvaisUsage("the key also commits or certifies"));
    }
    let extended = certificate.extended_key_usage().map_err(unreadable)?;
    match extended {
        Some(extended) if extended.value.client_auth => Ok(()),
        _ => Err(RefusCarte::MauvaisUsage("no client authentication")),
    }
}

/// At least one of the accepted policies (dotted OIDs), when any are named.
pub(crate) fn politique(certificate: &X509Certificate<'_>, accepted: &[String]) -> Result<(), RefusCarte> {
    if accepted.is_empty() {
        return Ok(());
    }
    let extension = certificate
        .get_extension_unique(&OID_X509_EXT_CERTIFICATE_POLICIES)
        .map_err(|_| RefusCarte::Illisible("an extension stands twice".into()))?;
    match extension.map(|extension| extension.parsed_extension()) {
        Some(ParsedExtension::CertificatePolicies(policies))
            if policies.iter().any(|policy| accepted.contains(&policy.policy_id.to_id_string())) =>
        {
            Ok(())
        }
        _ => Err(RefusCarte::PolitiqueInconnue),
    }
}
