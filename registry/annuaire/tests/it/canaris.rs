//! Contact data of every person of a file, and an electronic address of every place, looked for in whatever the directory tells anybody:
//! every page of every search, every resource, every refusal, every header, the mailbox, the lines of the extraction.

use std::collections::BTreeSet;

use jiff::civil::date;
use registry_core::annuaire::{Etape, LibreAcces, Meneur, Publication as _};
use registry_core::nomenclature::Referentiel;
use serde_json::Value;

use crate::decor::{Decor, EXEMPLE, Reponse, texte};

/// Where a file has the mobile and the e-mail of a person, and the e-mail of a place.
const MOBILE: usize = 10;
const COURRIEL: usize = 11;
const COURRIEL_LIEU: usize = 45;

/// The example with an address in every place that has none, and what must not come out.
fn marquee() -> (String, BTreeSet<String>) {
    let (mut marques, mut lignes) = (BTreeSet::new(), Vec::new());
    for (rang, ligne) in EXEMPLE.lines().enumerate() {
        let mut champs: Vec<String> = ligne.split('|').map(str::to_owned).collect();
        if rang > 0 {
            champs[MOBILE] = format!("+3363998{:04}", 7_000 + rang);
            champs[COURRIEL] = format!("personne{rang}@marque.example");
            champs[COURRIEL_LIEU] = format!("cabinet{rang}@marque.example");
            marques.extend([nu(&champs[MOBILE]), champs[COURRIEL].clone(), champs[COURRIEL_LIEU].clone()]);
        }
        lignes.push(champs.join("|"));
    }
    marques.insert("marque.example".to_owned());
    (lignes.join("\n") + "\n", marques)
}

/// A number as people write it in many ways: its digits without the country.
fn nu(numero: &str) -> String {
    let chiffres: String = numero.chars().filter(char::is_ascii_digit).collect();
    chiffres.strip_prefix("33").unwrap_or(&chiffres).to_owned()
}

#[derive(Default)]
struct Sorties(Vec<(String, String)>);

impl Sorties {
    fn prendre(&mut self, nom: &str, reponse: &Reponse) {
        self.0.push((nom.to_owned(), format!("{:?} {}", reponse.entetes, reponse.texte())));
    }

    /// Those in which one of these stands, whatever parts its signs.
    fn marquees(&self, marques: &BTreeSet<String>) -> Vec<&str> {
        let serre = |texte: &str| texte.chars().filter(|lettre| !" .-_".contains(*lettre)).collect::<String>();
        let marquee = |texte: &str| {
            let serre = serre(texte);
            marques.iter().any(|marque| texte.contains(marque.as_str()) || serre.contains(marque.as_str()))
        };
        self.0.iter().filter(|(_, texte)| marquee(texte)).map(|(nom, _)| nom.as_str()).collect()
    }
}

/// Everything that FHIR gives, page by page and one by one; the ids of people.
async fn de_fhir(decor: &Decor, sorties: &mut Sorties) -> Vec<String> {
    let mut personnes = Vec::new();
    for question in [
        "Practitioner?_count=2&_revinclude=*",
        "PractitionerRole?_count=2&_include=*",
        "Organization?_count=2&_include=*",
    ] {
        for page in decor.pages(question).await {
            for entree in page["entry"].as_array().into_iter().flatten() {
                let (genre, id) = (texte(entree, "/resource/resourceType"), texte(entree, "/resource/id"));
                let chemin = format!("/fhir/v2/{genre}/{id}");
                sorties.prendre(&chemin, &decor.get(&chemin).await);
                personnes.extend((genre == "Practitioner").then_some(id));
            }
            sorties.0.push((question.to_owned(), page.to_string()));
        }
    }
    sorties.prendre("metadata", &decor.get("/fhir/v2/metadata").await);
    personnes.sort();
    personnes.dedup();
    personnes
}

/// What is refused, and what nobody answers to, says nothing of them either.
async fn des_refus(decor: &Decor, marques: &BTreeSet<String>, sorties: &mut Sorties) {
    for marque in marques {
        for question in ["family", "name", "given", "mailbox-mss", "telecom", "email", "phone", "address-line"] {
            let genre = if question == "address-line" { "Organization" } else { "Practitioner" };
            let reponse = decor.get(&format!("/fhir/v2/{genre}?{question}={}", marque.replace('@', "%40"))).await;
            let trouves = reponse.json()["entry"].as_array().map_or(0, Vec::len);
            assert_eq!(trouves, 0, "{question}={marque} finds somebody by what is hidden");
        }
        let reponse = decor.get(&format!("/eligibilite/mssante/{marque}")).await;
        assert_eq!(reponse.statut, 400);
        sorties.prendre("a mailbox of no number", &reponse);
    }
}

async fn de_l_extraction(decor: &Decor, sorties: &mut Sorties) {
    let fichiers = LibreAcces::new(Referentiel::embarque(), date(2026, 11, 23));
    let maintenant = decor.ambient.now();
    let toutes = decor.magasin.candidats(&Meneur::Tous, &Etape(None), (1_000, maintenant)).await.unwrap();
    let cites: Vec<_> = toutes.into_iter().map(|candidat| candidat.qui).collect();
    for personne in decor.magasin.publiees(&cites, maintenant).await.unwrap() {
        let lignes = fichiers.lignes(&personne);
        sorties.0.push(("the extraction".to_owned(), lignes.personne_activite + &lignes.savoir_faire));
    }
}

// requirement: DIR-02
#[tokio::test]
async fn no_contact_data_of_anybody_is_in_anything_that_the_directory_tells() {
    let decor = Decor::nouveau().await;
    let (fichier, marques) = marquee();
    decor.horloge.advance(ambient::Seconds::hours(1));
    decor.importer(&fichier, crate::decor::MAINTENANT - 10_000).await;
    decor.completer().await;
    let mut sorties = Sorties::default();
    let personnes = de_fhir(&decor, &mut sorties).await;
    for personne in &personnes {
        let chemin = format!("/eligibilite/mssante/{personne}");
        sorties.prendre(&chemin, &decor.get(&chemin).await);
    }
    sorties.prendre("extractions", &decor.get("/extractions").await);
    des_refus(&decor, &marques, &mut sorties).await;
    de_l_extraction(&decor, &mut sorties).await;
    let tout: String = sorties.0.iter().map(|(_, texte)| texte.as_str()).collect();
    assert!(
        personnes.len() > 4 && tout.contains("FICTIF-MARTEL") && tout.contains("0199000001"),
        "about them, and their places"
    );
    // what the mailbox of no number was asked is in the address alone
    assert_eq!(sorties.marquees(&marques), Vec::<&str>::new());
    let vue: Value = decor.fhir("Practitioner").await;
    assert!(sorties.0.len() > 60 && vue["total"].as_u64() == Some(personnes.len() as u64));
    sorties.0.push(("planted".to_owned(), "tel. 06 39 98 70 01".to_owned()));
    assert_eq!(sorties.marquees(&marques), ["planted"], "the search for them finds what is there");
}
