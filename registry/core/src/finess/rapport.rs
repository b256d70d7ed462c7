use std::fmt;

use sante::Finess;

/// What a file did, or would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RapportFiness {
    pub lignes: u64,
    pub nouvelles: u64,
    pub modifiees: u64,
    pub inchangees: u64,
    /// Establishments that another legal entity runs from now on: contracts and rights over the whole of it follow.
    pub deplacements: Vec<Deplacement>,
    /// How many rows cannot be read; the first of them follow.
    pub fautes: u64,
    pub premieres_fautes: Vec<Faute>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deplacement {
    pub etablissement: Finess,
    pub avant: String,
    pub apres: String,
}

/// One row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faute {
    /// In the file; the titles are on the first.
    pub ligne: u64,
    pub titre: &'static str,
    pub valeur: String,
    pub raison: RaisonFaute,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaisonFaute {
    Tronquee,
    /// A quotation mark that was not closed swallows the rows after it, as one field.
    Controle,
    Numero,
    Cle,
    SansNom,
    Code,
    Siren,
    Siret,
    SonEntite,
    EnDouble,
    /// The registry knows a legal entity under the number of an establishment, or the reverse.
    AutreGenre,
}

/// How many rows a report names.
const NOMMEES: usize = 100;

impl RapportFiness {
    pub fn signaler(&mut self, faute: Faute) {
        self.fautes += 1;
        if self.premieres_fautes.len() < NOMMEES {
            self.premieres_fautes.push(faute);
        }
    }
}

impl fmt::Display for RaisonFaute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tronquee => "n'a pas autant de champs que la ligne d'intitulés",
            Self::Controle => {
                "a un retour à la ligne ou un caractère de contrôle : un guillemet n'est peut-être pas fermé"
            }
            Self::Numero => "n'est pas un numéro FINESS de neuf caractères",
            Self::Cle => "n'a pas la bonne clé",
            Self::SansNom => "est vide, et une structure a un nom",
            Self::Code => "n'est pas un code de nomenclature",
            Self::Siren => "n'est pas un SIREN",
            Self::Siret => "n'est pas un SIRET",
            Self::SonEntite => "est à la fois l'établissement et son entité juridique",
            Self::EnDouble => "est décrit par une autre ligne, autrement",
            Self::AutreGenre => "est connu comme l'autre sorte de structure (entité juridique ou établissement)",
        })
    }
}
