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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nomenclature::Referentiel;

    fn codes(recherche: &str) -> Vec<String> {
        let referentiel = Referentiel::embarque();
        referentiel.communes(recherche).into_iter().map(|commune| commune.code.clone()).collect()
    }

    // requirement: COL-06
    #[test]
    fn every_homonym_is_shown_with_its_code() {
        for recherche in ["Saint-Denis", "saint denis", "ST DENIS", " Saint–Denis "] {
            let trouvees = codes(recherche);
            for code in ["93066", "97411", "11339", "30247"] {
                assert!(trouvees[..8].contains(&code.to_owned()), "{recherche}: {code} in {trouvees:?}");
            }
        }
        let referentiel = Referentiel::embarque();
        let intitules: Vec<String> = referentiel.communes("Saint-Pierre").into_iter().map(Commune::intitule).collect();
        for code in ["04194", "15206", "31511", "39494", "51509", "67429", "97225", "97416", "97502"] {
            assert!(intitules.contains(&format!("Saint-Pierre ({code})")), "{code}");
        }
    }

    // requirement: COL-06
    #[test]
    fn accents_case_and_beginnings_do_not_matter() {
        assert_eq!(codes("evry")[..1], codes("Évry")[..1]);
        assert_eq!(codes("clermont-f"), codes("CLERMONT F"));
        assert_eq!(codes("clermont fer")[0], "63113");
        assert_eq!(codes("pointe à pi"), ["97120"]);
        assert!(codes("arrondissement 15e").is_empty());
        assert_eq!(codes("Paris 15e"), ["75115"]);
        assert_eq!(codes("l'abergement clem"), ["01001"]);
        assert_eq!(codes("2a004"), ["2A004"]);
        assert!(codes("a").is_empty() && codes("  ").is_empty() && codes("%_").is_empty() && codes("zzzz").is_empty());
    }

    #[test]
    fn a_code_says_its_department() {
        let referentiel = Referentiel::embarque();
        let departement = |code: &str| referentiel.commune(code).unwrap().departement().to_owned();
        assert_eq!([departement("2A004"), departement("97411"), departement("93066")], ["2A", "974", "93"]);
    }

    #[test]
    fn the_files_of_insee_are_read_as_they_are_published() {
        let depuis_1943 = "\u{feff}COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN\n\
            14762,0,VIRE,Vire,Vire,1943-01-01,2016-01-01\n14762,0,VIRE NORMANDIE,Vire Normandie,Vire Normandie,2016-01-01,\n";
        let referentiel = Referentiel::clone(&Referentiel::embarque()).avec_communes(depuis_1943).unwrap();
        let intitules: Vec<String> = referentiel.communes("vire").into_iter().map(Commune::intitule).collect();
        assert_eq!(intitules, ["Vire (14762), jusqu'en 2016", "Vire Normandie (14762)"]);
        assert_eq!(referentiel.commune("14762").unwrap().libelle, "Vire Normandie");
        assert!(referentiel.commune_porte("14762", "VIRE") && !referentiel.commune_porte("14762", "Caen"));
        let comer = "COM_COMER,TNCC,NCC,NCCENR,LIBELLE,NATURE_ZONAGE,COMER,LIBELLE_COMER\n98735,0,PAPEETE,Papeete,Papeete,COM,987,Polynésie\n";
        let referentiel = referentiel.avec_communes(comer).unwrap();
        assert_eq!(referentiel.commune("98735").unwrap().departement(), "987");
    }

    #[test]
    fn a_file_that_is_not_one_of_communes_is_refused_with_its_line() {
        let refus =
            |texte: &str| Referentiel::clone(&Referentiel::embarque()).avec_communes(texte).unwrap_err().to_string();
        assert!(refus("A,B\n1,2\n").contains("la colonne COM manque"));
        assert!(refus("COM,LIBELLE\n").contains("est vide"));
        assert!(refus("COM,LIBELLE\n93066,Saint-Denis\n9306,Saint-Denis\n").contains("ligne 3"));
        assert!(refus("COM,LIBELLE,DATE_FIN\n93066,Saint-Denis,2016\n").contains("« 2016 » n'est pas une date"));
        assert!(refus("COM,LIBELLE,TYPECOM\n93066,Saint-Denis,X\n").contains("TYPECOM « X »"));
    }
}
