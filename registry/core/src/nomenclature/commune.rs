use std::collections::HashMap;

use super::table::{NomenclatureError, Table};
use super::terme::Periode;
use crate::pli::plier;

/// A commune of the COG, today's or a former one: communes merge, places of birth stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Five characters, `2A004` included.
    pub code: String,
    pub libelle: String,
    pub genre: GenreCommune,
    pub periode: Periode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GenreCommune {
    Actuelle,
    /// A municipal district of Paris, Lyon or Marseille.
    Arrondissement,
    Deleguee,
    Associee,
}

/// How well a name answers a search; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rang {
    Entier,
    Debut,
    Mots,
}

/// Every commune, with its name folded.
#[derive(Clone, Debug)]
pub struct Communes {
    liste: Vec<(String, Commune)>,
    par_code: HashMap<String, usize>,
}

impl Commune {
    /// `Saint-Denis (93066)`: the code tells homonyms apart (COL-06).
    pub fn intitule(&self) -> String {
        match self.periode.au {
            Some(au) => format!("{} ({}), jusqu'en {}", self.libelle, self.code, au.year()),
            None => format!("{} ({})", self.libelle, self.code),
        }
    }

    /// `93`, `2A`, `974`.
    pub fn departement(&self) -> &str {
        let longueur = if self.code.starts_with("97") || self.code.starts_with("98") { 3 } else { 2 };
        self.code.get(..longueur).unwrap_or_default()
    }
}

impl Communes {
    pub fn lire(table: &Table) -> Result<Self, NomenclatureError> {
        let code = table.colonne(&["COM", "COM_COMER", "insee_code"])?;
        let libelle = table.colonne(&["LIBELLE", "label"])?;
        let (genre, du, au) = (table.place(&["TYPECOM"]), table.place(&["DATE_DEBUT"]), table.place(&["DATE_FIN"]));
        let mut liste = Vec::new();
        for rangee in table.rangees() {
            let (code, texte) = (rangee.copie(Some(code)), rangee.texte(genre));
            if code.len() != 5 || !code.bytes().all(|octet| octet.is_ascii_alphanumeric()) {
                return Err(rangee.refuser(format!("« {code} » n'est pas un code de commune")));
            }
            let genre = genre_lu(texte).ok_or_else(|| rangee.refuser(format!("TYPECOM « {texte} » est inconnu")))?;
            let periode = Periode { du: rangee.jour(du)?, au: rangee.jour(au)? };
            let commune = Commune { code, libelle: rangee.copie(Some(libelle)), genre, periode };
            liste.push((mots(&commune.libelle), commune));
        }
        Ok(Self::ordonner(liste))
    }

    /// Of several rows of one code, the code alone names today's commune.
    fn ordonner(mut liste: Vec<(String, Commune)>) -> Self {
        liste.sort_by(|(_, a), (_, b)| {
            let passee = |commune: &Commune| (commune.periode.au.is_some(), commune.genre);
            (&a.code, passee(a), &a.libelle).cmp(&(&b.code, passee(b), &b.libelle))
        });
        let mut par_code = HashMap::with_capacity(liste.len());
        for (place, (_, commune)) in liste.iter().enumerate() {
            par_code.entry(commune.code.clone()).or_insert(place);
        }
        Self { liste, par_code }
    }

    pub fn trouver(&self, code: &str) -> Option<&Commune> {
        self.par_code.get(code).and_then(|place| self.liste.get(*place)).map(|(_, commune)| commune)
    }

    /// Whether a commune with this code has or had this name.
    pub fn porte(&self, code: &str, libelle: &str) -> bool {
        let cherche = mots(libelle);
        let rangees = self.par_code.get(code).into_iter().flat_map(|place| self.liste.iter().skip(*place));
        rangees.take_while(|(_, commune)| commune.code == code).any(|(nom, _)| *nom == cherche)
    }

    pub fn chercher(&self, recherche: &str) -> Vec<&Commune> {
        let cherche = mots(recherche);
        let code = recherche.trim().to_ascii_uppercase();
        if cherche.len() < 2 {
            return Vec::new();
        }
        let mut trouvees: Vec<(Rang, &String, &Commune)> = Vec::new();
        for (nom, commune) in &self.liste {
            let rang = if commune.code == code { Some(Rang::Entier) } else { rang(nom, &cherche) };
            trouvees.extend(rang.map(|rang| (rang, nom, commune)));
        }
        trouvees.sort_by(|a, b| (a.0, a.1, &a.2.code).cmp(&(b.0, b.1, &b.2.code)));
        trouvees.into_iter().map(|(_, _, commune)| commune).collect()
    }
}

fn rang(nom: &str, cherche: &str) -> Option<Rang> {
    if nom == cherche {
        return Some(Rang::Entier);
    }
    if nom.starts_with(cherche) {
        return Some(Rang::Debut);
    }
    let mut suite = nom.split(' ');
    cherche.split(' ').all(|mot| suite.any(|autre| autre.starts_with(mot))).then_some(Rang::Mots)
}

/// Folded, with `St` and `Ste` in full.
fn mots(texte: &str) -> String {
    let plie = plier(texte);
    let mots = plie.split(' ').map(|mot| match mot {
        "ST" => "SAINT",
        "STE" => "SAINTE",
        mot => mot,
    });
    mots.collect::<Vec<_>>().join(" ")
}

fn genre_lu(texte: &str) -> Option<GenreCommune> {
    match texte {
        "" | "COM" => Some(GenreCommune::Actuelle),
        "ARM" => Some(GenreCommune::Arrondissement),
        "COMD" => Some(GenreCommune::Deleguee),
        "COMA" => Some(GenreCommune::Associee),
        _ => None,
    }
}
