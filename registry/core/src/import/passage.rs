//! The second reading: rows become people, people are compared, differences are written.

mod absence;

use std::collections::{BTreeMap, HashSet};

use ambient::Timestamp;
use csv::ByteRecord;
use jiff::civil::Date;
use sante::IdentifiantNational;

use super::date_fichier;
use super::destination::Destination;
use super::empreinte::{Empreinte, Titre};
use super::entete::Entete;
use super::fichier::Fichier;
use super::lecture::Lecture;
use super::ligne::{self, Ligne, LigneLue};
use super::lot::{Brute, Entree, Groupe};
use super::par_personne::ParPersonne;
use super::personne_lue::{Constats, PersonneLue};
use super::rapport::Rapport;
use super::rapprochement::{self, Ecart};
use super::releve::Releve;
use super::signalement::{Raison, Signalement};
use super::structures::{Places, Structures};
use super::{Colonne, ImportError, Progression};
use crate::port::{Connue, Ecritures};

/// People compared and written together: of a day's file one in a hundred changed, and a statement serves many of them.
const LOT: usize = 4_000;

pub struct Passage<'a> {
    destination: Destination,
    releve: &'a Releve,
    date: Timestamp,
    maintenant: Timestamp,
    rapport: Rapport,
    /// Everyone in the file.
    vues: ParPersonne<()>,
    /// What the last file said of those who have not changed since.
    empreintes: ParPersonne<Empreinte>,
    structures: Structures,
    /// Told to have changed by this import.
    modifiees: HashSet<Box<str>>,
    /// How many of those whom the registry knew would change.
    touchees: u64,
}

/// What is known of the file before its first row.
struct Titres {
    entete: Entete,
    titre: Titre,
    aujourd_hui: Date,
}

impl<'a> Passage<'a> {
    pub fn new(destination: Destination, releve: &'a Releve, date: Timestamp, maintenant: Timestamp) -> Self {
        let rapport = Rapport { empreinte: releve.empreinte.clone(), ..Rapport::default() };
        let (vues, empreintes) = (ParPersonne::default(), ParPersonne::default());
        let (modifiees, structures) = (HashSet::new(), Structures::default());
        Self { destination, releve, date, maintenant, rapport, vues, empreintes, structures, modifiees, touchees: 0 }
    }

    pub async fn lire(
        &mut self,
        fichier: &dyn Fichier,
        avancement: &(dyn Fn(Progression) + Send + Sync),
    ) -> Result<(), ImportError> {
        let mut lecture = Lecture::ouvrir(fichier, self.releve, avancement)?;
        let (entete, titre) = lecture.titres();
        let titres = Titres { entete, titre, aujourd_hui: date_fichier::jour(self.maintenant) };
        let mut disperses: BTreeMap<IdentifiantNational, Groupe> = BTreeMap::new();
        self.empreintes = self.destination.empreintes().await?;
        loop {
            let lot = lecture.lot(LOT)?;
            if lot.est_vide() {
                break;
            }
            for (numero, octets) in &lot.isolees {
                self.isolee(&titres, (*numero, octets), &mut disperses);
            }
            self.prendre(&titres, lot.brutes).await?;
        }
        self.rapport.lignes_lues = lecture.lignes_lues;
        while let Some((identifiant, groupe)) = disperses.pop_first() {
            self.comparer_lot(&titres, vec![Entree::Lue { identifiant, groupe, empreinte: None }]).await?;
        }
        avancement(Progression { lignes: self.rapport.lignes_lues, total: self.releve.lignes });
        Ok(())
    }

    /// The transaction, not committed; how many known people it changes; what it does.
    pub fn finir(self) -> (Destination, u64, Rapport) {
        (self.destination, self.touchees, self.rapport)
    }

    /// A row that cannot wait with those around it.
    fn isolee(
        &mut self,
        titres: &Titres,
        (numero, octets): (u64, &ByteRecord),
        disperses: &mut BTreeMap<IdentifiantNational, Groupe>,
    ) {
        let lue = ligne::lire(&titres.entete, numero, octets, titres.aujourd_hui);
        if let Some((identifiant, lue)) = self.recevoir(lue) {
            self.vues.noter(&identifiant, ());
            disperses.entry(identifiant).or_default().recevoir(lue);
        }
    }

    /// Reports what is wrong with the row; gives back whose it is and what it says.
    fn recevoir(&mut self, lue: LigneLue) -> Option<(IdentifiantNational, Option<Ligne>)> {
        self.signaler(lue.erreurs, lue.avertissements);
        let (identifiant, mut ligne) = (lue.identifiant?, lue.ligne);
        if let Some(finess) = ligne.as_ref().and_then(|ligne| ligne.lieu.finess.as_ref())
            && self.releve.entites_juridiques.contains(finess)
        {
            let (numero, valeur) = (ligne.as_ref().map_or(0, |ligne| ligne.numero), finess.to_string());
            self.rapport.erreurs.ajouter(sur_entite_juridique(numero, valeur));
            ligne = None;
        }
        Some((identifiant, ligne))
    }

    /// Tells who changed from who did not, by the digests of the last file.
    async fn prendre(&mut self, titres: &Titres, lot: Vec<(Brute, Empreinte)>) -> Result<(), ImportError> {
        let mut entrees = Vec::with_capacity(lot.len());
        for (brute, empreinte) in lot {
            self.vues.noter(&brute.identifiant, ());
            let inchangee = self.empreintes.de(&brute.identifiant) == Some(&empreinte)
                && !brute.sur_entite_juridique(&titres.entete, &self.releve.entites_juridiques);
            entrees.push(if inchangee { Entree::Inchangee(brute) } else { self.comprendre(titres, brute, empreinte) });
        }
        let contredites = self.comparer_lot(titres, entrees).await?;
        let relues = contredites.into_iter().map(|brute| {
            let empreinte = brute.empreinte(&titres.titre);
            self.comprendre(titres, brute, empreinte)
        });
        let relues = relues.collect();
        self.comparer_lot(titres, relues).await?;
        Ok(())
    }

    fn comprendre(&mut self, titres: &Titres, brute: Brute, empreinte: Empreinte) -> Entree {
        let (avant, mut groupe) = (self.signales(), Groupe::default());
        for (numero, octets) in &brute.lignes {
            let lue = ligne::lire(&titres.entete, *numero, octets, titres.aujourd_hui);
            groupe.recevoir(self.recevoir(lue).and_then(|(_, ligne)| ligne));
        }
        let empreinte = (self.signales() == avant).then_some(empreinte);
        Entree::Lue { identifiant: brute.identifiant, groupe, empreinte }
    }

    /// In the order of the file. Gives back those who had not changed, but whose place is described otherwise by
    /// somebody before them: that is to be told.
    async fn comparer_lot(&mut self, titres: &Titres, lot: Vec<Entree>) -> Result<Vec<Brute>, ImportError> {
        let lignes = lot.iter().flat_map(Entree::lignes);
        let mut places = Places::charger(lignes, &mut self.destination).await?;
        let mut connues = self.connues(&lot).await?;
        let (mut ecritures, mut contredites) = (Ecritures::default(), Vec::new());
        for entree in lot {
            match entree {
                Entree::Inchangee(brute) => contredites.extend(self.passer(titres, brute)),
                Entree::Lue { identifiant, mut groupe, empreinte } => {
                    let avant = self.signales();
                    self.placer(&mut groupe, &mut places);
                    self.comparer(groupe, connues.remove(&identifiant), &mut ecritures);
                    let empreinte = empreinte.filter(|_| self.signales() == avant);
                    ecritures.empreintes.extend(empreinte.map(|empreinte| (identifiant, empreinte)));
                }
            }
        }
        ecritures.structures = places.ecritures;
        self.ecrire(&ecritures).await?;
        Ok(contredites)
    }

    async fn connues(&mut self, lot: &[Entree]) -> Result<BTreeMap<IdentifiantNational, Connue>, ImportError> {
        let lues = lot.iter().filter_map(|entree| match entree {
            Entree::Inchangee(_) => None,
            Entree::Lue { identifiant, .. } => Some(identifiant.clone()),
        });
        let lues: Vec<IdentifiantNational> = lues.collect();
        let connues = self.destination.connues(&lues).await?;
        Ok(connues.into_iter().map(|connue| (connue.personne.identifiant().clone(), connue)).collect())
    }

    /// Nothing to do, or the person back when a row before theirs says otherwise of their place.
    fn passer(&mut self, titres: &Titres, brute: Brute) -> Option<Brute> {
        let places = brute.places(&titres.entete);
        if places.iter().any(|place| self.structures.modifiees.contains(place)) {
            return Some(brute);
        }
        places.into_iter().for_each(|place| self.structures.garder(place));
        self.rapport.lignes_acceptees += brute.lignes.len() as u64;
        None
    }

    fn placer(&mut self, groupe: &mut Groupe, places: &mut Places) {
        let avant = groupe.lignes.len();
        groupe.lignes.retain(|ligne| {
            let refusee = places.est_entite_juridique(ligne);
            if refusee {
                let valeur = ligne.lieu.finess.as_ref().map(ToString::to_string).unwrap_or_default();
                self.rapport.erreurs.ajouter(sur_entite_juridique(ligne.numero, valeur));
            } else {
                places.prendre(ligne, &mut self.structures);
            }
            !refusee
        });
        groupe.incomplet |= groupe.lignes.len() < avant;
        self.signaler(Vec::new(), std::mem::take(&mut places.avertissements));
    }

    fn comparer(&mut self, groupe: Groupe, connue: Option<Connue>, ecritures: &mut Ecritures) {
        let (nombre, mut constats) = (groupe.lignes.len() as u64, Constats::default());
        let lue = PersonneLue::assembler(groupe.lignes, groupe.incomplet, &mut constats);
        self.rapport.lignes_acceptees += nombre - constats.erreurs.len() as u64;
        self.signaler(constats.erreurs, constats.avertissements);
        let Some(lue) = lue else { return };
        let etait_connue = connue.is_some();
        let ecart = match connue {
            None => rapprochement::inscrire(&lue),
            Some(connue) => rapprochement::rapprocher(&lue, connue, (self.date, self.maintenant)),
        };
        self.cumuler(ecritures, ecart, etait_connue);
    }

    fn cumuler(&mut self, ecritures: &mut Ecritures, mut ecart: Ecart, etait_connue: bool) {
        self.signaler(Vec::new(), ecart.avertissements);
        let faits = &ecart.ecritures.evenements;
        if let Some((personne, _)) = faits.first().filter(|_| etait_connue) {
            self.touchees += 1;
            self.modifiees.insert(personne.to_string().into());
        }
        ecritures.ajouter(&mut ecart.ecritures);
    }

    async fn ecrire(&mut self, ecritures: &Ecritures) -> Result<(), ImportError> {
        if ecritures.is_empty() {
            return Ok(());
        }
        self.rapport.compter(ecritures);
        Ok(self.destination.ecrire(ecritures, self.maintenant).await?)
    }

    /// How much was told so far.
    fn signales(&self) -> u64 {
        self.rapport.erreurs.nombre + self.rapport.avertissements.nombre
    }

    fn signaler(&mut self, erreurs: Vec<Signalement>, avertissements: Vec<Signalement>) {
        erreurs.into_iter().for_each(|erreur| self.rapport.erreurs.ajouter(erreur));
        avertissements.into_iter().for_each(|avertissement| self.rapport.avertissements.ajouter(avertissement));
    }
}

fn sur_entite_juridique(ligne: u64, valeur: String) -> Signalement {
    Signalement { ligne, colonne: Some(Colonne::Finess), valeur, raison: Raison::EntiteJuridique }
}
