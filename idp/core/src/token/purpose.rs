//! What a service may do in its own name, and what has to prove it: nobody reads a person's record with a certificate, and
//! INSi has a certificate of its own (facts/registry.md CRT-02, CRT-03, CRT-06).

use certificat_org::{Organisation, OrganisationIllisible};

use super::TokenRefusal;
use crate::client::{Client, ClientAuth, LegalPerson};
use crate::moyen::{Authentication, MoyenKind};

/// What proves that a service may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// However the client authenticates.
    Any,
    /// An authentication certificate of the organisation, in the handshake.
    Organisation,
    /// The one that its name keeps for INSi.
    Insi,
    /// A person who signed in: by token exchange, never here.
    Person,
}

/// However it is written: `DMP:lecture` reads as `dmp.lecture` does. Of the DMP, feeding alone is a machine's; what else anybody
/// may call reading is not listed, so that no spelling of it is forgotten.
fn proof(word: &str) -> Proof {
    let folded = word.to_ascii_lowercase();
    let parts: Vec<&str> = folded.split(|sign: char| !sign.is_ascii_alphanumeric()).collect();
    match parts.as_slice() {
        ["dmp", "alimentation"] => Proof::Organisation,
        ["dmp", ..] => Proof::Person,
        ["insi", ..] => Proof::Insi,
        _ => Proof::Any,
    }
}

pub const OF_A_PERSON: &str =
    "the DMP is read by a person: sign a professional in with a CPS or an e-CPS, and exchange their token";
pub const WITHOUT_CERTIFICATE: &str =
    "this purpose needs the organisation's certificate: authenticate with its ORG AUTH_CLI (tls_client_auth)";
pub const OF_ANOTHER: &str = "the certificate names the legal person of the registration";
pub const NOT_FOR_INSI: &str = "INSi needs a certificate of its own, named INSI-AUTO or INSI-MANU";
pub const FOR_INSI_ALONE: &str = "a certificate that is named for INSi serves INSi alone";
pub const FOR_A_SERVICE: &str =
    "INSi is called by a service in its own name: ask by client_credentials, with the certificate that is named for it";
pub const UNREADABLE: &str = "the certificate authenticates an organisation: one OU, one CN by the naming rule";

/// Whether some of these words lean on a certificate: their token is bound to it.
pub fn leans_on_certificate(words: &[String]) -> bool {
    words.iter().any(|word| matches!(proof(word), Proof::Organisation | Proof::Insi))
}

/// Whether a word says what is done, and by whom is no matter: it may stand in the scope of a login.
pub fn leans_on_nothing(word: &str) -> bool {
    proof(word) == Proof::Any
}

/// Whether whoever signed in so lends this to a service that exchanges their token: the DMP is for a professional, with a CPS or
/// an e-CPS (CRT-03); INSi asks for its certificate, whoever stands behind (CRT-06).
pub fn lent_by(authentication: &Authentication, word: &str) -> Result<(), &'static str> {
    let professional = authentication.personne.rpps().is_some();
    let strong = matches!(authentication.kind, MoyenKind::Carte | MoyenKind::Ecps);
    match proof(word) {
        Proof::Any => Ok(()),
        Proof::Insi => Err(FOR_A_SERVICE),
        Proof::Person | Proof::Organisation if professional && strong => Ok(()),
        Proof::Person | Proof::Organisation => Err(OF_A_PERSON),
    }
}

/// What the client may do in this call, by what it showed.
pub struct Shown<'a> {
    client: &'a Client,
    legal: &'a LegalPerson,
    /// Leaf first.
    certificate: &'a [Vec<u8>],
}

impl<'a> Shown<'a> {
    pub const fn new(client: &'a Client, legal: &'a LegalPerson, certificate: &'a [Vec<u8>]) -> Self {
        Self { client, legal, certificate }
    }

    /// Those of `words` that this call may have: all that are named, or it is refused; of those that nobody named, the ones
    /// that the certificate serves.
    pub fn granted(&self, words: Vec<String>, named: bool) -> Result<Vec<String>, TokenRefusal> {
        let refusal = |word: &String| self.allows(word).err();
        match words.iter().find_map(refusal) {
            None => Ok(words),
            Some(why) if named => Err(TokenRefusal::Purpose(why)),
            Some(why) => {
                let kept: Vec<_> = words.into_iter().filter(|word| refusal(word).is_none()).collect();
                if kept.is_empty() { Err(TokenRefusal::Purpose(why)) } else { Ok(kept) }
            }
        }
    }

    fn allows(&self, word: &str) -> Result<(), &'static str> {
        match proof(word) {
            Proof::Any => Ok(()),
            Proof::Person => Err(OF_A_PERSON),
            Proof::Organisation if self.organisation()?.nom.insi() => Err(FOR_INSI_ALONE),
            Proof::Insi if !self.organisation()?.nom.insi() => Err(NOT_FOR_INSI),
            Proof::Organisation | Proof::Insi => Ok(()),
        }
    }

    /// Whom the certificate names, which authenticated this very call: the legal person that the operator registered.
    fn organisation(&self) -> Result<Organisation, &'static str> {
        let leaf = self.certificate.first().filter(|_| matches!(self.client.auth, ClientAuth::TlsClientAuth { .. }));
        let organisation = Organisation::lire(leaf.ok_or(WITHOUT_CERTIFICATE)?).map_err(|cause| {
            tracing::info!(client.id = %self.client.id, %cause, "a certificate names no organisation");
            if cause == OrganisationIllisible::Cachet { WITHOUT_CERTIFICATE } else { UNREADABLE }
        })?;
        match organisation.struct_id_nat == self.legal.struct_id_nat {
            true => Ok(organisation),
            false => Err(OF_ANOTHER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: CRT-02 CRT-03 CRT-06
    #[test]
    fn each_purpose_says_what_proves_it() {
        let words = ["dmp.alimentation", "dmp.lecture", "dmp.consultation", "insi.recherche", "insi", "mss.envoi"];
        let proofs = [Proof::Organisation, Proof::Person, Proof::Person, Proof::Insi, Proof::Insi, Proof::Any];
        assert_eq!(words.map(proof), proofs);
    }

    // requirement: CRT-03 CRT-06
    #[test]
    fn a_professional_lends_the_dmp_with_a_card_or_an_e_cps_and_nobody_lends_insi() {
        let by = |personne: &str, kind| Authentication {
            personne: personne.parse().unwrap(),
            kind,
            moyen: "m".into(),
            at: ambient::Timestamp::from_seconds(1),
            plafond: None,
        };
        let (professional, holder) = ("899900000011", "3690990015/CPED0001");
        for kind in MoyenKind::ALL {
            let dmp = lent_by(&by(professional, kind), "dmp.lecture");
            assert_eq!(dmp.is_ok(), !kind.is_passkey(), "{kind:?}");
            assert_eq!(lent_by(&by(holder, kind), "dmp.lecture"), Err(OF_A_PERSON), "{kind:?}, no number of the RPPS");
            assert_eq!(lent_by(&by(professional, kind), "insi.recherche"), Err(FOR_A_SERVICE), "{kind:?}");
            assert_eq!(lent_by(&by(holder, kind), "mss.envoi"), Ok(()), "{kind:?}");
        }
    }

    // requirement: CRT-03 CRT-06
    #[test]
    fn no_spelling_of_a_purpose_asks_for_less() {
        let reading = [
            "dmp",
            "DMP.lecture",
            "Dmp.Consultation",
            "dmp:lecture",
            "dmp/lecture",
            "dmp_lecture",
            "dmp.lecture.document",
            "dmp.lire",
            "dmp.*",
            "dmp.alimentation.lecture",
            "dmp.alimentation+dmp.lecture",
        ];
        for word in reading {
            assert_eq!(proof(word), Proof::Person, "{word}");
        }
        for word in ["INSI.recherche", "insi:recherche", "insi_recherche", "Insi"] {
            assert_eq!(proof(word), Proof::Insi, "{word}");
        }
        assert_eq!(proof("DMP:alimentation"), Proof::Organisation);
    }
}
