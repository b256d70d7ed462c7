use sante::Finess;

use crate::formulaire::{Formulaire, FormulaireId};
use crate::idempotence::Auteur;
use crate::journal::Mot;

/// What happens to forms of structures, and to contracts that end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdhesionActe {
    /// It is about to enter the named stage; an empty author: the registry itself, because a contract ended, or was given to
    /// somebody else. `conditions`: the version of the terms accepted with it, empty where it has none.
    Etape {
        agent: Auteur,
        formulaire: FormulaireId,
        nature: &'static str,
        etape: &'static str,
        structure: Finess,
        conditions: String,
    },
    /// Forms were listed, or one was opened.
    Lus { agent: Auteur, nombre: usize },
    /// A contract has a last day from now on.
    ContratTermine { operateur: String, structure: Finess },
}

const ETAPE: Mot = Mot {
    mot: "registry.form.moved",
    dit: "A form of a structure (contract with CDE, CDE of a successor, first CPE) entered a stage. Without author, because a contract ended or was given to somebody else. With F101, the version of the general terms that the author accepted when it was sent.",
    champs: &["author.id", "form.id", "form.kind", "stage", "structure.id", "terms.version"],
};
const LUS: Mot = Mot {
    mot: "registry.form.read",
    dit: "Somebody of the support, or who orders cards for a structure, read forms.",
    champs: &["agent.id", "count"],
};
const TERMINE: Mot = Mot {
    mot: "registry.contract.ended",
    dit: "The last day of a contract was set.",
    champs: &["operator.name", "structure.id"],
};

/// In the order of their words.
pub const MOTS: [Mot; 3] = [TERMINE, ETAPE, LUS];

impl AdhesionActe {
    pub fn etape(agent: &Auteur, formulaire: &Formulaire) -> Self {
        let conditions = formulaire.contenu.conditions.as_ref();
        Self::Etape {
            agent: agent.clone(),
            formulaire: formulaire.id.clone(),
            nature: formulaire.contenu.nature().nom(),
            etape: formulaire.etape.stade().nom(),
            structure: formulaire.contenu.perimetre.finess().clone(),
            conditions: conditions.map_or_else(String::new, |lues| lues.version.as_str().to_owned()),
        }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Etape { .. } => ETAPE,
            Self::Lus { .. } => LUS,
            Self::ContratTermine { .. } => TERMINE,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Etape { agent, formulaire, nature, etape, structure, conditions } => vec![
                agent.as_str().to_owned(),
                formulaire.to_string(),
                (*nature).to_owned(),
                (*etape).to_owned(),
                structure.to_string(),
                conditions.clone(),
            ],
            Self::Lus { agent, nombre } => vec![agent.as_str().to_owned(), nombre.to_string()],
            Self::ContratTermine { operateur, structure } => vec![operateur.clone(), structure.to_string()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word() {
        let (agent, structure): (_, Finess) = (Auteur::from("a".to_owned()), "690990015".parse().unwrap());
        let formulaire = FormulaireId::from("f");
        let etape = AdhesionActe::Etape {
            agent: agent.clone(),
            formulaire,
            nature: "CPE",
            etape: "ENVOYE",
            structure: structure.clone(),
            conditions: String::new(),
        };
        let termine = AdhesionActe::ContratTermine { operateur: "ans".to_owned(), structure };
        for acte in [etape, AdhesionActe::Lus { agent, nombre: 2 }, termine] {
            assert_eq!(acte.valeurs().len(), acte.mot().champs.len(), "{acte:?}");
        }
    }
}
