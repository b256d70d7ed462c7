//! The professional's pages: what I asked for, and a new request (flow A).

pub mod formulaire;
pub mod retrait;
mod saisie;

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{Cadre, Icone, Page, heure};
use registry_core::demande::{Demande, Etape, Nature};
use registry_core::idempotence::{Auteur, CleIdempotence};

use crate::contextes::{Case, Etat, Lien, Ligne, PageListe};
use crate::envoi::{self, Champs};
use crate::erreur::{self, remarques};
use crate::formulaire::{Remarque, Saisie};
use crate::session::Qui;
use crate::visite::Visite;
use crate::{adhesion, lieux, moi, nomenclatures};

pub const NOUVELLE: &str = "/demande/nouvelle";

/// `GET /demande`: mine, newest first.
pub async fn miennes(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return Redirect::to("/").into_response() };
    match visite.portail.0.demandes.miennes(&auteur(&qui)).await {
        Ok(demandes) => liste(&visite, &demandes).await,
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `GET /demande/nouvelle`.
pub async fn nouvelle(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return Redirect::to("/").into_response() };
    let gardee = envoi::reprendre(&visite).await;
    let saisie = if gardee == Saisie::default() { saisie::premiere(&visite.portail, &qui) } else { gardee };
    formulaire::page(&visite, &qui, &saisie, (StatusCode::OK, Vec::new()))
}

/// `POST /demande/nouvelle`.
pub async fn envoyer(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match envoi::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let refuser = |remarques: Vec<Remarque>| {
        formulaire::page(&visite, &qui, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, remarques))
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return formulaire::page(&visite, &qui, &saisie.sans_cle(), (StatusCode::OK, Vec::new()));
    };
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let nouvelle = match saisie::lire(&qui, &saisie, listes) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return refuser(remarques),
    };
    match visite.portail.0.demandes.deposer(&cle, nouvelle).await {
        Ok(_) => Redirect::to("/demande").into_response(),
        Err(cause) => refuser(remarques(&cause)),
    }
}

fn auteur(qui: &Qui) -> Auteur {
    match qui {
        Qui::Caducee(personne) => Auteur::personne(&personne.identifiant),
        Qui::FranceConnect(identite) => Auteur::franceconnect(&identite.sujet),
    }
}

/// With the tabs of a space, for who has one.
pub fn cadre(visite: &Visite) -> Cadre {
    match &visite.qui {
        Some(Qui::Caducee(_)) => moi::cadre(visite, "/demande"),
        _ => adhesion::sans_espace(visite, "/demande"),
    }
}

async fn liste(visite: &Visite, demandes: &[Demande]) -> Response {
    let cadre = cadre(visite);
    let lieux = lieux::noms(&*visite.portail.0.demandes, demandes.iter().map(|une| &une.structure).collect()).await;
    let lieu = |une: &Demande| lieux.get(&une.structure).cloned().unwrap_or_default();
    let lignes = demandes.iter().map(|une| ligne(visite, &cadre, une, lieu(une))).collect();
    let nouvelle = Action { libelle: cadre.t("demande-nouvelle"), href: NOUVELLE.to_owned() };
    // one at a time: a second one waits for the decision on the first (ENR-08)
    let action = (!demandes.iter().any(Demande::ouverte)).then_some(nouvelle);
    let [titre, aide, vide] = ["titre", "aide", "vide"].map(|fin| cadre.t(format!("demandes-{fin}")));
    let colonne = cadre.t("colonne-lieu");
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let (question, nombre, suites) = (None, String::new(), Vec::new());
    Page::ok(PageListe { csrf, titre, aide, vide, action, question, nombre, colonne, lignes, suites, cadre })
        .into_response()
}

fn ligne(visite: &Visite, cadre: &Cadre, demande: &Demande, lieu: String) -> Ligne {
    let objet = &demande.dossier.objet;
    let (_, profession, role) = objet.resume();
    let (fonction, role) = intitule(visite, cadre, objet.nature(), (profession, role));
    let envoyee = heure::jour(demande.deposee_le, cadre.langue);
    Ligne {
        titre: lieu,
        cases: vec![
            Case { colonne: cadre.t("colonne-demande"), texte: fonction, sous: role },
            Case { colonne: cadre.t("colonne-envoyee"), texte: envoyee, sous: String::new() },
        ],
        etat: etat(cadre, &demande.etape),
        lien: demande.ouverte().then(|| Lien {
            mot: "retirer",
            entier: "retirer-nom",
            href: format!("{}/{}", retrait::ADRESSE, demande.id),
        }),
    }
}

/// Where it stands, and why: the reason that the mail tells is here too.
fn etat(cadre: &Cadre, etape: &Etape) -> Etat {
    let (mot, icone, ton) = match etape {
        Etape::Envoyee | Etape::AExaminer { .. } => ("etape-envoyee", Icone::Clock, "badge--accent"),
        Etape::Validee { .. } => ("etape-validee", Icone::Check, "badge--ok"),
        Etape::Rejetee { .. } => ("etape-rejetee", Icone::Cross, "badge--warn"),
        Etape::RefuseeParLeRegistre { .. } => ("etape-refusee", Icone::Cross, "badge--warn"),
        Etape::Retiree { .. } => ("etape-retiree", Icone::Back, ""),
    };
    let note = match etape {
        Etape::Rejetee { motif, commentaire, .. } => {
            let motif = cadre.t(format!("motif-{}", motif.code().to_lowercase()));
            if commentaire.is_empty() { motif } else { format!("{motif} : {commentaire}") }
        }
        Etape::RefuseeParLeRegistre { .. } => cadre.t("etape-refusee-note"),
        Etape::Envoyee | Etape::AExaminer { .. } => cadre.t("etape-envoyee-note"),
        Etape::Validee { .. } | Etape::Retiree { .. } => String::new(),
    };
    Etat { mot: cadre.t(mot), icone, ton, note }
}

/// « Aide-soignant », « Rôle : … »; of a change, what changes comes first: « Départ », « Aide-soignant. Rôle : … ».
pub fn intitule(visite: &Visite, cadre: &Cadre, objet: Nature, (profession, role): (&str, &str)) -> (String, String) {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let role = cadre.t1("demande-role", "role", nomenclatures::role(referentiel, role));
    let profession = nomenclatures::profession(referentiel, profession, le);
    match nature(cadre, objet) {
        None => (profession, role),
        Some(nature) => (nature, format!("{profession}. {role}")),
    }
}

/// What is asked of a place of work; `None`: the place itself.
pub fn nature(cadre: &Cadre, nature: Nature) -> Option<String> {
    let mot = match nature {
        Nature::Ouverture => return None,
        Nature::Modification => "nature-modification",
        Nature::Transfert => "nature-transfert",
        Nature::Fin => "nature-fin",
    };
    Some(cadre.t(mot))
}
