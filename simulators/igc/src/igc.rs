use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::{Ambient, Seconds, Timestamp};
use carte_cps::{AutoriteCartes, Monde};

use crate::autorite::{self, Autorite, serie, un_peu_avant};
use crate::cle::Cle;
use crate::der::{Liste, Patron, signer};
use crate::publication::Publications;
use crate::registre::{Registre, hex};
use crate::{CarteEmise, Defaut, DemandeCarte, IgcError, Paire, Raison, Role, pem, profil};

/// Under the enterprise number that IANA keeps for examples (RFC 5612).
const OID_POLITIQUE: &[u64] = &[1, 3, 6, 1, 4, 1, 32473, 1];
/// The policy under which every card is issued here.
pub const POLITIQUE: &str = "1.3.6.1.4.1.32473.1";

/// How long a revocation list holds.
pub(crate) const DUREE_CRL: Seconds = Seconds::hours(24);

/// The card authority. What it issues and revokes is kept in the folder that it was loaded from or saved to, if any.
pub struct Igc {
    pub(crate) ambient: Ambient,
    /// Where its lists and certificates are said to be: `{adresse}/crl/{authority}.crl`, `{adresse}/ac/{authority}.cer`.
    pub(crate) adresse: String,
    pub(crate) autorites: Vec<Autorite>,
    pub(crate) etat: Mutex<Etat>,
}

#[derive(Default)]
pub(crate) struct Etat {
    pub registre: Registre,
    pub publications: Publications,
    pub dossier: Option<PathBuf>,
    /// The chips of cards that were ordered, by reference: as long as this program runs, and in no file.
    pub puces: BTreeMap<String, CarteEmise>,
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
        Ok(Self::assembler(ambient, adresse, autorites, Etat { registre, ..Etat::default() }))
    }

    pub(crate) fn assembler(ambient: &Ambient, adresse: &str, autorites: Vec<Autorite>, etat: Etat) -> Self {
        Self { ambient: ambient.clone(), adresse: adresse.to_owned(), autorites, etat: Mutex::new(etat) }
    }

    /// Issues the authentication certificate of a card, with a defect if one is asked for.
    pub fn carte(&self, demande: &DemandeCarte) -> Result<CarteEmise, IgcError> {
        self.sur_carte(demande, &self.ambient.chance.digits(10))
    }

    /// Issues a whole card: the pair that authenticates and the pair that signs, under one number.
    pub fn paire(&self, demande: &DemandeCarte) -> Result<Paire, IgcError> {
        let numero = self.ambient.chance.digits(10);
        let authentification = self.sur_carte(demande, &numero)?;
        let signature = self.sur_carte(&demande.clone().avec_defaut(Defaut::Signature), &numero)?;
        Ok(Paire { numero, authentification, signature })
    }

    fn sur_carte(&self, demande: &DemandeCarte, numero: &str) -> Result<CarteEmise, IgcError> {
        let cle = Cle::generer(demande.cle)?;
        let now = self.ambient.now();
        let patron = self.patron(demande, (&cle, numero), now)?;
        let (serie, jusque) = (patron.serie.clone(), patron.jusque);
        let chaine = self.signer(demande, patron, &cle)?;
        {
            let mut etat = self.etat();
            etat.registre.inscrire(&serie, profil::emetteur(demande.modele.famille()), jusque);
            etat.registre.sur_la_carte(numero);
            if demande.defaut == Some(Defaut::Revoquee) {
                etat.registre.revoquer(&hex(&serie), Raison::CleCompromise, now)?;
            }
        }
        self.retenir()?;
        let nom = format!("{} {} ({})", demande.prenom, demande.nom, demande.identifiant);
        Ok(CarteEmise::new(&serie, chaine, nom, cle.pkcs8()?))
    }

    fn patron(&self, demande: &DemandeCarte, (cle, numero): (&Cle, &str), now: Timestamp) -> Result<Patron, IgcError> {
        let cn = demande.identifiant.to_string();
        let cn = demande.defaut.map_or_else(|| cn.clone(), |defaut| defaut.cn(&cn));
        let (depuis, jusque) = (un_peu_avant(now), demande.validite.fin(now));
        let mut patron = Patron {
            serie: serie(&self.ambient),
            positive: true,
            sujet: profil::sujet(demande, &cn),
            depuis,
            jusque,
            publique: cle.publique()?,
            extensions: profil::extensions(demande, numero, &self.adresse, OID_POLITIQUE),
        };
        if let Some(defaut) = demande.defaut {
            defaut.gater(demande, &mut patron, now);
        }
        Ok(patron)
    }

    /// The chain, leaf first.
    fn signer(&self, demande: &DemandeCarte, patron: Patron, cle: &Cle) -> Result<Vec<Vec<u8>>, IgcError> {
        let role = profil::emetteur(demande.modele.famille());
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

    /// Opposes a card, by its number or by the serial number of one of its certificates: all of them are revoked. Gives their
    /// serial numbers.
    pub fn opposer(&self, carte: &str, raison: Raison) -> Result<Vec<String>, IgcError> {
        let series = {
            let mut etat = self.etat();
            let series = etat.registre.de_la_carte(carte);
            for serie in &series {
                etat.registre.revoquer(serie, raison, self.ambient.now())?;
            }
            series
        };
        if series.is_empty() {
            return Err(IgcError::SerieInconnue(carte.to_owned()));
        }
        self.retenir()?;
        Ok(series)
    }

    /// Signs what somebody wrote as the content of a certificate or of a list, whatever it is: for tests of what reads them.
    pub fn signer_brut(&self, role: Role, contenu: &[u8]) -> Result<Vec<u8>, IgcError> {
        signer(contenu, &self.autorite(role).cle)
    }

    /// The list of every authority of cards and machines as of `now`, good for 24 hours.
    pub fn crls(&self, now: Timestamp) -> Result<Vec<Crl>, IgcError> {
        let issuers = self.autorites.iter().filter(|autorite| autorite.role != Role::Serveurs);
        issuers
            .map(|autorite| {
                let liste = Liste {
                    numero: now.millis().unsigned_abs(),
                    base: None,
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
