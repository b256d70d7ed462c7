use ambient::Chance;
use serde::Deserialize;

/// What people do, with the weight that each trade has among them.
pub struct Metiers {
    reglementes: Vec<Metier>,
    total: u32,
}

/// A regulated profession.
pub struct Metier {
    pub profession: String,
    pub categorie: String,
    pub autorite: &'static str,
    /// How many of a hundred work on their own.
    pub liberaux: u32,
    poids: u32,
}

/// A role holder's: the code of what they are, of what they do, and the sectors where they do it.
pub struct Role {
    pub role: &'static str,
    pub genre: &'static str,
    pub secteurs: &'static [&'static str],
}

#[derive(Deserialize)]
struct Fichier {
    headcounts: Vec<Effectif>,
}

#[derive(Deserialize)]
struct Effectif {
    code: Option<String>,
    category: String,
    headcount: u32,
}

const MEDICO_SOCIAL: &[&str] = &["SA16", "SA17"];

/// Sized freely: the public documents count no role holder. ROL-12 gives the first, third and fourth pairs.
pub const ROLES: &[Role] = &[
    Role { role: "313", genre: "GENR11", secteurs: &["SA17"] },
    Role { role: "315", genre: "GENR11", secteurs: MEDICO_SOCIAL },
    Role { role: "326", genre: "GENR10", secteurs: &["SA16"] },
    Role { role: "333", genre: "GENR08", secteurs: &["SA17"] },
    Role { role: "328", genre: "GENR10", secteurs: MEDICO_SOCIAL },
    Role { role: "324", genre: "GENR10", secteurs: &["SA16"] },
    Role { role: "320", genre: "GENR10", secteurs: MEDICO_SOCIAL },
    Role { role: "330", genre: "GENR08", secteurs: MEDICO_SOCIAL },
    Role { role: "331", genre: "GENR09", secteurs: MEDICO_SOCIAL },
    Role { role: "312", genre: "GENR09", secteurs: MEDICO_SOCIAL },
    Role { role: "359", genre: "GENR12", secteurs: MEDICO_SOCIAL },
    Role { role: "316", genre: "GENR01", secteurs: &["SA01"] },
    Role { role: "370", genre: "GENR01", secteurs: &["SA01"] },
];

/// Qualifications of a médecin: general practice most of all.
pub const SAVOIR_FAIRE: &[&str] = &["SM26", "SM26", "SM54", "SM53", "SM04", "SM15", "SM40", "SM42"];

impl Metiers {
    pub fn lire() -> Self {
        let fichier: Fichier = serde_json::from_str(include_str!("../../data/population.json"))
            .expect("the file is compiled in, and read by a test");
        let reglementes: Vec<Metier> = fichier.headcounts.into_iter().map(Metier::from).collect();
        // hundreds, so that the sum stays far below what a draw can hold
        let total = reglementes.iter().map(|metier| metier.poids).sum();
        Self { reglementes, total }
    }

    pub fn tirer(&self, hasard: &dyn Chance) -> &Metier {
        let mut reste = hasard.below(self.total);
        for metier in &self.reglementes {
            if reste < metier.poids {
                return metier;
            }
            reste -= metier.poids;
        }
        &self.reglementes[0]
    }
}

impl From<Effectif> for Metier {
    /// A student has the code of the profession to come: medicine here.
    fn from(effectif: Effectif) -> Self {
        let profession = effectif.code.unwrap_or_else(|| "10".to_owned());
        let (autorite, liberaux) = pratique(&profession, &effectif.category);
        Self { profession, categorie: effectif.category, autorite, liberaux, poids: (effectif.headcount / 100).max(1) }
    }
}

/// The authority that registers a profession, and a plausible share of people on their own.
fn pratique(profession: &str, categorie: &str) -> (&'static str, u32) {
    match (profession, categorie) {
        ("10", "E") => ("CNOM/CNOM/CNOM", 0),
        ("10", _) => ("CNOM/CNOM/CNOM", 55),
        ("21", _) => ("CNOP/CNOP/CNOP", 40),
        ("40", _) => ("ONCD/ONCD/ONCD", 85),
        ("50", _) => ("CNOSF/CNOSF/CNOSF", 35),
        ("60", _) => ("ONI/ONI/ONI", 20),
        ("70", _) => ("CNOMK/CNOMK/CNOMK", 80),
        ("80", _) => ("CNOPP/CNOPP/CNOPP", 95),
        ("31" | "86" | "98" | "32", _) => ("ARS-84/ARS-84/ARS-84", 0),
        _ => ("ARS-84/ARS-84/ARS-84", 60),
    }
}
