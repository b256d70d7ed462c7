use rustls_pki_types::SignatureVerificationAlgorithm;

use crate::chemin::SIGNATURES;

/// Whether this key signed `message` under an algorithm that a card may be signed with. `cle`: the bits of a
/// SubjectPublicKeyInfo; `algorithme` begins with the AlgorithmIdentifier that the signature names, DER.
pub(crate) fn tient(cle: &[u8], algorithme: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let named = SIGNATURES.iter().filter(|known| nomme(**known, algorithme));
    named.into_iter().any(|known| known.verify_signature(cle, message, signature).is_ok())
}

fn nomme(known: &dyn SignatureVerificationAlgorithm, algorithme: &[u8]) -> bool {
    let identifier = known.signature_alg_id();
    let identifier = identifier.as_ref();
    match algorithme {
        [0x30, length, rest @ ..] => usize::from(*length) == identifier.len() && rest.starts_with(identifier),
        _ => false,
    }
}

/// What follows the part that is signed, in a certificate or a list that was read: the algorithm first.
pub(crate) fn apres<'a>(der: &'a [u8], signe: &[u8]) -> &'a [u8] {
    let header = match der.get(1) {
        Some(length) if length & 0x80 != 0 => 2 + usize::from(length & 0x7f),
        _ => 2,
    };
    der.get(header + signe.len()..).unwrap_or_default()
}
