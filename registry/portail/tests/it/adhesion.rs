//! Contracts and cards of structures: asked for through FranceConnect or with a card, answered by the support.

use annuaire::{Correspondance, Structure};
use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::finess::ImportFiness;
use registry_core::formulaire::VersionConditions;
use registry_core::habilitation::{Contrats, Niveau, NouveauContrat, Perimetre, Titre};
use registry_core::{Declaration, NouveauPorteur};

use crate::decor::Decor;
use crate::guichets::autres::SUPPORT;

pub const DIRECTRICE: &str = "3690990015/CPED0001";
const MIENS: &str = "/adhesion";
const NOUVELLE: &str = "/adhesion/nouvelle";
const CONTRAT: &str = "/bureau/contrat";
const CARTE: &str = "/bureau/contrat/carte";
const REPONSES: &str = "/support/formulaires";

const ENTITES: &str = "nofinessej;rs;statutjuridique;libstatutjuridique\n\
    690990015;ASSOCIATION FICTIVE LES TILLEULS;60;Association L.1901 non R.U.P.\n\
    250990066;CENTRE COMMUNAL FICTIF;17;Centre communal d'action sociale\n";
const ETABLISSEMENTS: &str = "nofinesset;nofinessej;rs;categetab;libcategetab;secteur\n\
    690990114;690990015;EHPAD FICTIF LES TILLEULS;500;EHPAD;SA17\n\
    690990122;690990015;IME FICTIF DES COTEAUX;183;I.M.E.;SA16\n\
    250990173;250990066;RESIDENCE FICTIVE;202;Résidence autonomie;SA17\n";

fn porteur(identifiant: &str, nom: &str) -> NouveauPorteur {
    NouveauPorteur {
        identifiant: identifiant.parse().unwrap(),
        nom: nom.to_owned(),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure: Structure {
            finess: "690990015".to_owned(),
            finess_ej: "690990015".to_owned(),
            ..Structure::default()
        },
        correspondance: Correspondance::default(),
    }
}

/// FINESS is known, Les Tilleuls have a contract, and the support serves.
pub async fn decor() -> Decor {
    let decor = Decor::nouveau().await;
    let guichet = decor.guichet.clone();
    for fichier in [ENTITES, ETABLISSEMENTS] {
        ImportFiness::new(guichet.clone()).importer(&fichier, false).await.unwrap();
    }
    let declaration = Declaration::new(guichet.ambient.clone(), guichet.registre.clone(), guichet.journal.clone());
    for (identifiant, nom) in [(DIRECTRICE, "FICTIF-ROUVIER"), (SUPPORT, "FICTIF-AUBERT")] {
        declaration.declarer_porteur(porteur(identifiant, nom)).await.unwrap();
    }
    let contrat = NouveauContrat {
        operateur: "ans".to_owned(),
        perimetre: Perimetre::EntiteJuridique("690990015".parse().unwrap()),
        representant: DIRECTRICE.parse().unwrap(),
        depuis: date(2026, 1, 5),
        jusque: None,
        etablissements: Vec::new(),
    };
    Contrats::new(guichet).signer(contrat).await.unwrap();
    decor
}

const DIRECTION: [(&str, &str); 8] = [
    ("etape", "direction"),
    ("finess", "250990066"),
    ("niveau", "EJ"),
    ("qualite", "representant"),
    ("courriel", "lina@example.org"),
    ("mobile", "06 39 98 00 71"),
    ("conditions", "oui"),
    ("conditions_version", VersionConditions::EN_VIGUEUR),
];

/// Sends F101 for the CCAS; the page that answers.
async fn demander(decor: &mut Decor) -> String {
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    let seconde = decor.navigateur.envoyer(NOUVELLE, &page, &[("finess", "250 990 066")]).await;
    assert_eq!(seconde.statut, StatusCode::OK);
    decor.navigateur.envoyer(NOUVELLE, &seconde.html, &DIRECTION).await.html
}

// requirement: CON-08 CON-09 CON-13 CON-15
#[tokio::test]
async fn who_has_no_card_asks_for_the_contract_and_the_card_step_by_step() {
    let mut decor = decor().await;
    let portes = decor.navigateur.lire(MIENS).await.html;
    assert!(portes.contains("/franceconnect") && portes.contains("/connexion"));
    decor.entrer_franceconnect("lina").await;
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for (numero, dit) in [("250990067", "l’un d’eux ne va pas"), ("750000002", "DRIHL")] {
        let refusee = decor.navigateur.envoyer(NOUVELLE, &page, &[("finess", numero)]).await;
        assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY, "{numero}");
        assert!(refusee.html.contains(dit) && refusee.html.contains(numero), "{numero}: what was typed stays");
    }
    let seconde = decor.navigateur.envoyer(NOUVELLE, &page, &[("finess", "250 990 066")]).await.html;
    assert_eq!(faults(&seconde, Langue::Fr), Vec::<String>::new());
    for dit in ["CENTRE COMMUNAL FICTIF", "Aucun contrat", "Gratuit", "Envoyer à l’ANS"] {
        assert!(seconde.contains(dit), "{dit}");
    }
    assert!(seconde.contains(r#"href="/adhesion/conditions""#), "what the box says was read can be read");
    let caches = [VersionConditions::EN_VIGUEUR, "conditions_version"];
    assert!(caches.iter().all(|un| seconde.contains(un)), "the form sends which text it showed");
    let incomplete = decor.navigateur.envoyer(NOUVELLE, &seconde, &DIRECTION[..2]).await;
    assert_eq!(incomplete.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let envoyee = decor.navigateur.envoyer(NOUVELLE, &seconde, &DIRECTION).await;
    assert!(envoyee.html.contains("Formulaire envoyé") && envoyee.html.contains("À l’ANS"), "{}", envoyee.html);
    assert_eq!(faults(&envoyee.html, Langue::Fr), Vec::<String>::new());
    let encore = decor.navigateur.envoyer(NOUVELLE, &seconde, &DIRECTION).await.html;
    assert_eq!(encore.matches("badge--accent").count(), 1, "sent twice, it is one");
}

// requirement: CON-09
#[tokio::test]
async fn anybody_reads_the_general_terms_and_their_date() {
    let mut decor = decor().await;
    let page = decor.navigateur.lire("/adhesion/conditions").await;
    assert_eq!(page.statut, StatusCode::OK);
    assert_eq!(faults(&page.html, Langue::Fr), Vec::<String>::new());
    for dit in ["Version du 23/11/2026", "Perte, vol, départ", "trois ans"] {
        assert!(page.html.contains(dit), "{dit}");
    }
}

// requirement: CON-09 CON-11
#[tokio::test]
async fn the_support_gives_back_then_accepts_and_the_author_reads_the_number_of_the_card() {
    let mut decor = decor().await;
    decor.entrer_franceconnect("lina").await;
    demander(&mut decor).await;
    let elle = decor.autre_navigateur();
    decor.entrer_caducee(SUPPORT).await;
    let liste = decor.navigateur.lire(REPONSES).await.html;
    assert!(liste.contains("Un formulaire attend") && liste.contains("EHPAD FICTIF 250990066"), "{liste}");
    let id = liste.split(r#"name="formulaire" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let vu = [("formulaire", id.as_str()), ("version", "1")];
    let avec = |champs: &[(&'static str, &'static str)]| {
        vu.into_iter().chain(champs.iter().copied()).collect::<Vec<(&str, &str)>>()
    };
    let acte =
        decor.navigateur.envoyer(REPONSES, &sans_cle(&liste), &avec(&[("action", "rendre-formulaire")])).await.html;
    assert_eq!(faults(&acte, Langue::Fr), Vec::<String>::new());
    assert!(acte.contains("lina@example.org") && acte.contains("Représentant légal"));
    let vide =
        decor.navigateur.envoyer(REPONSES, &sans_version(&acte), &avec(&[("action", "rendre-formulaire")])).await;
    assert_eq!(vide.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(vide.html.contains(r#"id="motif_formulaire-remarque""#), "beside its field: {}", vide.html);
    let rendre = avec(&[("action", "rendre-formulaire"), ("motif_formulaire", "Précisez la qualité.")]);
    let rendu = decor.navigateur.envoyer(REPONSES, &sans_version(&acte), &rendre).await.html;
    assert!(rendu.contains("Réponse enregistrée") && rendu.contains("Rien n’attend"), "{rendu}");
    let agent = std::mem::replace(&mut decor.navigateur, elle);
    let mienne = decor.navigateur.lire(MIENS).await.html;
    assert!(mienne.contains("Précisez la qualité.") && mienne.contains("À compléter") && mienne.contains("Compléter"));
    let mut reprise = DIRECTION.to_vec();
    reprise.extend([("formulaire", id.as_str()), ("version", "2")]);
    let page = sans_version(&seconde_etape(&mut decor).await);
    let renvoyee = decor.navigateur.envoyer(NOUVELLE, &page, &reprise).await.html;
    assert!(renvoyee.contains("Formulaire envoyé"), "{renvoyee}");
    let elle = std::mem::replace(&mut decor.navigateur, agent);
    let liste = decor.navigateur.lire(REPONSES).await.html;
    let accepter = [("formulaire", id.as_str()), ("version", "3"), ("action", "accepter")];
    let acte = decor.navigateur.envoyer(REPONSES, &sans_version(&sans_cle(&liste)), &accepter).await.html;
    let acceptee = decor.navigateur.envoyer(REPONSES, &sans_version(&acte), &accepter).await.html;
    assert!(acceptee.contains("Réponse enregistrée"), "{acceptee}");
    decor.navigateur = elle;
    let mienne = decor.navigateur.lire(MIENS).await.html;
    assert!(mienne.contains("3250990066/CDE00001") && mienne.contains("Accepté"), "{mienne}");
}

async fn seconde_etape(decor: &mut Decor) -> String {
    let page = decor.navigateur.lire(NOUVELLE).await.html;
    decor.navigateur.envoyer(NOUVELLE, &page, &[("finess", "250990066")]).await.html
}

/// As a button of a list sends it: without the key of an act.
fn sans_cle(page: &str) -> String {
    page.replace(r#"name="cle""#, r#"name="autre""#)
}

/// The version is the test's.
fn sans_version(page: &str) -> String {
    page.replace(r#"name="version""#, r#"name="autre""#)
}

fn niveau(nommables: &[Titre]) -> Niveau {
    let lieu = |numero: &str, nom: &str| {
        let mut lieu = registry_core::Structure::entite_juridique(&numero.parse().unwrap());
        lieu.details.raison_sociale = nom.to_owned();
        lieu
    };
    let entite = lieu("690990015", "ASSOCIATION FICTIVE LES TILLEULS");
    let ehpad = lieu("690990114", "EHPAD FICTIF LES TILLEULS");
    Niveau {
        structure: entite.clone(),
        contrat: None,
        nommables: nommables.to_vec(),
        perimetres: vec![
            (Perimetre::EntiteJuridique("690990015".parse().unwrap()), entite),
            (Perimetre::Etablissement("690990114".parse().unwrap()), ehpad),
        ],
        nommees: Vec::new(),
    }
}

// requirement: CON-06 CON-13 GES-09 GES-11
#[tokio::test]
async fn the_representant_legal_reads_the_contract_and_orders_a_first_card() {
    let mut decor = decor().await;
    *decor.registre.autres.niveaux.lock().unwrap() = vec![niveau(&[Titre::Mandataire, Titre::Gestionnaire])];
    decor.entrer_caducee(DIRECTRICE).await;
    let page = decor.navigateur.lire(CONTRAT).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for dit in [
        "Gratuit",
        "certificats des logiciels",
        "EHPAD",
        "Secteur SA17",
        "Association L.1901",
        "Demander une première carte CPE",
    ] {
        assert!(page.contains(dit), "{dit}");
    }
    let formulaire = decor.navigateur.lire(CARTE).await.html;
    let vide = decor.navigateur.envoyer(CARTE, &formulaire, &[("perimetre", "EJ:690990015")]).await;
    assert_eq!(vide.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(vide.html.matches("field__error").count(), 6, "all at once, and the class has a rule: {}", vide.html);
    let champs = [
        ("perimetre", "EJ:690990015"),
        ("civilite", "M"),
        ("nom", "FICTIF-NEUF"),
        ("prenom", "Léo"),
        ("fonction", "Ressources humaines"),
        ("courriel", "leo@example.org"),
        ("mobile", "06 39 98 00 72"),
    ];
    let envoyee = decor.navigateur.envoyer(CARTE, &formulaire, &champs).await.html;
    assert!(envoyee.contains("Formulaire envoyé") && envoyee.contains("Léo FICTIF-NEUF"), "{envoyee}");
    let id = envoyee.split(r#"name="formulaire" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let retiree = decor.navigateur.envoyer(CONTRAT, &envoyee, &[("formulaire", id.as_str())]).await.html;
    assert!(retiree.contains("Formulaire retiré") && !retiree.contains("Léo"), "{retiree}");
}

// requirement: GES-03
#[tokio::test]
async fn a_gestionnaire_reads_the_contract_and_orders_nothing() {
    let mut decor = decor().await;
    *decor.registre.autres.niveaux.lock().unwrap() = vec![niveau(&[])];
    decor.entrer_caducee(DIRECTRICE).await;
    let page = decor.navigateur.lire(CONTRAT).await.html;
    assert!(page.contains("Aucun contrat d’adhésion") && !page.contains("Demander une première carte CPE"));
    let formulaire = decor.navigateur.lire(CARTE).await.html;
    assert!(!formulaire.contains("EJ:690990015"), "nothing to choose");
}
