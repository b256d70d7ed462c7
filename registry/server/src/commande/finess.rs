//! An extract of FINESS, as the operator takes it in.

use std::fmt::Write as _;

use registry_core::finess::{FinessImportError, RapportFiness};
use registry_server::{FichierDisque, Registry};

use super::{CommandeError, dire};
use crate::cli::FinessCommand;

pub async fn executer(registre: &Registry, commande: &FinessCommand) -> Result<(), CommandeError> {
    let FinessCommand::Importer { fichier, accepter } = commande;
    match registre.finess().importer(&FichierDisque(fichier.clone()), *accepter).await {
        Ok(rapport) => dire(&texte(&rapport)),
        Err(erreur) => {
            if let FinessImportError::Lignes(rapport) = &erreur {
                dire(&texte(rapport))?;
            }
            Err(erreur.into())
        }
    }
}

fn texte(rapport: &RapportFiness) -> String {
    let mut texte = format!(
        "{} lignes lues\nstructures : {} nouvelles, {} modifiées, {} inchangées\n",
        rapport.lignes, rapport.nouvelles, rapport.modifiees, rapport.inchangees
    );
    for deplacement in &rapport.deplacements {
        let (avant, apres) = (&deplacement.avant, &deplacement.apres);
        let _ = writeln!(texte, "{} change d'entité juridique : {avant}, puis {apres}", deplacement.etablissement);
    }
    if rapport.fautes > 0 {
        let _ = writeln!(texte, "Lignes illisibles : {}", rapport.fautes);
    }
    for faute in &rapport.premieres_fautes {
        let _ = writeln!(texte, "  ligne {}, {} : « {} » {}", faute.ligne, faute.titre, faute.valeur, faute.raison);
    }
    let tues = rapport.fautes.saturating_sub(rapport.premieres_fautes.len() as u64);
    if tues > 0 {
        let _ = writeln!(texte, "  et {tues} autres");
    }
    texte
}
