//! The public extraction of a whole registry, by the service and on the command line.

use std::io::Read as _;
use std::path::Path;

use ambient::{Ambient, Seconds, Timestamp};
use registry_server::config::{Annuaire, connu, inconnu};

use crate::commande::{installer, lancer};
use crate::maison::Maison;

/// What the example says in its restricted columns: contact data, birth, names of the civil status.
const CACHES: [&str; 6] = ["639980001", "alba.martel@example.org", "04/02/1988", "BASTIA", "2B033", "Rose"];

/// The mobile, with and without its country, and the e-mail of everybody of the example.
fn contacts() -> Vec<String> {
    let exemple = crate::maison::EXEMPLE;
    let siens = exemple.lines().skip(1).flat_map(|ligne| ligne.split('|').skip(10).take(2));
    let sans_pays = |contact: &str| contact.strip_prefix("+33").unwrap_or(contact).to_owned();
    siens.filter(|contact| !contact.is_empty()).map(sans_pays).collect()
}

fn textes(archive: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    let lire = |rang| {
        let mut fichier = archive.by_index(rang).unwrap();
        let mut texte = String::new();
        fichier.read_to_string(&mut texte).unwrap();
        (fichier.name().unwrap().into_owned(), texte)
    };
    (0..3).map(lire).collect()
}

// requirement: DIR-01 DIR-02 DIR-05
#[tokio::test]
async fn the_extraction_has_whoever_is_active_in_the_real_layout_and_nothing_that_is_restricted() {
    // 23 November 2026, 04:15 in Paris
    let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(1_795_403_700), 1);
    let maison = Maison::reglee(ambient, |config, dossier| {
        config.annuaire = Some(Annuaire {
            origin: "https://annuaire.example".parse().unwrap(),
            listen: "127.0.0.1:0".parse().unwrap(),
            tls: None,
            extractions: Some(dossier.path().join("extractions")),
            inconnu: inconnu(),
            connu: connu(),
            cles: Vec::new(),
        });
    })
    .await;
    maison.activation().desactiver(&"899900000029".parse().unwrap()).await.unwrap();
    let extractions = maison.registre.extractions().unwrap();
    let faite = extractions.faire().await.unwrap();
    assert_eq!(faite.file_name().unwrap(), "PS_LibreAcces_202611230415.zip");
    let lus = textes(&faite);
    let noms: Vec<&str> = lus.iter().map(|(nom, _)| nom.as_str()).collect();
    assert_eq!(
        noms,
        [
            "PS_LibreAcces_Personne_activite_202611230415.txt",
            "PS_LibreAcces_SavoirFaire_202611230415.txt",
            "PS_LibreAcces_Dipl_AutExerc_202611230415.txt"
        ]
    );
    let activites: Vec<&str> = lus[0].1.lines().collect();
    assert!(activites.len() >= 7 && activites.iter().all(|ligne| ligne.split('|').count() == 56), "{activites:#?}");
    assert_eq!(activites.iter().filter(|ligne| ligne.starts_with("8|99900000011|899900000011|")).count(), 2);
    assert!(!lus[0].1.contains("DURIEUX"), "who is out of service is not in it");
    let tout: String = lus.into_iter().map(|(_, texte)| texte).collect();
    let trouves: Vec<_> = CACHES.iter().filter(|cache| tout.contains(**cache)).collect();
    assert!(trouves.is_empty(), "{trouves:?}");
    let contacts = contacts();
    assert!(contacts.len() > 10);
    let trouves: Vec<_> = contacts.iter().filter(|contact| tout.contains(contact.as_str())).collect();
    assert!(trouves.is_empty(), "contact data of anybody: {trouves:?}");
    for _ in 0..4 {
        horloge.advance(Seconds::minutes(1));
        extractions.faire().await.unwrap();
    }
    let reste = std::fs::read_dir(faite.parent().unwrap()).unwrap().count();
    assert_eq!(reste, 3, "the latest stay, and nothing that was begun");
    maison.registre.close().await.unwrap();
}

#[test]
fn an_operator_makes_an_extraction_and_draws_a_key() {
    let dossier = installer();
    let (reussi, _, erreur) = lancer(dossier.path(), &["extraction"]);
    assert!(!reussi && erreur.contains("annuaire.extractions"), "{erreur}");
    let reglages = dossier.path().join("registry.toml");
    let texte = std::fs::read_to_string(&reglages).unwrap()
        + "[annuaire]\norigin = \"https://annuaire.example\"\nlisten = \"127.0.0.1:0\"\nextractions = \"extractions\"\n";
    std::fs::write(&reglages, &texte).unwrap();
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["extraction"]);
    assert!(reussi && sortie.trim().ends_with(".zip"), "{sortie}{erreur}");
    assert!(dossier.path().join(sortie.trim()).is_file());
    let (reussi, sortie, _) = lancer(dossier.path(), &["cle-annuaire", "un-editeur"]);
    assert!(reussi && sortie.contains("[[annuaire.cles]]\nnom = \"un-editeur\"\nempreinte = "), "{sortie}");
    std::fs::write(&reglages, texte + &sortie).unwrap();
    assert!(lancer(dossier.path(), &["extraction"]).0, "what is printed is a configuration");
    std::fs::write(
        &reglages,
        std::fs::read_to_string(&reglages).unwrap().replace("https://annuaire", "http://annuaire"),
    )
    .unwrap();
    let (reussi, _, erreur) = lancer(dossier.path(), &["extraction"]);
    assert!(!reussi && erreur.contains("annuaire.origin"), "{erreur}");
}
