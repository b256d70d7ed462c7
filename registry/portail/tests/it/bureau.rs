use ambient::Timestamp;
use annuaire::Correspondance;
use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::EtatCivil;
use registry_core::demande::{
    Decision, Demande, DemandeId, Dossier, Etape, Flux, Motif, Objet, Sujet, VueGestionnaire,
};
use registry_core::idempotence::Auteur;
use registry_core::identite::Certification;
use registry_core::situation_acte::{Noms, SituationDemandee};

use crate::decor::Decor;
use crate::guichets::autres::alba;

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const DEMANDE: &str = "/bureau/demandes/d1";

pub fn demande(etape: Etape) -> Demande {
    let noms = Noms { code_civilite: String::new(), nom: "FICTIF-SANSPOSTE".to_owned(), prenom: "Luc".to_owned() };
    let situation = SituationDemandee {
        noms,
        profession: "313".to_owned(),
        role: "GENR11".to_owned(),
        debut: date(2026, 12, 1),
        fin: None,
    };
    let luc = "899900000078".parse().unwrap();
    Demande {
        id: DemandeId::from("d1"),
        flux: Flux::Professionnel,
        auteur: Auteur::personne(&luc),
        structure: "690990114".parse().unwrap(),
        dossier: Dossier { sujet: Sujet::Connue(luc), objet: Objet::Ouverture(situation) },
        etape,
        version: 3,
        deposee_le: Timestamp::from_seconds(1_795_000_000),
    }
}

async fn au_bureau(etape: Etape) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.ouverte.lock().unwrap() = Some(demande(etape));
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

#[tokio::test]
async fn a_card_leads_to_the_desk_and_its_requests() {
    let mut decor = au_bureau(Etape::Envoyee).await;
    assert_eq!(decor.navigateur.lire("/").await.vers, "/bureau");
    let page = decor.navigateur.lire("/bureau").await.html;
    assert!(page.contains("Malik FICTIF-ROCHE") && page.contains("Luc FICTIF-SANSPOSTE"));
    assert!(decor.navigateur.lire(DEMANDE).await.html.contains("Aide-soignant"));
}

// requirement: COL-06 COL-17
#[tokio::test]
async fn the_civil_status_of_somebody_new_is_shown_as_the_document_says_it() {
    let mut decor = au_bureau(Etape::Envoyee).await;
    let abroad = EtatCivil {
        commune_naissance: String::new(),
        pays_naissance: "99350".to_owned(),
        lieu_naissance: "Fès".to_owned(),
        ..alba()
    };
    for (etat_civil, attendus) in [
        (alba(), ["Madame", "Bastia (2B033)", "Certifié par FranceConnect"].as_slice()),
        (abroad, &["Madame", "Fès", "Pays de naissance", "Maroc"]),
    ] {
        let mut demande = demande(Etape::Envoyee);
        demande.dossier.sujet = Sujet::Nouvelle {
            etat_civil,
            correspondance: Correspondance::default(),
            certification: Some(Certification::FranceConnect),
        };
        *decor.registre.ouverte.lock().unwrap() = Some(demande);
        let page = decor.navigateur.lire(DEMANDE).await.html;
        assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
        for attendu in attendus {
            assert!(page.contains(attendu), "{attendu}: {page}");
        }
    }
}

#[tokio::test]
async fn who_has_no_right_is_told_so_and_whom_to_ask() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee("899900000078").await;
    let page = decor.navigateur.lire("/bureau").await;
    assert_eq!(page.statut, StatusCode::FORBIDDEN);
    assert!(page.html.contains("représentant légal"));
}

#[tokio::test]
async fn a_person_of_franceconnect_has_no_desk() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    for chemin in ["/bureau", "/bureau/historique", "/bureau/enregistrer", DEMANDE] {
        assert_eq!(decor.navigateur.lire(chemin).await.vers, "/", "{chemin}");
    }
}

// requirement: ENR-06 ENR-16
#[tokio::test]
async fn a_rejection_has_one_of_the_three_reasons() {
    let mut decor = au_bureau(Etape::Envoyee).await;
    let page = decor.navigateur.lire(DEMANDE).await.html;
    let sans = decor.navigateur.envoyer(DEMANDE, &page, &[("action", "rejeter"), ("commentaire", "parti")]).await;
    assert_eq!(sans.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sans.html.contains(">parti</textarea>") && sans.html.contains(r#"id="motif-remarque""#));
    decor.navigateur.envoyer(DEMANDE, &page, &[("action", "rejeter"), ("motif", "CHA")]).await;
    let decisions = decor.registre.decisions.lock().unwrap();
    assert!(matches!(&decisions[..], [Decision::Rejeter { motif: Motif::Changement, .. }]));
}

// requirement: ENR-11
#[tokio::test]
async fn who_looks_alike_is_told_apart_or_attached_by_the_gestionnaire() {
    let alba: sante::IdentifiantNational = "899900000011".parse().unwrap();
    let mut decor = au_bureau(Etape::AExaminer { candidats: vec![alba.clone()] }).await;
    let page = decor.navigateur.lire(DEMANDE).await.html;
    let sans = decor.navigateur.envoyer(DEMANDE, &page, &[("action", "valider")]).await;
    assert_eq!(sans.statut, StatusCode::UNPROCESSABLE_ENTITY);
    for choix in ["aucun", "899900000011"] {
        decor.navigateur.envoyer(DEMANDE, &page, &[("action", "valider"), ("candidat", choix)]).await;
    }
    let decisions = decor.registre.decisions.lock().unwrap();
    assert!(matches!(&decisions[0], Decision::Valider { distinctes, .. } if *distinctes == [alba.clone()]));
    assert!(matches!(&decisions[1], Decision::Rattacher { personne, .. } if *personne == alba));
}

// requirement: ELI-06
#[tokio::test]
async fn what_should_be_thought_about_is_told_before_the_decision_and_after_it() {
    const PHRASE: &str = "ne fait pas partie des professions ouvertes";
    let mut decor = au_bureau(Etape::Envoyee).await;
    assert!(!decor.navigateur.lire(DEMANDE).await.html.contains(PHRASE));
    *decor.registre.avertissements.lock().unwrap() = vec![format!("« Aide-soignant » {PHRASE}.").into()];
    let page = decor.navigateur.lire(DEMANDE).await.html;
    assert!(page.contains(PHRASE) && faults(&page, Langue::Fr).is_empty(), "{:?}", faults(&page, Langue::Fr));
    let personne = "899900000078".parse().unwrap();
    *decor.registre.issue.lock().unwrap() = Some(VueGestionnaire::Validee { personne });
    let validee = decor.navigateur.envoyer(DEMANDE, &page, &[("action", "valider")]).await;
    assert!(validee.html.contains(PHRASE), "{}", validee.html);
}

// requirement: GES-22 COL-04
#[tokio::test]
async fn each_attestation_that_is_missing_is_told_beside_its_box() {
    let mut decor = au_bureau(Etape::Envoyee).await;
    let page = decor.navigateur.lire("/bureau/enregistrer").await.html;
    let champs = [("structure", "690990114"), ("debut", "01/12/2026"), ("diplomes_verifies", "oui")];
    let refusee = decor.navigateur.envoyer("/bureau/enregistrer", &page, &champs).await;
    for champ in ["face_a_face", "piece", "besoin_verifie", "conditions_acceptees"] {
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    assert!(!refusee.html.contains(r#"id="diplomes_verifies-remarque""#));
}

#[tokio::test]
async fn signing_out_closes_here_and_then_at_the_provider() {
    let mut decor = au_bureau(Etape::Envoyee).await;
    let page = decor.navigateur.lire("/deconnexion").await.html;
    let sortie = decor.navigateur.envoyer("/deconnexion", &page, &[]).await;
    assert!(sortie.vers.starts_with(&format!("{}/logout?id_token_hint=", decor.caducee.issuer)));
    assert_eq!(decor.navigateur.lire("/bureau").await.vers, "/");
}

#[tokio::test]
async fn a_request_that_nobody_decided_is_taken_back_by_whoever_made_it() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.ouverte.lock().unwrap() = Some(demande(Etape::Envoyee));
    decor.entrer_caducee("899900000078").await;
    let liste = decor.navigateur.lire("/demande").await.html;
    assert!(liste.contains(r#"href="/demande/retirer/d1""#));
    let page = decor.navigateur.lire("/demande/retirer/d1").await.html;
    let faite = decor.navigateur.envoyer("/demande/retirer", &page, &[("demande", "d1")]).await;
    assert_eq!(faite.vers, "/demande");
    let encore = decor.navigateur.envoyer("/demande/retirer", &page, &[("demande", "d1")]).await;
    assert!(encore.statut == StatusCode::CONFLICT && encore.html.contains("déjà reçu une décision"));
}
