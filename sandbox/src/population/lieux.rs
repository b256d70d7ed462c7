use sante::{Rpps, RppsRang};
use serde::Deserialize;

/// Where people work: invented establishments, and practices made when they are needed.
pub struct Lieux {
    etablissements: Vec<Lieu>,
}

/// The columns of a place.
#[derive(Clone, Debug, Default)]
pub struct Lieu {
    pub secteur: String,
    pub finess: String,
    pub finess_ej: String,
    pub technique: String,
    pub nom: String,
    pub ville: String,
    pub code_postal: String,
    pub commune: String,
    pub ancien: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fichier {
    geographic_entities: Vec<Entite>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entite {
    finess: String,
    ej_finess: String,
    name: String,
    activity_sector: String,
    commune_code: String,
    commune: String,
    post_code: String,
}

impl Lieux {
    pub fn lire() -> Self {
        let fichier: Fichier = serde_json::from_str(include_str!("../../data/finess-structures.json"))
            .expect("the file is compiled in, and read by a test");
        Self { etablissements: fichier.geographic_entities.into_iter().map(Lieu::from).collect() }
    }

    /// The establishments of the given sectors.
    pub fn des_secteurs(&self, secteurs: &[&str]) -> Vec<&Lieu> {
        self.etablissements.iter().filter(|lieu| secteurs.contains(&lieu.secteur.as_str())).collect()
    }

    pub fn par_finess(&self, finess: &str) -> Lieu {
        self.etablissements.iter().find(|lieu| lieu.finess == finess).cloned().unwrap_or_default()
    }

    /// The practice of a person on their own, in a town where an establishment stands.
    pub fn cabinet(&self, rang: u64, titulaire: &str, rpps: &Rpps) -> Lieu {
        let ville = &self.etablissements[rang as usize % self.etablissements.len()];
        Lieu {
            secteur: "SA07".to_owned(),
            technique: format!("R{}", 100_000 + rang),
            nom: format!("CABINET {titulaire}"),
            ancien: format!("4{}", RppsRang::with_key(rpps, 1)),
            finess: String::new(),
            finess_ej: String::new(),
            ..ville.clone()
        }
    }
}

impl From<Entite> for Lieu {
    fn from(entite: Entite) -> Self {
        Self {
            secteur: entite.activity_sector,
            technique: format!("F{}", entite.finess),
            ancien: format!("1{}", entite.finess),
            finess: entite.finess,
            finess_ej: entite.ej_finess,
            nom: entite.name,
            ville: entite.commune,
            code_postal: entite.post_code,
            commune: entite.commune_code,
        }
    }
}

impl Lieu {
    /// Columns 24 to 47.
    pub fn colonnes(&self) -> [String; 24] {
        let departement = if self.code_postal.starts_with("97") { 3 } else { 2 };
        let departement = self.code_postal.get(..departement).unwrap_or("");
        let acheminement = format!("{} {}", self.code_postal, self.ville);
        [
            "",
            "",
            &self.finess,
            &self.finess_ej,
            &self.technique,
            &self.nom,
            "",
            &self.nom,
            "",
            "1",
            "",
            "R",
            "DES EXEMPLES",
            "",
            &acheminement,
            &self.code_postal,
            &self.commune,
            "99100",
            "0199000001",
            "",
            "",
            "",
            departement,
            &self.ancien,
        ]
        .map(str::to_owned)
    }
}
