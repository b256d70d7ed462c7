//! What does not go in, and how it is told.

use registry_core::import::{ImportError, Raison, Rapport};

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, GENRE, NOE};

/// Line, column, value, reason of every refused row.
fn refus(rapport: &Rapport) -> Vec<(u64, &'static str, String, Raison)> {
    let lignes = rapport.erreurs.premiers.iter();
    lignes.map(|s| (s.ligne, s.intitule(), s.valeur.clone(), s.raison.clone())).collect()
}

async fn a_row_that_cannot_be_read_is_told_and_the_rest_goes_in(banc: Banc) {
    let extraction = Extraction::exemple().avec(2, "Date de naissance", "30/02/1975");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let attendu = (4, "Date de naissance", "30/02/1975".to_owned(), Raison::DateMalFormee);
    assert_eq!(refus(&rapport), [attendu]);
    assert_eq!((rapport.lignes_acceptees, rapport.personnes_inscrites), (7, 5));
    assert!(banc.personne(NOE).await.is_err());
}

// requirement: COL-02
async fn a_placeholder_is_no_date_of_birth(banc: Banc) {
    let extraction = Extraction::exemple().avec(2, "Date de naissance", "00/00/0000");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let attendu = (4, "Date de naissance", "00/00/0000".to_owned(), Raison::DateMalFormee);
    assert_eq!(refus(&rapport), [attendu]);
    assert!(banc.personne(NOE).await.is_err());
}

// requirement: COL-02
async fn a_day_of_another_time_that_a_former_release_took_is_unknown(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.executer("UPDATE personne SET naissance = '0001-01-01'").await;
    let fiche = banc.registre().fiche(&id(ALBA)).await.unwrap().unwrap();
    assert_eq!(fiche.personne.etat_civil().naissance, None);
}

async fn everything_wrong_with_a_row_is_told_at_once(banc: Banc) {
    let extraction = Extraction::exemple()
        .avec(0, "Date de naissance", "01/01/2999")
        .avec(0, "Numéro FINESS site", "69099011")
        .avec(0, "Numéro SIRET site", "123")
        .avec(0, "Numéro SIREN site", "abc")
        .avec(0, "Nom de famille", "")
        .avec(0, "Code commune de naissance", "BASTIA")
        .avec(0, "Code pays de naissance", "FR")
        .avec(0, GENRE, "GENR1");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let mut raisons: Vec<_> = refus(&rapport).into_iter().map(|(_, _, _, raison)| raison.code()).collect();
    raisons.sort_unstable();
    let attendues = [
        "commune_mal_formee",
        "date_future",
        "finess_mal_forme",
        "genre_mal_forme",
        "obligatoire",
        "pays_mal_forme",
        "siren_mal_forme",
        "siret_mal_forme",
    ];
    assert_eq!(raisons, attendues);
}

async fn a_person_with_one_bad_row_keeps_the_others_and_what_stood_there(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let extraction = Extraction::exemple().avec(1, GENRE, "coordination");
    let rapport = banc.importer(&extraction.texte(), SECOND).await;
    assert_eq!((rapport.erreurs.nombre, rapport.ecritures), (1, 0), "the situation of an unreadable row does not end");
    assert_eq!(rapport.avertissements.premiers[0].raison, Raison::SituationsGardees);
    assert_eq!(banc.personne(ALBA).await.unwrap().exercices[0].situations.len(), 2);
}

// requirement: DIR-05
async fn an_identifier_must_be_one_and_say_its_type(banc: Banc) {
    let extraction =
        Extraction::exemple().avec(0, "Identification nationale PP", "8ABC").avec(1, "Type d'identifiant PP", "0");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let raisons: Vec<_> = refus(&rapport).into_iter().map(|(ligne, _, _, raison)| (ligne, raison)).collect();
    assert_eq!(raisons, [(2, Raison::IdentifiantMalForme), (3, Raison::IdentifiantIncoherent)]);
}

// requirement: DIR-05
async fn a_type_of_number_that_is_not_known_does_not_go_in(banc: Banc) {
    const NATIONALE: &str = "Identification nationale PP";
    for inconnu in ["2", "7", "9"] {
        let ecrit = format!("{inconnu}{}", &NOE[1..]);
        let extraction = Extraction::exemple().avec(2, "Type d'identifiant PP", inconnu).avec(2, NATIONALE, &ecrit);
        let rapport = banc.importer(&extraction.texte(), PREMIER).await;
        assert_eq!(refus(&rapport), [(4, NATIONALE, ecrit, Raison::IdentifiantMalForme)]);
        assert!(banc.personne(NOE).await.is_err(), "nor under the type that it should have had");
    }
}

async fn a_wrong_key_is_a_warning(banc: Banc) {
    let extraction = Extraction::exemple()
        .avec(2, "Identifiant PP", "99900000020")
        .avec(2, "Identification nationale PP", "899900000020")
        .avec(3, "Numéro FINESS site", "440990217");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    assert_eq!(rapport.erreurs.nombre, 0);
    let avertissements: Vec<_> =
        rapport.avertissements.premiers.iter().map(|s| (s.ligne, s.intitule(), s.raison.clone())).collect();
    assert_eq!(
        avertissements,
        [(4, "Identifiant PP", Raison::CleFausse), (5, "Numéro FINESS site", Raison::CleFausse)]
    );
    assert!(banc.personne("899900000020").await.is_ok());
}

async fn bytes_that_are_not_text_are_told_in_their_row(banc: Banc) {
    let mut octets = Extraction::exemple().texte().into_bytes();
    let place = octets.windows(4).position(|fenetre| fenetre == "Noé".as_bytes()).unwrap();
    octets.splice(place + 2..place + 4, [0xe9]);
    let consigne = registry_core::import::Consigne::du(PREMIER);
    let rapport = banc.import().importer(&Octets(octets), consigne, &|_| {}).await.unwrap();
    assert!(refus(&rapport).iter().all(|(ligne, _, _, raison)| (*ligne, raison) == (4, &Raison::PasUtf8)));
    assert_eq!(refus(&rapport)[0].1, "Prénoms");
    assert_eq!(rapport.personnes_inscrites, 5);
}

async fn a_file_in_windows_1252_says_what_it_says_in_utf_8(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let avant = banc.photographie().await;
    let octets: Vec<u8> = Extraction::exemple().texte().chars().map(|c| u8::try_from(c).unwrap()).collect();
    let consigne = registry_core::import::Consigne::du(PREMIER);
    let rapport = banc.import().importer(&Octets(octets), consigne, &|_| {}).await.unwrap();
    assert_eq!((rapport.lignes_acceptees, rapport.ecritures, rapport.evenements), (8, 0, 0));
    assert_eq!(banc.photographie().await, avant);
}

async fn titles_in_unknown_letters_are_refused_with_the_remedy(banc: Banc) {
    let octets: Vec<u8> = Extraction::exemple().texte().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let consigne = registry_core::import::Consigne::du(PREMIER);
    let refusee = banc.import().importer(&Octets(octets), consigne, &|_| {}).await.unwrap_err();
    assert_eq!(refusee.code(), "entete_illisible");
    assert!(refusee.to_string().contains("UTF-8"));
}

struct Octets(Vec<u8>);

impl registry_core::import::Fichier for Octets {
    fn ouvrir(&self) -> std::io::Result<Box<dyn std::io::Read + Send + '_>> {
        Ok(Box::new(self.0.as_slice()))
    }
}

async fn a_control_character_or_a_missing_column_refuses_the_row(banc: Banc) {
    let texte = Extraction::exemple().avec(0, "Nom de famille", "FICTIF\u{0}").texte();
    let texte = texte.replace("FICTIF-OSNP|Maya''|", "FICTIF-OSNP|");
    let rapport = banc.importer(&texte, PREMIER).await;
    let raisons: Vec<_> =
        refus(&rapport).into_iter().map(|(ligne, colonne, _, raison)| (ligne, colonne, raison)).collect();
    assert_eq!(
        raisons,
        [
            (2, "Nom de famille", Raison::CaractereDeControle),
            (8, "—", Raison::NombreDeChamps { attendus: 51, lus: 50 }),
        ]
    );
}

async fn titles_must_be_those_of_the_extraction(banc: Banc) {
    let exemple = Extraction::exemple;
    for (texte, code, dit) in [
        (String::new(), "entete_vide", "vide"),
        (exemple().sans_colonne("Code profession").texte(), "entete_colonne_manquante", "Code profession"),
        (exemple().renommer("Code rôle", "Code role").texte(), "entete_colonne_inconnue", "Code role"),
        (exemple().renommer("Code sexe", "Code civilité").texte(), "entete_colonne_en_double", "Code civilité"),
        ("a;b;c\n1;2;3\n".to_owned(), "entete_colonne_inconnue", "a;b;c"),
    ] {
        let refusee = banc.importer_prudemment(&texte, PREMIER).await.unwrap_err();
        assert!(matches!(refusee, ImportError::Entete(_)));
        assert_eq!(refusee.code(), code);
        assert!(refusee.to_string().contains(dit), "{refusee}");
    }
    assert!(banc.evenements().await.is_empty());
}

// requirement: SIT-01
async fn a_situation_on_a_legal_entity_is_refused(banc: Banc) {
    let sur_ej = |extraction: Extraction, ligne| {
        extraction.avec(ligne, "Numéro FINESS site", "690990015").avec(
            ligne,
            "Identifiant technique de la structure",
            "F690990015",
        )
    };
    let rapport = banc.importer(&sur_ej(Extraction::exemple(), 1).texte(), PREMIER).await;
    let attendu = (3, "Numéro FINESS site", "690990015".to_owned(), Raison::EntiteJuridique);
    assert_eq!(refus(&rapport), [attendu]);
    // known from before, although this file does not name it as one
    let seule = sur_ej(Extraction::une_ligne(9_990_000_500), 0).avec(0, "Numéro FINESS établissement juridique", "");
    let rapport = banc.importer(&Extraction::exemple().sans_ligne(1).puis(seule).texte(), SECOND).await;
    assert_eq!(refus(&rapport).len(), 1, "{:?}", refus(&rapport));
    assert_eq!(refus(&rapport)[0].3, Raison::EntiteJuridique);
}

// requirement: SIT-03
async fn a_second_role_in_one_place_is_refused(banc: Banc) {
    let second = Extraction::exemple().sans_personnes(&[NOE]);
    let mut extraction = Extraction::exemple();
    extraction.lignes = vec![second.lignes[0].clone(), second.lignes[0].clone(), second.lignes[0].clone()];
    let extraction = extraction.avec(1, GENRE, "GENR08").avec(2, "Code rôle", "312");
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let attendus = [
        (3, GENRE, "GENR08".to_owned(), Raison::SecondRole { premiere: 2 }),
        (4, "Code rôle", "312".to_owned(), Raison::SituationContredite { premiere: 2 }),
    ];
    assert_eq!(refus(&rapport), attendus);
    let alba = banc.personne(ALBA).await.unwrap();
    assert_eq!(alba.exercices[0].situations.len(), 1);
    assert_eq!(alba.exercices[0].situations[0].code_genre_activite, "GENR11");
}

async fn a_repeated_row_and_a_contradiction_are_warnings(banc: Banc) {
    let mut extraction = Extraction::exemple().avec(1, "Lieu de naissance", "AJACCIO");
    extraction.lignes.push(extraction.lignes[2].clone());
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let avertissements: Vec<_> = rapport.avertissements.premiers.iter().map(|s| (s.ligne, s.raison.clone())).collect();
    assert_eq!(
        avertissements,
        [(3, Raison::PersonneContredite { premiere: 2 }), (10, Raison::EnDouble { premiere: 4 })]
    );
    assert_eq!((rapport.erreurs.nombre, rapport.lignes_acceptees), (0, 9));
}

// requirement: COL-10
async fn contact_data_that_cannot_be_used_is_a_warning(banc: Banc) {
    let extraction = Extraction::exemple().avec(2, "Téléphone (coord. correspondance)", "poste 12").avec(
        2,
        "Adresse e-mail (coord. correspondance)",
        "noe(at)example.org",
    );
    let rapport = banc.importer(&extraction.texte(), PREMIER).await;
    let raisons: Vec<_> = rapport.avertissements.premiers.iter().map(|s| s.raison.clone()).collect();
    assert_eq!(raisons, [Raison::TelephoneIllisible, Raison::CourrielIllisible]);
    let correspondance = banc.lecture().correspondance(&crate::banc::id(NOE), "test").await.unwrap();
    assert_eq!((correspondance.mobile, correspondance.courriel), (None, None));
}

sur_les_deux_moteurs!(
    a_row_that_cannot_be_read_is_told_and_the_rest_goes_in,
    a_placeholder_is_no_date_of_birth,
    a_day_of_another_time_that_a_former_release_took_is_unknown,
    everything_wrong_with_a_row_is_told_at_once,
    a_person_with_one_bad_row_keeps_the_others_and_what_stood_there,
    an_identifier_must_be_one_and_say_its_type,
    a_type_of_number_that_is_not_known_does_not_go_in,
    a_wrong_key_is_a_warning,
    bytes_that_are_not_text_are_told_in_their_row,
    a_file_in_windows_1252_says_what_it_says_in_utf_8,
    titles_in_unknown_letters_are_refused_with_the_remedy,
    a_control_character_or_a_missing_column_refuses_the_row,
    titles_must_be_those_of_the_extraction,
    a_situation_on_a_legal_entity_is_refused,
    a_second_role_in_one_place_is_refused,
    a_repeated_row_and_a_contradiction_are_warnings,
    contact_data_that_cannot_be_used_is_a_warning,
);
