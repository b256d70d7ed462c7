//! Requests of professionals, as the program of a gestionnaire reads and decides them.

use http::Method;
use registry_core::Declaration;
use registry_core::demande::{ContactSaisi, Demandeur, Deposer, NouvelleDemande};
use registry_core::habilitation::{Contrats, NouveauContrat, Perimetre};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::{Certification, EtatCivilSaisi};
use registry_core::situation_acte::{Noms, SituationDemandee};
use serde_json::{Value, json};

use crate::decor::{DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME, id, porteur};
use crate::inscriptions::attestations;

/// Zoé asks this establishment (flow A).
async fn deposee(decor: &Decor, structure: &str) -> String {
    let identite = EtatCivilSaisi {
        nom: "Fictif-Zola".to_owned(),
        prenoms: vec!["Zoé".to_owned()],
        code_civilite: "MME".to_owned(),
        code_sexe: "F".to_owned(),
        naissance: "1991-07-03".to_owned(),
        commune_naissance: "93066".to_owned(),
        pays_naissance: "99100".to_owned(),
        lieu_naissance: String::new(),
    };
    let contact = ContactSaisi { mobile: "06 39 98 00 91".to_owned(), courriel: "zoe@exemple.test".to_owned() };
    let noms = Noms { code_civilite: String::new(), nom: "FICTIF-ZOLA".to_owned(), prenom: "Zoé".to_owned() };
    let nouvelle = NouvelleDemande {
        demandeur: Demandeur::FranceConnect {
            sujet: "zoe".to_owned(),
            identite: Box::new(identite),
            certification: Certification::FranceConnect,
            contact,
        },
        structure: structure.parse().unwrap(),
        situation: SituationDemandee {
            noms,
            profession: "313".to_owned(),
            role: "GENR11".to_owned(),
            debut: jiff::civil::date(2027, 2, 1),
            fin: None,
        },
    };
    let cle = CleIdempotence::lue("demande-00000001").unwrap();
    let id = Deposer::new(decor.guichet.clone()).deposer(&cle, nouvelle).await.unwrap();
    format!("/demandes/{id}")
}

fn entetes<'a>(cle: &'a str, version: &'a str) -> [(&'a str, &'a str); 2] {
    [("idempotency-key", cle), ("if-match", version)]
}

fn validation() -> Value {
    json!({"attestations": {"conditions_acceptees": true, "diplomes_verifies": true, "besoin_verifie": true}})
}

// requirement: ENR-05 ENR-06 GES-20 GES-25
#[tokio::test]
async fn a_request_is_listed_read_and_accepted_by_who_may() {
    let decor = Decor::nouveau().await;
    let demande = deposee(&decor, EHPAD).await;
    let liste = decor.lire(GESTIONNAIRE, "/demandes").await.json();
    assert_eq!((&liste[0]["vue"]["etape"], &liste[0]["flux"]), (&json!("a_decider"), &json!("professionnel")));
    assert_eq!(liste[0]["deposee_le"], "2027-01-15T08:00:00Z");
    let lue = decor.lire(GESTIONNAIRE, &demande).await;
    assert_eq!((lue.entete("etag"), &lue.json()["identite"]["naissance"]), ("\"1\"", &json!("1991-07-03")));
    let ici = format!("{demande}/validation");
    let validee =
        decor.agir(GESTIONNAIRE, (Method::POST, &ici), &entetes("validation-00001", "\"1\""), &validation()).await;
    assert_eq!((validee.statut.as_u16(), &validee.json()["etape"]), (200, &json!("validee")), "{validee:?}");
    assert_eq!(decor.lire(GESTIONNAIRE, "/demandes").await.texte, "[]");
    assert_eq!(decor.lire(GESTIONNAIRE, "/historique").await.json()[0]["vue"]["etape"], "validee");
    assert_eq!(decor.lire(DIRECTRICE, "/historique").await.texte, "[]", "a colleague's is not mine");
}

// requirement: R12
#[tokio::test]
async fn a_decision_names_the_version_that_was_read() {
    let decor = Decor::nouveau().await;
    let demande = deposee(&decor, EHPAD).await;
    let ici = format!("{demande}/rejet");
    let rejet = json!({"motif": "CHA", "commentaire": "parti"});
    let acte = (Method::POST, ici.as_str());
    let sans = [("idempotency-key", "rejet-0000000001")];
    decor.agir(GESTIONNAIRE, acte.clone(), &sans, &rejet).await.refuse(428, "version_absente");
    for version in ["\"2\"", "\"99999999999999999999\"", "\"abc\""] {
        let entetes = entetes("rejet-0000000001", version);
        decor.agir(GESTIONNAIRE, acte.clone(), &entetes, &rejet).await.refuse(412, "demande_changee");
    }
    let faible = entetes("rejet-0000000001", "W/\"1\"");
    decor.agir(GESTIONNAIRE, acte.clone(), &faible, &rejet).await.refuse(400, "version_mal_formee");
    let juste = entetes("rejet-0000000001", "\"1\"");
    let faite = decor.agir(GESTIONNAIRE, acte.clone(), &juste, &rejet).await;
    assert_eq!((faite.statut.as_u16(), faite.json()), (200, json!({"etape": "rejetee", "motif": "CHA"})), "{faite:?}");
    let encore = decor.agir(GESTIONNAIRE, acte.clone(), &juste, &rejet).await;
    assert_eq!(encore.texte, faite.texte, "the same key answers the same");
    let autre = entetes("rejet-0000000002", "\"2\"");
    decor.agir(GESTIONNAIRE, acte, &autre, &rejet).await.refuse(409, "demande_deja_traitee");
}

// requirement: R02 GES-15
#[tokio::test]
async fn a_request_of_another_establishment_is_neither_read_nor_decided() {
    let decor = Decor::nouveau().await;
    let demande = deposee(&decor, IME).await;
    assert_eq!(decor.lire(GESTIONNAIRE, "/demandes").await.texte, "[]");
    decor.lire(GESTIONNAIRE, &demande).await.refuse(403, "structure_hors_perimetre");
    let ici = format!("{demande}/validation");
    let tentee =
        decor.agir(GESTIONNAIRE, (Method::POST, &ici), &entetes("validation-00001", "\"1\""), &validation()).await;
    tentee.refuse(403, "structure_hors_perimetre");
}

#[tokio::test]
async fn a_request_that_does_not_exist_is_not_found_whatever_its_name() {
    let decor = Decor::nouveau().await;
    let longue = "a".repeat(65);
    for id in ["inconnue", "a%00b", "%27%20OR%201=1", &longue] {
        decor.lire(GESTIONNAIRE, &format!("/demandes/{id}")).await.refuse(404, "demande_inconnue");
    }
}

// requirement: GES-22
#[tokio::test]
async fn nothing_is_declared_in_the_place_of_the_gestionnaire() {
    let decor = Decor::nouveau().await;
    let demande = deposee(&decor, EHPAD).await;
    let mut sans = json!({"attestations": attestations()});
    sans["attestations"]["diplomes_verifies"] = json!(false);
    let ici = format!("{demande}/validation");
    let refusee = decor.agir(GESTIONNAIRE, (Method::POST, &ici), &entetes("validation-00001", "\"1\""), &sans).await;
    assert_eq!(refusee.refuse(422, "saisie_a_completer")["objections"][0]["champ"], "diplomes_verifies");
}

// requirement: ELI-06 R12
#[tokio::test]
async fn what_should_be_thought_about_is_told_before_and_after_a_decision_with_its_new_version() {
    let decor = Decor::nouveau().await;
    hopital(&decor).await;
    let demande = deposee(&decor, HOPITAL).await;
    let lue = decor.lire(DIRECTEUR, &demande).await.json();
    let dits = lue["avertissements"].as_array().unwrap();
    assert!(dits.len() == 1 && dits[0].as_str().unwrap().contains("structures sanitaires"), "{lue}");
    let ici = format!("{demande}/validation");
    let acte = || (Method::POST, ici.as_str());
    let juste = entetes("validation-00001", "\"1\"");
    let validee = decor.agir(DIRECTEUR, acte(), &juste, &validation()).await;
    assert_eq!((&validee.json()["avertissements"], validee.entete("etag")), (&lue["avertissements"], "\"2\""));
    let encore = decor.agir(DIRECTEUR, acte(), &juste, &validation()).await;
    assert_eq!((&encore.texte, encore.entete("etag")), (&validee.texte, "\"2\""), "the same key answers the same");
    let autre = Decor::nouveau().await;
    let ehpad = autre.lire(GESTIONNAIRE, &deposee(&autre, EHPAD).await).await.json();
    assert_eq!((&ehpad["vue"]["etape"], ehpad.get("avertissements")), (&json!("a_decider"), None));
}

/// A sanitary establishment, under a contract of its own.
const HOPITAL: &str = "310990320";
const DIRECTEUR: &str = "3310990031/CPED0009";

async fn hopital(decor: &Decor) {
    let guichet = &decor.guichet;
    let declaration = Declaration::new(guichet.ambient.clone(), guichet.registre.clone(), guichet.journal.clone());
    declaration.declarer_porteur(porteur(DIRECTEUR, "310990031")).await.unwrap();
    let contrat = NouveauContrat {
        operateur: "ans-contrats".to_owned(),
        perimetre: Perimetre::EntiteJuridique("310990031".parse().unwrap()),
        representant: id(DIRECTEUR),
        depuis: jiff::civil::date(2027, 1, 1),
        jusque: None,
        etablissements: Vec::new(),
    };
    Contrats::new(guichet.clone()).signer(contrat).await.unwrap();
}
