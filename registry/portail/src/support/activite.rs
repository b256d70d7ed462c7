//! Out of service, and back: suspension, striking off, death, end of practice; a second agent confirms (R05).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::retrait::{Cause, NouveauRetrait, NouvelleReprise};
use registry_core::support::{AgentSupport, SupportError};
use sante::IdentifiantNational;

use super::attente::{en_ligne, mesure};
use super::{ADRESSE as SUPPORT, agent, dossier, montrer, recevoir};
use crate::acte::Acte;
use crate::causes::Cause as _;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{bureau, causes, situation};

pub const ADRESSE: &str = "/support/activite";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    match (agent(&visite), dossier::personne(&saisie)) {
        (Ok(agent), Ok(personne)) => page(&visite, (&agent, &personne), &saisie, Vec::new()).await,
        (Ok(_), Err(_)) => Redirect::to(SUPPORT).into_response(),
        (Err(reponse), _) => *reponse,
    }
}

/// `POST`: shows the form, then proposes.
pub async fn proposer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let personne = match dossier::personne(&saisie) {
        Ok(personne) => personne,
        Err(remarque) => return montrer(&visite, &agent, "", (&saisie, vec![remarque])).await,
    };
    if saisie.lire("cle").is_empty() {
        return page(&visite, (&agent, &personne), &saisie, Vec::new()).await;
    }
    let assistance = &visite.portail.0.assistance;
    let proposee = if reprise(&saisie) {
        match nouvelle_reprise(&personne, &saisie) {
            Ok(nouvelle) => assistance.reprendre(&agent, nouvelle).await,
            Err(remarques) => return page(&visite, (&agent, &personne), &saisie, remarques).await,
        }
    } else {
        match nouveau_retrait(&personne, &saisie) {
            Ok(nouveau) => assistance.retirer(&agent, nouveau).await,
            Err(remarques) => return page(&visite, (&agent, &personne), &saisie, remarques).await,
        }
    };
    match proposee {
        Ok(_) => montrer(&visite, &agent, "support-proposee", (&Saisie::default(), Vec::new())).await,
        Err(cause) => page(&visite, (&agent, &personne), &saisie, causes::remarques(&cause)).await,
    }
}

fn reprise(saisie: &Saisie) -> bool {
    saisie.lire("quoi") == "reprise"
}

fn nouveau_retrait(personne: &IdentifiantNational, saisie: &Saisie) -> Result<NouveauRetrait, Vec<Remarque>> {
    let cause = Cause::lue(saisie.lire("cause"));
    let (effet, terme) = (situation::jour(saisie.lire("effet")), saisie.lire("terme"));
    let dernier_jour = situation::jour(terme);
    let objections = [
        cause.is_none().then(|| Remarque::sur("cause", "remarque-cause")),
        effet.is_none().then(|| Remarque::sur("effet", "remarque-effet")),
        (!terme.is_empty() && dernier_jour.is_none()).then(|| Remarque::sur("terme", "remarque-terme")),
    ];
    let mut objections: Vec<_> = objections.into_iter().flatten().collect();
    if !objections.is_empty() {
        objections.extend(sans_motif(saisie));
    }
    match (cause, effet, objections.is_empty()) {
        (Some(cause), Some(effet), true) => {
            let motif = saisie.lire("motif_correction").to_owned();
            Ok(NouveauRetrait { personne: personne.clone(), cause, effet, dernier_jour, motif })
        }
        _ => Err(objections),
    }
}

/// Said with what else is missing: nobody sends a form twice to hear of the next field.
fn sans_motif(saisie: &Saisie) -> Option<Remarque> {
    let manque = saisie.lire("motif_correction").trim().is_empty();
    manque.then(|| Remarque::sur("motif_correction", SupportError::SansMotif.parole()))
}

fn nouvelle_reprise(personne: &IdentifiantNational, saisie: &Saisie) -> Result<NouvelleReprise, Vec<Remarque>> {
    let jour = situation::jour(saisie.lire("reprise")).ok_or_else(|| {
        let jour = Remarque::sur("reprise", "remarque-reprise");
        std::iter::once(jour).chain(sans_motif(saisie)).collect::<Vec<_>>()
    })?;
    Ok(NouvelleReprise { personne: personne.clone(), jour, motif: saisie.lire("motif_correction").to_owned() })
}

async fn page(
    visite: &Visite,
    (agent, personne): (&AgentSupport, &IdentifiantNational),
    saisie: &Saisie,
    remarques: Vec<Remarque>,
) -> Response {
    let lu = match visite.portail.0.assistance.dossier(agent, personne).await {
        Ok(lu) => lu,
        Err(cause) => return montrer(visite, agent, "", (saisie, causes::remarques(&cause))).await,
    };
    let cadre = bureau::cadre(visite, SUPPORT);
    let mut faits = vec![
        (cadre.t("champ-numero"), personne.to_string()),
        (cadre.t("dossier-civil"), en_ligne(visite, lu.personne.etat_civil())),
    ];
    let maintenant = visite.portail.maintenant();
    let ouverts = lu.personne.retraits().iter().filter(|retrait| !retrait.fini(maintenant));
    faits.extend(ouverts.map(|retrait| (cadre.t("dossier-activite"), mesure(&cadre, retrait))));
    let mots = if reprise(saisie) { "reprise" } else { "retrait-service" };
    let quoi = if reprise(saisie) { "reprise" } else { "retrait" };
    let caches = vec![("personne", personne.to_string()), ("quoi", quoi.to_owned())];
    let acte = Acte { caches, faits, danger: quoi == "retrait", ..Acte::nouveau(mots, ADRESSE, SUPPORT) };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        let champs = if quoi == "reprise" {
            vec![atelier.texte("reprise")]
        } else {
            let causes = Cause::TOUTES.map(|cause| {
                Choix::new(cause.as_str(), atelier.cadre.t(format!("cause-{}", cause.as_str().to_lowercase())))
            });
            vec![atelier.liste("cause", causes.into()), atelier.texte("effet"), atelier.texte("terme")]
        };
        vec![
            atelier.bloc("activite", champs),
            atelier.bloc("motif-correction", vec![atelier.texte("motif_correction")]),
        ]
    })
}
