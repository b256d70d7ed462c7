//! Who may act for a structure.

use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::habilitation::{Contrat, ContratId, Habilitation, HabilitationId, Niveau, Nommee, Perimetre, Titre};
use registry_core::{Periode, Structure, paris};

use crate::decor::Decor;

const DIRECTRICE: &str = "3690990015/CPED0001";
const DROITS: &str = "/bureau/droits";
const DESIGNER: &str = "/bureau/droits/designer";

fn structure(numero: &str, nom: &str) -> Structure {
    let mut structure = Structure::entite_juridique(&numero.parse().unwrap());
    structure.details.raison_sociale = nom.to_owned();
    structure
}

fn nommee(id: &str, titre: Titre, retirable: bool) -> Nommee {
    Nommee {
        habilitation: Habilitation {
            id: HabilitationId::from(id),
            personne: "3690990015/CPE00002".parse().unwrap(),
            titre,
            perimetre: Perimetre::EntiteJuridique("690990015".parse().unwrap()),
            periode: Periode { debut: paris::debut(date(2026, 1, 1)), fin: None },
            accordee_par: None,
        },
        prenom: "Malik".to_owned(),
        nom: format!("FICTIF-{id}"),
        retirable,
    }
}

fn niveau(nommables: &[Titre], contrat: bool) -> Niveau {
    let (ej, eg) = ("690990015".parse().unwrap(), "690990114".parse().unwrap());
    let lieu = structure("690990015", "ASSOCIATION FICTIVE LES TILLEULS");
    let periode = Periode { debut: None, fin: paris::fin_incluse(date(2030, 12, 31)) };
    let perimetre = Perimetre::EntiteJuridique(ej);
    let contrat = contrat.then(|| Contrat { id: ContratId::from("c"), perimetre: perimetre.clone(), periode });
    let ehpad = structure("690990114", "EHPAD FICTIF LES TILLEULS");
    Niveau {
        structure: lieu.clone(),
        contrat,
        nommables: nommables.to_vec(),
        perimetres: vec![(perimetre, lieu), (Perimetre::Etablissement(eg), ehpad)],
        nommees: vec![nommee("ROUVIER", Titre::RepresentantLegal, false), nommee("ROCHE", Titre::Gestionnaire, true)],
    }
}

async fn avec(niveaux: Vec<Niveau>) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.autres.niveaux.lock().unwrap() = niveaux;
    decor.entrer_caducee(DIRECTRICE).await;
    decor
}

// requirement: GES-01 GES-02 CON-01
#[tokio::test]
async fn the_representant_legal_reads_who_acts_under_which_contract_and_takes_a_right_back() {
    let mut decor = avec(vec![niveau(&[Titre::Mandataire, Titre::Gestionnaire], true)]).await;
    let page = decor.navigateur.lire(DROITS).await;
    assert_eq!(faults(&page.html, Langue::Fr), Vec::<String>::new());
    assert!(page.html.contains("en vigueur jusqu’au 31/12/2030") && page.html.contains("Représentant légal"));
    assert!(page.html.contains("Désigner quelqu’un"));
    assert_eq!(page.html.matches(r#"name="droit""#).count(), 1, "not their own");
    let faite = decor.navigateur.envoyer(DROITS, &page.html, &[("droit", "ROCHE")]).await;
    assert!(faite.html.contains("Droit retiré"));
    let encore = decor.navigateur.envoyer(DROITS, &page.html, &[("droit", "ROCHE")]).await;
    assert!(encore.html.contains("plus en vigueur") && encore.statut == StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(*decor.registre.autres.repris.lock().unwrap(), [HabilitationId::from("ROCHE")]);
}

// requirement: GES-03 GES-04 CON-01
#[tokio::test]
async fn a_gestionnaire_names_nobody_and_without_a_contract_it_is_said() {
    let mut niveau = niveau(&[], false);
    niveau.nommees.truncate(1);
    let mut decor = avec(vec![niveau]).await;
    let page = decor.navigateur.lire(DROITS).await.html;
    assert!(!page.contains("Désigner quelqu’un") && !page.contains(r#"name="droit""#));
    assert!(page.contains("Aucun contrat d’adhésion") && page.contains("Deux gestionnaires au moins"));
}

// requirement: GES-02 GES-12 GES-13 GES-14
#[tokio::test]
async fn a_gestionnaire_is_named_for_an_operator_or_for_one_establishment() {
    let mut decor = avec(vec![niveau(&[Titre::Gestionnaire], true)]).await;
    let form = decor.navigateur.lire(DESIGNER).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    assert!(form.contains("Tous les établissements de ASSOCIATION") && !form.contains(r#"value="MANDATAIRE""#));
    let sans_adresse = "pas d’adresse où lui écrire";
    for (portee, dit) in [("EJ:690990015", sans_adresse), ("EG:690990114", "Un e‑mail le lui annonce")] {
        let champs = [
            ("carte", "3690990015/CPE00002"),
            ("titre", "GESTIONNAIRE"),
            ("perimetre", portee),
            ("depuis", "01/12/2026"),
            ("formation_suivie", "oui"),
        ];
        let faite = decor.navigateur.envoyer(DESIGNER, &form, &champs).await;
        assert!(faite.html.contains("Droit donné") && faite.html.contains(dit), "{portee}");
        decor.registre.autres.joignables.lock().unwrap().push("3690990015/CPE00002".parse().unwrap());
    }
    let designees = decor.registre.autres.designees.lock().unwrap();
    assert_eq!(designees[0].perimetre, Perimetre::EntiteJuridique("690990015".parse().unwrap()));
    assert_eq!(designees[1].perimetre, Perimetre::Etablissement("690990114".parse().unwrap()));
}

// requirement: GES-07
#[tokio::test]
async fn what_is_missing_or_wrong_is_told_beside_its_field() {
    let mut decor = avec(vec![niveau(&[Titre::Gestionnaire], true)]).await;
    let form = decor.navigateur.lire(DESIGNER).await.html;
    let fausse = [("carte", "3690990015"), ("titre", "DIRECTEUR"), ("perimetre", "EJ:1"), ("depuis", "31/02/2026")];
    let refusee = decor.navigateur.envoyer(DESIGNER, &form, &fausse).await;
    assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    for champ in ["carte", "titre", "perimetre", "depuis"] {
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    let sans_formation = [
        ("carte", "3690990015/CPE00002"),
        ("titre", "GESTIONNAIRE"),
        ("perimetre", "EG:690990114"),
        ("depuis", "01/12/2026"),
    ];
    let refusee = decor.navigateur.envoyer(DESIGNER, &form, &sans_formation).await;
    assert!(refusee.html.contains(r#"id="formation_suivie-remarque""#));
    assert!(refusee.html.contains(r#"value="3690990015/CPE00002""#), "what was typed stays");
    assert!(decor.registre.autres.designees.lock().unwrap().is_empty());
}
