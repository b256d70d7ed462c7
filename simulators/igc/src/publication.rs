//! The lists as they are published: a complete one from time to time, what changed since at each opposition. Nobody gets other
//! octets under a number that was seen before.

use std::collections::BTreeMap;

use ambient::{Seconds, Timestamp};

use crate::cle::{Cle, TypeCle};
use crate::der::{Liste, Revoque};
use crate::igc::DUREE_CRL;
use crate::{Igc, IgcError, Panne, Role};

/// How often a complete list is made anew.
const RYTHME: Seconds = Seconds::hours(1);
/// How often what changed is told anew when nothing did, and how long it holds.
const RYTHME_DELTA: Seconds = Seconds(60);
const DUREE_DELTA: Seconds = Seconds::minutes(10);

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    Complete,
    Delta,
}

/// A list that was published.
#[derive(Clone, Debug)]
pub struct Publiee {
    pub numero: u64,
    pub der: Vec<u8>,
    faite: Timestamp,
    lignes: usize,
}

/// What each authority published last.
#[derive(Default)]
pub(crate) struct Publications(BTreeMap<Role, Dossier>);

#[derive(Clone, Default)]
struct Dossier {
    complete: Option<Publiee>,
    delta: Option<Publiee>,
}

impl Igc {
    /// The list of an authority as it is served now, made anew if it is time.
    pub fn publiee(&self, role: Role, genre: Genre) -> Result<Publiee, IgcError> {
        let now = self.ambient.now();
        let mut etat = self.etat();
        let revoques = etat.registre.revoques(role);
        let dossier = etat.publications.0.entry(role).or_default();
        let complete = match &dossier.complete {
            Some(last) if now < last.faite.plus(RYTHME) => last.clone(),
            last => {
                let liste = Liste {
                    numero: suivant(now, last.as_ref()),
                    base: None,
                    faite: now,
                    suivante: now.plus(DUREE_CRL),
                    revoques: revoques.clone(),
                };
                let made = self.signee(role, &liste)?;
                *dossier = Dossier { complete: Some(made.clone()), delta: None };
                made
            }
        };
        if genre == Genre::Complete {
            return Ok(complete);
        }
        let since: Vec<Revoque> = revoques.into_iter().filter(|entry| entry.quand >= complete.faite).collect();
        match &dossier.delta {
            Some(last) if last.lignes == since.len() && now < last.faite.plus(RYTHME_DELTA) => Ok(last.clone()),
            last => {
                let liste = Liste {
                    numero: suivant(now, last.as_ref().or(Some(&complete))),
                    base: Some(complete.numero),
                    faite: now,
                    suivante: now.plus(DUREE_DELTA),
                    revoques: since,
                };
                let made = self.signee(role, &liste)?;
                dossier.delta = Some(made.clone());
                Ok(made)
            }
        }
    }

    /// The list that a broken, or a hostile, service would give in the place of the right one.
    pub fn publiee_a_tort(&self, role: Role, genre: Genre, panne: Panne) -> Result<Vec<u8>, IgcError> {
        let right = self.publiee(role, genre)?;
        let base = match genre {
            Genre::Complete => None,
            Genre::Delta => Some(self.publiee(role, Genre::Complete)?.numero),
        };
        let now = self.ambient.now();
        let mut liste = Liste {
            numero: suivant(now, Some(&right)),
            base,
            faite: now,
            suivante: now.plus(DUREE_DELTA),
            revoques: self.etat().registre.revoques(role),
        };
        let autorite = self.autorite(role);
        match panne {
            Panne::Perimee => {
                (liste.faite, liste.suivante) = (now.minus(DUREE_CRL), now.minus(Seconds::hours(1)));
                liste.numero = liste.faite.millis().unsigned_abs();
                liste.base = base.map(|_| liste.numero - 1);
                liste.revoques.retain(|entry| entry.quand <= liste.faite);
            }
            Panne::AutreSignataire => return liste.signer(&autorite.nom, &Cle::generer(TypeCle::P256)?),
            Panne::AutreSerie => liste.revoques.iter_mut().for_each(|entry| entry.decaler()),
            Panne::Indulgente => liste.revoques.clear(),
            Panne::Tardive | Panne::Muette => return Ok(right.der),
        }
        liste.signer(&autorite.nom, &autorite.cle)
    }

    fn signee(&self, role: Role, liste: &Liste) -> Result<Publiee, IgcError> {
        let autorite = self.autorite(role);
        let der = liste.signer(&autorite.nom, &autorite.cle)?;
        Ok(Publiee { numero: liste.numero, der, faite: liste.faite, lignes: liste.revoques.len() })
    }
}

/// Numbers grow, even when two lists are made in the same millisecond.
fn suivant(now: Timestamp, last: Option<&Publiee>) -> u64 {
    let after = last.map_or(0, |last| last.numero + 1);
    now.millis().unsigned_abs().max(after)
}

impl Revoque {
    /// Another certificate in the place of this one.
    fn decaler(&mut self) {
        if let Some(last) = self.serie.last_mut() {
            *last ^= 1;
        }
    }
}
