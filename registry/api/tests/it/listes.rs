//! Lists of requests: page by page, by establishment and stage.

use jiff::civil::date;
use registry_core::demande::{Demande, DemandeId, Dossier, Etape, Flux, Objet, Sujet};
use registry_core::idempotence::Auteur;
use registry_core::port::Registre as _;
use registry_core::situation_acte::{Noms, SituationDemandee};

use crate::decor::{DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME};

/// More than the API ever cut at, in one establishment; one in ten looks like somebody; twenty more in another one.
async fn foule() -> Decor {
    let decor = Decor::nouveau().await;
    let mut chantier = decor.magasin.chantier().await.unwrap();
    for n in 0..230_i64 {
        let noms = Noms { code_civilite: String::new(), nom: format!("FICTIF-N{n}"), prenom: "Luce".to_owned() };
        let situation = SituationDemandee {
            noms,
            profession: "313".to_owned(),
            role: "GENR11".to_owned(),
            debut: date(2027, 2, 1),
            fin: None,
        };
        let etape = if n % 10 == 0 { Etape::AExaminer { candidats: Vec::new() } } else { Etape::Envoyee };
        let une = Demande {
            id: DemandeId::from(format!("demande-{n:03}")),
            flux: Flux::Professionnel,
            auteur: Auteur::franceconnect(&format!("sub-{n}")),
            structure: if n < 210 { EHPAD } else { IME }.parse().unwrap(),
            dossier: Dossier { sujet: Sujet::Oubliee(format!("digest-{n}")), objet: Objet::Ouverture(situation) },
            etape,
            version: 1,
            deposee_le: ambient::Timestamp::from_seconds(1_790_000_000 + n),
        };
        chantier.ecrire_demande(&une).await.unwrap();
    }
    chantier.valider().await.unwrap();
    decor
}

/// Every request that the pages tell, from this address on, and how many the first one announces.
async fn suivre(decor: &Decor, qui: &str, chemin: &str) -> (Vec<String>, String) {
    let (mut chemin, mut lues, mut annonces) = (chemin.to_owned(), Vec::new(), Vec::new());
    loop {
        let page = decor.lire(qui, &chemin).await;
        annonces.push(page.entete("x-total-count").to_owned());
        lues.extend(page.json().as_array().unwrap().iter().map(|une| une["id"].as_str().unwrap().to_owned()));
        let lien = page.entete("link").to_owned();
        let Some(suite) = lien.strip_prefix("</api/v1").and_then(|lien| lien.strip_suffix(">; rel=\"next\"")) else {
            assert_eq!(lien, "", "no other link");
            annonces.dedup();
            return (lues, annonces.join(" "));
        };
        chemin = suite.to_owned();
    }
}

// requirement: ENR-05
#[tokio::test]
async fn a_program_follows_the_link_to_every_request_and_what_it_looks_for_stays() {
    let decor = foule().await;
    let (lues, annonce) = suivre(&decor, GESTIONNAIRE, "/demandes").await;
    let attendues: Vec<String> = (0..210).map(|n| format!("demande-{n:03}")).collect();
    assert_eq!((lues, annonce.as_str()), (attendues, "210"), "oldest first, of their establishment alone");
    let (lues, annonce) = suivre(&decor, DIRECTRICE, &format!("/demandes?etablissement={EHPAD}&etape=a_decider")).await;
    assert_eq!((lues.len(), annonce.as_str()), (189, "189"));
    assert!(lues.iter().all(|id| !id.ends_with('0')), "those that look like somebody are at another stage");
    assert_eq!(suivre(&decor, GESTIONNAIRE, &format!("/demandes?etablissement={IME}")).await.0.len(), 0);
    assert_eq!(suivre(&decor, GESTIONNAIRE, "/historique").await, (Vec::new(), "0".to_owned()));
}

#[tokio::test]
async fn what_is_not_in_the_document_is_not_answered_as_if_nothing_was_asked() {
    let decor = Decor::nouveau().await;
    for question in
        ["nom=Fictif", "etape=ENVOYEE", "etablissement=69", "apres=x", "apres=1.%27", "etape=validee&etape=rejetee"]
    {
        for liste in ["/demandes", "/historique"] {
            let reponse = decor.lire(GESTIONNAIRE, &format!("{liste}?{question}")).await;
            reponse.refuse(400, "question_illisible");
        }
    }
}
