//! Where people work: 40,000 establishments of 15,000 legal entities, and as many practices as people on their own.

use sante::Rpps;

use super::draw::Draw;

const ESTABLISHMENTS: u64 = 40_000;
const LEGAL_ENTITIES: u64 = 15_000;
/// High in the ranges: far from the numbers of real places.
const FIRST_ESTABLISHMENT: u64 = 990_000;
const FIRST_LEGAL_ENTITY: u64 = 980_000;
const DEPARTMENTS: u64 = 95;

const KINDS: &[(&str, &str)] = &[
    ("SA01", "CENTRE HOSPITALIER"),
    ("SA16", "IME"),
    ("SA17", "EHPAD"),
    ("SA17", "SERVICE AUTONOMIE"),
    ("SA16", "ESAT"),
];
const NAMES: &[&str] = &[
    "LES TILLEULS",
    "DES COTEAUX",
    "DE L'ÉTANG",
    "SAINT-MICHEL",
    "LA ROSERAIE",
    "DU VAL D'ŒUVRE",
    "LES GLYCINES",
    "BEL AIR",
    "DU GRAND PRÉ",
    "L'OASIS",
    "NOTRE-DAME",
    "DES TROIS RIVIÈRES",
];

/// The columns of a place, 24 to 47, and its sector.
pub struct Place {
    pub sector: &'static str,
    pub columns: [String; 24],
}

/// With its key, which the import checks.
fn finess(order: u64) -> String {
    // a key looks at digits from the right, so that zeros in front change nothing
    Rpps::with_key(order).as_str()[2..].to_owned()
}

/// Number `rank` of the department where it stands.
fn number(first: u64, rank: u64) -> String {
    finess((1 + rank % DEPARTMENTS) * 1_000_000 + first + rank / DEPARTMENTS)
}

/// `moved`: its telephone is the one of the day after.
pub fn establishment(rank: u64, care_only: bool) -> Place {
    let mut rank = rank % ESTABLISHMENTS;
    // one kind in five is a hospital
    if care_only {
        rank -= rank % KINDS.len() as u64;
    }
    let (sector, kind) = KINDS[(rank % KINDS.len() as u64) as usize];
    let name = format!("{kind} {} {rank}", NAMES[(rank / 7 % NAMES.len() as u64) as usize]);
    let finess = number(FIRST_ESTABLISHMENT, rank);
    let legal = number(FIRST_LEGAL_ENTITY, rank % LEGAL_ENTITIES);
    let department = finess[..2].to_owned();
    let technical = format!("F{finess}");
    Place { sector, columns: columns([finess.clone(), legal, technical, name, department, format!("1{finess}")]) }
}

pub fn any_establishment(draw: &mut Draw, care_only: bool) -> Place {
    establishment(draw.below(ESTABLISHMENTS), care_only)
}

/// A practice of one person.
pub fn practice(rank: u64, holder: &str, rpps: &Rpps) -> Place {
    let department = format!("{:02}", 1 + rank % DEPARTMENTS);
    let (technical, name) = (format!("R{}", 10_000_000 + rank), format!("CABINET {holder}"));
    let former = format!("4{}00", rpps.as_str());
    Place { sector: "SA07", columns: columns([String::new(), String::new(), technical, name, department, former]) }
}

fn columns([finess, legal, technical, name, department, former]: [String; 6]) -> [String; 24] {
    let (post_code, commune) = (format!("{department}000"), format!("{department}001"));
    let office = format!("{post_code} VILLE-SUR-EXEMPLE");
    let empty = String::new;
    [
        empty(),
        empty(),
        finess,
        legal,
        technical,
        name.clone(),
        empty(),
        name,
        empty(),
        "1".to_owned(),
        empty(),
        "R".to_owned(),
        "DES EXEMPLES".to_owned(),
        empty(),
        office,
        post_code,
        commune,
        "99100".to_owned(),
        "0199000001".to_owned(),
        empty(),
        empty(),
        empty(),
        department,
        former,
    ]
}
