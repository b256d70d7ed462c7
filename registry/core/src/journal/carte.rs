use sante::IdentifiantNational;

use crate::carte::{Carte, CarteId};
use crate::journal::Mot;

/// What happens to a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarteActe {
    /// It is about to enter the named stage. `par`: somebody, an operator, or the registry itself.
    Etape { par: String, carte: CarteId, personne: IdentifiantNational, etape: &'static str, origine: &'static str },
    /// Cards were listed.
    Lues { agent: IdentifiantNational, nombre: usize },
}

const ETAPE: Mot = Mot {
    mot: "registry.card.moved",
    dit: "A card was ordered, made, sent, received, to be opposed, opposed or given up, by this agent; `registre` where nobody asked: a renewal, a change of practice, an answer of the authority.",
    champs: &["agent.id", "card.id", "origin", "person.id", "stage"],
};
const LUES: Mot = Mot {
    mot: "registry.card.read",
    dit: "An agent opened the list of the cards of their structures.",
    champs: &["agent.id", "count"],
};

/// In the order of their words.
pub const MOTS: [Mot; 2] = [ETAPE, LUES];

impl CarteActe {
    pub fn de(par: &str, carte: &Carte) -> Self {
        Self::Etape {
            par: par.to_owned(),
            carte: carte.id.clone(),
            personne: carte.porteur.clone(),
            etape: carte.etape.mot(),
            origine: carte.origine.as_str(),
        }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Etape { .. } => ETAPE,
            Self::Lues { .. } => LUES,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Etape { par, carte, personne, etape, origine } => {
                vec![par.clone(), carte.to_string(), (*origine).to_owned(), personne.to_string(), (*etape).to_owned()]
            }
            Self::Lues { agent, nombre } => vec![agent.to_string(), nombre.to_string()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word() {
        let personne: IdentifiantNational = "3690990015/CPE00002".parse().unwrap();
        let (par, carte) = ("registre".to_owned(), CarteId::from("c"));
        let etape =
            CarteActe::Etape { par, carte, personne: personne.clone(), etape: "RECUE", origine: "RENOUVELLEMENT" };
        for acte in [etape, CarteActe::Lues { agent: personne, nombre: 3 }] {
            assert_eq!(acte.valeurs().len(), acte.mot().champs.len(), "{acte:?}");
        }
    }
}
