//! How well duplicates are found: people drawn by weight, written again as people mistype, and others who only look alike.

mod corruption;
mod tirage;

use std::collections::{BTreeSet, HashMap};

use ambient::{Ambient, Timestamp};
use sante::{IdentifiantNational, Rpps};

use super::{Cles, Sondes, Verdict, juger};
use crate::identite::Traits;
use crate::personne::EtatCivil;
use corruption::CORRUPTIONS;
use tirage::Tirage;

const PERSONNES: usize = 6_000;
/// Written again by somebody else.
const DOUBLES: usize = 2_000;
/// Newcomers; half of them are a twin, a brother or a namesake of somebody.
const NOUVELLES: usize = 2_000;

struct Registre {
    personnes: Vec<(IdentifiantNational, Traits)>,
    /// Places in `personnes` by each number; the numbers of names and those of others do not meet.
    cles: HashMap<i64, Vec<usize>>,
}

#[derive(Debug, Default)]
struct Compte {
    trouves: usize,
    manques: Vec<&'static str>,
    faux: usize,
    lus: usize,
}

impl Registre {
    fn new(personnes: Vec<(IdentifiantNational, Traits)>) -> Self {
        let mut cles: HashMap<i64, Vec<usize>> = HashMap::new();
        for (rang, (_, traits)) in personnes.iter().enumerate() {
            let siennes = Cles::de(traits);
            let siennes = [siennes.naissance, siennes.nom, siennes.nom_exercice, siennes.prenom_lieu];
            siennes.into_iter().flatten().for_each(|cle| cles.entry(cle).or_default().push(rang));
        }
        Self { personnes, cles }
    }

    fn proches(&self, traits: &Traits) -> Vec<(IdentifiantNational, Traits)> {
        let Sondes { naissances, noms, prenoms_lieu } = Sondes::de(traits);
        let sondes = naissances.iter().chain(&noms).chain(&prenoms_lieu);
        let touchees: BTreeSet<usize> = sondes.filter_map(|sonde| self.cles.get(sonde)).flatten().copied().collect();
        touchees.into_iter().map(|rang| self.personnes[rang].clone()).collect()
    }
}

impl Compte {
    /// Who is proposed for `traits`: `attendu`, if anybody, and nobody else.
    fn juger(&mut self, registre: &Registre, traits: &Traits, attendu: Option<(&IdentifiantNational, &'static str)>) {
        let candidats = registre.proches(traits);
        self.lus += candidats.len();
        let proposes: Vec<IdentifiantNational> = match juger(traits, &candidats) {
            Verdict::Aucun => Vec::new(),
            Verdict::Exact(identifiant) => vec![identifiant],
            Verdict::Proche(proches) => proches.into_iter().map(|candidat| candidat.identifiant).collect(),
        };
        let bons = proposes.iter().filter(|propose| attendu.is_some_and(|(vrai, _)| vrai == *propose)).count();
        self.faux += proposes.len() - bons;
        self.trouves += bons;
        self.manques.extend(attendu.filter(|_| bons == 0).map(|(_, corruption)| corruption));
    }
}

fn traits(etat_civil: &EtatCivil, exercice: Option<&str>) -> Traits {
    let prenom = etat_civil.prenom().to_owned();
    Traits::de(etat_civil, exercice.map(|nom| (nom, prenom.as_str())))
}

fn mesurer(graine: u64) -> Compte {
    let tirage = Tirage::new(Ambient::fixed(Timestamp::from_seconds(0), graine).0);
    let foule: Vec<(EtatCivil, Option<String>)> = (0..PERSONNES).map(|_| tirage.personne()).collect();
    let personnes = foule.iter().enumerate().map(|(rang, (etat_civil, exercice))| {
        let identifiant = IdentifiantNational::Rpps(Rpps::with_key(9_990_001_000 + rang as u64));
        (identifiant, traits(etat_civil, exercice.as_deref()))
    });
    let registre = Registre::new(personnes.collect());
    let mut compte = Compte::default();
    for tour in 0..DOUBLES {
        let rang = tirage.sous(PERSONNES);
        let (nom, corrompre) = CORRUPTIONS[tour % CORRUPTIONS.len()];
        let (etat_civil, exercice) = &foule[rang];
        let double = corrompre(&tirage, etat_civil.clone(), exercice.as_deref());
        compte.juger(&registre, &traits(&double, None), Some((&registre.personnes[rang].0, nom)));
    }
    for tour in 0..NOUVELLES {
        let (voisin, _) = &foule[tirage.sous(PERSONNES)];
        let nouvelle = tirage.nouvelle(tour, voisin);
        compte.juger(&registre, &traits(&nouvelle, None), None);
    }
    compte
}

// requirement: ENR-15
#[test]
fn duplicates_are_found_and_strangers_are_left_alone() {
    for graine in [1, 2, 3] {
        let compte = mesurer(graine);
        let rappel = compte.trouves as f64 / DOUBLES as f64;
        let precision = compte.trouves as f64 / (compte.trouves + compte.faux) as f64;
        let mut manques: HashMap<&str, usize> = HashMap::new();
        compte.manques.iter().for_each(|corruption| *manques.entry(corruption).or_default() += 1);
        println!(
            "seed {graine}: recall {rappel:.4}, precision {precision:.4}, missed {manques:?}, read {}",
            compte.lus
        );
        assert!(rappel >= 0.98, "recall {rappel} with seed {graine}: {manques:?}");
        assert!(precision >= 0.95, "precision {precision} with seed {graine}");
    }
}

// requirement: ENR-12
#[test]
fn the_same_person_is_exact_and_nobody_else_is() {
    let tirage = Tirage::new(Ambient::fixed(Timestamp::from_seconds(0), 7).0);
    for _ in 0..500 {
        let (etat_civil, _) = tirage.personne();
        let connue = (IdentifiantNational::Rpps(Rpps::with_key(9_990_001_000)), traits(&etat_civil, Some("AUTRE")));
        let sans_accents = EtatCivil {
            nom: crate::pli::plier(&etat_civil.nom),
            prenoms: etat_civil.prenoms.iter().map(|prenom| crate::pli::plier(prenom)).collect(),
            ..etat_civil.clone()
        };
        assert_eq!(
            juger(&traits(&sans_accents, None), std::slice::from_ref(&connue)),
            Verdict::Exact(connue.0.clone())
        );
        let jumelle = traits(&tirage.jumelle(&etat_civil), None);
        let verdict = juger(&jumelle, std::slice::from_ref(&connue));
        assert!(!matches!(verdict, Verdict::Exact(_)), "{jumelle:?} is another than {connue:?}");
        let composee = tirage.jumelle_composee(&etat_civil);
        let verdict = juger(&traits(&composee, None), std::slice::from_ref(&connue));
        assert!(matches!(verdict, Verdict::Proche(_)), "{:?}, {:?}: {verdict:?}", composee.prenoms, etat_civil.prenoms);
        let croisee = tirage.jumelle_croisee(&etat_civil);
        let verdict = juger(&traits(&croisee, None), &[connue]);
        assert!(!matches!(verdict, Verdict::Exact(_)), "{:?}, {:?}: {verdict:?}", croisee.prenoms, etat_civil.prenoms);
    }
}

/// What is said of two people of one birth name, day and place, by their given names.
fn verdict_de(connus: &[&str], saisis: &[&str]) -> Verdict {
    let prenoms = |prenoms: &[&str]| prenoms.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (une, _) = Tirage::new(Ambient::fixed(Timestamp::from_seconds(0), 7).0).personne();
    let connue = EtatCivil { prenoms: prenoms(connus), ..une.clone() };
    let saisie = EtatCivil { prenoms: prenoms(saisis), ..une };
    let identifiant = IdentifiantNational::Rpps(Rpps::with_key(9_990_001_000));
    juger(&traits(&saisie, None), &[(identifiant, traits(&connue, None))])
}

// requirement: ENR-12 ENR-15 IDN-04
#[test]
fn twins_may_bear_each_other_s_name_and_never_the_same_first_one() {
    for (connus, saisis) in [
        (&["Marie", "Claire"][..], &["Marie"][..]),
        (&["Marie"], &["Marie", "Claire"]),
        (&["Marie", "Claire", "Anne"], &["Marie", "Anne", "Claire"]),
        (&["Marie-Claire", "Anne"], &["Marie", "Claire", "Anne"]),
        (&["Marie-Claire"], &["MARIE CLAIRE"]),
    ] {
        assert!(matches!(verdict_de(connus, saisis), Verdict::Exact(_)), "{connus:?}, {saisis:?}");
    }
    for (connus, saisis) in [
        (&["Marie"][..], &["Claire", "Marie"][..]),
        (&["Claire", "Marie"], &["Marie"]),
        (&["Marie", "Claire"], &["Claire", "Marie"]),
        (&["Marie"], &["Marie-Claire"]),
        (&["Marie", "Claire"], &["Marie", "Anne"]),
    ] {
        assert!(matches!(verdict_de(connus, saisis), Verdict::Proche(_)), "{connus:?}, {saisis:?}");
    }
    assert_eq!(verdict_de(&["Marie"], &["Claire"]), Verdict::Aucun);
}

// requirement: COL-02 ENR-15
#[test]
fn a_birth_without_a_day_is_asked_about_and_refuses_nobody() {
    let (une, _) = Tirage::new(Ambient::fixed(Timestamp::from_seconds(0), 7).0).personne();
    let nee = |naissance: &str| EtatCivil { naissance: naissance.parse().ok(), ..une.clone() };
    let registre = |connue: &str| {
        let identifiant = IdentifiantNational::Rpps(Rpps::with_key(9_990_001_000));
        Registre::new(vec![(identifiant, traits(&nee(connue), None))])
    };
    let verdict = |connue: &str, saisie: &str| {
        let saisie = traits(&nee(saisie), None);
        juger(&saisie, &registre(connue).proches(&saisie))
    };
    assert!(matches!(verdict("1971-05-12", "1971-05-12"), Verdict::Exact(_)));
    let compatibles = ["1971-00-00", "1971-05-00", "1971-05-12"];
    for (connue, saisie) in compatibles.into_iter().flat_map(|une| compatibles.map(|autre| (une, autre))) {
        let entieres = (connue, saisie) == ("1971-05-12", "1971-05-12");
        assert_eq!(matches!(verdict(connue, saisie), Verdict::Proche(_)), !entieres, "{connue} {saisie}");
        // under a name that sounds otherwise
        let autre = traits(&EtatCivil { nom: format!("X{}", une.nom), ..nee(saisie) }, None);
        assert_eq!(registre(connue).proches(&autre).len(), 1, "{connue} {saisie}");
    }
    for (une, autre) in [("1971-00-00", "1972-05-12"), ("1971-05-00", "1971-06-00"), ("1971-05-00", "1971-06-12")] {
        assert_eq!((verdict(une, autre), verdict(autre, une)), (Verdict::Aucun, Verdict::Aucun), "{une} {autre}");
    }
}

// requirement: ENR-12
#[test]
fn who_is_exactly_two_people_is_asked_about() {
    let (etat_civil, _) = Tirage::new(Ambient::fixed(Timestamp::from_seconds(0), 7).0).personne();
    let deux = [1_000, 1_001]
        .map(|rang| (IdentifiantNational::Rpps(Rpps::with_key(9_990_000_000 + rang)), traits(&etat_civil, None)));
    let Verdict::Proche(proches) = juger(&traits(&etat_civil, None), &deux) else { panic!("nobody asks") };
    assert_eq!(proches.len(), 2);
}
