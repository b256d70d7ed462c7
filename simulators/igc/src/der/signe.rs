use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, construct_der};

use crate::IgcError;
use crate::cle::{Algorithme, Cle};

/// `SEQUENCE { tbs, algorithm, signature }`, the envelope of certificates and lists alike.
pub(crate) fn signer(tbs: &[u8], cle: &Cle) -> Result<Vec<u8>, IgcError> {
    let signature = cle.signer(tbs)?;
    Ok(construct_der(|writer| {
        writer.write_sequence(|writer| {
            writer.next().write_der(tbs);
            algorithme(writer.next(), &cle.algorithme());
            writer.next().write_bitvec_bytes(&signature, signature.len() * 8);
        });
    }))
}

pub(crate) fn algorithme(writer: DERWriter<'_>, algorithm: &Algorithme) {
    writer.write_sequence(|writer| {
        writer.next().write_oid(&ObjectIdentifier::from_slice(algorithm.oid));
        if algorithm.parametres_nuls {
            writer.next().write_null();
        }
    });
}
