//! The people of the portal: declared, under contract, named. Done again after a cut, it changes nothing.

use registry_core::DeclarationError;
use registry_core::carte::{CarteError, ModeleCarte, NouvelleCarte};
use registry_core::habilitation::{HabilitationError, NouveauContrat, NouvelleDesignation, Perimetre, Titre};
use registry_core::idempotence::CleIdempotence;
use registry_server::Registry;
use sante::{Finess, IdentifiantNational};

use super::PREMIER_JOUR;
use crate::population::{ESTUAIRE, Porteur, TILLEULS, porteurs};

/// The establishment that has a gestionnaire of its own, at Les Tilleuls and elsewhere.
const IME: &str = "690990122";
const SERVICE_AUTONOMIE: &str = "440990216";

#[derive(Debug, thiserror::Error)]
pub enum GuichetError {
    #[error("the invented card holders were not declared: {0}")]
    Declaration(#[from] DeclarationError),
    #[error("the invented gestionnaires were not named: {0}")]
    Habilitation(#[from] HabilitationError),
    #[error("the invented card was not ordered: {0}")]
    Carte(#[from] CarteError),
    #[error("the invented {0} is not in the population")]
    Absente(&'static str),
}

pub async fn installer(registry: &Registry) -> Result<(), GuichetError> {
    let porteurs = porteurs();
    for porteur in &porteurs {
        match registry.declaration().declarer_porteur(porteur.declaration()).await {
            Ok(()) | Err(DeclarationError::DejaConnu) => {}
            Err(cause) => return Err(cause.into()),
        }
    }
    let qui = |cle: &'static str| identifiant(&porteurs, cle);
    let tilleuls = Perimetre::EntiteJuridique(finess(TILLEULS.numero));
    let estuaire = Perimetre::EntiteJuridique(finess(ESTUAIRE.numero));
    signer(registry, &tilleuls, qui("directrice")?).await?;
    signer(registry, &estuaire, qui("directrice-ailleurs")?).await?;
    for (agent, personne, perimetre) in [
        ("directrice", "gestionnaire", tilleuls.clone()),
        ("directrice", "gestionnaire-2", Perimetre::Etablissement(finess(IME))),
        ("directrice-ailleurs", "gestionnaire-ailleurs", Perimetre::Etablissement(finess(SERVICE_AUTONOMIE))),
        ("directrice", "technicien", tilleuls),
    ] {
        nommer(registry, qui(agent)?, (personne, qui(personne)?), perimetre).await?;
    }
    commander(registry, qui("directrice")?, qui("gestionnaire-2")?).await
}

/// A card on its way, for who looks at the list: it is made once the authority answers.
async fn commander(
    registry: &Registry,
    directrice: IdentifiantNational,
    collegue: IdentifiantNational,
) -> Result<(), GuichetError> {
    let Some(cartes) = registry.cartes() else { return Ok(()) };
    let cle = CleIdempotence::lue("bac-a-sable-carte-cpe").ok_or(GuichetError::Absente("gestionnaire-2"))?;
    let nouvelle = NouvelleCarte { modele: ModeleCarte::Cpe, structure: finess(TILLEULS.numero), porteur: collegue };
    Ok(cartes.commander(&directrice, &cle, nouvelle).await.map(drop)?)
}

async fn signer(
    registry: &Registry,
    perimetre: &Perimetre,
    representant: IdentifiantNational,
) -> Result<(), GuichetError> {
    let contrat = NouveauContrat {
        operateur: "bac-a-sable".to_owned(),
        perimetre: perimetre.clone(),
        representant,
        depuis: PREMIER_JOUR,
        jusque: None,
        etablissements: Vec::new(),
    };
    match registry.contrats().signer(contrat).await {
        Ok(_) | Err(HabilitationError::DejaSousContrat) => Ok(()),
        Err(cause) => Err(cause.into()),
    }
}

async fn nommer(
    registry: &Registry,
    agent: IdentifiantNational,
    (mot, personne): (&'static str, IdentifiantNational),
    perimetre: Perimetre,
) -> Result<(), GuichetError> {
    let titre = if mot == "technicien" { Titre::AdministrateurTechnique } else { Titre::Gestionnaire };
    let nouvelle =
        NouvelleDesignation { personne, titre, perimetre, depuis: PREMIER_JOUR, jusque: None, formation_suivie: true };
    let cle = CleIdempotence::lue(&format!("bac-a-sable-{mot}")).ok_or(GuichetError::Absente(mot))?;
    Ok(registry.designation().designer(&agent, &cle, nouvelle).await.map(drop)?)
}

fn identifiant(porteurs: &[Porteur], cle: &'static str) -> Result<IdentifiantNational, GuichetError> {
    let porteur = porteurs.iter().find(|porteur| porteur.nommee.cle == cle).ok_or(GuichetError::Absente(cle))?;
    Ok(porteur.nommee.identifiant.clone())
}

fn finess(numero: &str) -> Finess {
    numero.parse().expect("a constant with nine digits")
}
