//! Two people may each ask for the contract of one structure. Once one has it, the others hear of it: what they may still ask for is
//! the place of who directs, and that is another form.

use super::{Adhesion, CauseSansSuite, EtapeFormulaire, Formulaire, FormulaireError, Nature};
use crate::habilitation::Perimetre;
use crate::port::Chantier;
use crate::structure::Structure;

impl Adhesion {
    /// Closes every other open form for a contract that this one leaves no room for, in its transaction.
    pub(super) async fn ecarter_les_rivales(
        &self,
        chantier: &mut dyn Chantier,
        (accepte, lieu): (&Formulaire, &Structure),
    ) -> Result<(), FormulaireError> {
        let mut numeros = vec![accepte.contenu.perimetre.finess().clone()];
        match &accepte.contenu.perimetre {
            Perimetre::EntiteJuridique(ej) => numeros.extend(chantier.etablissements(ej).await?),
            Perimetre::Etablissement(_) => numeros.extend(lieu.details.finess_ej.parse()),
        }
        let ouverts = chantier.formulaires_ouverts(&numeros).await?;
        let rivales = ouverts.into_iter().filter(|un| un.contenu.nature() == Nature::Adhesion && un.id != accepte.id);
        for rivale in rivales {
            let etape =
                EtapeFormulaire::SansSuite { le: self.guichet.maintenant(), cause: CauseSansSuite::ContratAccorde };
            self.laisser(chantier, rivale, etape).await?;
        }
        Ok(())
    }
}
