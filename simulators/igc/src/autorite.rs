use ambient::{Ambient, Seconds, Timestamp};
use serde::{Deserialize, Serialize};

use crate::IgcError;
use crate::cle::{Cle, TypeCle};
use crate::der::extension::Usage;
use crate::der::{Attribut, Extension, Nom, Patron};

/// The authorities of this program. The first four make one tree; the last stands alone, so that who serves pages can
/// never vouch for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Racine,
    /// Cards of regulated professionals: CPS, CPF.
    FortPersonnes,
    /// Cards of staff: CPE, CDE, CPA, CDA.
    StandardPersonnes,
    /// Certificates of machines.
    Organisations,
    /// TLS certificates of local listeners.
    Serveurs,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Racine, Self::FortPersonnes, Self::StandardPersonnes, Self::Organisations, Self::Serveurs];

    /// Name of its files and of its paths.
    pub const fn fichier(self) -> &'static str {
        match self {
            Self::Racine => "racine",
            Self::FortPersonnes => "fort-personnes",
            Self::StandardPersonnes => "standard-personnes",
            Self::Organisations => "organisations",
            Self::Serveurs => "serveurs",
        }
    }

    const fn cn(self) -> &'static str {
        match self {
            Self::Racine => "TEST RACINE",
            Self::FortPersonnes => "TEST FORT PERSONNES",
            Self::StandardPersonnes => "TEST STANDARD PERSONNES",
            Self::Organisations => "TEST ORGANISATIONS",
            Self::Serveurs => "TEST SERVEURS LOCAUX",
        }
    }

    pub(crate) fn nom(self) -> Nom {
        let attributes = [
            Attribut::pays(),
            Attribut::organisation("CADUCEE FICTIF"),
            Attribut::unite("IGC DE TEST"),
            Attribut::cn(self.cn()),
        ];
        Nom::simple(attributes)
    }

    const fn signee_par_elle_meme(self) -> bool {
        matches!(self, Self::Racine | Self::Serveurs)
    }
}

/// An authority: name, key, certificate.
pub(crate) struct Autorite {
    pub role: Role,
    pub nom: Nom,
    pub cle: Cle,
    pub certificat: Vec<u8>,
}

/// An authority that was just made, with what the register writes down of its certificate.
pub(crate) struct Creee {
    pub autorite: Autorite,
    pub serie: Vec<u8>,
    pub jusque: Timestamp,
}

const VALIDITE: Seconds = Seconds::hours(24 * 365 * 10);
/// Clocks of two machines may disagree.
const AVANCE: Seconds = Seconds::hours(24);

/// The tree, in the order of [`Role::ALL`].
pub(crate) fn creer(ambient: &Ambient) -> Result<Vec<Creee>, IgcError> {
    let mut made: Vec<Creee> = Vec::new();
    for role in Role::ALL {
        let root = made.first().map(|root| &root.autorite);
        let one = Autorite::creer(ambient, role, root)?;
        made.push(one);
    }
    Ok(made)
}

impl Autorite {
    /// `racine` signs unless the role signs itself.
    pub fn creer(ambient: &Ambient, role: Role, racine: Option<&Self>) -> Result<Creee, IgcError> {
        let cle = Cle::generer(TypeCle::P256)?;
        let (nom, now) = (role.nom(), ambient.now());
        let signer = racine.filter(|_| !role.signee_par_elle_meme());
        let signer_key = signer.map_or(&cle, |racine| &racine.cle);
        let mut extensions = vec![
            Extension::autorite(u8::from(role == Role::Racine)),
            Extension::usage(Usage::Autorite),
            Extension::cle_sujet(&cle.identifiant()?),
            Extension::cle_emetteur(&signer_key.identifiant()?),
        ];
        if role == Role::Serveurs {
            extensions.push(Extension::noms_permis(&DOMAINES, &RESEAUX));
        }
        let patron = Patron {
            serie: serie(ambient),
            positive: true,
            sujet: nom.clone(),
            depuis: now.minus(AVANCE),
            jusque: now.plus(VALIDITE),
            publique: cle.publique()?,
            extensions,
        };
        let certificat = patron.signer(signer.map_or(&nom, |racine| &racine.nom), signer_key)?;
        Ok(Creee { autorite: Self { role, nom, cle, certificat }, serie: patron.serie, jusque: patron.jusque })
    }

    /// Signs one more certificate; adds the extensions that speak of the issuer.
    pub fn emettre(&self, mut patron: Patron) -> Result<Vec<u8>, IgcError> {
        patron.extensions.push(Extension::cle_emetteur(&self.cle.identifiant()?));
        patron.signer(&self.nom, &self.cle)
    }
}

/// What the authority of servers may name: somebody may come to trust it in a browser.
pub(crate) const DOMAINES: [&str; 3] = ["localhost", "test", "example"];
const RESEAUX: [&[u8]; 2] = [
    &[127, 0, 0, 0, 255, 0, 0, 0],
    &[
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255,
    ],
];

/// 126 random bits, positive, 16 octets.
pub(crate) fn serie(ambient: &Ambient) -> Vec<u8> {
    let mut bytes = vec![0; 16];
    ambient.chance.fill(&mut bytes);
    bytes[0] = bytes[0] & 0x3f | 0x40;
    bytes
}

/// So that no clock finds it too young.
pub(crate) fn un_peu_avant(now: Timestamp) -> Timestamp {
    now.minus(Seconds::minutes(10))
}

/// From [`un_peu_avant`] on.
pub(crate) fn dates(now: Timestamp, length: Seconds) -> (Timestamp, Timestamp) {
    (un_peu_avant(now), now.plus(length))
}
