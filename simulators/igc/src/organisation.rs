use std::fmt;

use ambient::{Seconds, Timestamp};
use aws_lc_rs::digest::{SHA256, digest};
use certificat_org::Usage;

use crate::autorite::{dates, serie};
use crate::cle::{Cle, TypeCle};
use crate::der::extension::{self, CLIENT, COURRIEL};
use crate::der::{Attribut, Extension, Nom, Patron};
use crate::registre::hex;
use crate::{Igc, IgcError, Role, Structure, pem};

/// A software certificate of an organisation, PEM: one with which a machine authenticates, or a seal.
pub struct Organisation {
    /// Serial number, upper-case hexadecimal.
    pub serie: String,
    pub certificat_pem: String,
    pub cle_pem: String,
    /// Its subject as RFC 4514 writes it.
    pub sujet: String,
}

impl fmt::Debug for Organisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Organisation({})", self.serie)
    }
}

const TROIS_ANS: Seconds = Seconds::hours(24 * 365 * 3);

/// A certificate that was just signed.
pub(crate) struct Emis {
    pub serie: Vec<u8>,
    pub der: Vec<u8>,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
}

impl Igc {
    /// A certificate for the machine `nom` of this structure (ORG AUTH_CLI in the IGC-Santé profile), P-256, under the
    /// authority of organisations. `nom` stands in the common name and, in each form, among the alternative names.
    pub fn organisation(&self, structure: &Structure, nom: &str) -> Result<Organisation, IgcError> {
        self.logiciel(structure, nom, Usage::AuthCli)
    }

    /// The seal of this structure (ORG SIGN): signs what the organisation issues, and authenticates nothing.
    pub fn cachet(&self, structure: &Structure, nom: &str) -> Result<Organisation, IgcError> {
        self.logiciel(structure, nom, Usage::Sign)
    }

    fn logiciel(&self, structure: &Structure, nom: &str, emploi: Usage) -> Result<Organisation, IgcError> {
        let cle = Cle::generer(TypeCle::P256)?;
        let emis = self.certifier(structure, (nom, emploi), cle.publique()?)?;
        self.etat().registre.inscrire(&emis.serie, Role::Organisations, emis.jusque);
        self.retenir()?;
        Ok(Organisation {
            serie: hex(&emis.serie),
            certificat_pem: pem::certificat(&emis.der),
            cle_pem: pem::cle(&cle.pkcs8()?),
            sujet: rfc4514(structure, nom),
        })
    }

    /// Signs for a key (SubjectPublicKeyInfo, DER); nothing is written down yet.
    pub(crate) fn certifier(
        &self,
        structure: &Structure,
        (nom, emploi): (&str, Usage),
        publique: Vec<u8>,
    ) -> Result<Emis, IgcError> {
        let (depuis, jusque) = dates(self.ambient.now(), TROIS_ANS);
        let serie = serie(&self.ambient);
        let mut extensions = extensions(emploi, nom, (depuis, jusque));
        extensions.push(Extension::cle_sujet(&identifiant(&publique)));
        extensions.extend(self.adresses(Role::Organisations));
        let sujet = sujet(structure, nom);
        let patron = Patron { serie: serie.clone(), positive: true, sujet, depuis, jusque, publique, extensions };
        let der = self.autorite(Role::Organisations).emettre(patron)?;
        Ok(Emis { serie, der, depuis, jusque })
    }

    /// Where lists, answers and the certificate of this authority are.
    fn adresses(&self, role: Role) -> [Extension; 3] {
        let (adresse, issuer) = (&self.adresse, role.fichier());
        [
            Extension::point_crl(&format!("{adresse}/crl/{issuer}.crl")),
            Extension::point_delta(&format!("{adresse}/crl/{issuer}-delta.crl")),
            Extension::acces_emetteur(&format!("{adresse}/ac/{issuer}.cer"), &format!("{adresse}/ocsp")),
        ]
    }
}

fn extensions(emploi: Usage, nom: &str, (depuis, jusque): (Timestamp, Timestamp)) -> Vec<Extension> {
    match emploi {
        Usage::AuthCli => vec![
            Extension::usage(extension::Usage::Authentification),
            Extension::usages_etendus(&[CLIENT]),
            Extension::noms_de_machine(nom),
        ],
        Usage::Sign => vec![
            Extension::usage(extension::Usage::Cachet),
            Extension::usages_etendus(&[COURRIEL]),
            Extension::emploi_de_la_cle(depuis, jusque),
        ],
    }
}

/// 160 bits of SHA-256 (RFC 7093 §2).
fn identifiant(publique: &[u8]) -> Vec<u8> {
    digest(&SHA256, publique).as_ref()[..20].to_vec()
}

/// C, ST, O, OU (Struct_IdNat), CN: the naming rules of organisations. Who says no department has no ST.
fn sujet(structure: &Structure, nom: &str) -> Nom {
    let department = (!structure.departement.is_empty()).then(|| Attribut::departement(&structure.departement));
    let rest =
        [Attribut::organisation(&structure.raison_sociale), Attribut::unite(&structure.identifiant), Attribut::cn(nom)];
    Nom::simple([Attribut::pays()].into_iter().chain(department).chain(rest))
}

fn rfc4514(structure: &Structure, nom: &str) -> String {
    let [cn, ou, o] = [nom, &structure.identifiant, &structure.raison_sociale].map(echappe);
    match structure.departement.as_str() {
        "" => format!("CN={cn},OU={ou},O={o},C=FR"),
        department => format!("CN={cn},OU={ou},O={o},ST={},C=FR", echappe(department)),
    }
}

/// RFC 4514 §2.4.
fn echappe(texte: &str) -> String {
    let special = |sign: char| "\"+,;<=>\\".contains(sign);
    texte.chars().flat_map(|sign| special(sign).then_some('\\').into_iter().chain([sign])).collect()
}
