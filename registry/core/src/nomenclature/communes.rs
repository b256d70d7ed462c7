use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::commune::{Commune, GenreCommune};
use super::table::{NomenclatureError, Table};
use super::terme::Periode;
use crate::pli::plier;

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
    /// A file of thousands of lines asks for whole names.
    par_nom: HashMap<String, Vec<usize>>,
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

    /// Of several rows of one code, the code alone names today's commune, else the last one.
    fn ordonner(mut liste: Vec<(String, Commune)>) -> Self {
        let ordre = |commune: &Commune| {
            let fin = commune.periode.au;
            (commune.code.clone(), fin.is_some(), commune.genre, Reverse(fin), commune.libelle.clone())
        };
        liste.sort_by_cached_key(|(_, commune)| ordre(commune));
        let mut par_code = HashMap::with_capacity(liste.len());
        let mut par_nom: HashMap<String, Vec<usize>> = HashMap::with_capacity(liste.len());
        for (place, (nom, commune)) in liste.iter().enumerate() {
            par_code.entry(commune.code.clone()).or_insert(place);
            par_nom.entry(nom.clone()).or_default().push(place);
        }
        Self { liste, par_code, par_nom }
    }

    pub fn trouver(&self, code: &str) -> Option<&Commune> {
        self.du_code(code).map(|(_, commune)| commune).next()
    }

    /// The commune of that day; without a day, or where there was none, today's. `None` for one that ended before, or began
    /// after and ended since.
    pub fn trouver_le(&self, code: &str, le: Option<Date>) -> Option<&Commune> {
        let du_jour = |commune: &&Commune| le.is_some_and(|jour| commune.periode.contient(jour));
        let communes = || self.du_code(code).map(|(_, commune)| commune);
        communes().find(du_jour).or_else(|| communes().find(|commune| le.is_none() || commune.periode.au.is_none()))
    }

    /// Whether this code had this name on that day, or has it today; without a day, whether it ever had.
    pub fn porte(&self, code: &str, libelle: &str, le: Option<Date>) -> bool {
        let cherche = mots(libelle);
        let tient = |periode: Periode| le.is_none_or(|jour| periode.contient(jour) || periode.au.is_none());
        self.du_code(code).any(|(nom, commune)| *nom == cherche && tient(commune.periode))
    }

    /// Every commune that answers, of whatever day.
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

    /// One a code, of that day; where none that answers was of that day, or without a day, of any.
    pub fn chercher_le(&self, recherche: &str, le: Option<Date>) -> Vec<&Commune> {
        du_jour(self.chercher(recherche), le)
    }

    /// The same, of those alone that have exactly this name, or this code.
    pub fn nommees_le(&self, nom: &str, le: Option<Date>) -> Vec<&Commune> {
        let places = self.par_nom.get(&mots(nom)).into_iter().flatten();
        let nommees = places.filter_map(|place| self.liste.get(*place));
        let code = nom.trim().to_ascii_uppercase();
        du_jour(nommees.chain(self.du_code(&code)).map(|(_, commune)| commune).collect(), le)
    }

    /// Folded name and commune, today's first.
    fn du_code<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a (String, Commune)> + use<'a> {
        let rangees = self.par_code.get(code).into_iter().flat_map(|place| self.liste.iter().skip(*place));
        let code = code.to_owned();
        rangees.take_while(move |(_, commune)| commune.code == code)
    }
}

fn du_jour(trouvees: Vec<&Commune>, le: Option<Date>) -> Vec<&Commune> {
    let alors = |commune: &&&Commune| le.is_some_and(|jour| commune.periode.contient(jour));
    let mut choisies: Vec<&Commune> = trouvees.iter().filter(alors).copied().collect();
    if choisies.is_empty() {
        choisies = trouvees;
    }
    let mut vues: HashSet<&str> = HashSet::new();
    choisies.retain(|commune| vues.insert(&commune.code));
    choisies
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
    use jiff::civil::date;

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
            for code in ["93066", "97411", "11339", "30247", "75066"] {
                assert!(trouvees[..9].contains(&code.to_owned()), "{recherche}: {code} in {trouvees:?}");
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
    fn the_files_of_insee_are_read_as_they_are_published() {
        let depuis_1943 = "\u{feff}COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN\n\
            14762,0,VIRE,Vire,Vire,1943-01-01,2016-01-01\n14762,0,VIRE NORMANDIE,Vire Normandie,Vire Normandie,2016-01-01,\n";
        let referentiel = Referentiel::clone(&Referentiel::embarque()).avec_communes(depuis_1943).unwrap();
        let intitules: Vec<String> = referentiel.communes("vire").into_iter().map(Commune::intitule).collect();
        assert_eq!(intitules, ["Vire (14762), jusqu’en 2015", "Vire Normandie (14762)"]);
        assert_eq!(referentiel.commune("14762").unwrap().libelle, "Vire Normandie");
        assert!(referentiel.commune_porte("14762", "VIRE", None) && !referentiel.commune_porte("14762", "Caen", None));
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

    fn alors(recherche: &str, le: Option<Date>) -> Vec<String> {
        let referentiel = Referentiel::embarque();
        referentiel.communes_nommees(recherche, le).into_iter().map(Commune::situee).collect()
    }

    // requirement: COL-17
    #[test]
    fn a_name_is_looked_up_among_the_communes_of_the_day_of_birth() {
        assert_eq!(alors("Lomme", Some(date(1985, 3, 4))), ["Lomme (59355), Nord"], "associated to Lille since");
        let evry = |annee| alors("Évry", Some(date(annee, 6, 15)));
        assert_eq!(evry(1966), ["Évry (78228), Seine-et-Oise, de 1965 à 1967", "Évry (89162), Yonne"]);
        assert_eq!(evry(1985), ["Évry (89162), Yonne", "Évry (91228), Essonne, de 1968 à 2020"]);
        let seine = "Saint-Denis (75066), Seine, jusqu’en 1967".to_owned();
        assert!(alors("Saint-Denis", Some(date(1960, 1, 2))).contains(&seine));
        assert!(!alors("Saint-Denis", Some(date(1970, 1, 2))).contains(&seine));
        assert_eq!(alors("Bastia", Some(date(1975, 12, 31))), ["Bastia (20033), Corse, jusqu’en 1975"]);
        assert_eq!(alors("Bastia", Some(date(1976, 1, 1))), ["Bastia (2B033), Haute-Corse, depuis 1976"]);
        assert_eq!(alors("Bastia", None).len(), 2, "without a day, all of them");
    }

    // requirement: COL-17
    #[test]
    fn a_commune_of_today_is_found_for_somebody_older_than_it_and_an_ended_one_for_nobody_younger() {
        assert_eq!(alors("Vire Normandie", Some(date(1980, 1, 1))), ["Vire Normandie (14762), Calvados, depuis 2016"]);
        let referentiel = Referentiel::embarque();
        let nom = |code, annee| {
            let commune = referentiel.commune_le(code, Some(date(annee, 1, 1)));
            commune.map(|commune| commune.libelle.clone())
        };
        assert_eq!(nom("14762", 1980).as_deref(), Some("Vire"), "a code means what it meant then");
        assert_eq!(nom("14762", 2020).as_deref(), Some("Vire Normandie"));
        assert_eq!(nom("93066", 1960).as_deref(), Some("Saint-Denis"), "files write the code of today");
        assert_eq!((nom("75066", 1970), nom("60696", 1990)), (None, None), "ended by then");
        assert!(referentiel.commune_porte("91228", "Évry", Some(date(1985, 1, 1))));
        assert!(
            referentiel.commune_porte("91228", "Évry-Courcouronnes", Some(date(1985, 1, 1))),
            "as papers say today"
        );
        assert!(
            !referentiel.commune_porte("22055", "Étables", Some(date(1985, 1, 1))),
            "it had another name since 1949"
        );
    }

    #[test]
    fn no_code_has_two_names_on_one_day_before_delegated_communes() {
        let referentiel = Referentiel::embarque();
        for annee in [1943, 1950, 1965, 1975, 1990, 2010] {
            let le = date(annee, 7, 1);
            let mut vues = HashSet::new();
            let communes = referentiel.toutes_les_communes();
            let alors = communes.liste.iter().filter(|(_, commune)| commune.periode.contient(le));
            for (_, commune) in alors {
                assert!(vues.insert(commune.code.as_str()), "{} in {annee}", commune.code);
            }
            assert!(vues.len() > 36_000, "{} in {annee}", vues.len());
        }
    }
}
