use crate::identite::Valeurs;
use crate::lot::{AutreGenre, Colonne, LIGNES, POIDS};

/// Why a file is not read at all. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FichierRefuse {
    #[error("no bytes, or no line under the names of the columns")]
    Vide,
    #[error("more than {POIDS} bytes")]
    TropLourd,
    #[error("more than {LIGNES} lines")]
    TropDeLignes,
    #[error("neither a text nor an XLSX workbook: {0:?}")]
    Genre(AutreGenre),
    #[error("the workbook has a password")]
    Chiffre,
    /// A bomb, or a workbook with pictures of everybody.
    #[error("inflated, the workbook is larger than anything that we write")]
    Gonfle,
    #[error("the file cannot be read: {0}")]
    Abime(String),
    #[error("{} columns are missing", .0.len())]
    ColonnesManquantes(Vec<Colonne>),
    #[error("two columns are named {}", .0.nom())]
    ColonneDouble(Colonne, u32, u32),
    #[error("the row of the columns' names holds a formula, a merged range or a long text")]
    Entete,
}

impl FichierRefuse {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vide => "fichier_vide",
            Self::TropLourd => "fichier_trop_lourd",
            Self::TropDeLignes => "fichier_trop_long",
            Self::Genre(_) => "fichier_autre_genre",
            Self::Chiffre => "fichier_protege",
            Self::Gonfle => "fichier_gonfle",
            Self::Abime(_) => "fichier_abime",
            Self::ColonnesManquantes(_) => "colonnes_manquantes",
            Self::ColonneDouble(..) => "colonne_double",
            Self::Entete => "colonnes_sans_nom",
        }
    }

    /// The public sentence, with what to do.
    pub fn phrase(&self) -> String {
        match self {
            Self::Vide => "Ce fichier ne contient personne. Remplissez une ligne par personne sous les noms des colonnes.".to_owned(),
            Self::TropLourd => "Ce fichier pèse plus de 5 Mo. Gardez les seules colonnes du modèle, ou coupez-le en deux.".to_owned(),
            Self::TropDeLignes => format!("Ce fichier a plus de {LIGNES} lignes. Coupez-le en plusieurs fichiers."),
            Self::Genre(genre) => genre.phrase().to_owned(),
            Self::Chiffre => "Ce classeur est protégé par un mot de passe. Retirez la protection, puis envoyez-le de nouveau.".to_owned(),
            Self::Gonfle => "Ce classeur contient bien plus que du texte. Copiez les colonnes dans le modèle, puis envoyez le modèle.".to_owned(),
            Self::Abime(_) => "Ce fichier est abîmé. Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis envoyez-le.".to_owned(),
            Self::ColonnesManquantes(colonnes) => {
                let noms: Vec<String> = colonnes.iter().map(|colonne| format!("« {} »", colonne.nom())).collect();
                format!("Il manque des colonnes : {}. Reprenez la première ligne du modèle.", noms.join(", "))
            }
            Self::ColonneDouble(colonne, une, autre) => format!(
                "Les colonnes {une} et {autre} portent toutes deux le nom « {} ». Gardez-en une seule.",
                colonne.nom()
            ),
            Self::Entete => "La première ligne ne se lit pas : formule, case fusionnée ou texte trop long. Reprenez celle du modèle.".to_owned(),
        }
    }

    /// What the sentence names.
    pub fn valeurs(&self) -> Valeurs {
        let nommer = |nom: &str, valeur: &dyn ToString| (nom.to_owned(), valeur.to_string());
        match self {
            Self::TropDeLignes => vec![nommer("nombre", &LIGNES)],
            Self::Genre(genre) => vec![nommer("genre", &genre.as_str())],
            Self::ColonnesManquantes(colonnes) => {
                let noms: Vec<&str> = colonnes.iter().map(|colonne| colonne.nom()).collect();
                vec![nommer("colonnes", &noms.join(", "))]
            }
            Self::ColonneDouble(colonne, une, autre) => {
                vec![nommer("nom", &colonne.nom()), nommer("une", une), nommer("autre", autre)]
            }
            _ => Valeurs::new(),
        }
    }
}
