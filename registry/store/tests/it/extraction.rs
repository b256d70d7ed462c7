//! Extraction files made for a test, from the eight rows of the example.

use sante::Rpps;

const EXEMPLE: &str = include_str!("../../../core/tests/data/extraction-exemple.txt");

pub const ALBA: &str = "899900000011";
pub const NOE: &str = "899900000029";
pub const PAUL: &str = "899900000045";
pub const LUC: &str = "899900000060";

pub const GENRE: &str = "Code genre d'activité";
pub const AUTRES: &str = "Autres identifiants";

#[derive(Clone)]
pub struct Extraction {
    titres: Vec<String>,
    pub lignes: Vec<Vec<String>>,
}

impl Extraction {
    /// Six people, eight rows, layout of 2022.
    pub fn exemple() -> Self {
        let couper = |ligne: &str| ligne.trim_end_matches('|').split('|').map(str::to_owned).collect::<Vec<_>>();
        let mut lignes = EXEMPLE.lines();
        let titres = couper(lignes.next().unwrap());
        let mut lues: Vec<Vec<String>> = lignes.map(couper).collect();
        lues.iter_mut().for_each(|ligne| ligne.resize(titres.len(), String::new()));
        Self { titres, lignes: lues }
    }

    /// The first row only, of the person with this number instead.
    pub fn une_ligne(ordre: u64) -> Self {
        let mut extraction = Self::exemple();
        extraction.lignes.truncate(1);
        extraction.identifier(0, ordre);
        extraction
    }

    /// One row each for `nombre` people who work in one place.
    pub fn foule(nombre: u64) -> Self {
        let mut extraction = Self::exemple();
        let modele = extraction.lignes[0].clone();
        extraction.lignes = vec![modele; nombre as usize];
        for rang in 0..nombre {
            extraction.identifier(rang as usize, 9_990_100_000 + rang);
        }
        extraction
    }

    fn identifier(&mut self, ligne: usize, ordre: u64) {
        let rpps = Rpps::with_key(ordre);
        self.ecrire(ligne, "Identifiant PP", rpps.as_str());
        self.ecrire(ligne, "Identification nationale PP", &format!("8{rpps}"));
    }

    fn place(&self, titre: &str) -> usize {
        self.titres.iter().position(|connu| connu == titre).unwrap()
    }

    pub fn ecrire(&mut self, ligne: usize, titre: &str, valeur: &str) {
        let place = self.place(titre);
        self.lignes[ligne][place] = valeur.to_owned();
    }

    #[must_use]
    pub fn avec(mut self, ligne: usize, titre: &str, valeur: &str) -> Self {
        self.ecrire(ligne, titre, valeur);
        self
    }

    #[must_use]
    pub fn avec_contact(mut self, lignes: &[usize], mobile: &str, courriel: &str) -> Self {
        for ligne in lignes {
            self.ecrire(*ligne, "Téléphone (coord. correspondance)", mobile);
            self.ecrire(*ligne, "Adresse e-mail (coord. correspondance)", courriel);
        }
        self
    }

    /// Without the rows of these people.
    #[must_use]
    pub fn sans_personnes(mut self, identifiants: &[&str]) -> Self {
        self.lignes.retain(|ligne| !identifiants.contains(&ligne[2].as_str()));
        self
    }

    #[must_use]
    pub fn sans_ligne(mut self, ligne: usize) -> Self {
        self.lignes.remove(ligne);
        self
    }

    #[must_use]
    pub fn puis(mut self, autre: Self) -> Self {
        self.lignes.extend(autre.lignes);
        self
    }

    #[must_use]
    pub fn sans_colonne(mut self, titre: &str) -> Self {
        let place = self.place(titre);
        self.titres.remove(place);
        self.lignes.iter_mut().for_each(|ligne| {
            ligne.remove(place);
        });
        self
    }

    /// As the files of 2024: a column before the last, empty.
    #[must_use]
    pub fn avec_autres_identifiants(mut self) -> Self {
        let place = self.place(GENRE);
        self.titres.insert(place, AUTRES.to_owned());
        self.lignes.iter_mut().for_each(|ligne| ligne.insert(place, String::new()));
        self
    }

    #[must_use]
    pub fn renommer(mut self, titre: &str, nouveau: &str) -> Self {
        let place = self.place(titre);
        self.titres[place] = nouveau.to_owned();
        self
    }

    pub fn texte(&self) -> String {
        let ecrite = |ligne: &Vec<String>| ligne.iter().map(|champ| format!("{champ}|")).collect::<String>();
        std::iter::once(&self.titres).chain(&self.lignes).map(|ligne| ecrite(ligne) + "\n").collect()
    }
}
