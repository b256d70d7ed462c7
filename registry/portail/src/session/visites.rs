//! Visits, each until nothing of it can be wanted any more. Whoever floods the doors fills a bounded room.

use std::collections::{BTreeSet, HashMap};

use ambient::{Seconds, Timestamp};
use openidconnect::core::CoreIdToken;

use super::{Brouillon, Porte, Qui};
use crate::fournisseur::Depart;

/// How long a person may take at a provider.
const ATTENTE: Seconds = Seconds::minutes(15);
/// Without a click.
const REPOS: Seconds = Seconds::minutes(30);
/// In all: as long as the provider's own session (docs/ecarts.md, S03).
const DUREE: Seconds = Seconds::hours(4);
/// Visits of nobody yet: anybody opens one by asking to sign in, so that the oldest makes room.
const ANONYMES: usize = 20_000;

pub struct Ouverte {
    pub qui: Qui,
    pub id_token: CoreIdToken,
    pub depuis: Timestamp,
    pub vue: Timestamp,
}

#[derive(Default)]
pub struct Visite {
    pub depart: Option<(Porte, Timestamp, Depart)>,
    pub session: Option<Ouverte>,
    /// Who signed out, and when: a form that is still open in another tab is theirs.
    pub partie: Option<(Qui, Timestamp)>,
    pub brouillon: Option<Brouillon>,
}

/// Every visit by its name, and in the order of their ends.
#[derive(Default)]
pub struct Visites {
    toutes: HashMap<String, Visite>,
    fins: BTreeSet<(Timestamp, String)>,
    anonymes: BTreeSet<(Timestamp, String)>,
}

impl Ouverte {
    pub fn vit(&self, now: Timestamp) -> bool {
        now < self.vue.plus(REPOS) && now < self.depuis.plus(DUREE)
    }
}

impl Visite {
    /// Takes the login that was begun, if it is not too old.
    pub fn depart_pris(&mut self, now: Timestamp) -> Option<(Porte, Depart)> {
        let (porte, debut, depart) = self.depart.take()?;
        (now < debut.plus(ATTENTE)).then_some((porte, depart))
    }

    /// Whose visit it is or was.
    pub fn de(&self) -> Option<&Qui> {
        self.session.as_ref().map(|session| &session.qui).or(self.partie.as_ref().map(|(qui, _)| qui))
    }

    /// A session that has ended stays until what was typed in it can no longer be wanted.
    fn fin(&self) -> Option<Timestamp> {
        let depart = self.depart.as_ref().map(|(_, debut, _)| debut.plus(ATTENTE));
        let partie = self.partie.as_ref().map(|(_, le)| le.plus(REPOS));
        let session = self.session.as_ref().map(|session| session.depuis.plus(DUREE).plus(REPOS));
        depart.max(partie).max(session)
    }
}

impl Visites {
    pub fn lire(&self, nom: &str) -> Option<&Visite> {
        self.toutes.get(nom)
    }

    /// Changes it, and with it when it ends.
    pub fn changer<T>(&mut self, nom: &str, geste: impl FnOnce(&mut Visite) -> T) -> Option<T> {
        let mut visite = self.retirer(nom)?;
        let reponse = geste(&mut visite);
        self.poser(nom.to_owned(), visite);
        Some(reponse)
    }

    /// Keeps it under a name that is free; nothing, if nothing of it can be wanted.
    pub fn poser(&mut self, nom: String, visite: Visite) {
        let Some(fin) = visite.fin() else { return };
        self.fins.insert((fin, nom.clone()));
        if visite.de().is_none() {
            self.anonymes.insert((fin, nom.clone()));
        }
        self.toutes.insert(nom, visite);
        while self.anonymes.len() > ANONYMES {
            let Some((_, ancienne)) = self.anonymes.pop_first() else { return };
            self.retirer(&ancienne);
        }
    }

    pub fn retirer(&mut self, nom: &str) -> Option<Visite> {
        let visite = self.toutes.remove(nom)?;
        if let Some(fin) = visite.fin() {
            let rang = (fin, nom.to_owned());
            self.fins.remove(&rang);
            self.anonymes.remove(&rang);
        }
        Some(visite)
    }

    /// Forgets those that have ended, and looks at no other.
    pub fn oublier(&mut self, now: Timestamp) {
        while let Some((fin, nom)) = self.fins.first()
            && *fin <= now
        {
            let nom = nom.clone();
            self.retirer(&nom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fournisseur::IdentitePivot;

    const DEBUT: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn anonyme(le: Timestamp) -> Visite {
        Visite { depart: Some((Porte::Caducee, le, Depart::essai())), ..Visite::default() }
    }

    fn partie(le: Timestamp) -> Visite {
        let vide = String::new;
        let lui = IdentitePivot {
            sujet: "s".to_owned(),
            nom: vide(),
            prenoms: Vec::new(),
            nom_usage: None,
            genre: vide(),
            naissance: vide(),
            commune: vide(),
            pays: vide(),
            courriel: vide(),
        };
        Visite { partie: Some((Qui::FranceConnect(lui), le)), ..Visite::default() }
    }

    // requirement: O04
    #[test]
    fn whoever_floods_the_doors_makes_the_oldest_stranger_leave_and_nobody_else() {
        let mut visites = Visites::default();
        visites.poser("somebody".to_owned(), partie(DEBUT));
        for rang in 0..ANONYMES + 2 {
            visites.poser(format!("v{rang}"), anonyme(Timestamp::from_millis(DEBUT.millis() + rang as i64)));
        }
        assert_eq!((visites.toutes.len(), visites.fins.len()), (ANONYMES + 1, ANONYMES + 1));
        assert!(visites.lire("v0").is_none() && visites.lire("v1").is_none() && visites.lire("v2").is_some());
        assert!(visites.lire("somebody").is_some());
    }

    #[test]
    fn a_visit_is_forgotten_at_its_end_and_not_before() {
        let mut visites = Visites::default();
        visites.poser("un".to_owned(), anonyme(DEBUT));
        visites.poser("deux".to_owned(), anonyme(DEBUT));
        visites.changer("deux", |visite| visite.depart = Some((Porte::Caducee, DEBUT.plus(REPOS), Depart::essai())));
        visites.oublier(DEBUT.plus(ATTENTE).minus(Seconds(1)));
        assert_eq!(visites.toutes.len(), 2);
        visites.oublier(DEBUT.plus(ATTENTE));
        assert!(visites.lire("un").is_none() && visites.lire("deux").is_some());
        visites.changer("deux", |visite| visite.depart_pris(DEBUT.plus(REPOS)));
        assert!(visites.toutes.is_empty() && visites.fins.is_empty() && visites.anonymes.is_empty());
    }
}
