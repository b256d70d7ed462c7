//! What a service may do in its own name, and what has to prove it: nobody reads a person's record with a certificate, and
//! INSi has a certificate of its own (facts/registry.md CRT-02, CRT-03, CRT-06).

use certificat_org::{Organisation, OrganisationIllisible};

use super::TokenRefusal;
use crate::client::{Client, ClientAuth, LegalPerson};

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

fn proof(word: &str) -> Proof {
    match word.split_once('.').map_or((word, ""), |(service, act)| (service, act)) {
        ("dmp", "lecture" | "consultation") => Proof::Person,
        ("dmp", _) => Proof::Organisation,
        ("insi", _) => Proof::Insi,
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
pub const UNREADABLE: &str = "the certificate authenticates an organisation: one OU, one CN by the naming rule";

/// Whether some of these words lean on a certificate: their token is bound to it.
pub fn leans_on_certificate(words: &[String]) -> bool {
    words.iter().any(|word| matches!(proof(word), Proof::Organisation | Proof::Insi))
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
        assert_eq!(proof("dmp"), Proof::Organisation, "nothing of the DMP is given without a certificate");
    }
}
