use ambient::Timestamp;
use yasna::{Tag, construct_der};

use super::{Extension, Nom, extension, signe, temps};
use crate::IgcError;
use crate::cle::Cle;

/// A certificate before it is signed (RFC 5280 §4.1).
pub(crate) struct Patron {
    pub serie: Vec<u8>,
    /// Of the serial number; always, but for a defect.
    pub positive: bool,
    pub sujet: Nom,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
    /// SubjectPublicKeyInfo.
    pub publique: Vec<u8>,
    pub extensions: Vec<Extension>,
}

impl Patron {
    pub fn signer(&self, emetteur: &Nom, cle: &Cle) -> Result<Vec<u8>, IgcError> {
        let tbs = construct_der(|writer| {
            writer.write_sequence(|writer| {
                writer.next().write_tagged(Tag::context(0), |writer| writer.write_u8(2));
                writer.next().write_bigint_bytes(&self.serie, self.positive);
                signe::algorithme(writer.next(), &cle.algorithme());
                emetteur.write(writer.next());
                writer.next().write_sequence(|writer| {
                    temps::write(writer.next(), self.depuis);
                    temps::write(writer.next(), self.jusque);
                });
                self.sujet.write(writer.next());
                writer.next().write_der(&self.publique);
                writer.next().write_tagged(Tag::context(3), |writer| extension::write(writer, &self.extensions));
            });
        });
        signe::signer(&tbs, cle)
    }
}
