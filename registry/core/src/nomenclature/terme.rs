use jiff::civil::Date;

use super::table::{NomenclatureError, Table};

/// The days on which something holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Periode {
    /// `None`: always has.
    pub du: Option<Date>,
    /// The first day on which it no longer holds; `None`: not known to end.
    pub au: Option<Date>,
}

impl Periode {
    pub fn contient(&self, jour: Date) -> bool {
        self.du.is_none_or(|du| du <= jour) && self.au.is_none_or(|au| jour < au)
    }

    /// Whether it holds on some day from `premier` to `dernier`, both counted.
    pub fn touche(&self, premier: Date, dernier: Date) -> bool {
        self.du.is_none_or(|du| du <= dernier) && self.au.is_none_or(|au| premier < au)
    }

    /// `None`: not over.
    pub fn dernier_jour(&self) -> Option<Date> {
        self.au.and_then(|au| au.yesterday().ok())
    }
}

/// A code of a short list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terme {
    pub code: String,
    pub libelle: String,
    pub periode: Periode,
}

/// The short lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Liste {
    /// TRE_R23 through JDV_J117.
    Mode,
    /// JDV_J118.
    Categorie,
    /// JDV_J113.
    Civilite,
    /// State of a civil status (IDN-05), JDV_J111.
    Certification,
    /// JDV_J125 (ENR-16).
    MotifRejet,
    /// JDV_J92.
    MotifFin,
    /// TRE_R02, a subset.
    Secteur,
    /// TRE_R66, a subset.
    CategorieEtablissement,
}

impl Liste {
    pub const ALL: [Self; 8] = [
        Self::Mode,
        Self::Categorie,
        Self::Civilite,
        Self::Certification,
        Self::MotifRejet,
        Self::MotifFin,
        Self::Secteur,
        Self::CategorieEtablissement,
    ];

    /// As `listes.csv` names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Categorie => "categorie",
            Self::Civilite => "civilite",
            Self::Certification => "certification",
            Self::MotifRejet => "motif_rejet",
            Self::MotifFin => "motif_fin",
            Self::Secteur => "secteur",
            Self::CategorieEtablissement => "categorie_etablissement",
        }
    }
}

/// A term, its list, and the branch of the system of health that a sector belongs to.
pub struct TermeLu {
    pub liste: Liste,
    pub terme: Terme,
    pub branche: String,
}

pub fn lire(table: &Table) -> Result<Vec<TermeLu>, NomenclatureError> {
    let (liste, code, libelle) = (table.colonne(&["liste"])?, table.colonne(&["code"])?, table.colonne(&["libelle"])?);
    let (du, au, branche) = (table.place(&["du"]), table.place(&["au"]), table.place(&["branche"]));
    let lus = table.rangees().map(|rangee| {
        let nom = rangee.texte(Some(liste));
        let liste = Liste::ALL.into_iter().find(|liste| liste.as_str() == nom);
        let periode = Periode { du: rangee.jour(du)?, au: rangee.jour(au)? };
        let terme = Terme { code: rangee.copie(Some(code)), libelle: rangee.copie(Some(libelle)), periode };
        let liste = liste.ok_or_else(|| rangee.refuser(format!("la liste « {nom} » n'existe pas")))?;
        Ok(TermeLu { liste, terme, branche: rangee.copie(branche) })
    });
    lus.collect()
}
