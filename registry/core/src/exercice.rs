use ambient::Timestamp;
use annuaire::SavoirFaire;

use crate::situation::SituationExercice;
use crate::source::Source;

/// A profession in a category: one of each a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleExercice {
    /// 99 for a role holder.
    pub code_profession: String,
    /// C, E, M, F.
    pub code_categorie: String,
}

/// The registry's profession of everyone who is registered by a role.
pub const PROFESSION: &str = "99";

/// Civil.
pub const CATEGORIE: &str = "C";

impl CleExercice {
    /// The one of people whom a structure registers.
    pub fn de_role() -> Self {
        Self { code_profession: PROFESSION.to_owned(), code_categorie: CATEGORIE.to_owned() }
    }

    /// Registered by a structure, for a role: everything else is kept by an Order or an ARS.
    pub fn par_role(&self) -> bool {
        self.code_profession == PROFESSION
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciceProfessionnel {
    pub cle: CleExercice,
    pub code_civilite: String,
    /// The public name, which may differ from the civil one (IDN-03).
    pub nom: String,
    pub prenom: String,
    /// Who gave these names: what was changed at the portal is not taken back by a file that has not heard of it.
    pub noms_par: Source,
    pub savoir_faire: Vec<SavoirFaire>,
    /// Since when the source no longer lists it.
    pub retire_le: Option<Timestamp>,
    /// Ended ones included.
    pub situations: Vec<SituationExercice>,
}
