//! The invented cards: made once, kept as PKCS#12 files for browsers and PEM files for programs.

use std::path::PathBuf;

use ambient::{Ambient, Timestamp};
use igc::{Defaut, DemandeCarte, Igc, IgcError, Profession, Structure, TypeCle};
use serde::{Deserialize, Serialize};

use crate::dossier::{Dossier, DossierError};
use crate::personnes::Personnes;

/// The password of every PKCS#12 file: these cards protect nobody.
pub const MOT_DE_PASSE: &str = "caducee";

/// One card of the sandbox, as its manifest names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carte {
    /// What it is there to show: `medecin`, `directrice`, `carte-revoquee`…
    pub qui: String,
    pub nom: String,
    pub identifiant: String,
    pub p12: PathBuf,
    pub pem: PathBuf,
    pub mot_de_passe: String,
    /// What is wrong with it, when something is.
    pub defaut: Option<Defaut>,
}

#[derive(Debug, thiserror::Error)]
pub enum CartesError {
    #[error("the card authority: {0}")]
    Igc(#[from] IgcError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error("the list of cards cannot be read: {0}")]
    Liste(#[from] serde_json::Error),
}

const LISTE: &str = "cartes/cartes.json";

/// The cards of the folder, made at first use.
pub fn ouvrir(igc: &Igc, dossier: &Dossier, personnes: &Personnes) -> Result<Vec<Carte>, CartesError> {
    if let Ok(liste) = std::fs::read(dossier.chemin(LISTE)) {
        return Ok(serde_json::from_slice(&liste)?);
    }
    let cartes = demandes(personnes)
        .into_iter()
        .map(|(qui, demande)| emettre(igc, dossier, qui, &demande))
        .collect::<Result<Vec<_>, _>>()?;
    dossier.ecrire(LISTE, &serde_json::to_vec_pretty(&cartes)?)?;
    Ok(cartes)
}

/// The good ones (RSA as on most real cards, and P-256), then the bad ones that a person may meet.
fn demandes(personnes: &Personnes) -> Vec<(&'static str, DemandeCarte)> {
    let medecin = &personnes.medecin;
    let directrice = &personnes.directrice;
    let cps = || {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        DemandeCarte::cps(medecin.identifiant.clone(), &medecin.nom, &medecin.prenom, profession)
    };
    let structure = Structure {
        raison_sociale: directrice.structure.clone(),
        identifiant: format!("1{}", directrice.finess),
        departement: "Rhône (69)".to_owned(),
    };
    let cpe = DemandeCarte::cpe(directrice.identifiant.clone(), &directrice.nom, &directrice.prenom, structure);
    vec![
        ("medecin", cps().avec_cle(TypeCle::Rsa2048)),
        ("directrice", cpe),
        ("carte-expiree", cps().avec_defaut(Defaut::Expiree)),
        ("carte-revoquee", cps().avec_defaut(Defaut::Revoquee)),
        ("carte-signature", cps().avec_defaut(Defaut::Signature)),
        ("carte-emetteur-inconnu", cps().avec_defaut(Defaut::EmetteurInconnu)),
    ]
}

fn emettre(igc: &Igc, dossier: &Dossier, qui: &str, demande: &DemandeCarte) -> Result<Carte, CartesError> {
    let carte = igc.carte(demande)?;
    let p12 = dossier.ecrire(&format!("cartes/{qui}.p12"), &carte.p12(MOT_DE_PASSE)?)?;
    let pem = dossier.ecrire(&format!("cartes/{qui}.pem"), format!("{}{}", carte.pem(), carte.cle_pem()).as_bytes())?;
    Ok(Carte {
        qui: qui.to_owned(),
        nom: format!("{} {}", demande.prenom, demande.nom),
        identifiant: demande.identifiant.to_string(),
        p12,
        pem,
        mot_de_passe: MOT_DE_PASSE.to_owned(),
        defaut: demande.defaut,
    })
}

/// Writes the revocation lists as of now; the provider reads them again when they change.
pub fn ecrire_listes(igc: &Igc, dossier: &Dossier, now: Timestamp) -> Result<Vec<PathBuf>, CartesError> {
    let listes = igc.crls(now)?;
    listes
        .iter()
        .map(|liste| Ok(dossier.ecrire(&format!("listes/{}.crl", liste.autorite.fichier()), &liste.der)?))
        .collect()
}

/// Writes them again long before they end; never returns.
pub async fn renouveler_listes(igc: std::sync::Arc<Igc>, dossier: Dossier, ambient: Ambient) {
    let mut chaque = tokio::time::interval(std::time::Duration::from_secs(6 * 3_600));
    loop {
        chaque.tick().await;
        if let Err(error) = ecrire_listes(&igc, &dossier, ambient.now()) {
            tracing::warn!(%error, "the revocation lists were not written");
        }
    }
}
