use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::{Correspondance, Fait};
use sante::{Finess, IdentifiantNational};

use crate::journal::{Acte, Dossier, Journal};
use crate::personne::{EtatCivil, Personne, PorteurDeCarte};
use crate::port::{Chantier, Ecritures, PortError, Registre};
use crate::source::Source;
use crate::structure::{CleStructure, GenreStructure, Structure};

/// A structure declares somebody who holds its card and has no RPPS number.
#[derive(Clone)]
pub struct Declaration {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
    journal: Arc<dyn Journal>,
}

/// What the structure says of its card holder.
#[derive(Clone, Debug)]
pub struct NouveauPorteur {
    /// `3FINESS/…` or `5SIRET/…`.
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
    /// M or MME.
    pub code_civilite: String,
    /// The structure that vouches for the person; its number is the one in the identifier.
    pub structure: annuaire::Structure,
    pub correspondance: Correspondance,
}

#[derive(Debug, thiserror::Error)]
pub enum DeclarationError {
    #[error("a card holder has an identifier of kind 3 or 5")]
    MauvaisIdentifiant,
    #[error("the structure is not the one of the identifier")]
    AutreStructure,
    #[error("somebody already has this identifier")]
    DejaConnu,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl DeclarationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MauvaisIdentifiant => "porteur_mauvais_identifiant",
            Self::AutreStructure => "porteur_autre_structure",
            Self::DejaConnu => "porteur_deja_connu",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::MauvaisIdentifiant => {
                "L'identifiant d'un porteur de carte commence par 3 et un FINESS, ou par 5 et un SIRET. Recopiez celui de la carte."
            }
            Self::AutreStructure => {
                "L'identifiant désigne une autre structure. Choisissez celle qui a délivré la carte."
            }
            Self::DejaConnu => "Cet identifiant est déjà pris. Ouvrez la fiche existante.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl Declaration {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>, journal: Arc<dyn Journal>) -> Self {
        Self { ambient, registre, journal }
    }

    /// Told to the journal before it is committed.
    pub async fn declarer_porteur(&self, nouveau: NouveauPorteur) -> Result<(), DeclarationError> {
        structure(&nouveau)?;
        let personne = nouveau.identifiant.clone();
        let mut chantier = self.registre.chantier().await?;
        let structure = inscrire_porteur(chantier.as_mut(), nouveau, self.ambient.now()).await?;
        let acte = Dossier::PorteurDeclare { personne, structure };
        self.journal.consigner(Acte::Dossier(acte)).await?;
        Ok(chantier.valider().await?)
    }
}

/// Inside a transaction, which tells the journal; the structure of the card.
pub(crate) async fn inscrire_porteur(
    chantier: &mut dyn Chantier,
    nouveau: NouveauPorteur,
    maintenant: Timestamp,
) -> Result<CleStructure, DeclarationError> {
    let structure = structure(&nouveau)?;
    if !chantier.connues(std::slice::from_ref(&nouveau.identifiant)).await?.is_empty() {
        return Err(DeclarationError::DejaConnu);
    }
    let connues = chantier.structures(std::slice::from_ref(&structure.cle)).await?;
    // an extraction names a legal entity by its number alone
    let a_ecrire = connues.values().all(|connue| connue.details.raison_sociale.is_empty());
    let cle = structure.cle.clone();
    chantier.ecrire(&ecritures(nouveau, structure, a_ecrire), maintenant).await?;
    Ok(cle)
}

/// A structure that the registry already knows keeps the details that its own source gave.
pub(crate) fn ecritures(nouveau: NouveauPorteur, structure: Structure, a_ecrire: bool) -> Ecritures {
    let identifiant = nouveau.identifiant;
    let etat_civil = EtatCivil {
        nom: nouveau.nom,
        prenoms: vec![nouveau.prenom],
        code_civilite: nouveau.code_civilite,
        code_sexe: String::new(),
        naissance: None,
        commune_naissance: String::new(),
        pays_naissance: String::new(),
        lieu_naissance: String::new(),
    };
    let porteur = PorteurDeCarte {
        identifiant: identifiant.clone(),
        source: Source::Portail,
        etat_civil,
        desactivation: None,
        retraits: Vec::new(),
        structure: structure.cle.clone(),
    };
    Ecritures {
        structures: if a_ecrire { vec![structure] } else { Vec::new() },
        personnes: vec![Personne::PorteurDeCarte(porteur)],
        correspondances: vec![(identifiant.clone(), nouveau.correspondance)],
        evenements: vec![(identifiant, Fait::PersonneInscrite)],
        ..Ecritures::default()
    }
}

fn structure(nouveau: &NouveauPorteur) -> Result<Structure, DeclarationError> {
    let details = nouveau.structure.clone();
    match &nouveau.identifiant {
        IdentifiantNational::Finess { finess, .. } if *finess.as_str() == details.finess_ej => {
            Ok(Structure { details, ..Structure::entite_juridique(finess) })
        }
        IdentifiantNational::Finess { finess, .. } if *finess.as_str() == details.finess => {
            Ok(entite_geographique(finess, details))
        }
        IdentifiantNational::Siret { siret, .. } if *siret.as_str() == details.siret => {
            let cle = CleStructure::from(format!("C{siret}").as_str());
            Ok(Structure { cle, genre: GenreStructure::HorsFiness, details })
        }
        IdentifiantNational::Finess { .. } | IdentifiantNational::Siret { .. } => Err(DeclarationError::AutreStructure),
        _ => Err(DeclarationError::MauvaisIdentifiant),
    }
}

fn entite_geographique(finess: &Finess, details: annuaire::Structure) -> Structure {
    Structure { cle: CleStructure::finess(finess), genre: GenreStructure::EntiteGeographique, details }
}
