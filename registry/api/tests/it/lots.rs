//! Many people in one file, sent by a program: preview, confirmation, progress, report.

use std::sync::Arc;

use axum::body::Body;
use http::{Method, header};
use registry_core::lot::{Executer, Pas};
use serde_json::{Value, json};

use crate::decor::{DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, Reponse, SANS_DROIT};

const ENTETE: &str = "civilite;nom_naissance;prenoms;date_naissance;commune_naissance;piece_identite;courriel;telephone;finess;\
    profession;role;date_debut";
const LUCIE: &str = "Mme;FICTIF-LUCE;Lucie, Zoé;12/05/1990;93066;passeport;lucie.zq7@exemple.test;06 39 98 00 97;690990114;313;GENR11;01/02/2027";
const FAUSSE: &str =
    "Mme;FICTIF-AUBE;Ana;31/02/1990;93066;passeport;ana@exemple.test;06 39 98 00 91;690990114;313;GENR11;01/02/2027";
const AILLEURS: &str =
    "M;FICTIF-BRUN;Loïc;03/07/1984;69123;carte;loic@exemple.test;06 39 98 00 92;690990122;313;GENR11;01/02/2027";

fn fichier(lignes: &[&str]) -> String {
    format!("{ENTETE}\n{}\n", lignes.join("\n"))
}

async fn envoyer(decor: &Decor, agent: &str, (cle, genre): (&str, &str), octets: impl Into<Body>) -> Reponse {
    let demande = decor.demande(agent, Method::POST, "/lots?fichier=personnel.csv");
    let demande = demande.header("idempotency-key", cle).header(header::CONTENT_TYPE, genre);
    decor.envoyer(demande.body(octets.into()).unwrap()).await
}

/// Where the file stands, below the root.
async fn depose(decor: &Decor, lignes: &[&str]) -> String {
    let faite = envoyer(decor, GESTIONNAIRE, ("lot-000000000001", "text/csv"), fichier(lignes)).await;
    assert_eq!(faite.statut, 201, "{faite:?}");
    faite.entete("location").strip_prefix("/api/v1").unwrap().to_owned()
}

fn declarations() -> Value {
    json!({"face_a_face": true, "conditions_acceptees": true, "diplomes_verifies": true, "besoin_verifie": true})
}

async fn lancer(decor: &Decor, agent: &str, lot: &str) -> Reponse {
    decor.agir(agent, (Method::POST, &format!("{lot}/lancement")), &[], &declarations()).await
}

async fn abandonner(decor: &Decor, agent: &str, lot: &str) -> Reponse {
    decor.agir(agent, (Method::POST, &format!("{lot}/abandon")), &[], &json!({})).await
}

async fn finir(decor: &Decor) {
    let magasin = Arc::new(decor.magasin.clone());
    let executer = Executer::new(decor.guichet.clone(), magasin.clone(), magasin);
    while executer.avancer("noeud").await.unwrap() != Pas::Rien {}
}

// requirement: COL-01 GES-15
#[tokio::test]
async fn a_preview_says_of_each_line_what_does_not_hold_and_writes_nobody() {
    let decor = Decor::nouveau().await;
    let lot = depose(&decor, &[LUCIE, FAUSSE, AILLEURS]).await;
    let vu = decor.lire(GESTIONNAIRE, &lot).await.json();
    assert_eq!((&vu["lot"]["etape"], &vu["lot"]["fichier"]), (&json!("apercu"), &json!("personnel.csv")));
    assert_eq!((&vu["lignes"], &vu["faites"]), (&json!(3), &json!(2)));
    let lignes = decor.lire(GESTIONNAIRE, &format!("{lot}/lignes")).await;
    let toutes = lignes.json()["lignes"].clone();
    assert_eq!((&toutes[0]["etat"], &toutes[0]["ligne"]), (&json!("prete"), &json!(2)));
    let ecart = &toutes[1]["ecarts"][0];
    assert_eq!((&toutes[1]["etat"], &ecart["colonne"]), (&json!("refusee"), &json!("date_naissance")), "{lignes:?}");
    assert!(ecart["phrase"].as_str().unwrap().contains(". "), "it says what to do: {ecart}");
    assert_eq!((&toutes[2]["etat"], &toutes[2]["structure"]), (&json!("refusee"), &json!("690990122")));
    for marque in ["zq7", "39980097", "1990"] {
        assert!(!lignes.texte.contains(marque), "{marque}: {lignes:?}");
    }
    let refusees = decor.lire(GESTIONNAIRE, &format!("{lot}/lignes?etat=refusee")).await.json();
    assert_eq!((&refusees["nombre"], refusees["lignes"].as_array().unwrap().len()), (&json!(2), 2));
    for question in ["?etat=autre", "?page=0", "?page=1001", "?autre=1"] {
        decor.lire(GESTIONNAIRE, &format!("{lot}/lignes{question}")).await.refuse(400, "question_illisible");
    }
    let trouvees = decor.lire(GESTIONNAIRE, "/professionnels?texte=fictif+luce").await.json();
    assert_eq!(trouvees["personnes"], json!([]));
}

// requirement: ENR-07 ENR-10 GES-22
#[tokio::test]
async fn a_confirmed_file_registers_its_people_and_the_report_says_it() {
    let decor = Decor::nouveau().await;
    let lot = depose(&decor, &[LUCIE, FAUSSE]).await;
    let mut sans = declarations();
    sans["diplomes_verifies"] = json!(false);
    let lancement = format!("{lot}/lancement");
    let refusee = decor.agir(GESTIONNAIRE, (Method::POST, &lancement), &[], &sans).await;
    assert_eq!(refusee.refuse(422, "attestations_du_lot")["objections"][0]["champ"], "diplomes_verifies");
    let lancee = lancer(&decor, GESTIONNAIRE, &lot).await;
    assert_eq!((lancee.statut.as_u16(), lancee.entete("location")), (202, format!("/api/v1{lot}").as_str()));
    lancer(&decor, GESTIONNAIRE, &lot).await.refuse(409, "lot_deja_lance");
    // what the body does not hold is told first, whatever the file has become
    let encore = decor.agir(GESTIONNAIRE, (Method::POST, &lancement), &[], &sans).await;
    encore.refuse(422, "attestations_du_lot");
    abandonner(&decor, GESTIONNAIRE, &lot).await.refuse(409, "lot_deja_lance");
    let en_cours = decor.lire(GESTIONNAIRE, &lot).await.json();
    assert_eq!((&en_cours["lot"]["etape"], &en_cours["faites"]), (&json!("en_cours"), &json!(1)));
    finir(&decor).await;
    let finie = decor.lire(GESTIONNAIRE, &lot).await.json();
    assert_eq!((&finie["lot"]["etape"], &finie["faites"]), (&json!("termine"), &json!(2)), "{finie}");
    let inscrites = decor.lire(GESTIONNAIRE, &format!("{lot}/lignes?etat=inscrite")).await.json();
    let personne = inscrites["lignes"][0]["personne"].as_str().unwrap_or_else(|| panic!("{inscrites} {finie}"));
    let fiche = decor.lire(GESTIONNAIRE, &format!("/professionnels/{personne}")).await.json();
    assert_eq!(fiche["situations"][0]["structure"]["finess"], EHPAD);
    let rendu = decor.lire(GESTIONNAIRE, &format!("{lot}/compte-rendu")).await;
    assert_eq!(rendu.entete("content-type"), "text/csv; charset=utf-8");
    assert!(rendu.texte.contains("Inscrite") && rendu.texte.contains("Refusée") && !rendu.texte.contains("zq7"));
}

#[tokio::test]
async fn the_same_key_with_the_same_file_is_one_file_and_another_file_is_refused() {
    let decor = Decor::nouveau().await;
    let cle = ("lot-000000000001", "application/octet-stream");
    let octets = fichier(&[LUCIE]);
    let [une, autre] = [(); 2].map(|()| envoyer(&decor, GESTIONNAIRE, cle, octets.clone()));
    let (une, autre) = tokio::join!(une, autre);
    assert_eq!((une.statut.as_u16(), &une.texte), (201, &autre.texte));
    let lot = une.entete("location").strip_prefix("/api/v1").unwrap().to_owned();
    lancer(&decor, GESTIONNAIRE, &lot).await;
    finir(&decor).await;
    assert_eq!(envoyer(&decor, GESTIONNAIRE, cle, octets.clone()).await.texte, une.texte, "it stays as it is");
    assert_eq!(decor.lire(GESTIONNAIRE, &lot).await.json()["lot"]["etape"], "termine");
    assert_eq!(decor.lire(GESTIONNAIRE, "/lots").await.json().as_array().unwrap().len(), 1);
    let differente = envoyer(&decor, GESTIONNAIRE, cle, fichier(&[FAUSSE])).await;
    differente.refuse(422, "cle_idempotence_reutilisee");
    assert_eq!(envoyer(&decor, DIRECTRICE, cle, octets).await.statut, 201, "a key of one is nothing to another");
}

// requirement: GES-20 R02
#[tokio::test]
async fn a_file_is_its_senders_alone() {
    let decor = Decor::nouveau().await;
    let lot = depose(&decor, &[LUCIE]).await;
    for chemin in ["", "/lignes", "/compte-rendu"] {
        decor.lire(DIRECTRICE, &format!("{lot}{chemin}")).await.refuse(404, "lot_inconnu");
        decor.lire(SANS_DROIT, &format!("{lot}{chemin}")).await.refuse(403, "agent_sans_habilitation");
    }
    lancer(&decor, DIRECTRICE, &lot).await.refuse(404, "lot_inconnu");
    abandonner(&decor, DIRECTRICE, &lot).await.refuse(404, "lot_inconnu");
    assert_eq!(decor.lire(DIRECTRICE, "/lots").await.texte, "[]");
    assert_eq!(abandonner(&decor, GESTIONNAIRE, &lot).await.statut, 204);
    lancer(&decor, GESTIONNAIRE, &lot).await.refuse(409, "apercu_perime");
    decor.lire(GESTIONNAIRE, "/lots/a%00b").await.refuse(404, "lot_inconnu");
}

// requirement: R08 O04
#[tokio::test]
async fn what_is_no_file_of_people_is_told_by_its_reason() {
    let decor = Decor::nouveau().await;
    let envoi =
        async |genre: &str, octets: Vec<u8>| envoyer(&decor, GESTIONNAIRE, ("lot-000000000001", genre), octets).await;
    let csv = "text/csv; charset=utf-8";
    envoi("application/json", fichier(&[LUCIE]).into()).await.refuse(415, "contenu_pas_tableur");
    envoi(csv, Vec::new()).await.refuse(422, "fichier_vide");
    envoi(csv, b"nom;prenom\nA;B\n".to_vec()).await.refuse(422, "colonnes_manquantes");
    envoi(csv, b"PK\x03\x04rien".to_vec()).await.refuse(422, "fichier_abime");
    envoi(csv, vec![b'a'; 5 * 1_024 * 1_024 + 1]).await.refuse(422, "fichier_trop_lourd");
    let sans_cle = decor.demande(GESTIONNAIRE, Method::POST, "/lots").header(header::CONTENT_TYPE, csv);
    let reponse = decor.envoyer(sans_cle.body(Body::from(fichier(&[LUCIE]))).unwrap()).await;
    reponse.refuse(400, "cle_idempotence_absente");
    assert_eq!(decor.lire(GESTIONNAIRE, "/lots").await.texte, "[]");
    let modele = decor.lire(GESTIONNAIRE, "/modeles/lot").await;
    assert!(modele.texte.contains("nom_naissance") && modele.texte.contains("finess"), "{modele:?}");
}
