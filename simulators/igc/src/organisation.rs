use std::fmt;

use ambient::Seconds;

use crate::autorite::{dates, serie};
use crate::cle::{Cle, TypeCle};
use crate::der::extension::{CLIENT, Usage};
use crate::der::{Attribut, Extension, Nom, Patron};
use crate::registre::hex;
use crate::{Igc, IgcError, Role, Structure, pem};

/// The certificate with which a machine of an organisation authenticates (ORG AUTH_CLI in the IGC-Santé profile), PEM.
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

impl Igc {
    /// A certificate for the machine `nom` of this structure, P-256, under the authority of organisations. `nom` stands in the
    /// common name and, in each form, among the alternative names.
    pub fn organisation(&self, structure: &Structure, nom: &str) -> Result<Organisation, IgcError> {
        let cle = Cle::generer(TypeCle::P256)?;
        let (depuis, jusque) = dates(self.ambient.now(), TROIS_ANS);
        let issuer = Role::Organisations.fichier();
        let numero = serie(&self.ambient);
        let patron = Patron {
            serie: numero.clone(),
            sujet: Nom::simple([
                Attribut::pays(),
                Attribut::organisation(&structure.raison_sociale),
                Attribut::unite(&structure.identifiant),
                Attribut::cn(nom),
            ]),
            depuis,
            jusque,
            publique: cle.publique()?,
            extensions: vec![
                Extension::usage(Usage::Authentification),
                Extension::usages_etendus(&[CLIENT]),
                Extension::cle_sujet(&cle.identifiant()?),
                Extension::noms_de_machine(nom),
                Extension::point_crl(&format!("{}/crl/{issuer}.crl", self.adresse)),
                Extension::certificat_emetteur(&format!("{}/ac/{issuer}.cer", self.adresse)),
            ],
        };
        let certificat = self.autorite(Role::Organisations).emettre(patron)?;
        self.etat().registre.inscrire(&numero, Role::Organisations, jusque);
        self.retenir()?;
        Ok(Organisation {
            serie: hex(&numero),
            certificat_pem: pem::certificat(&certificat),
            cle_pem: pem::cle(&cle.pkcs8()?),
            sujet: format!(
                "CN={},OU={},O={},C=FR",
                echappe(nom),
                echappe(&structure.identifiant),
                echappe(&structure.raison_sociale)
            ),
        })
    }
}

/// RFC 4514 §2.4.
fn echappe(texte: &str) -> String {
    let special = |sign: char| "\"+,;<=>\\".contains(sign);
    texte.chars().flat_map(|sign| special(sign).then_some('\\').into_iter().chain([sign])).collect()
}
