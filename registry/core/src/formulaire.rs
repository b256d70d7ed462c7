//! Forms of structures, each on its way: F101 (the contract with the card of who directs, CDE, or that card alone for a successor)
//! and F301 (a first CPE). F502, the designation of who holds a card already, is an act done at once
//! ([`Designation`](crate::habilitation::Designation)). The ANS examines; docs/decisions/0042.

mod annonce;
mod conditions;
mod contenu;
mod decision;
mod direction;
mod envoi;
mod erreur;
mod etape;
mod examen;
mod identite;
mod lecture;
mod port;
mod rivales;
mod saisie;
mod sans_suite;

use ambient::Timestamp;

use crate::guichet::Guichet;
use crate::idempotence::Auteur;
use crate::journal::{Acte, AdhesionActe};
use crate::port::{Chantier, PortError};

pub use conditions::{ConditionsAcceptees, VersionConditions};
pub use contenu::{ActeNomination, Contenu, Nature, Objet, Qualite, Titulaire};
pub use decision::DecisionFormulaire;
pub use envoi::{NouveauFormulaire, Saisi};
pub use erreur::FormulaireError;
pub use etape::{CauseSansSuite, EtapeFormulaire, StadeFormulaire};
pub use identite::Demandeur;
pub use lecture::Situation;
pub use port::{Ecrits, Formulaires as FormulairesLus};
pub use sans_suite::SansSuite;

ambient::typed_id! {
    /// One form.
    pub struct FormulaireId;
}

/// A form, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formulaire {
    pub id: FormulaireId,
    /// Who filled it in.
    pub auteur: Auteur,
    pub contenu: Contenu,
    pub etape: EtapeFormulaire,
    /// Grows with each stage: whoever acts names the one that they saw.
    pub version: u32,
    pub envoye_le: Timestamp,
}

/// What is done with forms.
#[derive(Clone)]
pub struct Adhesion {
    guichet: Guichet,
    lus: std::sync::Arc<dyn FormulairesLus>,
}

impl Formulaire {
    /// At another stage. Of what is closed, nothing stays of how to reach somebody; of what was not accepted, nor who (COL-15).
    #[must_use]
    fn a(mut self, etape: EtapeFormulaire) -> Self {
        if !etape.ouvert() {
            self.contenu.oublier(matches!(etape, EtapeFormulaire::Accepte { .. }));
        }
        Self { etape, version: self.version + 1, ..self }
    }

    /// Two open forms cannot be about the same: one CDE a legal entity for one person, one first CPE.
    pub fn sujet(&self) -> String {
        self.contenu.sujet(&self.auteur)
    }
}

impl Adhesion {
    pub fn new(guichet: Guichet, lus: std::sync::Arc<dyn FormulairesLus>) -> Self {
        Self { guichet, lus }
    }

    /// Tells the journal, then commits.
    async fn clore(
        &self,
        mut chantier: Box<dyn Chantier>,
        (agent, formulaire): (&Auteur, &Formulaire),
    ) -> Result<(), PortError> {
        chantier.ecrire_formulaire(formulaire).await?;
        let acte = AdhesionActe::etape(agent, formulaire);
        self.guichet.journal.consigner(Acte::Adhesion(acte)).await?;
        chantier.valider().await
    }
}
