//! Professions that structures ask for: the ANS hears its partners, then decides (ROL-09).

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::profession_demandee::{
    AvisSaisi, Partenaire, ProfessionDemandee, ProfessionError, StadeProfession, Suite, SuiteSaisie,
};
use registry_core::support::AgentSupport;

use super::{ADRESSE as SUPPORT, agent, recevoir};
use crate::acte::Acte;
use crate::bureau::cadre;
use crate::bureau::professions::vers;
use crate::envoi::{self, Champs};
use crate::filtre::{self, Adresse, Criteres};
use crate::formulaire::{Atelier, Champ, Choix, Remarque, Saisie};
use crate::grades::vue;
use crate::rubriques::{PageRubriques, Rang, repondre};
use crate::situation::jour;
use crate::visite::Visite;
use crate::{causes, profession};

pub const ADRESSE: &str = "/support/professions";

/// What waits for the ANS.
const A_DECIDER: Option<StadeProfession> = Some(StadeProfession::Relayee);

/// `GET /support/professions`: those that were relayed, and what was typed before the session ended.
pub async fn lister(visite: Visite, Query(adresse): Adresse) -> Response {
    let agent = match agent(&visite) {
        Ok(agent) => agent,
        Err(reponse) => return *reponse,
    };
    let gardee = envoi::reprendre(&visite).await;
    match gardee.lire("action") {
        "" => montrer(&visite, &agent, ("", &Saisie(adresse)), Vec::new()).await,
        _ => acte(&visite, &agent, &gardee.sans_cle(), Vec::new()).await,
    }
}

/// `POST`: filters the list, opens the form of an act, or does it.
pub async fn avancer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let action = saisie.lire("action");
    if !["relayer", "avis", "retenir", "ecarter"].contains(&action) {
        return vers(&filtre::professions(&saisie, A_DECIDER), ADRESSE);
    }
    if action != "relayer" && saisie.lire("cle").is_empty() {
        return acte(&visite, &agent, &saisie, Vec::new()).await;
    }
    match faire(&visite, &agent, &saisie).await {
        Ok(()) => montrer(&visite, &agent, ("professions-suivie", &Saisie::default()), Vec::new()).await,
        Err(cause) if cause.objections().is_empty() => {
            montrer(&visite, &agent, ("", &Saisie::default()), causes::remarques(&cause)).await
        }
        Err(cause) => acte(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

async fn faire(visite: &Visite, agent: &AgentSupport, saisie: &Saisie) -> Result<(), ProfessionError> {
    let (id, version) = vue(saisie);
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    let (support, commentaire) = (&visite.portail.0.support, texte("commentaire"));
    let suite = match saisie.lire("action") {
        "avis" => {
            let partenaire = Partenaire::lu(saisie.lire("partenaire"));
            let avis = AvisSaisi { partenaire, rendu_le: jour(saisie.lire("rendu_le")), texte: texte("avis") };
            return support.recueillir(agent, (&id, version), &avis).await;
        }
        "relayer" => Suite::Relayer,
        "ecarter" => Suite::Ecarter { commentaire },
        _ => {
            let (code, libelle) = (texte("code_profession"), texte("libelle"));
            Suite::Retenir { saisie: SuiteSaisie { code, libelle, du: jour(saisie.lire("premier_jour")) }, commentaire }
        }
    };
    support.avancer(agent, (&id, version), suite).await
}

async fn montrer(
    visite: &Visite,
    agent: &AgentSupport,
    (fait, saisie): (&str, &Saisie),
    remarques: Vec<Remarque>,
) -> Response {
    let (filtre, apres) = (filtre::professions(saisie, A_DECIDER), filtre::repere(saisie));
    let demandees = match visite.portail.0.support.professions(agent, &filtre, apres.as_ref()).await {
        Ok(demandees) => demandees,
        Err(cause) => return causes::page(visite, &cause, SUPPORT),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "support-professions") else {
        return Redirect::to("/").into_response();
    };
    let posee = Criteres::de_professions(&filtre).saisie();
    page.demander((ADRESSE, "filtre-envoyer"), (&posee, remarques), |atelier| {
        atelier.bloc("filtre", profession::champs(atelier, &[]))
    });
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    let lieux = profession::lieux(visite, &demandees.lignes).await;
    let nom = |une: &ProfessionDemandee| lieux.get(&une.structure).map_or("", String::as_str);
    let rangs = demandees.lignes.iter().map(|une| rang(visite, &page, une, nom(une))).collect();
    let vide = if filtre.stade == A_DECIDER { "support-professions-vide" } else { "filtre-vide" };
    let suite = demandees.suite.map(|suite| suite.to_string());
    profession::liste(&mut page, (ADRESSE, vide), &filtre, (rangs, demandees.nombre, (apres.is_some(), suite)));
    repondre(Some(page))
}

fn rang(visite: &Visite, page: &PageRubriques, demandee: &ProfessionDemandee, lieu: &str) -> Rang {
    let mut rang = profession::rang(visite, &page.cadre, demandee, lieu);
    let geste = |action| profession::geste(&page.cadre, demandee, (ADRESSE, action));
    let (grades, _) = visite.portail.0.professions.relais_de(&demandee.structure);
    rang.gestes = match demandee.etape.stade() {
        // nobody else does
        StadeProfession::Envoyee if grades.is_empty() => vec![geste("relayer")],
        StadeProfession::Relayee => vec![geste("avis"), geste("retenir"), geste("ecarter").dangereux()],
        _ => Vec::new(),
    };
    rang
}

/// What the act is about, and what is asked before it is done.
async fn acte(visite: &Visite, agent: &AgentSupport, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let (id, _) = vue(saisie);
    let demandee = match visite.portail.0.support.ouvrir_profession(agent, &id).await {
        Ok(demandee) => demandee,
        Err(cause) => return causes::page(visite, &cause, ADRESSE),
    };
    let mots = match saisie.lire("action") {
        "avis" => "avis",
        "ecarter" => "ecarter",
        _ => "retenir",
    };
    // as the structure calls it, until the list calls it otherwise
    let mut saisie = saisie.clone();
    if mots == "retenir" && saisie.lire("cle").is_empty() {
        saisie = saisie.sans("libelle").avec("libelle", &demandee.libelle);
    }
    let cadre = cadre(visite, ADRESSE);
    let acte = profession::acte((visite, &cadre), &demandee, &saisie, (mots, ADRESSE)).await;
    let acte = Acte { danger: mots == "ecarter", ..acte };
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        vec![atelier.bloc(if mots == "avis" { "avis" } else { "decision" }, champs(atelier, mots))]
    })
}

fn champs(atelier: &Atelier<'_>, mots: &str) -> Vec<Champ> {
    match mots {
        "avis" => {
            let choix = Partenaire::TOUS.map(|partenaire| Choix::new(partenaire.sigle(), partenaire.sigle()));
            vec![atelier.liste("partenaire", choix.into()), atelier.texte("rendu_le"), atelier.long("avis")]
        }
        "ecarter" => vec![atelier.long("commentaire")],
        _ => vec![
            atelier.texte("code_profession"),
            atelier.texte("libelle"),
            atelier.texte("premier_jour"),
            atelier.long("commentaire"),
        ],
    }
}
