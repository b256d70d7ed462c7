//! Requests to decide, and those that I decided: page by page, by establishment, stage and name.

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::erreur::Action;
use pages::{Cadre, Icone, Page, heure};
use registry_core::demande::{DemandeError, DemandeVue, FiltreDemandes, Stade, VueGestionnaire};
use registry_core::page::Page as Lignes;
use sante::IdentifiantNational;

use super::{ADRESSE, ENREGISTRER, HISTORIQUE, agent, cadre, recevoir};
use crate::contextes::{Case, Etat, Lien, Ligne, PageListe};
use crate::envoi::{self, Champs};
use crate::filtre::{self, Adresse, Criteres, NOM};
use crate::formulaire::{Atelier, Bloc, Saisie};
use crate::rubriques::Question;
use crate::visite::Visite;
use crate::{demande, erreur, lieux};

/// One of the two lists.
struct Liste {
    mots: &'static str,
    adresse: &'static str,
    /// The stages that its requests may have.
    stades: &'static [Stade],
}

const A_DECIDER: Liste = Liste { mots: "bureau", adresse: ADRESSE, stades: &Stade::OUVERTS };
const DECIDEES: Liste = Liste { mots: "historique", adresse: HISTORIQUE, stades: &Stade::TOUS };

/// As many lines are read at a glance: more are looked through.
const COUP_D_OEIL: u32 = 10;

/// `GET /bureau`: what waits for a decision.
pub async fn demandes(visite: Visite, Query(adresse): Adresse) -> Response {
    lire(&visite, &A_DECIDER, Saisie(adresse)).await
}

/// `POST /bureau`: what is looked for there.
pub async fn filtrer_demandes(visite: Visite, champs: Champs) -> Response {
    filtrer(&visite, &A_DECIDER, champs).await
}

/// `GET /bureau/historique`: mine, never a colleague's (GES-20).
pub async fn historique(visite: Visite, Query(adresse): Adresse) -> Response {
    lire(&visite, &DECIDEES, Saisie(adresse)).await
}

/// `POST /bureau/historique`.
pub async fn filtrer_historique(visite: Visite, champs: Champs) -> Response {
    filtrer(&visite, &DECIDEES, champs).await
}

async fn lire(visite: &Visite, liste: &Liste, adresse: Saisie) -> Response {
    let Some(agent) = agent(visite) else { return Redirect::to("/").into_response() };
    // what was looked for when the session ended, but for a name that an address would hold
    let gardee = if adresse.0.is_empty() { envoi::reprendre(visite).await } else { adresse.sans(NOM) };
    montrer(visite, liste, (&agent, &gardee)).await
}

async fn filtrer(visite: &Visite, liste: &Liste, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    match Criteres::de_demandes(&filtre::demandes(&saisie)).vers(liste.adresse) {
        Some(vers) => vers,
        None => montrer(visite, liste, (&agent, &saisie)).await,
    }
}

async fn montrer(visite: &Visite, liste: &Liste, (agent, saisie): (&IdentifiantNational, &Saisie)) -> Response {
    let (filtre, apres) = (filtre::demandes(saisie), filtre::repere(saisie));
    let gestion = &visite.portail.0.gestion;
    let lues: Result<Lignes<DemandeVue>, DemandeError> = match liste.adresse {
        ADRESSE => gestion.a_traiter(agent, &filtre, apres.as_ref()).await,
        _ => gestion.historique(agent, &filtre, apres.as_ref()).await,
    };
    match lues {
        Ok(lignes) => page(visite, liste, (agent, &filtre, apres.is_some()), lignes).await,
        Err(cause) => erreur::page(visite, &cause),
    }
}

async fn page(
    visite: &Visite,
    liste: &Liste,
    (agent, filtre, suivie): (&IdentifiantNational, &FiltreDemandes, bool),
    lignes: Lignes<DemandeVue>,
) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let mut cadre = cadre(visite, liste.adresse);
    let (toutes, a_decider) = (filtre.vide(), liste.adresse == ADRESSE);
    if let Some(demandes) = cadre.onglets.first_mut().filter(|_| a_decider && toutes) {
        demandes.compte = lignes.nombre as usize;
    }
    let criteres = Criteres::de_demandes(filtre);
    let question = question(visite, liste, (&cadre, agent), (&criteres, toutes && lignes.nombre <= COUP_D_OEIL)).await;
    let suites = criteres.pages(&cadre, liste.adresse, (suivie, lignes.suite.map(|suite| suite.to_string())));
    let vues = lignes.lignes;
    let lieux = lieux::noms(&**gestion(visite), vues.iter().map(|vue| &vue.structure).collect()).await;
    let lieu = |vue: &DemandeVue| lieux.get(&vue.structure).cloned().unwrap_or_default();
    let lignes_vues = vues.iter().map(|vue| ligne(visite, &cadre, vue, lieu(vue))).collect();
    let [titre, aide] = ["titre", "aide"].map(|fin| cadre.t(format!("{}-{fin}", liste.mots)));
    let vide = if toutes { cadre.t(format!("{}-vide", liste.mots)) } else { cadre.t("filtre-vide") };
    let nombre = if vues.is_empty() { String::new() } else { cadre.tn("liste-nombre", lignes.nombre as usize) };
    let enregistrer = Action { libelle: cadre.t("enregistrer-titre"), href: ENREGISTRER.to_owned() };
    let (action, colonne) = (a_decider.then_some(enregistrer), cadre.t("colonne-personne"));
    let lignes = lignes_vues;
    Page::ok(PageListe { csrf, titre, aide, vide, action, question, nombre, colonne, lignes, suites, cadre })
        .into_response()
}

fn gestion(visite: &Visite) -> &std::sync::Arc<dyn crate::guichets::GuichetGestion> {
    &visite.portail.0.gestion
}

/// Nothing is asked where everything is read at a glance and one place is held.
async fn question(
    visite: &Visite,
    liste: &Liste,
    (cadre, agent): (&Cadre, &IdentifiantNational),
    (criteres, courte): (&Criteres, bool),
) -> Option<Question> {
    if courte {
        return None;
    }
    let tenus = visite.portail.0.recherche.etablissements(agent).await.unwrap_or_default();
    let saisie = criteres.saisie();
    let atelier = Atelier { cadre, saisie: &saisie, remarques: &[] };
    let mut champs = vec![atelier.texte(NOM)];
    if tenus.len() > 1 {
        champs.push(atelier.liste("etablissement", filtre::etablissements(cadre, &tenus)));
    }
    champs.push(atelier.liste("etape", filtre::stades(cadre, liste.stades)));
    let bloc = Bloc { titre: cadre.t("filtre-titre"), aide: String::new(), champs };
    Some(Question { action: liste.adresse.to_owned(), envoyer: cadre.t("filtre-envoyer"), bloc })
}

fn ligne(visite: &Visite, cadre: &Cadre, vue: &DemandeVue, lieu: String) -> Ligne {
    let (mot, icone, ton) = match &vue.vue {
        VueGestionnaire::ADecider => ("vue-a-decider", Icone::Clock, "badge--accent"),
        VueGestionnaire::AExaminer { .. } => ("vue-a-examiner", Icone::Users, "badge--warn"),
        VueGestionnaire::Validee { .. } => ("etape-validee", Icone::Check, "badge--ok"),
        VueGestionnaire::Rejetee { .. } => ("etape-rejetee", Icone::Cross, ""),
        VueGestionnaire::Transmise => ("vue-transmise", Icone::Next, ""),
        VueGestionnaire::Retiree => ("etape-retiree", Icone::Back, ""),
    };
    let ouverte = matches!(vue.vue, VueGestionnaire::ADecider | VueGestionnaire::AExaminer { .. });
    let (lien, entier) = if ouverte { ("examiner", "examiner-nom") } else { ("relire", "relire-nom") };
    let case = |colonne: &str, texte: String, sous: String| Case { colonne: cadre.t(colonne), texte, sous };
    let (fonction, role) = demande::intitule(visite, cadre, vue.nature, (&vue.profession, &vue.role));
    Ligne {
        titre: format!("{} {}", vue.prenom, vue.nom),
        cases: vec![
            case("colonne-demande", fonction, role),
            case("colonne-lieu", lieu, String::new()),
            case("colonne-recue", heure::jour(vue.deposee_le, cadre.langue), String::new()),
        ],
        etat: Etat { mot: cadre.t(mot), icone, ton, note: String::new() },
        lien: Some(Lien { mot: lien, entier, href: format!("/bureau/demandes/{}", vue.id) }),
    }
}
