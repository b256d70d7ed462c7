use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::Page;
use registry_core::demande::{Decision, Demande, DemandeError, DemandeId, Etape, Flux, Motif, Sujet, VueGestionnaire};
use registry_core::idempotence::CleIdempotence;
use sante::IdentifiantNational;

use super::{agent, cadre, enregistrement};
use crate::contextes::{Candidat, PageExamen};
use crate::envoi::{self, Champs};
use crate::erreur::{self, remarques};
use crate::formulaire::{Atelier, Champ, Choix, Remarque, Saisie, dans_l_ordre};
use crate::nomenclatures;
use crate::visite::Visite;

const RESSEMBLE: &str = "Quelqu’un lui ressemble. Dites si c’est l’une de ces personnes, ou aucune d’elles.";

/// `GET /bureau/demandes/{id}`.
pub async fn examiner(visite: Visite, Path(id): Path<String>) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match Examinee::ouvrir(&visite, &agent, &DemandeId::from(id)).await {
        Ok(examinee) => page(&visite, &examinee, &envoi::reprendre(&visite), (StatusCode::OK, Vec::new())),
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `POST /bureau/demandes/{id}`: validates, attaches or rejects.
pub async fn decider(visite: Visite, Path(id): Path<String>, champs: Champs) -> Response {
    let saisie = match envoi::recevoir(&visite, champs) {
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
    let decision = match decision(&saisie, candidats(&examinee.demande)) {
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
            enregistrement::fin(&visite, (&id, &vue), &examinee.avertissements)
        }
        Ok(vue) => enregistrement::fin(&visite, (&id, &vue), &[]),
        Err(cause) => refuser(remarques(&cause)),
    }
}

fn decision(saisie: &Saisie, candidats: &[IdentifiantNational]) -> Result<Decision, Remarque> {
    if saisie.lire("action") == "rejeter" {
        let phrase = "Choisissez un motif : la personne le lira.";
        let motif = Motif::lu(saisie.lire("motif")).ok_or_else(|| Remarque::sur("motif", phrase))?;
        return Ok(Decision::Rejeter { motif, commentaire: saisie.lire("commentaire").to_owned() });
    }
    let attestations = enregistrement::attestations(saisie);
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
    lieu: String,
    ressemblent: Vec<Candidat>,
    /// Sentences (ELI-06).
    avertissements: Vec<String>,
}

impl Examinee {
    async fn ouvrir(visite: &Visite, agent: &IdentifiantNational, id: &DemandeId) -> Result<Self, DemandeError> {
        let gestion = &visite.portail.0.gestion;
        let demande = gestion.ouvrir(agent, id).await?;
        let lieu = gestion.nom(&demande.structure).await;
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
        Ok(Self { demande, lieu, ressemblent, avertissements })
    }
}

fn candidats(demande: &Demande) -> &[IdentifiantNational] {
    match &demande.etape {
        Etape::AExaminer { candidats } => candidats,
        _ => &[],
    }
}

fn page(
    visite: &Visite,
    Examinee { demande, lieu, ressemblent, avertissements }: &Examinee,
    saisie: &Saisie,
    (statut, remarques): (StatusCode, Vec<Remarque>),
) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, "/bureau");
    let atelier = Atelier { cadre: &cadre, saisie, remarques: &remarques };
    let attestations = enregistrement::champs_attestations(&atelier, demande.flux == Flux::Professionnel);
    let motifs = Motif::TOUS.map(|motif| {
        let cle = format!("motif-{}", motif.code().to_lowercase());
        Choix::new(motif.code(), cadre.t(cle))
    });
    let rejet = vec![atelier.liste("motif", motifs.into()), atelier.long("commentaire")];
    let ici: Vec<_> = attestations.iter().chain(&rejet).map(|champ: &Champ| champ.nom.as_str()).collect();
    let remarques = dans_l_ordre(remarques.clone(), &[&["candidat"], &*ici].concat());
    let cle = match saisie.lire("cle") {
        "" => visite.portail.cle(),
        cle => cle.to_owned(),
    };
    let noms = &demande.dossier.situation.noms;
    let contexte = PageExamen {
        nom: format!("{} {}", noms.prenom, noms.nom),
        version: demande.version,
        adresse: format!("/bureau/demandes/{}", demande.id),
        faits: faits(visite, demande, lieu),
        ouverte: demande.ouverte(),
        avertissements: avertissements.clone(),
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

/// What the gestionnaire compares with what they know. No contact data: nothing of it is decided here (COL-12).
fn faits(visite: &Visite, demande: &Demande, lieu: &str) -> Vec<(&'static str, String)> {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let situation = &demande.dossier.situation;
    let mut faits = match &demande.dossier.sujet {
        Sujet::Connue(identifiant) => vec![("champ-numero", identifiant.to_string())],
        // decided: nothing is left of who it was
        Sujet::Oubliee(_) => Vec::new(),
        Sujet::Nouvelle { etat_civil, .. } => vec![
            ("champ-nom", etat_civil.nom.clone()),
            ("champ-prenoms", etat_civil.prenoms.join(", ")),
            (
                "champ-naissance",
                etat_civil.naissance.map(|jour| jour.strftime("%d/%m/%Y").to_string()).unwrap_or_default(),
            ),
            ("champ-lieu-naissance", etat_civil.lieu_naissance.clone()),
        ],
    };
    faits.extend([
        ("colonne-lieu", format!("{lieu} ({})", demande.structure)),
        ("champ-profession", nomenclatures::profession(referentiel, &situation.profession, le)),
        ("champ-role", nomenclatures::role(referentiel, &situation.role)),
        ("champ-debut", situation.debut.strftime("%d/%m/%Y").to_string()),
    ]);
    faits.extend(situation.fin.map(|fin| ("champ-fin", fin.strftime("%d/%m/%Y").to_string())));
    faits
}
