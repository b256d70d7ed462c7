use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::contact::DemandeGel;
use crate::journal::{Mot, nommees};
use crate::retrait::Retrait;

/// What the support decides of somebody and reads of them, and what people ask of it. Never contact data nor a civil status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assistance {
    /// An agent opened the file of somebody.
    DossierLu { agent: IdentifiantNational, personne: IdentifiantNational },
    /// Out of service, by the agent who confirmed.
    Retrait { agent: IdentifiantNational, personne: IdentifiantNational, retrait: Retrait },
    /// In service again from `des` on.
    Reprise { agent: IdentifiantNational, personne: IdentifiantNational, des: Timestamp },
    /// Contact data were frozen, or given free where `gele` is false.
    Gel { agent: IdentifiantNational, personne: IdentifiantNational, gele: bool },
    /// A request about the person's own contact data entered a stage.
    DemandeGel { agent: IdentifiantNational, personne: IdentifiantNational, quoi: &'static str, etape: &'static str },
    /// An agent opened the list of these requests.
    DemandesGelLues { agent: IdentifiantNational, personnes: Vec<IdentifiantNational> },
}

const DOSSIER_LU: Mot = Mot {
    mot: "registry.file.read",
    dit: "An agent of the support opened the file of somebody: civil status, former ones, masked contact data, withdrawals.",
    champs: &["agent.id", "person.id"],
};
const RETRAIT: Mot = Mot {
    mot: "registry.activity.withdrawn",
    dit: "Two agents of the support took somebody out of service, from an instant on, until another one where there is one. Its motive stands with the proposal.",
    champs: &["agent.id", "cause", "from", "person.id", "until"],
};
const REPRISE: Mot = Mot {
    mot: "registry.activity.resumed",
    dit: "Two agents of the support lifted what kept somebody out of service, from an instant on.",
    champs: &["agent.id", "from", "person.id"],
};
const GEL: Mot = Mot {
    mot: "registry.contact.frozen",
    dit: "Two agents of the support froze the contact data of somebody, or gave them free where `frozen` is false.",
    champs: &["agent.id", "frozen", "person.id"],
};
const DEMANDE_GEL: Mot = Mot {
    mot: "registry.freeze_request.moved",
    dit: "A request to freeze one’s own contact data, or to lift it, was sent, granted or put aside. The agent is the person where it was sent.",
    champs: &["agent.id", "kind", "person.id", "stage"],
};
const DEMANDES_GEL_LUES: Mot = Mot {
    mot: "registry.freeze_request.read",
    dit: "An agent of the support opened the requests to freeze contact data.",
    champs: &["agent.id", "count", "people.id"],
};

/// In the order of their words.
pub const MOTS: [Mot; 6] = [REPRISE, RETRAIT, GEL, DOSSIER_LU, DEMANDE_GEL, DEMANDES_GEL_LUES];

impl Assistance {
    pub(crate) fn demande(agent: &IdentifiantNational, demande: &DemandeGel, etape: &'static str) -> Self {
        let (agent, personne) = (agent.clone(), demande.personne.clone());
        Self::DemandeGel { agent, personne, quoi: demande.quoi.as_str(), etape }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::DossierLu { .. } => DOSSIER_LU,
            Self::Retrait { .. } => RETRAIT,
            Self::Reprise { .. } => REPRISE,
            Self::Gel { .. } => GEL,
            Self::DemandeGel { .. } => DEMANDE_GEL,
            Self::DemandesGelLues { .. } => DEMANDES_GEL_LUES,
        }
    }

    /// The values of [`Mot::champs`], in the same order; instants in milliseconds.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::DossierLu { agent, personne } => vec![agent.to_string(), personne.to_string()],
            Self::Retrait { agent, personne, retrait } => vec![
                agent.to_string(),
                retrait.cause.as_str().to_owned(),
                retrait.debut.millis().to_string(),
                personne.to_string(),
                retrait.fin.map(|fin| fin.millis().to_string()).unwrap_or_default(),
            ],
            Self::Reprise { agent, personne, des } => {
                vec![agent.to_string(), des.millis().to_string(), personne.to_string()]
            }
            Self::Gel { agent, personne, gele } => vec![agent.to_string(), gele.to_string(), personne.to_string()],
            Self::DemandeGel { agent, personne, quoi, etape } => {
                vec![agent.to_string(), (*quoi).to_owned(), personne.to_string(), (*etape).to_owned()]
            }
            Self::DemandesGelLues { agent, personnes } => {
                vec![agent.to_string(), personnes.len().to_string(), nommees(personnes)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::QuoiGeler;
    use crate::retrait::Cause;

    // requirement: R09
    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word_and_words_stand_in_order() {
        let agent: IdentifiantNational = "3690990015/CPE00002".parse().unwrap();
        let (personne, le) = ("899900000011".parse().unwrap(), Timestamp::from_seconds(1));
        let retrait = Retrait { cause: Cause::Suspension, debut: le, fin: Some(le) };
        let demande = DemandeGel { personne: agent.clone(), quoi: QuoiGeler::Geler, motif: "perdu".to_owned(), le };
        let qui = |personne: &IdentifiantNational| (agent.clone(), personne.clone());
        let actes = [
            {
                let (agent, personne) = qui(&personne);
                Assistance::DossierLu { agent, personne }
            },
            {
                let (agent, personne) = qui(&personne);
                Assistance::Retrait { agent, personne, retrait }
            },
            {
                let (agent, personne) = qui(&personne);
                Assistance::Reprise { agent, personne, des: le }
            },
            {
                let (agent, personne) = qui(&personne);
                Assistance::Gel { agent, personne, gele: true }
            },
            Assistance::demande(&agent, &demande, "ENVOYEE"),
            Assistance::DemandesGelLues { agent: agent.clone(), personnes: vec![personne.clone()] },
        ];
        for acte in &actes {
            assert_eq!(acte.valeurs().len(), acte.mot().champs.len(), "{acte:?}");
            assert!(!acte.valeurs().contains(&"perdu".to_owned()));
        }
        assert!(MOTS.is_sorted_by_key(|mot| mot.mot) && actes.iter().all(|acte| MOTS.contains(&acte.mot())));
    }
}
