//! The second reading: rows become people, people are compared, differences are written.

use std::collections::{BTreeMap, HashSet};

use ambient::Timestamp;
use annuaire::Fait;
use sante::IdentifiantNational;

use super::date_fichier;
use super::fichier::{Fichier, Lignes};
use super::ligne::{self, Ligne, LigneLue};
use super::personne_lue::{Constats, PersonneLue};
use super::rapport::Rapport;
use super::rapprochement::{self, Ecart};
use super::releve::Releve;
use super::signalement::{Raison, Signalement};
use super::structures::{Places, Structures};
use super::{Colonne, ImportError, Progression};
use crate::port::{Chantier, Connue, Ecritures};
use crate::source::Source;

/// People compared and written together.
const LOT: usize = 200;

pub struct Passage<'a> {
    chantier: Box<dyn Chantier>,
    releve: &'a Releve,
    date: Timestamp,
    maintenant: Timestamp,
    rapport: Rapport,
    /// Everyone in the file.
    vues: HashSet<Box<str>>,
    structures: Structures,
    /// Told to have changed by this import.
    modifiees: HashSet<Box<str>>,
    /// How many of those whom the registry knew would change.
    touchees: u64,
}

/// The accepted rows of one person, and whether one was refused.
#[derive(Default)]
struct Groupe {
    lignes: Vec<Ligne>,
    incomplet: bool,
}

type Groupes = Vec<(IdentifiantNational, Groupe)>;

impl<'a> Passage<'a> {
    pub fn new(chantier: Box<dyn Chantier>, releve: &'a Releve, date: Timestamp, maintenant: Timestamp) -> Self {
        let rapport = Rapport { empreinte: releve.empreinte.clone(), ..Rapport::default() };
        let (vues, modifiees, structures) = (HashSet::new(), HashSet::new(), Structures::default());
        Self { chantier, releve, date, maintenant, rapport, vues, structures, modifiees, touchees: 0 }
    }

    /// The active people that extractions brought.
    pub async fn base(&mut self) -> Result<u64, ImportError> {
        Ok(self.chantier.nombre_actives(Source::Extraction).await?)
    }

    pub async fn lire(
        &mut self,
        fichier: &dyn Fichier,
        avancement: &(dyn Fn(Progression) + Send + Sync),
    ) -> Result<(), ImportError> {
        let mut lignes = Lignes::ouvrir(fichier)?;
        let (entete, aujourd_hui) = (lignes.entete.clone(), date_fichier::jour(self.maintenant));
        let mut lot: Groupes = Vec::new();
        let mut disperses: BTreeMap<IdentifiantNational, Groupe> = BTreeMap::new();
        while let Some((numero, octets)) = lignes.suivante()? {
            let lue = ligne::lire(&entete, numero, octets, aujourd_hui);
            self.rapport.lignes_lues += 1;
            let Some((identifiant, lue)) = self.recevoir(lue) else { continue };
            if self.releve.est_disperse(&identifiant.to_string()) {
                disperses.entry(identifiant).or_default().recevoir(lue);
                continue;
            }
            if lot.last().is_none_or(|(dernier, _)| *dernier != identifiant) {
                if lot.len() == LOT {
                    self.prendre(std::mem::take(&mut lot)).await?;
                    avancement(Progression { lignes: self.rapport.lignes_lues, total: self.releve.lignes });
                }
                lot.push((identifiant, Groupe::default()));
            }
            if let Some((_, groupe)) = lot.last_mut() {
                groupe.recevoir(lue);
            }
        }
        self.prendre(lot).await?;
        while let Some(premier) = disperses.pop_first() {
            self.prendre(vec![premier]).await?;
        }
        avancement(Progression { lignes: self.rapport.lignes_lues, total: self.releve.lignes });
        Ok(())
    }

    /// Ends and deactivates whatever the file does not have.
    pub async fn absenter(&mut self) -> Result<(), ImportError> {
        let mut apres: Option<IdentifiantNational> = None;
        loop {
            let page = self.chantier.actives(Source::Extraction, apres.as_ref(), LOT as u32).await?;
            let Some(dernier) = page.last().cloned() else { return Ok(()) };
            let absents: Vec<_> = page.into_iter().filter(|id| !self.vues.contains(id.to_string().as_str())).collect();
            let mut ecritures = Ecritures::default();
            for connue in self.chantier.connues(&absents).await? {
                let ecart = rapprochement::absenter(connue, self.date);
                self.cumuler(&mut ecritures, ecart, true);
            }
            self.ecrire(&ecritures).await?;
            apres = Some(dernier);
        }
    }

    /// Tells those whose place of practice is described otherwise.
    pub async fn prevenir(&mut self) -> Result<(), ImportError> {
        let mut evenements = Vec::new();
        for structure in std::mem::take(&mut self.structures.modifiees) {
            for personne in self.chantier.rattaches(&structure, self.maintenant).await? {
                if self.modifiees.insert(personne.to_string().into()) {
                    self.touchees += 1;
                    evenements.push((personne, Fait::PersonneModifiee));
                }
            }
        }
        self.ecrire(&Ecritures { evenements, ..Ecritures::default() }).await
    }

    /// The transaction, not committed; how many known people it changes; what it does.
    pub fn finir(self) -> (Box<dyn Chantier>, u64, Rapport) {
        (self.chantier, self.touchees, self.rapport)
    }

    /// Reports what is wrong with the row; gives back whose it is and what it says.
    fn recevoir(&mut self, lue: LigneLue) -> Option<(IdentifiantNational, Option<Ligne>)> {
        self.signaler(lue.erreurs, lue.avertissements);
        let (identifiant, mut ligne) = (lue.identifiant?, lue.ligne);
        self.vues.insert(identifiant.to_string().into());
        if let Some(finess) = ligne.as_ref().and_then(|ligne| ligne.lieu.finess.as_ref())
            && self.releve.entites_juridiques.contains(finess)
        {
            let (numero, valeur) = (ligne.as_ref().map_or(0, |ligne| ligne.numero), finess.to_string());
            self.rapport.erreurs.ajouter(sur_entite_juridique(numero, valeur));
            ligne = None;
        }
        Some((identifiant, ligne))
    }

    async fn prendre(&mut self, mut lot: Groupes) -> Result<(), ImportError> {
        let lignes = lot.iter().flat_map(|(_, groupe)| &groupe.lignes);
        let mut places = Places::charger(lignes, self.chantier.as_mut()).await?;
        for (_, groupe) in &mut lot {
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
        }
        self.signaler(Vec::new(), std::mem::take(&mut places.avertissements));
        let mut ecritures = Ecritures { structures: places.ecritures, ..Ecritures::default() };
        let identifiants: Vec<IdentifiantNational> = lot.iter().map(|(identifiant, _)| identifiant.clone()).collect();
        let connues = self.chantier.connues(&identifiants).await?;
        let mut connues: BTreeMap<_, _> =
            connues.into_iter().map(|connue| (connue.personne.identifiant().clone(), connue)).collect();
        for (identifiant, groupe) in lot {
            self.comparer(groupe, connues.remove(&identifiant), &mut ecritures);
        }
        self.ecrire(&ecritures).await
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
            Some(connue) => rapprochement::rapprocher(&lue, connue, self.date),
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
        Ok(self.chantier.ecrire(ecritures, self.maintenant).await?)
    }

    fn signaler(&mut self, erreurs: Vec<Signalement>, avertissements: Vec<Signalement>) {
        erreurs.into_iter().for_each(|erreur| self.rapport.erreurs.ajouter(erreur));
        avertissements.into_iter().for_each(|avertissement| self.rapport.avertissements.ajouter(avertissement));
    }
}

impl Groupe {
    fn recevoir(&mut self, ligne: Option<Ligne>) {
        match ligne {
            Some(ligne) => self.lignes.push(ligne),
            None => self.incomplet = true,
        }
    }
}

fn sur_entite_juridique(ligne: u64, valeur: String) -> Signalement {
    Signalement { ligne, colonne: Some(Colonne::Finess), valeur, raison: Raison::EntiteJuridique }
}
