//! Flow B: the person is there, the gestionnaire does all (ENR-07).

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use pages::erreur::Action;
use pages::{Icone, Page};
use registry_core::DateNaissance;
use registry_core::demande::{
    Attestations, ContactSaisi, DemandeId, NouvelleInscription, PieceIdentite, VueGestionnaire,
};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::EtatCivilSaisi;
use registry_core::nomenclature::{Averti, FRANCE, Referentiel};

use super::{ENREGISTRER, agent, cadre};
use crate::contextes::{PageFormulaire, PageMot};
use crate::envoi::{self, Champs};
use crate::erreur::remarques;
use crate::formulaire::{Atelier, Bloc, Champ, Choix, Remarque, Saisie, champs, dans_l_ordre};
use crate::parole::Parole;
use crate::visite::Visite;
use crate::{nomenclatures, situation};

/// `GET /bureau/enregistrer`.
pub async fn formulaire(visite: Visite) -> Response {
    if agent(&visite).is_none() {
        return Redirect::to("/").into_response();
    }
    let gardee = envoi::reprendre(&visite).await;
    let saisie = if gardee == Saisie::default() { gardee.avec("pays_naissance", FRANCE) } else { gardee };
    page(&visite, &saisie, (StatusCode::OK, Vec::new())).await
}

/// `POST /bureau/enregistrer`.
pub async fn enregistrer(visite: Visite, champs: Champs) -> Response {
    let saisie = match envoi::recevoir(&visite, champs).await {
        Ok((_, saisie)) => saisie,
        Err(reponse) => return *reponse,
    };
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let refuser = |remarques| page(&visite, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, remarques));
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &saisie.sans_cle(), (StatusCode::OK, Vec::new())).await;
    };
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let nouvelle = match lire(listes, &saisie) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return refuser(remarques).await,
    };
    match visite.portail.0.gestion.enregistrer(&agent, &cle, nouvelle).await {
        Ok(faite) => fin(&visite, "fin-enregistree", (&faite.demande, &faite.vue), &faite.avertissements),
        Err(cause) => refuser(remarques(&cause)).await,
    }
}

/// What came of an act, told once, in the words `validee` when nothing is left to do; somebody who looks alike is a question of
/// the next page.
pub fn fin(
    visite: &Visite,
    validee: &'static str,
    (id, vue): (&DemandeId, &VueGestionnaire),
    avertissements: &[Averti],
) -> Response {
    let (cle, icone) = match vue {
        VueGestionnaire::AExaminer { .. } => return Redirect::to(&format!("/bureau/demandes/{id}")).into_response(),
        VueGestionnaire::Validee { .. } => (validee, Icone::Check),
        VueGestionnaire::Rejetee { .. } => ("fin-rejetee", Icone::Check),
        VueGestionnaire::Transmise | VueGestionnaire::ADecider | VueGestionnaire::Retiree => {
            ("fin-transmise", Icone::Next)
        }
    };
    let cadre = cadre(visite, "");
    let registre = avertissements.iter().map(|un| Parole::from(un).dire(&cadre)).collect();
    let phrase = cadre.t(format!("{cle}-phrase"));
    let lien = |cle: &str, href: &str| Action { libelle: cadre.t(cle), href: href.to_owned() };
    let actions = vec![lien("toutes-demandes", "/bureau"), lien("enregistrer-titre", ENREGISTRER)];
    Page::ok(PageMot { icone, titre: cadre.t(cle), phrase, registre, actions, cadre }).into_response()
}

pub fn attestations(saisie: &Saisie) -> Attestations {
    Attestations {
        face_a_face: saisie.cochee("face_a_face"),
        piece: PieceIdentite::lue(saisie.lire("piece")),
        conditions_acceptees: saisie.cochee("conditions_acceptees"),
        diplomes_verifies: saisie.cochee("diplomes_verifies"),
        besoin_verifie: saisie.cochee("besoin_verifie"),
    }
}

/// `prouvee`: FranceConnect or an e-CPS proved who it is; no document is looked at.
pub fn champs_attestations(atelier: &Atelier<'_>, prouvee: bool) -> Vec<Champ> {
    let pieces = ["carte", "passeport", "sejour"].map(|code| {
        let libelle = atelier.cadre.t(format!("piece-{code}"));
        Choix::new(code, libelle)
    });
    let mut champs = Vec::new();
    if !prouvee {
        champs.push(atelier.coche("face_a_face"));
        champs.push(atelier.liste("piece", pieces.into()));
    }
    champs.extend(["diplomes_verifies", "besoin_verifie", "conditions_acceptees"].map(|nom| atelier.coche(nom)));
    champs
}

fn lire((referentiel, le): (&Referentiel, Date), saisie: &Saisie) -> Result<NouvelleInscription, Vec<Remarque>> {
    let attestations = attestations(saisie);
    let identite = etat_civil(referentiel, saisie);
    let contact =
        ContactSaisi { mobile: saisie.lire("mobile").to_owned(), courriel: saisie.lire("courriel").to_owned() };
    match situation::lire_au_bureau(saisie, saisie.lire("code_civilite"), (referentiel, le)) {
        Ok((structure, situation)) => Ok(NouvelleInscription { structure, identite, contact, situation, attestations }),
        Err(mut remarques) => {
            let identite = identite.verifier(referentiel, le).err().unwrap_or_default();
            let contact = contact.verifier().err().unwrap_or_default();
            let autres = [identite, contact, attestations.verifier(false)];
            remarques.extend(autres.iter().flatten().map(Remarque::from));
            Err(remarques)
        }
    }
}

/// The fields of [`bloc_identite`], as they were typed.
pub fn etat_civil(referentiel: &Referentiel, saisie: &Saisie) -> EtatCivilSaisi {
    EtatCivilSaisi {
        nom: saisie.lire("nom").to_owned(),
        prenoms: EtatCivilSaisi::prenoms_de(saisie.lire("prenoms")),
        code_civilite: saisie.lire("code_civilite").to_owned(),
        code_sexe: saisie.lire("code_sexe").to_owned(),
        naissance: saisie.lire("naissance").to_owned(),
        commune_naissance: commune(referentiel, saisie),
        pays_naissance: saisie.lire("pays_naissance").to_owned(),
        lieu_naissance: if en_france(saisie) { String::new() } else { saisie.lire("lieu_naissance").to_owned() },
    }
}

fn en_france(saisie: &Saisie) -> bool {
    saisie.lire("pays_naissance") == FRANCE
}

fn communes(referentiel: &Referentiel, saisie: &Saisie) -> nomenclatures::Communes {
    let naissance = EtatCivilSaisi::naissance_de(saisie.lire("naissance"));
    nomenclatures::communes(referentiel, saisie.lire("lieu_naissance"), naissance.and_then(DateNaissance::jour))
}

/// The one chosen among those that bear the name typed; the only one when there is no homonym (COL-06).
fn commune(referentiel: &Referentiel, saisie: &Saisie) -> String {
    let choix = if en_france(saisie) { communes(referentiel, saisie).choix } else { Vec::new() };
    let choisie = choix.iter().find(|choix| choix.valeur == saisie.lire("commune_naissance"));
    let seule = choix.first().filter(|_| choix.len() == 1);
    choisie.or(seule).map(|choix| choix.valeur.clone()).unwrap_or_default()
}

/// What is said of the commune stands where it is asked: beside the list when there is a choice, else beside its name.
pub fn placer(referentiel: &Referentiel, saisie: &Saisie, remarque: Remarque) -> Remarque {
    if remarque.champ != "commune_naissance" || !en_france(saisie) {
        return remarque;
    }
    let nom = saisie.lire("lieu_naissance");
    let communes = communes(referentiel, saisie);
    if communes.davantage {
        let trop = Parole::from("remarque-communes-trop").nommant("nombre", nomenclatures::COMMUNES);
        return Remarque::sur("lieu_naissance", trop.nommant("nom", nom));
    }
    match communes.choix.len() {
        0 if nom.is_empty() => Remarque::sur("lieu_naissance", "remarque-commune-vide"),
        0 => Remarque::sur("lieu_naissance", "remarque-commune-absente"),
        // there is nothing to choose: something else is said of it
        1 => remarque,
        nombre => {
            let plusieurs = Parole::from("remarque-communes-plusieurs").nommant("nombre", nombre);
            Remarque::sur("commune_naissance", plusieurs.nommant("nom", nom))
        }
    }
}

async fn page(visite: &Visite, saisie: &Saisie, (statut, remarques): (StatusCode, Vec<Remarque>)) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = cadre(visite, ENREGISTRER);
    let tenus = match agent(visite) {
        Some(agent) => situation::tenus(visite, &agent).await,
        None => Vec::new(),
    };
    let remarques: Vec<_> =
        remarques.into_iter().map(|une| placer(&visite.portail.0.referentiel, saisie, une)).collect();
    let atelier = Atelier { cadre: &cadre, saisie, remarques: &remarques };
    let blocs = blocs(&atelier, (&visite.portail.0.referentiel, visite.portail.aujourd_hui()), tenus);
    let remarques = dans_l_ordre(remarques.clone(), &champs(&blocs));
    let cle = match saisie.lire("cle") {
        "" => visite.portail.cle(),
        cle => cle.to_owned(),
    };
    let [titre, aide, envoyer] = ["titre", "aide", "envoyer"].map(|fin| cadre.t(format!("enregistrer-{fin}")));
    let (action, abandon) = (ENREGISTRER.to_owned(), "/bureau".to_owned());
    let contexte = PageFormulaire { cadre, csrf, cle, titre, aide, action, envoyer, abandon, remarques, blocs };
    Page::new(statut, contexte).into_response()
}

pub fn blocs(atelier: &Atelier<'_>, (referentiel, le): (&Referentiel, Date), tenus: Vec<Choix>) -> Vec<Bloc> {
    vec![
        bloc_identite(atelier, (referentiel, le)),
        atelier.bloc("contact", vec![atelier.texte("courriel"), atelier.texte("mobile")]),
        situation::bloc(atelier, (referentiel, le), tenus),
        atelier.bloc("attestations", champs_attestations(atelier, false)),
    ]
}

pub fn bloc_identite(atelier: &Atelier<'_>, (referentiel, le): (&Referentiel, Date)) -> Bloc {
    let civilites = ["MME", "M"].map(|code| {
        let libelle = atelier.cadre.t(format!("civilite-{}", code.to_lowercase()));
        Choix::new(code, libelle)
    });
    let mut champs = vec![
        atelier.liste("code_civilite", civilites.into()),
        atelier.texte("nom"),
        atelier.texte("prenoms"),
        atelier.texte("naissance"),
        atelier.liste("pays_naissance", nomenclatures::pays(referentiel, le)),
        atelier.texte("lieu_naissance"),
    ];
    let homonymes = communes(referentiel, atelier.saisie).choix;
    if en_france(atelier.saisie) && !homonymes.is_empty() {
        champs.push(atelier.liste("commune_naissance", homonymes));
    }
    atelier.bloc("etat-civil", champs)
}

#[cfg(test)]
mod tests {
    use pages::{Cadre, Langue};

    use super::*;
    use crate::etat::TEXTES;

    fn ne_a(lieu: &str) -> Saisie {
        ne_a_le(lieu, "14/03/1990")
    }

    fn ne_a_le(lieu: &str, jour: &str) -> Saisie {
        Saisie::default().avec("pays_naissance", FRANCE).avec("lieu_naissance", lieu).avec("naissance", jour)
    }

    // requirement: COL-06
    #[test]
    fn a_homonym_is_chosen_by_the_reader_and_a_lone_name_by_itself() {
        let referentiel = Referentiel::embarque();
        assert_eq!(commune(&referentiel, &ne_a("Bastia")), "2B033");
        assert_eq!(commune(&referentiel, &ne_a("Saint-Denis")), "");
        assert_eq!(commune(&referentiel, &ne_a("Saint-Denis").avec("commune_naissance", "97411")), "97411");
        assert_eq!(commune(&referentiel, &ne_a("Bastia").avec("commune_naissance", "97411")), "2B033");
    }

    // requirement: COL-17
    #[test]
    fn the_communes_to_choose_from_are_those_of_the_day_of_birth() {
        let referentiel = Referentiel::embarque();
        let choix = |lieu: &str, ne: &str| {
            let choix = communes(&referentiel, &ne_a_le(lieu, ne)).choix;
            choix.into_iter().map(|un| un.libelle).collect::<Vec<_>>()
        };
        assert_eq!(commune(&referentiel, &ne_a_le("Bastia", "14/03/1970")), "20033");
        assert_eq!(choix("Boulogne-Billancourt", "1960-05-06"), ["Boulogne-Billancourt (75012), Seine, jusqu’en 1967"]);
        for sans_jour in ["jamais", "00/05/1960"] {
            assert_eq!(choix("Boulogne-Billancourt", sans_jour).len(), 2, "without a day, all with their years");
        }
    }

    // requirement: COL-06
    #[test]
    fn what_is_said_of_the_commune_stands_beside_a_field_of_the_page() {
        let referentiel = Referentiel::embarque();
        let placee = |lieu: &str| placer(&referentiel, &ne_a(lieu), Remarque::sur("commune_naissance", "choisir"));
        assert_eq!(placee("").champ, "lieu_naissance");
        assert_eq!(placee("Nulle-Part-les-Oies").champ, "lieu_naissance");
        assert_eq!(placee("Saint-Denis").champ, "commune_naissance");
        assert_eq!(placee("75066"), Remarque::sur("commune_naissance", "choisir"), "ended by then, and told so");
        let cadre = Cadre::new(Langue::Fr, &TEXTES, "Portail RPPS+");
        assert!(placee("Saint-Denis").dire(&cadre).starts_with("5 communes"));
        let trop = placee("Saint-M");
        assert!(trop.champ == "lieu_naissance" && trop.dire(&cadre).contains("Précisez"), "{trop:?}");
        assert_eq!(nomenclatures::communes(&referentiel, "Saint-M", None).choix.len(), nomenclatures::COMMUNES);
    }
}
