use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::{AutoriteCartes, Genre, Liste, RefusListe};

/// The lists that were received: of each authority the newest complete one, and what changed since. What was named once stays
/// named: a list that forgets a card, or an old one that comes again, brings none back.
#[derive(Debug, Default)]
pub struct Classeur {
    dossiers: BTreeMap<String, Dossier>,
    /// `authority:serial` of everything that was ever named.
    arretes: Arc<HashSet<String>>,
}

/// What is there of one authority.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub complete: Option<Arc<Liste>>,
    pub delta: Option<Arc<Liste>>,
}

/// What a list brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reception {
    /// Means that no list had named before.
    pub arretes: Vec<String>,
    /// How many cards the complete list before it named and it does not: cards that ended, or a list that lies.
    pub oublies: usize,
    /// The same list as before: nothing changed.
    pub connue: bool,
}

impl Classeur {
    /// Keeps the list if it is newer than what is there.
    pub fn ranger(&mut self, liste: Liste) -> Result<Reception, RefusListe> {
        let dossier = self.dossiers.get(&liste.autorite).cloned().unwrap_or_default();
        let before = match &liste.genre {
            Genre::Complete => dossier.complete.clone(),
            Genre::Delta { base } => {
                let complete = dossier.complete.as_ref().filter(|complete| *base <= complete.numero);
                complete.ok_or_else(|| RefusListe::SansBase(base.to_string()))?;
                dossier.delta.clone()
            }
        };
        if let Some(before) = &before {
            if liste.numero == before.numero {
                return Ok(Reception { connue: true, ..Reception::default() });
            }
            if liste.numero < before.numero {
                let (connue, recue) = (before.numero.to_string(), liste.numero.to_string());
                return Err(RefusListe::Ancienne { connue, recue });
            }
        }
        let oublies = match (&liste.genre, &before) {
            (Genre::Complete, Some(before)) => before.revoques.difference(&liste.revoques).count(),
            _ => 0,
        };
        let arretes: Vec<String> = liste.moyens().filter(|moyen| !self.arretes.contains(moyen)).collect();
        Arc::make_mut(&mut self.arretes).extend(arretes.iter().cloned());
        self.remplacer(dossier, liste);
        Ok(Reception { arretes, oublies, connue: false })
    }

    /// A card that is known to be stopped by another way than a list; `true` when nobody knew.
    pub fn arreter(&mut self, moyen: &str) -> bool {
        Arc::make_mut(&mut self.arretes).insert(moyen.to_owned())
    }

    pub fn dossiers(&self) -> &BTreeMap<String, Dossier> {
        &self.dossiers
    }

    /// Everything that was ever named.
    pub fn arretes(&self) -> Arc<HashSet<String>> {
        self.arretes.clone()
    }

    /// `socle` with these lists instead of its own.
    pub fn autorites(&self, socle: &AutoriteCartes) -> AutoriteCartes {
        let lists = self.dossiers.values().flat_map(|dossier| [&dossier.complete, &dossier.delta]);
        socle.avec_listes(lists.flatten().cloned().collect())
    }

    /// A delta that a complete list has overtaken says nothing more, not even that it is late.
    fn remplacer(&mut self, mut dossier: Dossier, liste: Liste) {
        let autorite = liste.autorite.clone();
        let liste = Arc::new(liste);
        match liste.genre {
            Genre::Complete => dossier.complete = Some(liste),
            Genre::Delta { .. } => dossier.delta = Some(liste),
        }
        let overtaken = match (&dossier.complete, &dossier.delta) {
            (Some(complete), Some(delta)) => delta.numero <= complete.numero && delta.suivante <= complete.suivante,
            _ => false,
        };
        if overtaken {
            dossier.delta = None;
        }
        self.dossiers.insert(autorite, dossier);
    }
}
