use sante::{Finess, IdentifiantNational, SituationId};

use crate::demande::DemandeId;
use crate::habilitation::{ContratId, HabilitationId};
use crate::idempotence::Auteur;
use crate::journal::{Mot, nommees};
use crate::profession_demandee::ProfessionDemandeeId;

/// What people do at the portal, each told before it is committed: an act without its row means that the commit failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Geste {
    ContratSigne {
        operateur: String,
        contrat: ContratId,
        representant: IdentifiantNational,
    },
    /// `accordee`, or taken back.
    Habilitation {
        agent: IdentifiantNational,
        habilitation: HabilitationId,
        personne: IdentifiantNational,
        accordee: bool,
    },
    /// A request entered the named stage.
    Demande {
        auteur: Auteur,
        demande: DemandeId,
        etape: &'static str,
    },
    DemandeLue {
        auteur: Auteur,
        demande: DemandeId,
    },
    /// A list of requests: exercise names, professions.
    DemandesListees {
        agent: IdentifiantNational,
        nombre: usize,
    },
    /// `quoi`: opened, changed, moved (the one that is left for another place), ended.
    Situation {
        agent: IdentifiantNational,
        personne: IdentifiantNational,
        situation: SituationId,
        quoi: &'static str,
    },
    FicheLue {
        agent: IdentifiantNational,
        personne: IdentifiantNational,
    },
    /// Whom a search named; what was looked for may be a name, and is not told.
    Recherche {
        agent: IdentifiantNational,
        personnes: Vec<IdentifiantNational>,
    },
    /// A page of the people of a place.
    EffectifLu {
        agent: IdentifiantNational,
        structure: Finess,
        personnes: Vec<IdentifiantNational>,
    },
    /// Who may act for the agent's structures.
    DroitsLus {
        agent: IdentifiantNational,
    },
    /// The request for a new profession entered the named stage.
    Profession {
        agent: IdentifiantNational,
        demande: ProfessionDemandeeId,
        etape: &'static str,
    },
    /// Requests for new professions were listed.
    ProfessionsLues {
        agent: IdentifiantNational,
        nombre: usize,
    },
    /// Somebody tried where they may not.
    Refus {
        agent: IdentifiantNational,
        structure: Finess,
        code: &'static str,
    },
}

const CONTRAT: Mot = Mot {
    mot: "registry.contract.signed",
    dit: "A contract of a structure was recorded, with its représentant légal.",
    champs: &["contract.id", "operator.name", "person.id"],
};
const HABILITATION: Mot = Mot {
    mot: "registry.right.written",
    dit: "A right to act for a structure was given, or taken back where `granted` is false.",
    champs: &["agent.id", "granted", "person.id", "right.id"],
};
const DEMANDE: Mot = Mot {
    mot: "registry.request.moved",
    dit: "A registration request entered a stage. An author named `fc:…` came through FranceConnect.",
    champs: &["author.id", "request.id", "stage"],
};
const DEMANDE_LUE: Mot = Mot {
    mot: "registry.request.read",
    dit: "Somebody opened a registration request: civil status and contact data left the registry.",
    champs: &["author.id", "request.id"],
};
const DEMANDES_LISTEES: Mot = Mot {
    mot: "registry.request.listed",
    dit: "An agent opened a list of registration requests: those to decide, or those that they decided.",
    champs: &["agent.id", "count"],
};
const SITUATION: Mot = Mot {
    mot: "registry.situation.written",
    dit: "A situation of practice was opened, changed, left for another place (`moved`) or ended at the portal.",
    champs: &["agent.id", "change", "person.id", "situation.id"],
};
const FICHE_LUE: Mot = Mot {
    mot: "registry.record.read",
    dit: "An agent opened what is not public of a person: dates, ended situations.",
    champs: &["agent.id", "person.id"],
};
const RECHERCHE: Mot = Mot {
    mot: "registry.people.searched",
    dit: "An agent looked for people by number or by name; who was named. The question is not kept.",
    champs: &["agent.id", "count", "people.id"],
};
const EFFECTIF_LU: Mot = Mot {
    mot: "registry.staff.read",
    dit: "An agent opened a page of the people of a place, with the dates of their situations.",
    champs: &["agent.id", "count", "people.id", "structure.id"],
};
const DROITS_LUS: Mot = Mot {
    mot: "registry.right.read",
    dit: "An agent opened the list of those who may act for their structures.",
    champs: &["agent.id"],
};
const PROFESSION: Mot = Mot {
    mot: "registry.profession.moved",
    dit: "A request for a new profession entered a stage.",
    champs: &["agent.id", "request.id", "stage"],
};
const PROFESSIONS_LUES: Mot = Mot {
    mot: "registry.profession.read",
    dit: "An agent opened the requests for new professions: of their structures, or all of them at the support.",
    champs: &["agent.id", "count"],
};
const REFUS: Mot = Mot {
    mot: "registry.agent.refused",
    dit: "An agent tried to act for a structure outside their rights.",
    champs: &["agent.id", "error.code", "structure.id"],
};

/// In the order of their words.
pub const MOTS: [Mot; 13] = [
    REFUS,
    CONTRAT,
    RECHERCHE,
    PROFESSION,
    PROFESSIONS_LUES,
    FICHE_LUE,
    DEMANDES_LISTEES,
    DEMANDE,
    DEMANDE_LUE,
    DROITS_LUS,
    HABILITATION,
    SITUATION,
    EFFECTIF_LU,
];

impl Geste {
    pub const fn mot(&self) -> Mot {
        match self {
            Self::ContratSigne { .. } => CONTRAT,
            Self::Habilitation { .. } => HABILITATION,
            Self::Demande { .. } => DEMANDE,
            Self::DemandeLue { .. } => DEMANDE_LUE,
            Self::DemandesListees { .. } => DEMANDES_LISTEES,
            Self::Situation { .. } => SITUATION,
            Self::FicheLue { .. } => FICHE_LUE,
            Self::Recherche { .. } => RECHERCHE,
            Self::EffectifLu { .. } => EFFECTIF_LU,
            Self::DroitsLus { .. } => DROITS_LUS,
            Self::Profession { .. } => PROFESSION,
            Self::ProfessionsLues { .. } => PROFESSIONS_LUES,
            Self::Refus { .. } => REFUS,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::ContratSigne { operateur, contrat, representant } => {
                vec![contrat.to_string(), operateur.clone(), representant.to_string()]
            }
            Self::Habilitation { agent, habilitation, personne, accordee } => {
                vec![agent.to_string(), accordee.to_string(), personne.to_string(), habilitation.to_string()]
            }
            Self::Demande { auteur, demande, etape } => {
                vec![auteur.as_str().to_owned(), demande.to_string(), (*etape).to_owned()]
            }
            Self::DemandeLue { auteur, demande } => vec![auteur.as_str().to_owned(), demande.to_string()],
            Self::Situation { agent, personne, situation, quoi } => {
                vec![agent.to_string(), (*quoi).to_owned(), personne.to_string(), situation.to_string()]
            }
            Self::FicheLue { agent, personne } => vec![agent.to_string(), personne.to_string()],
            Self::ProfessionsLues { agent, nombre } | Self::DemandesListees { agent, nombre } => {
                vec![agent.to_string(), nombre.to_string()]
            }
            Self::Recherche { agent, personnes } => {
                vec![agent.to_string(), personnes.len().to_string(), nommees(personnes)]
            }
            Self::EffectifLu { agent, structure, personnes } => {
                vec![agent.to_string(), personnes.len().to_string(), nommees(personnes), structure.to_string()]
            }
            Self::DroitsLus { agent } => vec![agent.to_string()],
            Self::Profession { agent, demande, etape } => {
                vec![agent.to_string(), demande.to_string(), (*etape).to_owned()]
            }
            Self::Refus { agent, structure, code } => {
                vec![agent.to_string(), (*code).to_owned(), structure.to_string()]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word() {
        let agent: IdentifiantNational = "3690990015/CPE00002".parse().unwrap();
        let personne: IdentifiantNational = "899900000011".parse().unwrap();
        let (auteur, demande) = (Auteur::personne(&agent), DemandeId::from("d"));
        let (contrat, habilitation) = (ContratId::from("c"), HabilitationId::from("h"));
        let situation = SituationId::from("s");
        let structure = "690990114".parse().unwrap();
        let gestes = [
            Geste::ContratSigne { operateur: "ans".to_owned(), contrat, representant: agent.clone() },
            Geste::Habilitation { agent: agent.clone(), habilitation, personne: personne.clone(), accordee: true },
            Geste::Demande { auteur: auteur.clone(), demande: demande.clone(), etape: "ENVOYEE" },
            Geste::DemandeLue { auteur, demande },
            Geste::Situation { agent: agent.clone(), personne: personne.clone(), situation, quoi: "ended" },
            Geste::FicheLue { agent: agent.clone(), personne: personne.clone() },
            Geste::Recherche { agent: agent.clone(), personnes: vec![personne.clone()] },
            Geste::ProfessionsLues { agent: agent.clone(), nombre: 3 },
            Geste::DemandesListees { agent: agent.clone(), nombre: 2 },
            Geste::DroitsLus { agent: agent.clone() },
            Geste::Profession { agent: agent.clone(), demande: ProfessionDemandeeId::from("p"), etape: "ENVOYEE" },
            Geste::EffectifLu {
                agent: agent.clone(),
                structure: "690990114".parse().unwrap(),
                personnes: vec![personne],
            },
            Geste::Refus { agent, structure, code: "structure_hors_perimetre" },
        ];
        for geste in gestes {
            assert_eq!(geste.valeurs().len(), geste.mot().champs.len(), "{geste:?}");
        }
    }
}
