//! Questions and answers of the Online Certificate Status Protocol (RFC 6960 §4), as DER.

use ambient::Timestamp;
use yasna::models::ObjectIdentifier;
use yasna::{ASN1Result, DERWriter, Tag, construct_der, parse_der};

use super::{signer, temps};
use crate::IgcError;
use crate::cle::Cle;
use crate::registre::EtatCertificat;

/// What is asked: certificates, and a nonce to give back.
pub(crate) struct Demande {
    pub certificats: Vec<Designe>,
    /// The extension's value, DER.
    pub nonce: Option<Vec<u8>>,
}

/// A certificate, as a question names it.
#[derive(Clone)]
pub(crate) struct Designe {
    /// AlgorithmIdentifier, DER.
    pub hachage: Vec<u8>,
    pub nom_emetteur: Vec<u8>,
    pub cle_emetteur: Vec<u8>,
    pub serie: Vec<u8>,
}

const NONCE: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 1, 2];
const BASIQUE: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 48, 1, 1];

impl Demande {
    pub fn lire(der: &[u8]) -> ASN1Result<Self> {
        parse_der(der, |reader| {
            reader.read_sequence(|reader| {
                let asked = reader.next().read_sequence(|reader| {
                    reader.read_optional(|reader| reader.read_tagged(Tag::context(0), |reader| reader.read_der()))?;
                    reader.read_optional(|reader| reader.read_tagged(Tag::context(1), |reader| reader.read_der()))?;
                    let mut certificats = Vec::new();
                    reader.next().read_sequence_of(|reader| {
                        certificats.push(reader.read_sequence(|reader| {
                            let named = Designe::lire(reader.next())?;
                            let tag = Tag::context(0);
                            reader.read_optional(|reader| reader.read_tagged(tag, |reader| reader.read_der()))?;
                            Ok(named)
                        })?);
                        Ok(())
                    })?;
                    let nonce = reader.read_optional(|reader| reader.read_tagged(Tag::context(2), nonce))?;
                    Ok(Self { certificats, nonce: nonce.flatten() })
                })?;
                reader.read_optional(|reader| reader.read_tagged(Tag::context(0), |reader| reader.read_der()))?;
                Ok(asked)
            })
        })
    }
}

/// The nonce among the extensions of a question.
fn nonce(reader: yasna::BERReader<'_, '_>) -> ASN1Result<Option<Vec<u8>>> {
    let mut found = None;
    reader.read_sequence_of(|reader| {
        reader.read_sequence(|reader| {
            let oid = reader.next().read_oid()?;
            reader.read_optional(|reader| reader.read_bool())?;
            let value = reader.next().read_bytes()?;
            if oid == ObjectIdentifier::from_slice(NONCE) {
                found = Some(value);
            }
            Ok(())
        })
    })?;
    Ok(found)
}

impl Designe {
    fn lire(reader: yasna::BERReader<'_, '_>) -> ASN1Result<Self> {
        reader.read_sequence(|reader| {
            Ok(Self {
                hachage: reader.next().read_der()?,
                nom_emetteur: reader.next().read_bytes()?,
                cle_emetteur: reader.next().read_bytes()?,
                serie: reader.next().read_bigint_bytes()?.0,
            })
        })
    }

    /// The identifier of the hash, DER, without its parameters.
    pub fn sha256(&self) -> bool {
        let oid = construct_der(|writer| {
            writer.write_oid(&ObjectIdentifier::from_slice(&[2, 16, 840, 1, 101, 3, 4, 2, 1]));
        });
        self.hachage.windows(oid.len()).any(|part| part == oid)
    }

    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|writer| {
            writer.next().write_der(&self.hachage);
            writer.next().write_bytes(&self.nom_emetteur);
            writer.next().write_bytes(&self.cle_emetteur);
            writer.next().write_bigint_bytes(&self.serie, true);
        });
    }
}

/// One answer before it is signed; `None` of a certificate: unknown.
pub(crate) struct Reponse {
    pub dites: Vec<(Designe, Option<EtatCertificat>)>,
    pub nonce: Option<Vec<u8>>,
    /// SHA-1 of the signer's public key.
    pub signataire: Vec<u8>,
    pub faite: Timestamp,
    pub suivante: Timestamp,
}

/// A status without an answer (RFC 6960 §4.2.1): malformed, try later, unauthorized…
pub(crate) fn refus(statut: u8) -> Vec<u8> {
    construct_der(|writer| writer.write_sequence(|writer| writer.next().write_enum(i64::from(statut))))
}

impl Reponse {
    /// `certificat`: of whom the authority appointed to answer.
    pub fn signer(&self, cle: &Cle, certificat: &[u8]) -> Result<Vec<u8>, IgcError> {
        let tbs = construct_der(|writer| self.write(writer));
        let signed = signer(&tbs, cle)?;
        // the envelope of a certificate, with the signer's own beside it
        let parts = parse_der(&signed, |reader| {
            reader.read_sequence(|reader| {
                Ok([reader.next().read_der()?, reader.next().read_der()?, reader.next().read_der()?])
            })
        });
        let parts = parts.map_err(|_| IgcError::Cryptographie("the envelope was not written"))?;
        let basic = construct_der(|writer| {
            writer.write_sequence(|writer| {
                parts.iter().for_each(|part| writer.next().write_der(part));
                writer.next().write_tagged(Tag::context(0), |writer| {
                    writer.write_sequence(|writer| writer.next().write_der(certificat));
                });
            });
        });
        Ok(construct_der(|writer| {
            writer.write_sequence(|writer| {
                writer.next().write_enum(0);
                writer.next().write_tagged(Tag::context(0), |writer| {
                    writer.write_sequence(|writer| {
                        writer.next().write_oid(&ObjectIdentifier::from_slice(BASIQUE));
                        writer.next().write_bytes(&basic);
                    });
                });
            });
        }))
    }

    /// ResponseData.
    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|writer| {
            writer.next().write_tagged(Tag::context(2), |writer| writer.write_bytes(&self.signataire));
            temps::generalise(writer.next(), self.faite);
            writer.next().write_sequence(|writer| {
                for (certificate, state) in &self.dites {
                    writer.next().write_sequence(|writer| {
                        certificate.write(writer.next());
                        statut(writer.next(), *state);
                        temps::generalise(writer.next(), self.faite);
                        let end = Tag::context(0);
                        writer.next().write_tagged(end, |writer| temps::generalise(writer, self.suivante));
                    });
                }
            });
            if let Some(nonce) = &self.nonce {
                writer.next().write_tagged(Tag::context(1), |writer| {
                    writer.write_sequence(|writer| {
                        writer.next().write_sequence(|writer| {
                            writer.next().write_oid(&ObjectIdentifier::from_slice(NONCE));
                            writer.next().write_bytes(nonce);
                        });
                    });
                });
            }
        });
    }
}

fn statut(writer: DERWriter<'_>, state: Option<EtatCertificat>) {
    match state {
        Some(EtatCertificat::Bon) => writer.write_tagged_implicit(Tag::context(0), |writer| writer.write_null()),
        Some(EtatCertificat::Revoque { quand, raison }) => writer.write_tagged_implicit(Tag::context(1), |writer| {
            writer.write_sequence(|writer| {
                temps::generalise(writer.next(), quand);
                let reason = i64::from(raison.code());
                writer.next().write_tagged(Tag::context(0), |writer| writer.write_enum(reason));
            });
        }),
        None => writer.write_tagged_implicit(Tag::context(2), |writer| writer.write_null()),
    }
}
