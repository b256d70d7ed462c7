use ambient::Timestamp;
use yasna::{DERWriter, Tag, construct_der};

use super::{Extension, Nom, extension, signe, temps};
use crate::cle::Cle;
use crate::{IgcError, Raison};

/// A revocation list before it is signed (RFC 5280 §5.1).
pub(crate) struct Liste {
    pub numero: u64,
    /// Of the complete list that a delta completes; `None` for a complete one.
    pub base: Option<u64>,
    pub faite: Timestamp,
    pub suivante: Timestamp,
    pub revoques: Vec<Revoque>,
}

/// A certificate that is no longer good.
#[derive(Clone)]
pub(crate) struct Revoque {
    pub serie: Vec<u8>,
    pub quand: Timestamp,
    pub raison: Raison,
}

impl Liste {
    pub fn signer(&self, emetteur: &Nom, cle: &Cle) -> Result<Vec<u8>, IgcError> {
        let base = self.base.map(|base| Extension { critique: true, ..Extension::entier(&[2, 5, 29, 27], base) });
        let numbered = [Extension::cle_emetteur(&cle.identifiant()?), Extension::entier(&[2, 5, 29, 20], self.numero)];
        let extensions: Vec<_> = numbered.into_iter().chain(base).collect();
        let tbs = construct_der(|writer| {
            writer.write_sequence(|writer| {
                writer.next().write_u8(1);
                signe::algorithme(writer.next(), &cle.algorithme());
                emetteur.write(writer.next());
                temps::write(writer.next(), self.faite);
                temps::write(writer.next(), self.suivante);
                // an empty list of entries must be absent
                if !self.revoques.is_empty() {
                    writer.next().write_sequence(|writer| {
                        self.revoques.iter().for_each(|entry| entry.write(writer.next()));
                    });
                }
                writer.next().write_tagged(Tag::context(0), |writer| extension::write(writer, &extensions));
            });
        });
        signe::signer(&tbs, cle)
    }
}

impl Revoque {
    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|writer| {
            writer.next().write_bigint_bytes(&self.serie, true);
            temps::write(writer.next(), self.quand);
            extension::write(writer.next(), &[Extension::enumere(&[2, 5, 29, 21], self.raison.code())]);
        });
    }
}
