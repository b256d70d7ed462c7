use std::net::IpAddr;

use ambient::Timestamp;
use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, DERWriterSeq, Tag, construct_der};

use super::temps;

/// One extension of a certificate or of a list.
#[derive(Clone)]
pub(crate) struct Extension {
    pub oid: Vec<u64>,
    pub critique: bool,
    pub valeur: Vec<u8>,
}

/// What a key may do (RFC 5280 §4.2.1.3): the octet of the bit string and how many bits of it are written.
#[derive(Clone, Copy)]
pub(crate) enum Usage {
    Authentification,
    Engagement,
    /// Both: the seal of an organisation.
    Cachet,
    Autorite,
}

pub(crate) const CLIENT: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 2];
pub(crate) const SERVEUR: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 1];
pub(crate) const COURRIEL: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 4];
pub(crate) const REPONSE_OCSP: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 9];
pub(crate) const OUVERTURE_DE_SESSION: &[u64] = &[1, 3, 6, 1, 4, 1, 311, 20, 2, 2];

pub(crate) fn write(writer: DERWriter<'_>, extensions: &[Extension]) {
    writer.write_sequence(|writer| {
        for extension in extensions {
            writer.next().write_sequence(|writer| {
                oid(writer, &extension.oid);
                if extension.critique {
                    writer.next().write_bool(true);
                }
                writer.next().write_bytes(&extension.valeur);
            });
        }
    });
}

fn oid(writer: &mut DERWriterSeq<'_>, components: &[u64]) {
    writer.next().write_oid(&ObjectIdentifier::from_slice(components));
}

impl Extension {
    fn new(oid: &[u64], critique: bool, valeur: impl FnOnce(DERWriter<'_>)) -> Self {
        Self { oid: oid.to_vec(), critique, valeur: construct_der(valeur) }
    }

    /// An authority with at most `profondeur` authorities below it.
    pub fn autorite(profondeur: u8) -> Self {
        Self::new(&[2, 5, 29, 19], true, |writer| {
            writer.write_sequence(|writer| {
                writer.next().write_bool(true);
                writer.next().write_u8(profondeur);
            });
        })
    }

    pub fn usage(usage: Usage) -> Self {
        let (octet, bits) = match usage {
            Usage::Authentification => (0x80, 1),
            Usage::Engagement => (0x40, 2),
            Usage::Cachet => (0xc0, 2),
            Usage::Autorite => (0x06, 7),
        };
        Self::new(&[2, 5, 29, 15], true, |writer| writer.write_bitvec_bytes(&[octet], bits))
    }

    pub fn usages_etendus(purposes: &[&[u64]]) -> Self {
        Self::new(&[2, 5, 29, 37], false, |writer| {
            writer.write_sequence(|writer| purposes.iter().for_each(|purpose| oid(writer, purpose)));
        })
    }

    pub fn cle_sujet(key: &[u8]) -> Self {
        Self::new(&[2, 5, 29, 14], false, |writer| writer.write_bytes(key))
    }

    pub fn cle_emetteur(key: &[u8]) -> Self {
        Self::new(&[2, 5, 29, 35], false, |writer| {
            writer.write_sequence(|writer| {
                writer.next().write_tagged_implicit(Tag::context(0), |writer| writer.write_bytes(key));
            });
        })
    }

    pub fn politique(policy: &[u64]) -> Self {
        Self::new(&[2, 5, 29, 32], false, |writer| {
            writer.write_sequence(|writer| writer.next().write_sequence(|writer| oid(writer, policy)));
        })
    }

    /// Where the complete revocation list is.
    pub fn point_crl(url: &str) -> Self {
        Self::point(&[2, 5, 29, 31], url)
    }

    /// Where what changed since is (RFC 5280 §4.2.1.15).
    pub fn point_delta(url: &str) -> Self {
        Self::point(&[2, 5, 29, 46], url)
    }

    fn point(of: &[u64], url: &str) -> Self {
        Self::new(of, false, |writer| {
            writer.write_sequence(|writer| {
                writer.next().write_sequence(|writer| {
                    writer.next().write_tagged(Tag::context(0), |writer| {
                        writer.write_tagged_implicit(Tag::context(0), |writer| {
                            writer.write_sequence(|writer| uri(writer, url));
                        });
                    });
                });
            });
        })
    }

    /// Where the certificate of the authority is, and who answers about those that it issued.
    pub fn acces_emetteur(certificat: &str, ocsp: &str) -> Self {
        Self::new(&[1, 3, 6, 1, 5, 5, 7, 1, 1], false, |writer| {
            writer.write_sequence(|writer| {
                for (method, url) in [(1, ocsp), (2, certificat)] {
                    writer.next().write_sequence(|writer| {
                        oid(writer, &[1, 3, 6, 1, 5, 5, 7, 48, method]);
                        uri(writer, url);
                    });
                }
            });
        })
    }

    /// Nobody asks whether a responder's own certificate was revoked (RFC 6960 §4.2.2.2.1).
    pub fn sans_controle() -> Self {
        Self::new(&[1, 3, 6, 1, 5, 5, 7, 48, 1, 5], false, |writer| writer.write_null())
    }

    /// From when to when the key signs (RFC 3280 §4.2.1.4).
    pub fn emploi_de_la_cle(depuis: Timestamp, jusque: Timestamp) -> Self {
        Self::new(&[2, 5, 29, 16], false, |writer| {
            writer.write_sequence(|writer| {
                for (number, at) in [(0, depuis), (1, jusque)] {
                    let text = temps::long(at);
                    let tag = Tag::context(number);
                    writer.next().write_tagged_implicit(tag, |writer| writer.write_bytes(text.as_bytes()));
                }
            });
        })
    }

    /// User principal name, as for a smart-card logon.
    pub fn upn(name: &str) -> Self {
        Self::new(&[2, 5, 29, 17], false, |writer| {
            writer.write_sequence(|writer| {
                writer.next().write_tagged_implicit(Tag::context(0), |writer| {
                    writer.write_sequence(|writer| {
                        oid(writer, &[1, 3, 6, 1, 4, 1, 311, 20, 2, 3]);
                        writer.next().write_tagged(Tag::context(0), |writer| writer.write_utf8_string(name));
                    });
                });
            });
        })
    }

    /// Names and addresses of a server.
    pub fn noms(names: &[&str]) -> Self {
        Self::new(&[2, 5, 29, 17], false, |writer| {
            writer.write_sequence(|writer| {
                for name in names {
                    match name.parse::<IpAddr>() {
                        Ok(address) => octets(writer, &numeric(address)),
                        Err(_) => dns(writer, name),
                    }
                }
            });
        })
    }

    /// One machine under each kind of name that RFC 8705 §2.1.2 knows, so that a relying party can try them all.
    pub fn noms_de_machine(name: &str) -> Self {
        Self::new(&[2, 5, 29, 17], false, |writer| {
            writer.write_sequence(|writer| {
                let mail = format!("machine@{name}");
                writer.next().write_tagged_implicit(Tag::context(1), |writer| writer.write_ia5_string(&mail));
                dns(writer, name);
                uri(writer, &format!("https://{name}/machine"));
                octets(writer, &[127, 0, 0, 1]);
            });
        })
    }

    /// An authority that may only name these domains, what is below them, and these networks (address then mask).
    pub fn noms_permis(domains: &[&str], networks: &[&[u8]]) -> Self {
        Self::new(&[2, 5, 29, 30], true, |writer| {
            writer.write_sequence(|writer| {
                writer.next().write_tagged_implicit(Tag::context(0), |writer| {
                    writer.write_sequence(|writer| {
                        for domain in domains {
                            writer.next().write_sequence(|writer| dns(writer, domain));
                        }
                        for network in networks {
                            writer.next().write_sequence(|writer| octets(writer, network));
                        }
                    });
                });
            });
        })
    }

    pub fn entier(oid: &[u64], value: u64) -> Self {
        Self::new(oid, false, |writer| writer.write_u64(value))
    }

    pub fn enumere(oid: &[u64], value: u8) -> Self {
        Self::new(oid, false, |writer| writer.write_enum(i64::from(value)))
    }

    pub fn imprimable(oid: &[u64], text: &str) -> Self {
        Self::new(oid, false, |writer| writer.write_printable_string(text))
    }

    pub fn octet(oid: &[u64], value: u8) -> Self {
        Self::new(oid, false, |writer| writer.write_bytes(&[value]))
    }
}

fn numeric(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(six) => six.octets().to_vec(),
    }
}

fn dns(writer: &mut DERWriterSeq<'_>, name: &str) {
    writer.next().write_tagged_implicit(Tag::context(2), |writer| writer.write_ia5_string(name));
}

fn uri(writer: &mut DERWriterSeq<'_>, url: &str) {
    writer.next().write_tagged_implicit(Tag::context(6), |writer| writer.write_ia5_string(url));
}

fn octets(writer: &mut DERWriterSeq<'_>, bytes: &[u8]) {
    writer.next().write_tagged_implicit(Tag::context(7), |writer| writer.write_bytes(bytes));
}
