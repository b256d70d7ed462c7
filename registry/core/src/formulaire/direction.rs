//! F101: who asks to direct, and whether the contract comes with the card.

use super::{Adhesion, Contenu, Demandeur, FormulaireError, Objet, Qualite, Titulaire};
use crate::avis::SuiteDroit;
use crate::guichet::structure;
use crate::habilitation::{
    Habilitation, HabilitationError, HorsPerimetre, Perimetre, Titre, annoncer, concurrents, personne_morale, refus,
};
use crate::idempotence::Auteur;
use crate::meme_personne::{meme_personne, porte_le_nom};
use crate::periode::Periode;
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

impl Adhesion {
    /// Whether there is a contract makes it one form or the other (CON-06, CON-11).
    pub(super) async fn direction(
        &self,
        chantier: &mut dyn Chantier,
        (lui, perimetre, lieu): ((&Auteur, &Titulaire), &Perimetre, &Structure),
        qualite: Qualite,
    ) -> Result<Objet, FormulaireError> {
        let maintenant = self.guichet.maintenant();
        let contrats = concurrents(chantier, (perimetre, lieu), Periode::depuis(maintenant)).await?;
        let ici = |periode: Periode, niveau: &Perimetre| niveau == perimetre && periode.contient(maintenant);
        if contrats.iter().any(|contrat| ici(contrat.periode, &contrat.perimetre)) {
            self.nouveau_venu(chantier, perimetre, lui).await?;
            return Ok(Objet::Succession { qualite });
        }
        match refus(perimetre, &contrats) {
            Some(HabilitationError::DejaSousContrat) => return Err(FormulaireError::DejaSousContrat),
            Some(cause) => return Err(cause.into()),
            None => {}
        }
        let ej = lieu.details.finess_ej.parse().unwrap_or_else(|_| perimetre.finess().clone());
        personne_morale(chantier, &ej).await?;
        if matches!(perimetre, Perimetre::Etablissement(_)) && chantier.etablissements(&ej).await?.len() > 1 {
            return Err(HabilitationError::PlusieursEtablissements.into());
        }
        Ok(Objet::Adhesion { qualite })
    }

    /// One CDE a person for a legal entity (CON-12): by any of their identifiers, and by the name, which FranceConnect and the
    /// registry vouch for alike. Somebody of the same name asks the support.
    pub(super) async fn nouveau_venu(
        &self,
        chantier: &mut dyn Chantier,
        perimetre: &Perimetre,
        (auteur, titulaire): (&Auteur, &Titulaire),
    ) -> Result<(), FormulaireError> {
        for droit in self.representants(chantier, perimetre).await? {
            let connue = chantier.connues(std::slice::from_ref(&droit.personne)).await?.pop();
            let nomme =
                connue.is_some_and(|connue| porte_le_nom(&connue.personne, (&titulaire.nom, &titulaire.prenom)));
            let identifie = match auteur.as_str().parse() {
                Ok(lui) => meme_personne(chantier, &lui, &droit.personne).await?,
                Err(_) => false,
            };
            if nomme || identifie {
                return Err(FormulaireError::DejaRepresentant);
            }
        }
        Ok(())
    }

    /// Whoever represents the structure hears that somebody asks for their place, before the ANS answers.
    pub(super) async fn prevenir(&self, chantier: &mut dyn Chantier, contenu: &Contenu) -> Result<(), PortError> {
        let Some(lieu) = structure(chantier, contenu.perimetre.finess()).await? else { return Ok(()) };
        let Titulaire { prenom, nom, .. } = &contenu.titulaire;
        for droit in self.representants(chantier, &contenu.perimetre).await? {
            let suite = SuiteDroit::Convoite { par: format!("{prenom} {nom}") };
            annoncer(&self.guichet, chantier, (&droit, &lieu), suite).await?;
        }
        Ok(())
    }

    /// Those of today and those to come.
    async fn representants(
        &self,
        chantier: &mut dyn Chantier,
        perimetre: &Perimetre,
    ) -> Result<Vec<Habilitation>, PortError> {
        let maintenant = self.guichet.maintenant();
        let mut nommees = chantier.nommees(perimetre).await?;
        nommees
            .retain(|une| une.titre == Titre::RepresentantLegal && une.periode.fin.is_none_or(|fin| maintenant < fin));
        Ok(nommees)
    }
}

/// Names that somebody vouches for: FranceConnect, or the registry.
pub async fn titulaire(chantier: &mut dyn Chantier, demandeur: &Demandeur) -> Result<Titulaire, FormulaireError> {
    match demandeur {
        Demandeur::FranceConnect { nom, prenom, code_civilite, .. } => Ok(Titulaire {
            nom: nom.clone(),
            prenom: prenom.clone(),
            code_civilite: code_civilite.clone(),
            ..Titulaire::default()
        }),
        Demandeur::Connu(identifiant) => {
            let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
            let civil = connue.map(|connue| connue.personne.etat_civil().clone());
            let civil = civil.ok_or(HorsPerimetre::SansHabilitation)?;
            Ok(Titulaire {
                prenom: civil.prenom().to_owned(),
                nom: civil.nom,
                code_civilite: civil.code_civilite,
                ..Titulaire::default()
            })
        }
    }
}
