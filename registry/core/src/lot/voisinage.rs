//! The people of one file among themselves: one person on two lines, or two people who look alike.

use std::collections::HashMap;

use sante::{Finess, IdentifiantNational};

use crate::doublon::{Cles, Score, Sondes, memes};
use crate::identite::Traits;
use crate::periode::Periode;

/// One person of the file, whatever the number of their lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Personne {
    Connue(IdentifiantNational),
    /// The line on which they came first.
    DeLaLigne(u32),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Voisine {
    Aucune,
    /// The same person beyond doubt, on that line.
    Meme(u32, Personne),
    /// Somebody close enough to be asked about.
    Semblable(u32),
}

/// Lines that were judged so far.
#[derive(Default)]
pub struct Voisinage {
    lignes: Vec<(u32, Traits, Personne)>,
    /// By which keys a line is found.
    cles: HashMap<i64, Vec<usize>>,
    lieux: HashMap<Personne, Vec<(Finess, Periode, u32)>>,
}

impl Voisinage {
    /// Who of the lines before is this person, or looks like them.
    pub fn chercher(&self, traits: &Traits) -> Voisine {
        let sondes = Sondes::de(traits);
        let cles = sondes.naissances.iter().chain(&sondes.noms).chain(&sondes.prenoms_lieu);
        let mut rangs: Vec<usize> = cles.filter_map(|cle| self.cles.get(cle)).flatten().copied().collect();
        rangs.sort_unstable();
        rangs.dedup();
        let proches: Vec<&(u32, Traits, Personne)> =
            rangs.into_iter().filter_map(|rang| self.lignes.get(rang)).collect();
        if let Some((ligne, _, personne)) = proches.iter().find(|(_, autres, _)| memes(traits, autres)) {
            return Voisine::Meme(*ligne, personne.clone());
        }
        let semblable = proches.iter().find(|(_, autres, _)| Score::entre(traits, autres) >= Score::SEUIL);
        semblable.map_or(Voisine::Aucune, |(ligne, ..)| Voisine::Semblable(*ligne))
    }

    /// The line on which this person has a role in this place at that time already (SIT-03).
    pub fn role_pris(&self, personne: &Personne, structure: &Finess, periode: &Periode) -> Option<u32> {
        let lieux = self.lieux.get(personne)?;
        let pris = lieux.iter().find(|(lieu, autre, _)| lieu == structure && autre.chevauche(periode));
        pris.map(|(.., ligne)| *ligne)
    }

    pub fn retenir(&mut self, ligne: u32, personne: Personne, traits: Option<Traits>, lieu: (&Finess, Periode)) {
        if let Some(traits) = traits {
            let Cles { naissance, nom, nom_exercice, prenom_lieu } = Cles::de(&traits);
            for cle in [naissance, nom, nom_exercice, prenom_lieu].into_iter().flatten() {
                self.cles.entry(cle).or_default().push(self.lignes.len());
            }
            self.lignes.push((ligne, traits, personne.clone()));
        }
        self.lieux.entry(personne).or_default().push((lieu.0.clone(), lieu.1, ligne));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::personne::EtatCivil;

    fn traits(nom: &str, jour: i8) -> Traits {
        let etat_civil = EtatCivil {
            nom: nom.to_owned(),
            prenoms: vec!["Noé".to_owned()],
            code_civilite: "M".to_owned(),
            code_sexe: String::new(),
            naissance: Some(date(1975, 11, jour).into()),
            commune_naissance: "97411".to_owned(),
            pays_naissance: "99100".to_owned(),
            lieu_naissance: "Saint-Denis".to_owned(),
        };
        Traits::de(&etat_civil, [])
    }

    // requirement: ENR-15
    #[test]
    fn one_person_on_two_lines_is_recognised_and_a_look_alike_is_told() {
        let (ehpad, toujours) = ("690990114".parse().unwrap(), Periode { debut: None, fin: None });
        let mut voisinage = Voisinage::default();
        assert_eq!(voisinage.chercher(&traits("Durieux", 21)), Voisine::Aucune);
        voisinage.retenir(2, Personne::DeLaLigne(2), Some(traits("Durieux", 21)), (&ehpad, toujours));
        assert_eq!(voisinage.chercher(&traits("DURIEUX", 21)), Voisine::Meme(2, Personne::DeLaLigne(2)));
        assert_eq!(voisinage.chercher(&traits("Durieu", 21)), Voisine::Semblable(2));
        assert_eq!(voisinage.chercher(&traits("Martin", 3)), Voisine::Aucune);
    }

    // requirement: SIT-03
    #[test]
    fn a_second_role_in_one_place_is_seen_and_one_elsewhere_is_free() {
        let (ehpad, ime) = ("690990114".parse().unwrap(), "690990122".parse().unwrap());
        let toujours = Periode { debut: None, fin: None };
        let mut voisinage = Voisinage::default();
        let noe = Personne::Connue("899900000078".parse().unwrap());
        voisinage.retenir(2, noe.clone(), None, (&ehpad, toujours));
        assert_eq!(voisinage.role_pris(&noe, &ehpad, &toujours), Some(2));
        assert_eq!(voisinage.role_pris(&noe, &ime, &toujours), None);
        assert_eq!(voisinage.role_pris(&Personne::DeLaLigne(2), &ehpad, &toujours), None);
    }
}
