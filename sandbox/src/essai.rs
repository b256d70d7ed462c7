//! `try`: the main job without a browser. Activates an e-CPS, logs in to the demonstration service with it, then with a
//! card; as a relying party of its own it checks every signature, nonce and claim, without and with the scope `situation`.

mod cible;
mod erreur;
mod navigateur;
mod parcours;
mod partie;
mod telephone;
mod verification;

use std::time::Instant;

use ambient::Ambient;
use serde_json::{Value, json};

pub use cible::{Cible, Personne};
pub use erreur::EssaiError;

use navigateur::{Arrivee, Navigateur};
use parcours::{Moyen, Parcours};
use partie::Partie;
use telephone::Telephone;

/// Where `try`, as a relying party, is sent back to: nothing listens there, the address itself is what it wants.
pub const RETOUR: &str = "https://essai.localhost/retour";

/// Does everything on `cible`; gives the report and whether every check held.
pub async fn essayer(cible: &Cible, ambient: &Ambient) -> Result<(Value, bool), EssaiError> {
    let authority = std::fs::read(&cible.ca).map_err(|cause| EssaiError::fichier(&cible.ca, cause))?;
    let debut = Instant::now();
    let telephone = Telephone::activer(cible, &authority, ambient).await?;
    let activation = debut.elapsed().as_millis() as u64;
    let ecps = Parcours {
        navigateur: Navigateur::new(&authority, None)?,
        identifiant: cible.professionnel.identifiant.clone(),
        moyen: Moyen::Ecps(Box::new(telephone)),
    };
    let (mut ecps, ecps_tient) = moyen(cible, &ecps, ambient).await?;
    ecps["steps_ms"]["activation"] = json!(activation);
    let carte = std::fs::read(&cible.carte.pem).map_err(|cause| EssaiError::fichier(&cible.carte.pem, cause))?;
    let carte = Parcours {
        navigateur: Navigateur::new(&authority, Some(&carte))?,
        identifiant: cible.carte.identifiant.clone(),
        moyen: Moyen::Carte,
    };
    let (carte, carte_tient) = moyen(cible, &carte, ambient).await?;
    Ok((json!({ "ecps": ecps, "carte": carte }), ecps_tient && carte_tient))
}

/// One means: the demonstration service first (the person signs in), then twice as a relying party (single sign-on).
async fn moyen(cible: &Cible, parcours: &Parcours, ambient: &Ambient) -> Result<(Value, bool), EssaiError> {
    let debut = Instant::now();
    let dui = service(cible, parcours).await?;
    let duree = debut.elapsed().as_millis() as u64;
    let partie = Partie {
        issuer: cible.issuer.clone(),
        client_id: cible.client_id.clone(),
        client_secret: cible.client_secret.clone(),
        redirect_uri: RETOUR.to_owned(),
        ambient: ambient.clone(),
    };
    let (sans, sans_tient) = partie.connecter(parcours, false).await?;
    let (avec, avec_tient) = partie.connecter(parcours, true).await?;
    let meme = dui["userinfo"]["SubjectNameID"] == json!(parcours.identifiant);
    let report = json!({
        "dui": dui,
        "sans_situation": sans,
        "avec_situation": avec,
        "steps_ms": { "dui_login": duree },
    });
    Ok((report, sans_tient && avec_tient && meme))
}

/// Signs in to the demonstration service, and asks it what it was told.
async fn service(cible: &Cible, parcours: &Parcours) -> Result<Value, EssaiError> {
    let debut = cible.dui.join("connexion").map_err(|_| EssaiError::Suite(cible.dui.clone()))?;
    let retour = cible.dui.join("residents").map_err(|_| EssaiError::Suite(cible.dui.clone()))?;
    let arrivee = parcours.marcher(debut, retour.as_str()).await?;
    match parcours.navigateur.ouvrir(arrivee, "https://nulle-part.localhost").await? {
        Arrivee::Ecran(ecran) if ecran.html.contains("FICTIF") => {}
        Arrivee::Ecran(ecran) => return Err(EssaiError::Suite(ecran.url)),
        Arrivee::Attendue(url) => return Err(EssaiError::Suite(url)),
    }
    let moi = cible.dui.join("api/moi").map_err(|_| EssaiError::Suite(cible.dui.clone()))?;
    Ok(parcours.navigateur.http().get(moi).send().await?.error_for_status()?.json().await?)
}
