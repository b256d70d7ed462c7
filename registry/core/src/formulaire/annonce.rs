use sante::IdentifiantNational;

use super::{Adhesion, CauseSansSuite, EtapeFormulaire, Formulaire, Nature};
use crate::avis::{Avis, FormulaireDit, SuiteFormulaire, Sujet};
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

impl Adhesion {
    /// Whoever filled it in reads what became of it, in the transaction that writes it: who directs, where the form says; who ordered a
    /// CPE, where the registry knows. Who will hold the CPE hears of it once there is something to hold.
    pub(super) async fn annoncer(
        &self,
        chantier: &mut dyn Chantier,
        (formulaire, lieu): (&Formulaire, &Structure),
        etape: &EtapeFormulaire,
    ) -> Result<(), PortError> {
        let Some(suite) = suite(etape) else { return Ok(()) };
        let contenu = &formulaire.contenu;
        let titulaire = contenu.titulaire.prenom.clone();
        let dit = FormulaireDit { prenom: titulaire, lieu: nom(lieu), nature: contenu.nature(), suite };
        if dit.nature == Nature::Cpe && !matches!(dit.suite, SuiteFormulaire::Accepte { .. }) {
            return self.annoncer_a_l_auteur(chantier, (formulaire, lieu), dit).await;
        }
        let sujet = Sujet::Demande(formulaire.id.to_string());
        let courriel = Some(contenu.titulaire.courriel.clone()).filter(|courriel| !courriel.is_empty());
        self.guichet.ecrire_a(chantier, sujet, courriel, (lieu, Avis::Formulaire(Box::new(dit)))).await
    }
}

impl Adhesion {
    async fn annoncer_a_l_auteur(
        &self,
        chantier: &mut dyn Chantier,
        (formulaire, lieu): (&Formulaire, &Structure),
        dit: FormulaireDit,
    ) -> Result<(), PortError> {
        let Ok(auteur) = formulaire.auteur.as_str().parse::<IdentifiantNational>() else { return Ok(()) };
        let Some(connue) = chantier.connues(std::slice::from_ref(&auteur)).await?.pop() else { return Ok(()) };
        let prenom = connue.personne.etat_civil().prenom().to_owned();
        let avis = Avis::Formulaire(Box::new(FormulaireDit { prenom, ..dit }));
        self.guichet.avertir(chantier, &connue, lieu, avis).await
    }
}

fn suite(etape: &EtapeFormulaire) -> Option<SuiteFormulaire> {
    match etape {
        EtapeFormulaire::Accepte { porteur, .. } => Some(SuiteFormulaire::Accepte { porteur: porteur.clone() }),
        EtapeFormulaire::AReprendre { motif, .. } => Some(SuiteFormulaire::ARevoir { motif: motif.clone() }),
        EtapeFormulaire::Rejete { motif, .. } => Some(SuiteFormulaire::Rejete { motif: motif.clone() }),
        EtapeFormulaire::SansSuite { cause: CauseSansSuite::ContratTermine, .. } => Some(SuiteFormulaire::SansSuite),
        EtapeFormulaire::SansSuite { cause: CauseSansSuite::ContratAccorde, .. } => Some(SuiteFormulaire::Devance),
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
