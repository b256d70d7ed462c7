use x509_parser::asn1_rs::{FromDer as _, Integer, OctetString, Oid, PrintableString, oid};
use x509_parser::certificate::X509Certificate;

use crate::{Famille, Monde, RefusCarte};

const TYPE_CARTE: Oid<'static> = oid!(1.2.250.1.71.1.2.2);
const NUMERO_CARTE: Oid<'static> = oid!(1.2.250.1.71.1.2.3);
const USAGE: Oid<'static> = oid!(1.2.250.1.71.1.2.5);
const PROFESSION: Oid<'static> = oid!(1.2.250.1.71.1.2.7);

/// Top bit of the usage octet: issued for tests. The others: what holds the key, 0 for a card.
const TEST: u8 = 0x80;

/// What the private extensions of the card authority say.
pub(crate) struct Profil {
    pub famille: Famille,
    pub numero_carte: Option<String>,
    pub profession: Option<u64>,
}

pub(crate) fn profil(certificate: &X509Certificate<'_>, monde: Monde) -> Result<Profil, RefusCarte> {
    let refuse = RefusCarte::IdentiteIllisible;
    usage(certificate, monde)?;
    let famille = valeur(certificate, &TYPE_CARTE)?
        .and_then(nombre)
        .and_then(Famille::from_code)
        .ok_or(refuse("the kind of card is missing or unknown"))?;
    let numero_carte = valeur(certificate, &NUMERO_CARTE)?
        .map(|der| imprimable(der).ok_or(refuse("the card's number is not a PrintableString")))
        .transpose()?;
    let profession = valeur(certificate, &PROFESSION)?
        .map(|der| nombre(der).ok_or(refuse("the profession is not a number")))
        .transpose()?;
    Ok(Profil { famille, numero_carte, profession })
}

fn usage(certificate: &X509Certificate<'_>, monde: Monde) -> Result<(), RefusCarte> {
    let der = valeur(certificate, &USAGE)?.ok_or(RefusCarte::IdentiteIllisible("the usage octet is missing"))?;
    let octet = match OctetString::from_der(der) {
        Ok(([], text)) => match *text.as_ref() {
            [octet] => octet,
            _ => return Err(RefusCarte::IdentiteIllisible("the usage is not one octet")),
        },
        _ => return Err(RefusCarte::IdentiteIllisible("the usage is not an octet string")),
    };
    match (octet & TEST != 0, monde) {
        (true, Monde::Production) => Err(RefusCarte::CarteDeTest),
        (false, Monde::Test) => Err(RefusCarte::CarteDeProduction),
        _ if octet & !TEST != 0 => Err(RefusCarte::PasUneCarte(octet)),
        _ => Ok(()),
    }
}

/// The content of a private extension, refused when it stands twice.
fn valeur<'c>(certificate: &'c X509Certificate<'_>, of: &Oid<'_>) -> Result<Option<&'c [u8]>, RefusCarte> {
    match certificate.get_extension_unique(of) {
        Ok(found) => Ok(found.map(|extension| extension.value)),
        Err(_) => Err(RefusCarte::Illisible("an extension stands twice".into())),
    }
}

fn nombre(der: &[u8]) -> Option<u64> {
    let (rest, number) = Integer::from_der(der).ok()?;
    rest.is_empty().then(|| number.as_u64().ok()).flatten()
}

fn imprimable(der: &[u8]) -> Option<String> {
    let (rest, text) = PrintableString::from_der(der).ok()?;
    rest.is_empty().then(|| text.string())
}
