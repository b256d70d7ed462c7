//! Who answers about one certificate at once (RFC 6960): each authority appoints a key of its own for that.

use ambient::{Seconds, Timestamp};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use yasna::construct_der;

use crate::autorite::{Autorite, dates, serie};
use crate::cle::{Cle, TypeCle};
use crate::der::extension::{REPONSE_OCSP, Usage};
use crate::der::ocsp::{Demande, Designe, Reponse, refus};
use crate::der::{Attribut, Extension, Nom, Patron};
use crate::registre::EtatCertificat;
use crate::{Igc, IgcError, Panne, Role};

/// How long an answer holds.
const DUREE: Seconds = Seconds::minutes(10);
/// Statuses without an answer.
const MALFORMEE: u8 = 1;
const NON_AUTORISEE: u8 = 6;
/// Questions in one request.
const CERTIFICATS: usize = 32;

/// The key with which answers about certificates of one authority are signed.
struct Repondeur {
    cle: Cle,
    certificat: Vec<u8>,
}

impl Igc {
    /// Answers a question of OCSP (DER), rightly or as `panne` wants it.
    pub fn repondre(&self, demande: &[u8], panne: Option<Panne>) -> Result<Vec<u8>, IgcError> {
        let Ok(demande) = Demande::lire(demande) else { return Ok(refus(MALFORMEE)) };
        if demande.certificats.is_empty() || demande.certificats.len() > CERTIFICATS {
            return Ok(refus(MALFORMEE));
        }
        let Some(autorite) = self.designee(&demande.certificats[0])? else { return Ok(refus(NON_AUTORISEE)) };
        let repondeur = self.repondeur(autorite, panne)?;
        let now = self.ambient.now();
        let (faite, suivante) = self.moment(now, panne);
        let reponse = Reponse {
            dites: demande.certificats.into_iter().map(|named| self.dire(autorite, named, panne)).collect(),
            // what was right a day ago was said to somebody else
            nonce: demande.nonce.filter(|_| panne != Some(Panne::Perimee)),
            signataire: sha1_cle(&repondeur.cle)?,
            faite,
            suivante,
        };
        reponse.signer(&repondeur.cle, &repondeur.certificat)
    }

    fn moment(&self, now: Timestamp, panne: Option<Panne>) -> (Timestamp, Timestamp) {
        match panne {
            Some(Panne::Perimee) => (now.minus(Seconds::hours(24)), now.minus(Seconds::hours(23))),
            _ => (now, now.plus(DUREE)),
        }
    }

    /// The authority that issued what is named, by the hashes of its name and of its key.
    fn designee(&self, named: &Designe) -> Result<Option<&Autorite>, IgcError> {
        let hash = if named.sha256() { &SHA256 } else { &SHA1_FOR_LEGACY_USE_ONLY };
        for autorite in &self.autorites {
            let name = construct_der(|writer| autorite.nom.write(writer));
            let key = autorite.cle.bits()?;
            if digest(hash, &name).as_ref() == named.nom_emetteur && digest(hash, &key).as_ref() == named.cle_emetteur {
                return Ok(Some(autorite));
            }
        }
        Ok(None)
    }

    fn dire(&self, autorite: &Autorite, mut named: Designe, panne: Option<Panne>) -> (Designe, Option<EtatCertificat>) {
        let state = self.etat().registre.etat(autorite.role, &named.serie);
        match panne {
            Some(Panne::Indulgente | Panne::Perimee) => (named, Some(EtatCertificat::Bon)),
            Some(Panne::AutreSerie) => {
                if let Some(last) = named.serie.last_mut() {
                    *last ^= 1;
                }
                (named, Some(EtatCertificat::Bon))
            }
            _ => (named, state),
        }
    }

    /// Appointed for an hour, anew for each answer: nothing of it is kept.
    fn repondeur(&self, autorite: &Autorite, panne: Option<Panne>) -> Result<Repondeur, IgcError> {
        let cle = Cle::generer(TypeCle::P256)?;
        let (depuis, jusque) = dates(self.ambient.now(), Seconds::hours(1));
        let patron = Patron {
            serie: serie(&self.ambient),
            positive: true,
            sujet: Nom::simple([Attribut::organisation("CADUCEE FICTIF"), Attribut::cn("TEST OCSP")]),
            depuis,
            jusque,
            publique: cle.publique()?,
            extensions: vec![
                Extension::usage(Usage::Authentification),
                Extension::usages_etendus(&[REPONSE_OCSP]),
                Extension::cle_sujet(&cle.identifiant()?),
                Extension::sans_controle(),
            ],
        };
        let certificat = match panne {
            // under the name of the authority, by a key that is not its own
            Some(Panne::AutreSignataire) => patron.signer(&autorite.nom, &Cle::generer(TypeCle::P256)?)?,
            _ => autorite.emettre(patron)?,
        };
        Ok(Repondeur { cle, certificat })
    }

    /// The authorities whose lists and answers are published.
    pub const PUBLIENT: [Role; 4] = [Role::Racine, Role::FortPersonnes, Role::StandardPersonnes, Role::Organisations];
}

fn sha1_cle(cle: &Cle) -> Result<Vec<u8>, IgcError> {
    Ok(digest(&SHA1_FOR_LEGACY_USE_ONLY, &cle.bits()?).as_ref().to_vec())
}
