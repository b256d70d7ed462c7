use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};

use super::{Figures, Mesure};
use crate::en_service::actif_au;
use crate::guichet::Guichet;
use crate::journal::Geste;
use crate::port::PortError;
use crate::support::{AgentSupport, SupportError};

/// Figures are taken every quarter of an hour: each reads through the registry once.
const RYTHME: Seconds = Seconds::minutes(15);

/// Takes the figures of the whole registry, in the background.
#[derive(Clone)]
pub struct Releve {
    ambient: Ambient,
    figures: Arc<dyn Figures>,
}

impl Releve {
    pub fn new(ambient: Ambient, figures: Arc<dyn Figures>) -> Self {
        Self { ambient, figures }
    }

    /// If it is time, and nobody else does.
    pub async fn tour(&self) -> Result<(), PortError> {
        let le = self.ambient.now();
        if self.figures.prendre_le_tour(le, RYTHME).await? {
            self.prendre(le).await?;
        }
        Ok(())
    }

    /// Now: for a sandbox, and for tests.
    pub async fn prendre(&self, le: Timestamp) -> Result<(), PortError> {
        let mesures = self.figures.relever(le).await?;
        self.figures.deposer(&mesures, le).await
    }
}

/// What the ANS watches.
#[derive(Clone)]
pub struct SuiviNational {
    guichet: Guichet,
    figures: Arc<dyn Figures>,
}

/// The figures as they were taken last.
#[derive(Clone, Debug, Default)]
pub struct Mesures {
    /// `None`: never yet.
    pub le: Option<Timestamp>,
    mesures: Vec<Mesure>,
}

/// Figures of one kind: key, value.
pub type Serie = Vec<(String, u64)>;

/// How long something took, by classes in the order of the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delai {
    UneHeure,
    UnJour,
    DeuxJours,
    UneSemaine,
    UnMois,
    Davantage,
}

impl Delai {
    pub const TOUS: [Self; 6] =
        [Self::UneHeure, Self::UnJour, Self::DeuxJours, Self::UneSemaine, Self::UnMois, Self::Davantage];

    /// The class of a length.
    pub fn de(duree: Seconds) -> Self {
        let bornes =
            [Seconds::hours(1), Seconds::hours(24), Seconds::hours(48), Seconds::hours(168), Seconds::hours(720)];
        let place = bornes.iter().position(|borne| duree <= *borne).unwrap_or(bornes.len());
        Self::TOUS[place]
    }

    /// As it is stored, and the name of its text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UneHeure => "heure",
            Self::UnJour => "jour",
            Self::DeuxJours => "deux-jours",
            Self::UneSemaine => "semaine",
            Self::UnMois => "mois",
            Self::Davantage => "davantage",
        }
    }
}

impl Mesures {
    pub fn de(mesures: Vec<Mesure>, le: Option<Timestamp>) -> Self {
        Self { le, mesures }
    }

    /// Every figure of this name, in the order of its keys.
    pub fn serie(&self, nom: &str) -> Serie {
        let siennes = self.mesures.iter().filter(|une| une.nom == nom);
        siennes.map(|une| (une.cle.clone(), une.valeur)).collect()
    }

    /// One figure; 0 where nobody took it.
    pub fn valeur(&self, nom: &str, cle: &str) -> u64 {
        let sienne = self.mesures.iter().find(|une| une.nom == nom && une.cle == cle);
        sienne.map_or(0, |une| une.valeur)
    }

    pub fn total(&self, nom: &str) -> u64 {
        self.serie(nom).iter().map(|(_, valeur)| valeur).sum()
    }

    /// Lengths, all classes, those without anybody included.
    pub fn delais(&self, nom: &str) -> Serie {
        let serie = self.serie(nom);
        let valeur = |cle: &str| serie.iter().find(|(autre, _)| autre == cle).map_or(0, |(_, valeur)| *valeur);
        Delai::TOUS.iter().map(|delai| (delai.as_str().to_owned(), valeur(delai.as_str()))).collect()
    }
}

impl SuiviNational {
    pub fn new(guichet: Guichet, figures: Arc<dyn Figures>) -> Self {
        Self { guichet, figures }
    }

    /// For an agent of the ANS who is in service. Told to the journal: figures name nobody, pairs of people who look alike do.
    pub async fn lire(&self, agent: &AgentSupport) -> Result<Mesures, SupportError> {
        let identifiant = agent.identifiant();
        let service = actif_au(self.guichet.registre.as_ref(), identifiant, self.guichet.maintenant()).await?;
        service.ou(SupportError::Reserve, SupportError::Habilite)?;
        let (mesures, le) = self.figures.mesures().await?;
        let nommees = mesures
            .iter()
            .filter(|une| une.nom == "doublons-paires")
            .flat_map(|une| une.cle.split(' ').filter_map(|qui| qui.parse().ok()).collect::<Vec<_>>());
        let (agent, personnes) = (identifiant.clone(), nommees.collect());
        self.guichet.consigner(Geste::Recherche { agent, personnes }).await?;
        Ok(Mesures::de(mesures, le))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_belongs_to_one_class() {
        let classes = [0, 1, 2, 24, 25, 48, 49, 168, 169, 720, 721].map(|heures| Delai::de(Seconds::hours(heures)));
        let attendues = [
            "heure",
            "heure",
            "jour",
            "jour",
            "deux-jours",
            "deux-jours",
            "semaine",
            "semaine",
            "mois",
            "mois",
            "davantage",
        ];
        assert_eq!(classes.map(Delai::as_str), attendues);
    }

    #[test]
    fn a_class_without_anybody_is_shown_all_the_same() {
        let mesure = Mesure { nom: "delais".to_owned(), cle: "mois".to_owned(), valeur: 3 };
        let mesures = Mesures::de(vec![mesure], None);
        assert_eq!(mesures.delais("delais").iter().map(|(_, valeur)| *valeur).collect::<Vec<_>>(), [0, 0, 0, 0, 3, 0]);
        assert_eq!((mesures.total("delais"), mesures.total("autre")), (3, 0));
    }
}
