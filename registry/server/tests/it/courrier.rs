//! Somebody is registered, a mail server is there, was not there, or sends a mail back.

use std::sync::Arc;

use ambient::{Ambient, Clock as _, MovableClock, Seconds, Timestamp};
use annuaire::{Correspondance, chemin};
use http::StatusCode;
use jiff::civil::date;
use messagerie::{Boite, Filtre, Message};
use registry_core::demande::{
    Attestations, ContactSaisi, Enregistrer, NouvelleInscription, PieceIdentite, VueGestionnaire,
};
use registry_core::habilitation::{NouveauContrat, Perimetre};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::EtatCivilSaisi;
use registry_core::situation_acte::{Noms, SituationDemandee};
use registry_core::{CleStructure, NouveauPorteur};
use registry_outbound::Chiffrement;
use registry_server::config::Courrier;
use sante::IdentifiantNational;
use service::Shutdown;
use tokio::net::TcpListener;
use tokio::time::{Duration, sleep};

use crate::maison::Maison;

/// 23 November 2026.
const MAINTENANT: Timestamp = Timestamp::from_seconds(1_795_413_600);
const DIRECTRICE: &str = "3690990015/CPED0001";
const EHPAD: &str = "690990114";

/// A registry whose mail server listens on this port, a director under contract, and time in our hands.
async fn maison(port: u16) -> (Maison, Arc<MovableClock>) {
    let (ambient, horloge) = Ambient::fixed(MAINTENANT, 1);
    let maison = Maison::reglee(ambient, |config, dossier| {
        let retours = dossier.path().join("retours");
        std::fs::create_dir_all(retours.join("new")).unwrap();
        config.courrier = Some(Courrier {
            host: "127.0.0.1".to_owned(),
            port,
            from: "Portail RPPS+ <ne-pas-repondre@registre.test>".to_owned(),
            encryption: Chiffrement::Clair,
            user: None,
            password_file: None,
            ca_file: None,
            assistance: "assistance@registre.test".to_owned(),
            retours: Some(retours),
        });
    })
    .await;
    let directrice = NouveauPorteur {
        identifiant: DIRECTRICE.parse().unwrap(),
        nom: "FICTIF-ROUVIER".to_owned(),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure: annuaire::Structure {
            finess: "690990015".to_owned(),
            finess_ej: "690990015".to_owned(),
            ..annuaire::Structure::default()
        },
        correspondance: Correspondance::default(),
    };
    maison.registre.declaration().declarer_porteur(directrice).await.unwrap();
    let contrat = NouveauContrat {
        operateur: "test".to_owned(),
        perimetre: Perimetre::EntiteJuridique("690990015".parse().unwrap()),
        representant: DIRECTRICE.parse().unwrap(),
        depuis: date(2026, 1, 5),
        jusque: None,
        etablissements: Vec::new(),
    };
    maison.registre.contrats().signer(contrat).await.unwrap();
    (maison, horloge)
}

/// The director registers Lucie, face to face: her number.
async fn inscrire(maison: &Maison) -> IdentifiantNational {
    let nouvelle = NouvelleInscription {
        structure: EHPAD.parse().unwrap(),
        identite: EtatCivilSaisi {
            nom: "FICTIF-LUCE".to_owned(),
            prenoms: vec!["Lucie".to_owned()],
            code_civilite: "MME".to_owned(),
            code_sexe: "F".to_owned(),
            naissance: "12/05/1990".to_owned(),
            commune_naissance: "93066".to_owned(),
            pays_naissance: "99100".to_owned(),
            lieu_naissance: String::new(),
        },
        contact: ContactSaisi { mobile: "06 39 98 00 90".to_owned(), courriel: "lucie@exemple.test".to_owned() },
        situation: SituationDemandee {
            noms: Noms { code_civilite: String::new(), nom: "FICTIF-LUCE".to_owned(), prenom: "Lucie".to_owned() },
            profession: "313".to_owned(),
            role: "GENR11".to_owned(),
            debut: date(2026, 12, 1),
            fin: None,
        },
        attestations: Attestations {
            face_a_face: true,
            piece: Some(PieceIdentite::Passeport),
            conditions_acceptees: true,
            diplomes_verifies: true,
            besoin_verifie: true,
        },
    };
    let cle = CleIdempotence::lue("une-cle-d-essai-1").unwrap();
    let enregistrer = Enregistrer::new(maison.registre.guichet().clone());
    let faite = enregistrer.enregistrer(&DIRECTRICE.parse().unwrap(), &cle, nouvelle).await.unwrap();
    match faite.vue {
        VueGestionnaire::Validee { personne } => personne,
        autre => panic!("{autre:?}"),
    }
}

async fn ouvrir_boite(listener: TcpListener) -> Arc<Boite> {
    let boite = Arc::new(Boite::en_memoire(Ambient::fixed(MAINTENANT, 2).0));
    tokio::spawn(messagerie::smtp::serve(listener, boite.clone()));
    boite
}

/// The first mail, once it is there.
async fn premier(boite: &Boite) -> Message {
    for _ in 0..200 {
        if let Some(message) = boite.messages(&Filtre::default()).first() {
            return message.clone();
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail came");
}

fn servir(maison: &Maison) -> Shutdown {
    let arret = Shutdown::new();
    tokio::spawn(maison.registre.courrier().unwrap().unwrap().servir(arret.clone()));
    arret
}

// requirement: NOT-01 NOT-02 NOT-05
#[tokio::test]
async fn the_number_leaves_while_the_service_runs_and_contact_data_activate_after_two_days() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (maison, horloge) = maison(listener.local_addr().unwrap().port()).await;
    let boite = ouvrir_boite(listener).await;
    let arret = servir(&maison);
    let personne = inscrire(&maison).await;
    let mail = premier(&boite).await.contenu;
    assert_eq!(mail.destinataires, ["lucie@exemple.test"]);
    assert!(mail.sujet.contains("numéro RPPS") && mail.html.is_some());
    for (attente, active) in [(Seconds(0), false), (Seconds(172_799), false), (Seconds(1), true)] {
        horloge.advance(attente);
        let (statut, lue): (_, Correspondance) =
            maison.lire(&chemin::correspondance(&personne), "correspondance").await;
        assert_eq!((statut, lue.active(horloge.now())), (StatusCode::OK, active), "{:?}", horloge.now());
    }
    arret.begin();
}

#[tokio::test]
async fn a_mail_server_that_is_down_loses_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = listener.local_addr().unwrap();
    drop(listener);
    let (maison, horloge) = maison(adresse.port()).await;
    let arret = servir(&maison);
    inscrire(&maison).await;
    sleep(Duration::from_millis(500)).await;
    let boite = ouvrir_boite(TcpListener::bind(adresse).await.unwrap()).await;
    horloge.advance(Seconds::minutes(1));
    assert_eq!(premier(&boite).await.contenu.destinataires, ["lucie@exemple.test"]);
    arret.begin();
}

#[tokio::test]
async fn a_mail_that_comes_back_later_shows_to_the_structure_and_the_report_is_put_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (maison, _) = maison(listener.local_addr().unwrap().port()).await;
    let boite = ouvrir_boite(listener).await;
    let arret = servir(&maison);
    let personne = inscrire(&maison).await;
    premier(&boite).await;
    let lettres = maison.registre.avis().of_subject(&format!("personne:{personne}")).await.unwrap();
    let id = format!("{}@registre.test", lettres[0].id);
    arret.begin();
    let new = maison.dossier.path().join("retours/new");
    std::fs::write(new.join("1.autre"), "Subject: absente\r\n\r\nJe reviens lundi.").unwrap();
    std::fs::write(new.join("2.rapport"), rapport(&id)).unwrap();
    let arret = servir(&maison);
    let structure = CleStructure::from("F690990114");
    for essai in 0.. {
        let retours = maison.registre.suivi().retours(std::slice::from_ref(&structure), 10).await.unwrap();
        if let [retour] = retours.as_slice() {
            assert_eq!(retour.code, "5.1.1");
            break;
        }
        assert!(essai < 200, "never shown");
        sleep(Duration::from_millis(50)).await;
    }
    arret.begin();
    let lus = std::fs::read_dir(maison.dossier.path().join("retours/cur")).unwrap().count();
    assert_eq!((lus, std::fs::read_dir(new).unwrap().count()), (2, 0));
}

/// RFC 3464, about the mail of this `Message-ID`.
fn rapport(id: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.exemple.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.exemple.test\r\n\r\n\
         Final-Recipient: rfc822; lucie@exemple.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\n\r\n--b--\r\n"
    )
}
