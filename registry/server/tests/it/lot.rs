//! An operator with 45 establishments and 800 people (the deck of a regional body, cited 003): one file.

use std::collections::HashSet;
use std::time::Duration;

use ambient::Ambient;
use jiff::civil::date;
use registry_core::demande::Attestations;
use registry_core::habilitation::{Etablissement, NouveauContrat, Perimetre};
use registry_core::lot::{Choix, Etape, Etat, Issue, LigneDeLot, LotId};
use registry_server::{NouveauPorteur, Registry};
use sante::{Finess, IdentifiantNational};
use tokio::time::{Instant, sleep};

use crate::maison::{Maison, config};

const EJ: &str = "690990015";
const LIEUX: usize = 45;
const PERSONNES: usize = 800;
const ENTETE: &str = "Civilité;Nom de naissance;Prénoms;Date de naissance;Commune de naissance;Pièce d’identité;Courriel;\
    Téléphone;FINESS;Profession;Rôle;Date de début;Service";

fn directrice() -> IdentifiantNational {
    "3690990015/CPED0001".parse().unwrap()
}

fn lieu(rang: usize) -> Finess {
    format!("6909920{:02}", rang % LIEUX).parse().unwrap()
}

/// Her card, the contract of the legal entity, its 45 establishments.
async fn preparer(registre: &Registry) {
    let structure = annuaire::Structure {
        finess: EJ.to_owned(),
        finess_ej: EJ.to_owned(),
        raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
        ..annuaire::Structure::default()
    };
    let porteur = NouveauPorteur {
        identifiant: directrice(),
        nom: "FICTIF-ROUVIER".to_owned(),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure,
        correspondance: annuaire::Correspondance::default(),
    };
    registre.declaration().declarer_porteur(porteur).await.unwrap();
    let ej: Finess = EJ.parse().unwrap();
    let etablissements = (0..LIEUX).map(|rang| {
        let raison_sociale = format!("EHPAD FICTIF {rang}");
        let details = annuaire::Structure { raison_sociale, ..annuaire::Structure::default() };
        Etablissement::nouveau(&lieu(rang), &ej, (details, "SA17".to_owned()))
    });
    let contrat = NouveauContrat {
        operateur: "ans-contrats".to_owned(),
        perimetre: Perimetre::EntiteJuridique(ej.clone()),
        representant: directrice(),
        depuis: date(2026, 1, 1),
        jusque: None,
        etablissements: etablissements.collect(),
    };
    registre.contrats().signer(contrat).await.unwrap();
}

/// Nobody looks like another: names of syllables that no other has in this order, days of their own.
fn personne(rang: usize) -> String {
    let syllabes = ["BAR", "DOL", "FIN", "GUR", "KES", "LAM", "MOT", "NIV", "PUL", "RET", "SAV", "TOK", "VIX", "ZUD"];
    let syllabe = |place: u32| syllabes[rang / syllabes.len().pow(place) % syllabes.len()];
    let nom = format!("{}{}{}", syllabe(2), syllabe(0), syllabe(1));
    let (jour, mois, annee) = (rang % 28 + 1, rang / 28 % 12 + 1, 1_962 + rang * 7 % 41);
    let commune = ["93066", "2B033", "97411", "1053", "63113", "Bastia"][rang % 6];
    format!(
        "{};FICTIF-{nom};{}{};{jour:02}/{mois:02}/{annee};{commune};{};p{rang}@exemple.test;6 39 98 00 {:02};{};Aide-soignant;GENR11;01/12/2026;nuit",
        if rang.is_multiple_of(2) { "Madame" } else { "M." },
        syllabe(1),
        syllabe(2).to_lowercase(),
        ["carte", "passeport", "titre de séjour"][rang % 3],
        rang % 100,
        lieu(rang),
    )
    .replace(";6 39", ";06 39")
}

async fn lignes(registre: &Registry, lot: &LotId) -> Vec<LigneDeLot> {
    let toutes = Choix { limite: 5_000, ..Choix::default() };
    registre.lots().lignes(&directrice(), lot, toutes).await.unwrap()
}

/// Until so many lines are left; answers how long it took.
async fn attendre(registre: &Registry, lot: &LotId, reste: u32) -> Duration {
    let debut = Instant::now();
    loop {
        let vu = registre.lots().voir(&directrice(), lot).await.unwrap();
        if vu.a_faire() <= reste && (reste > 0 || matches!(vu.lot.etape, Etape::Termine { .. })) {
            return debut.elapsed();
        }
        assert!(debut.elapsed() < Duration::from_secs(240), "{:?}", vu.comptes);
        sleep(Duration::from_millis(50)).await;
    }
}

// requirement: GES-13 SIT-06 ENR-07 GES-22
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_hundred_people_of_45_establishments_are_registered_by_one_file_through_a_stop() {
    let Maison { registre, dossier, .. } = Maison::ouvrir().await;
    preparer(&registre).await;
    let texte = std::iter::once(ENTETE.to_owned()).chain((0..PERSONNES).map(personne)).collect::<Vec<_>>().join("\r\n");
    let debut = Instant::now();
    let lot = registre.lots().deposer(&directrice(), ("personnel.csv", texte.into_bytes())).await.unwrap();
    let apercu = debut.elapsed();
    let vu = registre.lots().voir(&directrice(), &lot).await.unwrap();
    let autres = vu.comptes.iter().filter(|compte| compte.etat != Etat::Prete).collect::<Vec<_>>();
    assert_eq!(vu.nombre(Etat::Prete), 800, "{autres:?} {:?}", refus(&lignes(&registre, &lot).await));
    assert_eq!((vu.lot.etablissements.len(), vu.lot.ignorees.as_slice()), (LIEUX, ["Service".to_owned()].as_slice()));
    let declarees = Attestations {
        face_a_face: true,
        piece: None,
        conditions_acceptees: true,
        diplomes_verifies: true,
        besoin_verifie: true,
    };
    registre.lots().lancer(&directrice(), &lot, &declarees).await.unwrap();
    let avant = attendre(&registre, &lot, 500).await;
    registre.close().await.unwrap();
    let registre = Registry::open(&config(&dossier), Ambient::system()).await.unwrap();
    let apres = attendre(&registre, &lot, 0).await;
    let lignes = lignes(&registre, &lot).await;
    let numeros: HashSet<String> = lignes.iter().filter_map(numero).collect();
    assert_eq!((lignes.len(), numeros.len()), (PERSONNES, PERSONNES), "{:?}", refus(&lignes));
    for numero in numeros.iter().take(20) {
        let identifiant: IdentifiantNational = numero.parse().unwrap();
        assert_eq!(registre.lecture().personne(&identifiant).await.unwrap().exercices[0].situations.len(), 1);
    }
    let rendu = registre.lots().compte_rendu(&directrice(), &lot).await.unwrap();
    assert_eq!(rendu.matches("\"Inscrite\"").count(), PERSONNES);
    println!("preview {apercu:?}, registered in {avant:?} before the stop and {apres:?} after it");
}

fn numero(ligne: &LigneDeLot) -> Option<String> {
    match &ligne.issue {
        Some(Issue::Inscrite { personne }) => Some(personne.to_string()),
        _ => None,
    }
}

fn refus(lignes: &[LigneDeLot]) -> Vec<(u32, Etat, Vec<String>)> {
    let autres = lignes.iter().filter(|ligne| !matches!(ligne.etat(), Etat::Prete | Etat::Inscrite));
    let dites = autres
        .map(|ligne| (ligne.ligne, ligne.etat(), ligne.ecarts().iter().map(|ecart| ecart.phrase.clone()).collect()));
    dites.take(5).collect()
}
