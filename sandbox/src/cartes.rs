//! The invented cards: made once, kept as PKCS#12 files for browsers and PEM files for programs.

use std::path::PathBuf;

use ambient::Ambient;
use igc::{Defaut, DemandeCarte, Genre, Igc, IgcError, Modele, Profession, Structure, TypeCle};
use serde::{Deserialize, Serialize};

use crate::dossier::{Dossier, DossierError};
use crate::population::{self, Moyen, Porteur};

/// The password of every PKCS#12 file: these cards protect nobody.
pub const MOT_DE_PASSE: &str = "caducee";

/// One card of the sandbox, as its manifest names it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carte {
    /// What it is there to show: `medecin`, `directrice`, `carte-revoquee`…
    pub qui: String,
    pub nom: String,
    pub identifiant: String,
    /// Of its authentication certificate: what the authority's door for oppositions takes.
    #[serde(default)]
    pub serie: String,
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

/// The cards of a folder that a sandbox has opened.
pub fn liste(data: &std::path::Path) -> Result<Vec<Carte>, CartesError> {
    let liste = std::fs::read(data.join(LISTE)).map_err(|cause| DossierError::Io { path: data.join(LISTE), cause })?;
    Ok(serde_json::from_slice(&liste)?)
}

/// The cards of the folder, made at first use.
pub fn ouvrir(igc: &Igc, dossier: &Dossier) -> Result<Vec<Carte>, CartesError> {
    if let Ok(liste) = std::fs::read(dossier.chemin(LISTE)) {
        return Ok(serde_json::from_slice(&liste)?);
    }
    let cartes = demandes()
        .into_iter()
        .map(|(qui, demande)| emettre(igc, dossier, qui, &demande))
        .collect::<Result<Vec<_>, _>>()?;
    dossier.ecrire(LISTE, &serde_json::to_vec_pretty(&cartes)?)?;
    Ok(cartes)
}

/// A new card for the same holder, with another key; the former certificate is stopped. `None`: nobody has this card.
pub fn renouveler(igc: &Igc, dossier: &Dossier, qui: &str) -> Result<Option<Carte>, CartesError> {
    let mut cartes: Vec<Carte> = ouvrir(igc, dossier)?;
    let place = cartes.iter().position(|carte| carte.qui == qui);
    let demande = demandes().into_iter().find(|(nom, _)| *nom == qui);
    let (Some(place), Some((_, demande))) = (place, demande) else { return Ok(None) };
    igc.opposer(&cartes[place].serie, igc::Raison::Remplacee)?;
    let nouvelle = emettre(igc, dossier, qui, &demande)?;
    cartes[place] = nouvelle.clone();
    dossier.ecrire(LISTE, &serde_json::to_vec_pretty(&cartes)?)?;
    Ok(Some(nouvelle))
}

/// The good ones (RSA as on most real cards, and P-256), then the bad ones that a person may meet.
fn demandes() -> Vec<(&'static str, DemandeCarte)> {
    let medecins = population::nommes().into_iter().filter(|personne| personne.moyen == Moyen::CarteCps);
    let cps = medecins.map(|medecin| {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        (medecin.cle, DemandeCarte::cps(medecin.identifiant.clone(), medecin.nom, medecin.prenom, profession))
    });
    let mut demandes = Vec::new();
    for (cle, demande) in cps {
        demandes.push((cle, demande.clone().avec_cle(TypeCle::Rsa2048)));
        for (qui, defaut) in DEFAUTS {
            demandes.push((qui, demande.clone().avec_defaut(defaut)));
        }
    }
    demandes.extend(population::porteurs().iter().map(de_structure));
    demandes
}

const DEFAUTS: [(&str, Defaut); 4] = [
    ("carte-expiree", Defaut::Expiree),
    ("carte-revoquee", Defaut::Revoquee),
    ("carte-signature", Defaut::Signature),
    ("carte-emetteur-inconnu", Defaut::EmetteurInconnu),
];

/// CPE of an establishment and CDE of its director, CPA of another employer.
fn de_structure(porteur: &Porteur) -> (&'static str, DemandeCarte) {
    let (nommee, employeur) = (&porteur.nommee, &porteur.employeur);
    let finess = employeur.est_finess();
    let structure = Structure {
        raison_sociale: employeur.raison_sociale.to_owned(),
        identifiant: format!("{}{}", if finess { '1' } else { '3' }, employeur.numero),
        departement: employeur.departement.to_owned(),
    };
    let directeur = nommee.identifiant.to_string().contains("/CPED");
    let modele = match (finess, directeur) {
        (true, true) => Modele::Cde,
        (true, false) => Modele::Cpe,
        (false, _) => Modele::Cpa,
    };
    let demande = DemandeCarte::cpe(nommee.identifiant.clone(), nommee.nom, nommee.prenom, structure);
    (nommee.cle, demande.avec_modele(modele))
}

fn emettre(igc: &Igc, dossier: &Dossier, qui: &str, demande: &DemandeCarte) -> Result<Carte, CartesError> {
    let carte = igc.carte(demande)?;
    let p12 = dossier.ecrire(&format!("cartes/{qui}.p12"), &carte.p12(MOT_DE_PASSE)?)?;
    let pem = dossier.ecrire(&format!("cartes/{qui}.pem"), format!("{}{}", carte.pem(), carte.cle_pem()).as_bytes())?;
    Ok(Carte {
        qui: qui.to_owned(),
        nom: format!("{} {}", demande.prenom, demande.nom),
        identifiant: demande.identifiant.to_string(),
        serie: carte.serie.clone(),
        p12,
        pem,
        mot_de_passe: MOT_DE_PASSE.to_owned(),
        defaut: demande.defaut,
    })
}

/// Writes the revocation lists as they are published now; the provider reads them again when they change.
pub fn ecrire_listes(igc: &Igc, dossier: &Dossier) -> Result<(), CartesError> {
    for role in Igc::PUBLIENT {
        let liste = igc.publiee(role, Genre::Complete)?;
        dossier.ecrire(&format!("listes/{}.crl", role.fichier()), &liste.der)?;
    }
    Ok(())
}

const RENOUVELLEMENT: std::time::Duration = std::time::Duration::from_secs(6 * 3_600);

/// Writes them again long before they end; never returns.
pub async fn renouveler_listes(igc: std::sync::Arc<Igc>, dossier: Dossier, ambient: Ambient) {
    loop {
        let ecrites = ambient.now();
        if let Err(error) = ecrire_listes(&igc, &dossier) {
            tracing::warn!(%error, "the revocation lists were not written");
        }
        // by the sandbox's clock, which may be put forward at any moment
        while ambient.now().since(ecrites) < RENOUVELLEMENT {
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        }
    }
}
