//! What goes in, and that it goes in once.

use ambient::{Ambient, Chance, SeededChance};
use annuaire::{Fait, Porteur};
use registry_core::journal::Acte;

use crate::banc::{Banc, PREMIER, SECOND};
use crate::extraction::{ALBA, AUTRES, Extraction, GENRE, LUC, NOE, PAUL};

// requirement: ENR-10 SIT-02 SIT-04
async fn the_example_goes_in_whole(banc: Banc) {
    let rapport = banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    assert_eq!((rapport.lignes_lues, rapport.lignes_acceptees), (8, 8));
    assert_eq!((rapport.erreurs.nombre, rapport.avertissements.nombre), (0, 0), "{rapport:?}");
    assert_eq!((rapport.personnes_inscrites, rapport.situations_ouvertes), (6, 7));
    let alba = banc.personne(ALBA).await.unwrap();
    assert_eq!(
        (alba.nom.as_str(), alba.prenom.as_str(), alba.porteur),
        ("FICTIF-MARTEL", "Alba", Porteur::Professionnel)
    );
    let [exercice] = alba.exercices.as_slice() else { panic!("one exercise") };
    let roles: Vec<_> =
        exercice.situations.iter().map(|s| (s.code_role.as_str(), s.code_genre_activite.as_str())).collect();
    assert_eq!(roles, [("313", "GENR11"), ("330", "GENR08")]);
    assert!(exercice.situations.iter().all(|situation| situation.debut.is_none() && situation.en_cours(SECOND)));
    assert_eq!(exercice.situations[0].structure.as_ref().unwrap().raison_sociale, "EHPAD FICTIF LES TILLEULS");
    assert!(banc.personne(LUC).await.unwrap().exercices[0].situations.is_empty());
    assert_eq!(banc.personne(PAUL).await.unwrap().exercices.len(), 2);
}

// requirement: R11
async fn the_same_file_twice_changes_nothing(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    let avant = banc.photographie().await;
    let rapport = banc.importer(&texte, SECOND).await;
    assert_eq!((rapport.ecritures, rapport.evenements), (0, 0));
    assert_eq!(banc.photographie().await, avant);
}

async fn rows_in_any_order_say_the_same(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let avant = banc.photographie().await;
    for graine in 0..12 {
        let melangee = melanger(Extraction::exemple(), &SeededChance::new(graine));
        let rapport = banc.importer(&melangee.texte(), SECOND).await;
        assert_eq!((rapport.ecritures, rapport.evenements, rapport.lignes_acceptees), (0, 0, 8), "seed {graine}");
    }
    assert_eq!(banc.photographie().await, avant);
}

/// Whatever a file does to whatever was there, taking it again does nothing.
async fn any_file_is_idempotent(banc: Banc) {
    for graine in 0..15 {
        let hasard = SeededChance::new(100 + graine);
        let texte = abimer(Extraction::exemple(), &hasard).texte();
        banc.importer(&texte, SECOND).await;
        let avant = banc.photographie().await;
        let rapport = banc.importer(&texte, SECOND).await;
        assert_eq!((rapport.ecritures, rapport.evenements), (0, 0), "seed {graine}: {rapport:?}");
        assert_eq!(banc.photographie().await, avant, "seed {graine}");
    }
}

fn melanger(mut extraction: Extraction, hasard: &dyn Chance) -> Extraction {
    for place in (1..extraction.lignes.len()).rev() {
        extraction.lignes.swap(place, hasard.below(place as u32 + 1) as usize);
    }
    extraction
}

/// Takes rows away, repeats some, changes roles, places, names, dates, and spoils fields.
fn abimer(extraction: Extraction, hasard: &dyn Chance) -> Extraction {
    let mut extraction = melanger(extraction, hasard);
    for _ in 0..6 {
        let ligne = hasard.below(extraction.lignes.len() as u32) as usize;
        match hasard.below(7) {
            0 if extraction.lignes.len() > 2 => drop(extraction.lignes.remove(ligne)),
            1 => extraction.lignes.push(extraction.lignes[ligne].clone()),
            2 => extraction.ecrire(ligne, GENRE, ["GENR08", "GENR12", "GENR?"][hasard.below(3) as usize]),
            3 => extraction.ecrire(ligne, "Raison sociale site", ["AUTRE NOM", "ENCORE UN"][hasard.below(2) as usize]),
            4 => extraction.ecrire(ligne, "Nom d'exercice", "FICTIF-AUTRE"),
            5 => extraction.ecrire(ligne, "Date de naissance", ["31/02/1980", "01/01/1980"][hasard.below(2) as usize]),
            _ => extraction.ecrire(ligne, "Code mode exercice", ["L", "S"][hasard.below(2) as usize]),
        }
    }
    extraction
}

async fn a_file_of_2021_has_no_role(banc: Banc) {
    let rapport = banc.importer(&Extraction::exemple().sans_colonne(GENRE).texte(), PREMIER).await;
    assert_eq!((rapport.erreurs.nombre, rapport.personnes_inscrites), (0, 6));
    let noe = banc.personne(NOE).await.unwrap();
    assert_eq!(noe.exercices[0].situations[0].code_genre_activite, "");
}

async fn a_file_of_2024_has_the_role_after_the_other_identifiers(banc: Banc) {
    let extraction = Extraction::exemple().avec_autres_identifiants();
    let extraction = extraction.avec(2, AUTRES, "899900000029,RPPS,1;0123456789,ADELI,1");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    assert_eq!((rapport.erreurs.nombre, rapport.personnes_inscrites), (0, 6));
    let noe = banc.personne(NOE).await.unwrap();
    assert_eq!(noe.exercices[0].situations[0].code_genre_activite, "GENR10");
    let autres: Vec<_> =
        noe.autres_identifiants.iter().map(|a| (a.identifiant.as_str(), a.origine.as_str(), a.qualite)).collect();
    assert_eq!(autres, [("899900000029", "RPPS", 1), ("0123456789", "ADELI", 1)]);
    let alba = banc.personne(ALBA).await.unwrap();
    assert_eq!(alba.autres_identifiants[0].identifiant, ALBA, "its own when the file names none");
}

async fn a_byte_order_mark_windows_line_ends_and_no_last_separator_do_not_matter(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    let lignes: Vec<&str> = texte.lines().map(|ligne| ligne.strip_suffix('|').unwrap()).collect();
    let rapport = banc.importer(&format!("\u{feff}{}\r\n", lignes.join("\r\n")), SECOND).await;
    assert_eq!((rapport.lignes_acceptees, rapport.ecritures), (8, 0), "{rapport:?}");
}

// requirement: COL-03
async fn given_names_come_padded_or_not(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    for (identifiant, prenom) in [(ALBA, "Alba"), (NOE, "Noé"), (PAUL, "Paul")] {
        assert_eq!(banc.personne(identifiant).await.unwrap().prenom, prenom);
    }
    let photographie = banc.photographie().await.join("\n");
    for prenoms in [r#"[\"Alba\",\"Rose\"]"#, r#"[\"Noé\"]"#, r#"[\"Paul\",\"Henri\",\"Jean\"]"#] {
        assert!(photographie.contains(prenoms), "{prenoms}");
    }
}

async fn several_qualifications_are_one_situation(banc: Banc) {
    let savoir = |extraction: Extraction, ligne, code| {
        extraction.avec(ligne, "Code type savoir-faire", "S").avec(ligne, "Code savoir-faire", code)
    };
    let extraction = Extraction::une_ligne(9_990_000_500).puis(Extraction::une_ligne(9_990_000_500));
    let rapport = banc.importer(&savoir(savoir(extraction, 0, "SM26"), 1, "SM54").texte(), PREMIER).await;
    assert_eq!((rapport.avertissements.nombre, rapport.situations_ouvertes), (0, 1));
    let exercice = &banc.personne("899900005002").await.unwrap().exercices[0];
    assert_eq!(exercice.savoir_faire.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["SM26", "SM54"]);
}

async fn the_same_file_gives_the_same_situations_in_another_registry(banc: Banc) {
    let texte = Extraction::exemple().texte();
    banc.importer(&texte, PREMIER).await;
    let ailleurs = Banc::sqlite().await;
    ailleurs.importer(&texte, SECOND).await;
    let ids = |personne: annuaire::Personne| -> Vec<_> {
        personne.exercices[0].situations.iter().map(|situation| situation.id.clone()).collect()
    };
    assert_eq!(ids(banc.personne(ALBA).await.unwrap()), ids(ailleurs.personne(ALBA).await.unwrap()));
}

async fn an_import_is_told_to_the_journal_before_and_after(banc: Banc) {
    let rapport = banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let actes = banc.carnet.actes.lock().unwrap().clone();
    assert_eq!(rapport.empreinte.len(), 64);
    let (ecritures, evenements) = (rapport.ecritures, rapport.evenements);
    assert_eq!(
        actes,
        [
            Acte::ImportCommence { empreinte: rapport.empreinte.clone(), lignes: 8 },
            Acte::ImportTermine { empreinte: rapport.empreinte, ecritures, evenements },
        ]
    );
}

async fn without_a_journal_nothing_goes_in(banc: Banc) {
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(banc.importer_prudemment(&Extraction::exemple().texte(), PREMIER).await.is_err());
    assert!(banc.evenements().await.is_empty());
}

async fn a_first_registration_is_told_before_its_situations(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let faits = banc.faits(ALBA).await;
    assert!(matches!(
        faits.as_slice(),
        [Fait::PersonneInscrite, Fait::SituationOuverte { .. }, Fait::SituationOuverte { .. }]
    ));
    assert_eq!(banc.evenements().await[0].survenu, Ambient::now(&banc.ambient));
}

sur_les_deux_moteurs!(
    the_example_goes_in_whole,
    the_same_file_twice_changes_nothing,
    rows_in_any_order_say_the_same,
    any_file_is_idempotent,
    a_file_of_2021_has_no_role,
    a_file_of_2024_has_the_role_after_the_other_identifiers,
    a_byte_order_mark_windows_line_ends_and_no_last_separator_do_not_matter,
    given_names_come_padded_or_not,
    several_qualifications_are_one_situation,
    the_same_file_gives_the_same_situations_in_another_registry,
    an_import_is_told_to_the_journal_before_and_after,
    without_a_journal_nothing_goes_in,
    a_first_registration_is_told_before_its_situations,
);
