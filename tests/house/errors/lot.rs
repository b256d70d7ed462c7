use registry_core::lot::{Colonne, FichierRefuse, LotError};

use super::Entry;
use super::registre::told;

/// Files of people, as a whole: what does not hold in a line has the code of the same field in a form.
pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = lots().iter().map(|error| told(error.code(), &error.phrase())).collect();
    entries.extend(fichiers().iter().map(|refus| told(refus.code(), &refus.phrase())));
    entries
}

fn lots() -> Vec<LotError> {
    vec![
        LotError::Attestations(Vec::new()),
        LotError::TropDeFichiers(30),
        LotError::Inconnu,
        LotError::Perime,
        LotError::DejaLance,
        LotError::RienAFaire,
    ]
}

fn fichiers() -> Vec<FichierRefuse> {
    vec![
        FichierRefuse::Vide,
        FichierRefuse::TropLourd,
        FichierRefuse::TropDeLignes,
        FichierRefuse::Genre(registry_core::lot::AutreGenre::Inconnu),
        FichierRefuse::Chiffre,
        FichierRefuse::Gonfle,
        FichierRefuse::Abime("CAUSE".to_owned()),
        FichierRefuse::ColonnesManquantes(vec![Colonne::NomNaissance]),
        FichierRefuse::ColonneDouble(Colonne::NomNaissance, 1, 2),
        FichierRefuse::Entete,
    ]
}
