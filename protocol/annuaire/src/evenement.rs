use ambient::Timestamp;
use sante::{IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

/// The place of an event in the registry's order: strictly growing, no gap that a reader could wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Numero(pub i64);

/// One line of the ordered log: written in the transaction of the change that it tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evenement {
    pub numero: Numero,
    pub survenu: Timestamp,
    pub personne: IdentifiantNational,
    pub fait: Fait,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Fait {
    PersonneInscrite,
    /// Identity, exercises or the details of a structure: what a cache holds is stale.
    PersonneModifiee,
    PersonneDesactivee,
    PersonneReactivee,
    CorrespondanceModifiee,
    SituationOuverte {
        situation: SituationId,
    },
    SituationModifiee {
        situation: SituationId,
    },
    SituationTerminee {
        situation: SituationId,
        fin: Timestamp,
    },
}

/// A page of the log, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evenements {
    pub evenements: Vec<Evenement>,
    /// The last number of the whole log: the reader is up to date when its cursor equals it.
    pub dernier: Numero,
}
