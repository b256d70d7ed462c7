//! An operator with 45 establishments and 800 people (the deck of a regional body, cited 003), as its file says them.

use harness::Sandbox;
use jiff::civil::date;
use registry_core::habilitation::Etablissement;
use registry_core::port::{Ecritures, Registre as _};
use registry_store::Magasin;
use sante::Finess;

use super::workbook::{Cell, Workbook, text};
use crate::days;

/// Les Tilleuls, of whom the sandbox's director is the legal representative.
const OPERATOR: &str = "690990015";
pub const PLACES: usize = 45;
pub const PEOPLE: usize = 800;
pub const COLUMNS: [&str; 13] = [
    "Civilité",
    "Nom de naissance",
    "Prénoms",
    "Date de naissance",
    "Commune de naissance",
    "Pièce d’identité",
    "Courriel",
    "Téléphone",
    "FINESS",
    "Profession",
    "Rôle",
    "Date de début",
    "Service",
];

fn place(rank: usize) -> String {
    format!("6909920{:02}", rank % PLACES)
}

/// Its establishments, as a file of FINESS brings them.
pub async fn open_the_establishments(database: &str, sandbox: &Sandbox) {
    let store = Magasin::ouvrir(database).await.expect("the registry's database");
    let operator: Finess = OPERATOR.parse().expect("a number");
    let mut work = store.chantier().await.expect("a turn to write");
    for rank in 0..PLACES {
        let details = annuaire::Structure { raison_sociale: format!("EHPAD FICTIF {rank}"), ..Default::default() };
        let number: Finess = place(rank).parse().expect("a number");
        let one = Etablissement::nouveau(&number, &operator, (details, "SA17".to_owned()));
        let structures = vec![one.structure.clone()];
        let now = ambient::Timestamp::from_seconds(1_767_571_200);
        work.ecrire(&Ecritures { structures, ..Ecritures::default() }, now).await.expect("written");
        work.ecrire_secteur(&one.structure.cle, &one.secteur).await.expect("written");
    }
    work.valider().await.unwrap_or_else(|cause| panic!("{cause}: {}", sandbox.log()));
    store.fermer().await;
}

/// Until every mail has left.
pub async fn all_mailed(database: &str) {
    let store = Magasin::ouvrir(database).await.expect("the registry's database");
    for _ in 0..600 {
        let figures = store.courrier().figures().await.expect("the letters");
        assert_eq!((figures.dead, figures.returned), (0, 0));
        if figures.waiting == 0 {
            return store.fermer().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("mails wait still");
}

/// Nobody looks like another: names of syllables that no other has in this order, days of their own.
fn person(rank: usize) -> Vec<Cell> {
    let syllables = ["BAR", "DOL", "FIN", "GUR", "KES", "LAM", "MOT", "NIV", "PUL", "RET", "SAV", "TOK", "VIX", "ZUD"];
    let syllable = |power: u32| syllables[rank / syllables.len().pow(power) % syllables.len()];
    let born = date((1_962 + rank * 7 % 41) as i16, (rank / 28 % 12 + 1) as i8, (rank % 28 + 1) as i8);
    // Excel takes the zero of 01053 and of a mobile
    let commune = match rank % 6 {
        0 => text("93066"),
        1 => text("2B033"),
        2 => text("Clermont-Ferrand"),
        3 => Cell::Number(1_053),
        4 => Cell::Number(63_113),
        _ => text("Lomme"),
    };
    let mobile = 639_980_000 + (rank % 100) as u64;
    vec![
        text(if rank.is_multiple_of(2) { "Madame" } else { "M." }),
        text(format!("FICTIF-{}{}{}", syllable(2), syllable(0), syllable(1))),
        text(format!("{}{}", syllable(1), syllable(2).to_lowercase())),
        if rank.is_multiple_of(3) { text(born.strftime("%d/%m/%Y").to_string()) } else { Cell::Day(born) },
        commune,
        text(["carte", "passeport", "titre de séjour"][rank % 3]),
        text(format!("p{rank}@exemple.test")),
        if rank.is_multiple_of(4) { Cell::Number(mobile) } else { text(format!("0{mobile}")) },
        text(place(rank)),
        if rank.is_multiple_of(5) { Cell::Number(313) } else { text("Aide-soignant") },
        text("GENR11"),
        Cell::Day(days::from_today(9)),
        text("nuit"),
    ]
}

/// One person more, with one cell that is not what it should be; what is said of it.
const WRONG: [(usize, &str); 6] = [
    (3, "Ce jour n’existe pas"),
    (1, "formule"),
    (8, "périmètre"),
    (10, "rôle"),
    (4, "communes s’appellent"),
    (7, "mobile"),
];

fn wrong(at: usize) -> Vec<Cell> {
    let mut cells = person(PEOPLE + at);
    let (column, _) = WRONG[at];
    cells[column] = match column {
        3 => text("31/02/1990"),
        1 => Cell::Formula("UPPER(\"fictif\")", "FICTIF"),
        8 => text("440990216"),
        10 => text("GENR77"),
        4 => text("Saint-Denis"),
        _ => text("01 39 98 00 00"),
    };
    cells
}

/// What is wrong of each line that is, by its number in the spreadsheet.
pub fn refused() -> Vec<(usize, &'static str)> {
    let mut refused: Vec<_> = WRONG.iter().enumerate().map(|(at, (_, said))| (PEOPLE + 2 + at, *said)).collect();
    refused.extend([PEOPLE + 2 + WRONG.len(), PEOPLE + 3 + WRONG.len()].map(|line| (line, "fusionnée")));
    refused
}

/// 800 people, six wrong lines, two that share a merged cell, three hundred rows that are only coloured.
pub fn workbook() -> Workbook {
    let header = COLUMNS.map(text).to_vec();
    let people = (0..PEOPLE).map(person);
    let all = (0..WRONG.len()).map(wrong).chain([WRONG.len(), WRONG.len() + 1].map(|at| person(PEOPLE + at)));
    let rows: Vec<Vec<Cell>> = std::iter::once(header).chain(people).chain(all).collect();
    let last = rows.len();
    Workbook { rows, merged: vec![format!("I{}:I{last}", last - 1)], coloured: 300 }
}
