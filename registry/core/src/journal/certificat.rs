use sante::{Finess, IdentifiantNational};

use crate::certificat::{Certificat, CertificatId};
use crate::journal::Mot;

/// What happens to a software certificate of a legal entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificatActe {
    /// It is about to enter the named stage.
    Etape { agent: IdentifiantNational, certificat: CertificatId, etape: &'static str, structure: Finess },
    /// Certificates were listed.
    Lus { agent: IdentifiantNational, nombre: usize },
}

const ETAPE: Mot = Mot {
    mot: "registry.certificate.moved",
    dit: "A software certificate of a legal entity was ordered, asked of the authority, issued, to be revoked, revoked or given up, by this agent.",
    champs: &["agent.id", "certificate.id", "stage", "structure.id"],
};
const LUS: Mot = Mot {
    mot: "registry.certificate.read",
    dit: "An agent opened the list of the certificates of their legal entities.",
    champs: &["agent.id", "count"],
};

/// In the order of their words.
pub const MOTS: [Mot; 2] = [ETAPE, LUS];

impl CertificatActe {
    pub fn de(agent: &IdentifiantNational, certificat: &Certificat) -> Self {
        Self::Etape {
            agent: agent.clone(),
            certificat: certificat.id.clone(),
            etape: certificat.etape.mot(),
            structure: certificat.ej.clone(),
        }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Etape { .. } => ETAPE,
            Self::Lus { .. } => LUS,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Etape { agent, certificat, etape, structure } => {
                vec![agent.to_string(), certificat.to_string(), (*etape).to_owned(), structure.to_string()]
            }
            Self::Lus { agent, nombre } => vec![agent.to_string(), nombre.to_string()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word() {
        let agent: IdentifiantNational = "3690990015/CPE00002".parse().unwrap();
        let (certificat, structure) = (CertificatId::from("c"), "690990015".parse().unwrap());
        let etape = CertificatActe::Etape { agent: agent.clone(), certificat, etape: "DELIVRE", structure };
        for acte in [etape, CertificatActe::Lus { agent, nombre: 3 }] {
            assert_eq!(acte.valeurs().len(), acte.mot().champs.len(), "{acte:?}");
        }
    }
}
