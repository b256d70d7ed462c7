use super::{Adhesion, EtapeFormulaire, Formulaire};
use crate::avis::{Avis, FormulaireDit, SuiteFormulaire, Sujet};
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

impl Adhesion {
    /// Whoever filled it in reads what became of it, where the form says; in the transaction that writes it. A CPE is told of to who
    /// will hold it only once there is something to hold.
    pub(super) async fn annoncer(
        &self,
        chantier: &mut dyn Chantier,
        (formulaire, lieu): (&Formulaire, &Structure),
        etape: &EtapeFormulaire,
    ) -> Result<(), PortError> {
        let Some(suite) = suite(etape) else { return Ok(()) };
        let contenu = &formulaire.contenu;
        let dit = FormulaireDit {
            prenom: contenu.titulaire.prenom.clone(),
            lieu: nom(lieu),
            nature: contenu.nature(),
            suite,
        };
        let sujet = Sujet::Demande(formulaire.id.to_string());
        let courriel = Some(contenu.titulaire.courriel.clone()).filter(|courriel| !courriel.is_empty());
        self.guichet.ecrire_a(chantier, sujet, courriel, (lieu, Avis::Formulaire(Box::new(dit)))).await
    }
}

fn suite(etape: &EtapeFormulaire) -> Option<SuiteFormulaire> {
    match etape {
        EtapeFormulaire::Accepte { porteur, .. } => Some(SuiteFormulaire::Accepte { porteur: porteur.clone() }),
        EtapeFormulaire::AReprendre { motif, .. } => Some(SuiteFormulaire::ARevoir { motif: motif.clone() }),
        EtapeFormulaire::Rejete { motif, .. } => Some(SuiteFormulaire::Rejete { motif: motif.clone() }),
        EtapeFormulaire::SansSuite { .. } => Some(SuiteFormulaire::SansSuite),
        EtapeFormulaire::Envoye | EtapeFormulaire::Retire { .. } => None,
    }
}

/// An extraction names a legal entity by its number alone.
fn nom(lieu: &Structure) -> String {
    match lieu.details.raison_sociale.as_str() {
        "" => format!("FINESS {}", lieu.details.finess),
        nom => nom.to_owned(),
    }
}
