use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, Seconds, Timestamp};
use carte_cps::{AutoriteCartes, Monde};

use crate::autorite::{self, Autorite, dates, serie};
use crate::cle::Cle;
use crate::der::{Liste, Patron};
use crate::registre::{Registre, hex};
use crate::{CarteEmise, Defaut, DemandeCarte, IgcError, Raison, Role, pem, profil};

/// Under the enterprise number that IANA keeps for examples (RFC 5612).
const OID_POLITIQUE: &[u64] = &[1, 3, 6, 1, 4, 1, 32473, 1];
/// The policy under which every card is issued here.
pub const POLITIQUE: &str = "1.3.6.1.4.1.32473.1";

/// How long a revocation list holds.
const DUREE_CRL: Seconds = Seconds::hours(24);

/// The card authority. What it issues and revokes is kept in the folder that it was loaded from or saved to, if any.
pub struct Igc {
    pub(crate) ambient: Ambient,
    /// Where its lists and certificates are said to be: `{adresse}/crl/{authority}.crl`, `{adresse}/ac/{authority}.cer`.
    pub(crate) adresse: String,
    pub(crate) autorites: Vec<Autorite>,
    pub(crate) etat: Mutex<Etat>,
}

pub(crate) struct Etat {
    pub registre: Registre,
    pub dossier: Option<PathBuf>,
}

/// A revocation list.
#[derive(Clone, Debug)]
pub struct Crl {
    pub autorite: Role,
    pub der: Vec<u8>,
}

impl Igc {
    /// Makes the authorities with new keys (P-256). Nothing is written until [`Igc::save`].
    pub fn create(ambient: &Ambient, adresse: &str) -> Result<Self, IgcError> {
        let made = autorite::creer(ambient)?;
        let mut registre = Registre::default();
        made.iter().for_each(|one| registre.inscrire(&one.serie, Role::Racine, one.jusque));
        let autorites = made.into_iter().map(|one| one.autorite).collect();
        Ok(Self::assembler(ambient, adresse, autorites, Etat { registre, dossier: None }))
    }

    pub(crate) fn assembler(ambient: &Ambient, adresse: &str, autorites: Vec<Autorite>, etat: Etat) -> Self {
        Self { ambient: ambient.clone(), adresse: adresse.to_owned(), autorites, etat: Mutex::new(etat) }
    }

    /// Issues a card, with a defect if one is asked for.
    pub fn carte(&self, demande: &DemandeCarte) -> Result<CarteEmise, IgcError> {
        let cle = Cle::generer(demande.cle)?;
        let now = self.ambient.now();
        let patron = self.patron(demande, &cle, now)?;
        let (serie, jusque) = (patron.serie.clone(), patron.jusque);
        let chaine = self.signer(demande, patron, &cle)?;
        self.etat().registre.inscrire(&serie, profil::emetteur(demande.famille), jusque);
        if demande.defaut == Some(Defaut::Revoquee) {
            self.etat().registre.revoquer(&hex(&serie), Raison::CleCompromise, now)?;
        }
        self.retenir()?;
        let nom = format!("{} {} ({})", demande.prenom, demande.nom, demande.identifiant);
        Ok(CarteEmise::new(&serie, chaine, nom, cle.pkcs8()?))
    }

    fn patron(&self, demande: &DemandeCarte, cle: &Cle, now: Timestamp) -> Result<Patron, IgcError> {
        let cn = demande.identifiant.to_string();
        let cn = demande.defaut.map_or_else(|| cn.clone(), |defaut| defaut.cn(&cn));
        let (depuis, jusque) = dates(now, demande.validite);
        let numero = self.ambient.chance.digits(10);
        let mut patron = Patron {
            serie: serie(&self.ambient),
            sujet: profil::sujet(demande, &cn),
            depuis,
            jusque,
            publique: cle.publique()?,
            extensions: profil::extensions(demande, &numero, &self.adresse, OID_POLITIQUE),
        };
        if let Some(defaut) = demande.defaut {
            defaut.gater(demande, &mut patron, now);
        }
        Ok(patron)
    }

    /// The chain, leaf first.
    fn signer(&self, demande: &DemandeCarte, patron: Patron, cle: &Cle) -> Result<Vec<Vec<u8>>, IgcError> {
        let role = profil::emetteur(demande.famille);
        let racine = self.autorite(Role::Racine);
        match demande.defaut {
            Some(Defaut::AutoSignee) => Ok(vec![patron.signer(&patron.sujet, cle)?]),
            Some(Defaut::EmetteurInconnu) => {
                let stranger = autorite::creer(&self.ambient)?;
                let [root, issuer] = [Role::Racine, role].map(|role| &stranger[role as usize].autorite);
                Ok(vec![issuer.emettre(patron)?, issuer.certificat.clone(), root.certificat.clone()])
            }
            Some(Defaut::EmetteurServeurs) => {
                let issuer = self.autorite(Role::Serveurs);
                Ok(vec![issuer.emettre(patron)?, issuer.certificat.clone()])
            }
            defaut => {
                let issuer = match defaut {
                    Some(Defaut::EmetteurOrganisations) => self.autorite(Role::Organisations),
                    _ => self.autorite(role),
                };
                Ok(vec![issuer.emettre(patron)?, issuer.certificat.clone(), racine.certificat.clone()])
            }
        }
    }

    /// Revokes a card or an authority by its serial number (hexadecimal); the next lists name it.
    pub fn revoquer(&self, serie: &str, raison: Raison) -> Result<(), IgcError> {
        self.etat().registre.revoquer(serie, raison, self.ambient.now())?;
        self.retenir()
    }

    /// The list of every authority of cards and machines as of `now`, good for 24 hours.
    pub fn crls(&self, now: Timestamp) -> Result<Vec<Crl>, IgcError> {
        let issuers = self.autorites.iter().filter(|autorite| autorite.role != Role::Serveurs);
        issuers
            .map(|autorite| {
                let liste = Liste {
                    numero: now.millis().unsigned_abs(),
                    faite: now,
                    suivante: now.plus(DUREE_CRL),
                    revoques: self.etat().registre.revoques(autorite.role),
                };
                Ok(Crl { autorite: autorite.role, der: liste.signer(&autorite.nom, &autorite.cle)? })
            })
            .collect()
    }

    /// The certificate of an authority, DER.
    pub fn certificat(&self, role: Role) -> &[u8] {
        &self.autorite(role).certificat
    }

    /// The certificate of an authority, PEM. That of [`Role::Serveurs`] is what a browser must trust.
    pub fn certificat_pem(&self, role: Role) -> String {
        pem::certificat(self.certificat(role))
    }

    /// What a service needs to judge these cards, with the lists as of `now`.
    pub fn autorite_cartes(&self, now: Timestamp) -> Result<AutoriteCartes, IgcError> {
        let issuers = [Role::FortPersonnes, Role::StandardPersonnes].map(|role| self.certificat(role));
        let lists: Vec<_> = self.crls(now)?.into_iter().map(|crl| crl.der).collect();
        Ok(AutoriteCartes::new(&[self.certificat(Role::Racine)], &issuers, Monde::Test)?
            .avec_politiques(vec![POLITIQUE.to_owned()])
            .avec_crls(&lists)?)
    }

    /// Authorities stand in the order of [`Role::ALL`].
    pub(crate) fn autorite(&self, role: Role) -> &Autorite {
        &self.autorites[role as usize]
    }

    pub(crate) fn etat(&self) -> MutexGuard<'_, Etat> {
        // the register changes by whole lines: a panic elsewhere leaves it right
        self.etat.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
