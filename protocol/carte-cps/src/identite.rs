use sante::IdentifiantNational;
use x509_parser::asn1_rs::{Oid, oid};
use x509_parser::oid_registry::{OID_X509_COMMON_NAME, OID_X509_GIVEN_NAME, OID_X509_SURNAME};
use x509_parser::x509::X509Name;

use crate::RefusCarte;
use crate::attribut::{seul, texte};

/// Who the subject is.
pub(crate) struct Identite {
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
}

/// More attributes than any kind of card has.
const ATTRIBUTS: usize = 16;

/// RFC 3039 §3.1.2: instead of the names of a person.
const PSEUDONYME: Oid<'static> = oid!(2.5.4.65);

/// Reads the one RDN that holds exactly given name, common name and surname. A second common name anywhere in the subject
/// would let two readers see two persons, so it is refused.
pub(crate) fn identite(subject: &X509Name<'_>) -> Result<Identite, RefusCarte> {
    let refuse = RefusCarte::IdentiteIllisible;
    if subject.iter_attributes().nth(ATTRIBUTS).is_some() {
        return Err(refuse("more attributes than a card has"));
    }
    if subject.iter_by_oid(&PSEUDONYME).next().is_some() {
        return Err(RefusCarte::CarteDeService);
    }
    if subject.iter_common_name().count() != 1 {
        return Err(refuse("exactly one common name is expected"));
    }
    let rdn = subject
        .iter_rdn()
        .find(|rdn| seul(rdn, &OID_X509_COMMON_NAME).is_some())
        .filter(|rdn| rdn.iter().count() == 3)
        .ok_or(refuse("the common name does not stand with a given name and a surname"))?;
    let read = |of: Oid<'_>, why| seul(rdn, &of).and_then(texte).ok_or(refuse(why));
    let cn = read(OID_X509_COMMON_NAME, "the common name is not plain text")?;
    let nom = read(OID_X509_SURNAME, "the surname is missing or not plain text")?;
    let prenom = read(OID_X509_GIVEN_NAME, "the given name is missing or not plain text")?;
    let identifiant = cn.parse().map_err(|_| refuse("the common name is not a national identifier"))?;
    Ok(Identite { identifiant, nom: nom.to_owned(), prenom: prenom.to_owned() })
}
