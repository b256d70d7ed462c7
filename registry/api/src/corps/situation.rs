use registry_core::demande::{NouvelleInscription, Voulue};
use registry_core::situation_acte::{
    FinVoulue, Modification, Noms, NouvelleSituation, QuandFinir, SituationDemandee, Transfert,
};
use sante::IdentifiantNational;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AttestationsSaisies, Civilite, Code, ContactJson, Finess, IdentiteJson, Jour, Nom};

/// A role in a place for a period (COL-13, COL-14).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SituationDemandee)]
pub struct SituationJson {
    nom_exercice: Nom,
    prenom_exercice: Nom,
    civilite_exercice: Option<Civilite>,
    /// TRE_R85: what the person is.
    profession: Code,
    /// TRE_R22: what the person does there.
    role: Code,
    debut: Jour,
    /// The last day, included.
    fin: Option<Jour>,
}

/// Somebody new, by a gestionnaire alone (flow B).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Inscription {
    /// The establishment where the person works.
    structure: Finess,
    identite: IdentiteJson,
    contact: ContactJson,
    situation: SituationJson,
    attestations: AttestationsSaisies,
}

/// One more place of work for somebody who has a number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ajout {
    /// An establishment.
    structure: Finess,
    situation: SituationJson,
    attestations: AttestationsSaisies,
}

/// One more place of work, asked for by the person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandeSaisie {
    /// The establishment that decides.
    pub structure: Finess,
    pub situation: SituationJson,
}

/// Another establishment, and what is done there from its first day on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransfertSaisi {
    structure: Finess,
    situation: SituationJson,
    /// The diplomas were checked: of a profession that is not the present one it is asked (ENR-18).
    #[serde(default)]
    pub diplomes_verifies: bool,
}

impl From<TransfertSaisi> for Transfert {
    fn from(saisi: TransfertSaisi) -> Self {
        Self { structure: saisi.structure.0, situation: saisi.situation.into() }
    }
}

/// The situation as it should be from now on, whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Modification)]
pub struct ModificationJson {
    nom_exercice: Nom,
    prenom_exercice: Nom,
    civilite_exercice: Option<Civilite>,
    profession: Code,
    role: Code,
    /// Absent: not known, as an extraction leaves it.
    debut: Option<Jour>,
    /// The last day, included.
    fin: Option<Jour>,
    /// The diplomas were checked: of a profession that is not the present one a gestionnaire is asked (ENR-18). Who asks for
    /// a change of their own situation declares nothing: it is not read there.
    #[serde(default)]
    pub diplomes_verifies: bool,
}

/// When a situation stops.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Fin)]
pub struct FinJson {
    /// The last day, included; absent: at once.
    dernier_jour: Option<Jour>,
    /// JDV_J92: DCD, RS, CHA…
    motif_fin: Option<Code>,
}

/// A last day, announced by the person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinDemandee {
    /// Included.
    dernier_jour: Jour,
    /// JDV_J92: DCD, RS, CHA…
    motif_fin: Option<Code>,
}

impl From<FinDemandee> for Voulue {
    fn from(fin: FinDemandee) -> Self {
        let motif = fin.motif_fin.map(|motif| motif.0).unwrap_or_default();
        Self::Fin { dernier_jour: fin.dernier_jour.0, motif }
    }
}

fn noms((nom, prenom): (Nom, Nom), civilite: Option<Civilite>) -> Noms {
    let code_civilite = civilite.map(|civilite| civilite.0).unwrap_or_default();
    Noms { code_civilite, nom: nom.0, prenom: prenom.0 }
}

impl From<SituationJson> for SituationDemandee {
    fn from(situation: SituationJson) -> Self {
        Self {
            noms: noms((situation.nom_exercice, situation.prenom_exercice), situation.civilite_exercice),
            profession: situation.profession.0,
            role: situation.role.0,
            debut: situation.debut.0,
            fin: situation.fin.map(|jour| jour.0),
        }
    }
}

impl From<Inscription> for NouvelleInscription {
    fn from(inscription: Inscription) -> Self {
        Self {
            structure: inscription.structure.0,
            identite: inscription.identite.into(),
            contact: inscription.contact.into(),
            situation: inscription.situation.into(),
            attestations: inscription.attestations.into(),
        }
    }
}

impl Ajout {
    pub fn pour(self, personne: IdentifiantNational) -> NouvelleSituation {
        NouvelleSituation {
            personne,
            structure: self.structure.0,
            situation: self.situation.into(),
            attestations: self.attestations.into(),
        }
    }
}

impl From<ModificationJson> for Modification {
    fn from(voulue: ModificationJson) -> Self {
        Self {
            noms: noms((voulue.nom_exercice, voulue.prenom_exercice), voulue.civilite_exercice),
            profession: voulue.profession.0,
            role: voulue.role.0,
            debut: voulue.debut.map(|jour| jour.0),
            fin: voulue.fin.map(|jour| jour.0),
        }
    }
}

impl From<FinJson> for FinVoulue {
    fn from(fin: FinJson) -> Self {
        let quand = fin.dernier_jour.map_or(QuandFinir::Maintenant, |jour| QuandFinir::Apres(jour.0));
        Self { quand, motif: fin.motif_fin.map(|motif| motif.0).unwrap_or_default() }
    }
}
