use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::Page;
use registry_core::demande::{Decision, Demande, DemandeError, DemandeId, Etape, Flux, Motif, Objet, VueGestionnaire};
use registry_core::idempotence::CleIdempotence;
use registry_core::nomenclature::Averti;
use sante::IdentifiantNational;

use super::faits::Faits;
use super::{agent, cadre, enregistrement};
use crate::contextes::{Candidat, PageExamen};
use crate::envoi::{self, Champs};
use crate::erreur::{self, remarques};
use crate::formulaire::{Atelier, Champ, Choix, Remarque, Saisie, dans_l_ordre};
use crate::parole::Parole;
use crate::visite::Visite;

/// What a decision that changes the registry is told with.
const VALIDEE: &str = "fin-validee";

const RESSEMBLE: &str = "remarque-candidat";

/// `GET /bureau/demandes/{id}`.
pub async fn examiner(visite: Visite, Path(id): Path<String>) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match Examinee::ouvrir(&visite, &agent, &DemandeId::from(id)).await {
        Ok(examinee) => page(&visite, &examinee, &envoi::reprendre(&visite).await, (StatusCode::OK, Vec::new())),
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `POST /bureau/demandes/{id}`: validates, attaches or rejects.
pub async fn decider(visite: Visite, Path(id): Path<String>, champs: Champs) -> Response {
    let saisie = match envoi::recevoir(&visite, champs).await {
        Ok((_, saisie)) => saisie,
        Err(reponse) => return *reponse,
    };
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let id = DemandeId::from(id);
    let examinee = match Examinee::ouvrir(&visite, &agent, &id).await {
        Ok(examinee) => examinee,
        Err(cause) => return erreur::page(&visite, &cause),
    };
    let refuser = |remarques| page(&visite, &examinee, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, remarques));
    let version = saisie.lire("version").parse().unwrap_or_default();
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &examinee, &saisie.sans_cle(), (StatusCode::OK, Vec::new()));
    };
    let decision = match decision(&saisie, &examinee.demande) {
        Ok(decision) => decision,
        Err(remarque) => return refuser(vec![remarque]),
    };
    match visite.portail.0.gestion.traiter(&agent, &cle, (&id, version), decision).await {
        // what was ticked stays while the question is answered
        Ok(VueGestionnaire::AExaminer { .. }) => match Examinee::ouvrir(&visite, &agent, &id).await {
            Ok(examinee) => {
                let remarque = Remarque::sur("candidat", RESSEMBLE);
                page(&visite, &examinee, &saisie.sans_cle(), (StatusCode::OK, vec![remarque]))
            }
            Err(cause) => erreur::page(&visite, &cause),
        },
        Ok(vue @ VueGestionnaire::Validee { .. }) => {
            enregistrement::fin(&visite, VALIDEE, (&id, &vue), &examinee.avertissements)
        }
        Ok(vue) => enregistrement::fin(&visite, VALIDEE, (&id, &vue), &[]),
        Err(cause) => refuser(remarques(&cause)),
    }
}

fn decision(saisie: &Saisie, demande: &Demande) -> Result<Decision, Remarque> {
    if saisie.lire("action") == "rejeter" {
        let motif = Motif::lu(saisie.lire("motif")).ok_or_else(|| Remarque::sur("motif", "remarque-motif"))?;
        return Ok(Decision::Rejeter { motif, commentaire: saisie.lire("commentaire").to_owned() });
    }
    if mise_a_jour(demande) {
        return Ok(Decision::MettreAJour { diplomes_verifies: saisie.cochee("diplomes_verifies") });
    }
    let (candidats, attestations) = (candidats(demande), enregistrement::attestations(saisie));
    let choisi = saisie.lire("candidat");
    if candidats.is_empty() || choisi == "aucun" {
        return Ok(Decision::Valider { attestations, distinctes: candidats.to_vec() });
    }
    let personne = candidats.iter().find(|candidat| candidat.to_string() == choisi);
    let personne = personne.ok_or_else(|| Remarque::sur("candidat", RESSEMBLE))?;
    Ok(Decision::Rattacher { attestations, personne: personne.clone() })
}

/// A request with what the page tells beside it.
struct Examinee {
    demande: Demande,
    faits: Faits,
    ressemblent: Vec<Candidat>,
    /// ELI-06.
    avertissements: Vec<Averti>,
}

impl Examinee {
    async fn ouvrir(visite: &Visite, agent: &IdentifiantNational, id: &DemandeId) -> Result<Self, DemandeError> {
        let gestion = &visite.portail.0.gestion;
        let demande = gestion.ouvrir(agent, id).await?;
        let faits = Faits::de(visite, &demande).await;
        let mut ressemblent = Vec::new();
        for candidat in candidats(&demande) {
            // what cannot be read is told by its number alone: the question stays
            let public = gestion.fiche(agent, candidat).await.ok();
            let premiere = public.as_ref().and_then(|fiche| fiche.situations.first());
            let nom = premiere.map(|vue| format!("{} {}", vue.noms.prenom, vue.noms.nom));
            let lieu = premiere.and_then(|vue| Some(vue.structure.as_ref()?.details.raison_sociale.clone()));
            ressemblent.push(Candidat {
                numero: candidat.to_string(),
                nom: nom.unwrap_or_default(),
                lieu: lieu.unwrap_or_default(),
            });
        }
        let avertissements = gestion.avertissements(&demande).await?;
        Ok(Self { demande, faits, ressemblent, avertissements })
    }
}

fn candidats(demande: &Demande) -> &[IdentifiantNational] {
    match &demande.etape {
        Etape::AExaminer { candidats } => candidats,
        _ => &[],
    }
}

fn mise_a_jour(demande: &Demande) -> bool {
    matches!(demande.dossier.objet, Objet::MiseAJour(_))
}

/// Somebody is registered or attached; of a change of what they have, another profession alone asks for something (ENR-18).
fn champs_attestations(atelier: &Atelier<'_>, demande: &Demande) -> Vec<Champ> {
    match &demande.dossier.objet {
        Objet::MiseAJour(voulu) if voulu.change_de_profession() => vec![atelier.coche("diplomes_verifies")],
        Objet::MiseAJour(_) => Vec::new(),
        Objet::Ouverture(_) => enregistrement::champs_attestations(atelier, demande.flux == Flux::Professionnel),
    }
}

fn champs_rejet(atelier: &Atelier<'_>) -> Vec<Champ> {
    let mut motifs = Motif::TOUS;
    // what is none of the others is read after them
    motifs.sort_by_key(|motif| *motif == Motif::Autre);
    let motifs = motifs.map(|motif| {
        let cle = format!("motif-{}", motif.code().to_lowercase());
        Choix::new(motif.code(), atelier.cadre.t(cle))
    });
    vec![atelier.liste("motif", motifs.into()), atelier.long("commentaire")]
}

fn page(
    visite: &Visite,
    Examinee { demande, faits, ressemblent, avertissements }: &Examinee,
    saisie: &Saisie,
    (statut, remarques): (StatusCode, Vec<Remarque>),
) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, "/bureau");
    let atelier = Atelier { cadre: &cadre, saisie, remarques: &remarques };
    let attestations = champs_attestations(&atelier, demande);
    let rejet = champs_rejet(&atelier);
    let ici: Vec<_> = attestations.iter().chain(&rejet).map(|champ: &Champ| champ.nom.as_str()).collect();
    let remarques = dans_l_ordre(remarques.clone(), &[&["candidat"], &*ici].concat());
    let cle = match saisie.lire("cle") {
        "" => visite.portail.cle(),
        cle => cle.to_owned(),
    };
    let (noms, ..) = demande.dossier.objet.resume();
    let contexte = PageExamen {
        nom: format!("{} {}", noms.prenom, noms.nom),
        version: demande.version,
        adresse: format!("/bureau/demandes/{}", demande.id),
        actuels: faits.actuels.clone(),
        faits: faits.demandes.clone(),
        mise_a_jour: mise_a_jour(demande),
        ouverte: demande.ouverte(),
        avertissements: avertissements.iter().map(|un| Parole::from(un).dire(&cadre)).collect(),
        candidats: ressemblent.clone(),
        candidat: saisie.lire("candidat").to_owned(),
        attestations,
        rejet,
        cle,
        csrf,
        remarques,
        cadre,
    };
    Page::new(statut, contexte).into_response()
}
