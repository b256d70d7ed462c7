//! F101, in two steps: which structure, then who takes the card. The registry says what it knows of the structure between the two.

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::GenreStructure;
use registry_core::formulaire::{Situation, VersionConditions};
use registry_core::idempotence::CleIdempotence;

use super::{ADRESSE as MIENS, cadre, conditions, demandeur, montrer, saisie as lecture, vu};
use crate::acte::Acte;
use crate::causes;
use crate::envoi::{self, Champs};
use crate::formulaire::{Atelier, Champ, Choix, Remarque, Saisie};
use crate::lieu;
use crate::session::Qui;
use crate::visite::Visite;

pub const ADRESSE: &str = "/adhesion/nouvelle";

/// The step whose form arrives.
const ETAPE: &str = "etape";
const DIRECTION: &str = "direction";

/// `GET`: the first step, or what was typed before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return Redirect::to(MIENS).into_response() };
    let saisie = envoi::reprendre(&visite).await;
    match saisie.lire(ETAPE) {
        DIRECTION => avancer(&visite, &qui, &saisie, Vec::new()).await,
        _ => structure(&visite, &saisie, Vec::new()),
    }
}

/// `POST`: the first step leads to the second; the second sends.
pub async fn envoyer(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match envoi::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    if saisie.lire(ETAPE) != DIRECTION {
        // the key belongs to the step that does something
        return avancer(&visite, &qui, &saisie.sans_cle(), Vec::new()).await;
    }
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return avancer(&visite, &qui, &saisie.sans_cle(), Vec::new()).await;
    };
    let aujourd_hui = visite.portail.aujourd_hui();
    let nouveau = lecture::finess(&saisie).map_err(|une| vec![une]);
    let nouveau = nouveau.and_then(|finess| lecture::lire(&saisie, finess, aujourd_hui));
    let nouveau = match nouveau {
        Ok(nouveau) => nouveau,
        Err(remarques) => return avancer(&visite, &qui, &saisie, remarques).await,
    };
    let (adhesion, lui) = (&visite.portail.0.adhesion, demandeur(&qui));
    let envoi = match saisie.lire("formulaire") {
        "" => adhesion.envoyer(&lui, &cle, nouveau).await.map(drop),
        _ => {
            let (id, version) = vu(&saisie);
            adhesion.renvoyer(&lui, (&id, version), nouveau).await
        }
    };
    match envoi {
        Ok(()) => montrer(&visite, &qui, ("formulaire-envoye", Vec::new())).await,
        Err(cause) => avancer(&visite, &qui, &saisie, causes::remarques(&cause)).await,
    }
}

/// The first step: FINESS alone.
fn structure(visite: &Visite, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let acte = Acte { caches: caches(saisie, &["formulaire", "version"]), ..acte("adhesion-structure") };
    acte.page((visite, cadre(visite)), saisie, remarques, |atelier| {
        vec![atelier.bloc("adhesion-structure", vec![atelier.texte("finess")])]
    })
}

/// The second: with what is known of the structure, or back to the first with what is wrong of the number.
async fn avancer(visite: &Visite, qui: &Qui, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let finess = match lecture::finess(saisie) {
        Ok(finess) => finess,
        Err(remarque) => return structure(visite, saisie, vec![remarque]),
    };
    let situation = match visite.portail.0.adhesion.situer(&finess).await {
        Ok(situation) => situation,
        Err(cause) => return structure(visite, saisie, causes::remarques(&cause)),
    };
    let cadre = cadre(visite);
    let faits = faits(&cadre, &situation);
    let mut caches = caches(saisie, &["formulaire", "version", "finess"]);
    caches.push((ETAPE, DIRECTION.to_owned()));
    caches.push((lecture::VERSION, VersionConditions::EN_VIGUEUR.to_owned()));
    let mots = if situation.sous_contrat { "adhesion-succession" } else { "adhesion-direction" };
    let premiere = saisie.lire("courriel").is_empty() && remarques.is_empty();
    let saisie = match qui {
        Qui::FranceConnect(identite) if premiere => {
            saisie.clone().sans("courriel").avec("courriel", &identite.courriel)
        }
        _ => saisie.clone(),
    };
    let acte = Acte { caches, faits, ..acte(mots) };
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        let conditions = atelier.coche("conditions").vers(conditions::ADRESSE, atelier.cadre.t("conditions-lire"));
        vec![
            atelier.bloc("adhesion-contrat", contrat(atelier, &situation)),
            atelier.bloc("contact", vec![atelier.mien("courriel", "email"), atelier.mien("mobile", "tel")]),
            atelier.bloc("adhesion-conditions", vec![conditions]),
        ]
    })
}

const fn acte(mots: &'static str) -> Acte {
    Acte::nouveau(mots, ADRESSE, MIENS)
}

/// At which level, as what, and by which deed (CON-10, CON-16).
fn contrat(atelier: &Atelier<'_>, situation: &Situation) -> Vec<Champ> {
    let cadre = atelier.cadre;
    let eg = situation.structure.genre == GenreStructure::EntiteGeographique;
    let niveaux =
        if eg { vec![Choix::new("EG", cadre.t("niveau-eg"))] } else { vec![Choix::new("EJ", cadre.t("niveau-ej"))] };
    let qualites =
        ["representant", "nomination", "delegation"].map(|un| Choix::new(un, cadre.t(format!("qualite-{un}"))));
    vec![
        atelier.liste("niveau", niveaux),
        atelier.liste("qualite", qualites.into()),
        atelier.texte("acte_du"),
        atelier.texte("signataire"),
    ]
}

fn faits(cadre: &Cadre, situation: &Situation) -> Vec<(String, String)> {
    let Situation { structure, faits, etablissements, sous_contrat } = situation;
    let categorie = [&faits.libelle_categorie, &faits.libelle_statut].into_iter().find(|un| !un.is_empty());
    let contrat = if *sous_contrat { "adhesion-sous-contrat" } else { "adhesion-sans-contrat" };
    let lignes = [
        ("champ-structure-nommee", lieu::nom_ou_numero(structure)),
        ("champ-finess", structure.details.finess.clone()),
        ("champ-categorie", categorie.cloned().unwrap_or_default()),
        ("champ-entite", structure.details.finess_ej.clone()),
        ("champ-etablissements", etablissements.to_string()),
        ("champ-contrat", cadre.t(contrat)),
        ("champ-prix", cadre.t("adhesion-gratuit")),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

/// What the form carries along of what was typed.
fn caches(saisie: &Saisie, noms: &[&'static str]) -> Vec<(&'static str, String)> {
    let porte = |nom: &&'static str| (*nom, saisie.lire(nom).to_owned());
    noms.iter().map(porte).filter(|(_, valeur)| !valeur.is_empty()).collect()
}
