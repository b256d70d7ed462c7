use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use messagerie::{Boite, Filtre, Message};
use outbox::{Carrier as _, Leased, LetterId, Outcome};
use registry_core::avis::{Avis, Courrier};
use registry_outbound::{Acheminement, Chiffrement, ServeurSmtp, Smtp};
use tokio::net::TcpListener;

use crate::echantillons::numero;
use crate::guichet;

const MAINTENANT: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn acheminement(port: u16) -> Acheminement {
    let serveur = ServeurSmtp {
        hote: "127.0.0.1".to_owned(),
        port,
        chiffrement: Chiffrement::Clair,
        expediteur: "Caducée <ne-pas-repondre@caducee.test>".to_owned(),
        identifiants: None,
        autorite: None,
    };
    Acheminement::new(Smtp::new(serveur).unwrap(), "assistance@caducee.test".to_owned())
}

fn lettre(courriel: &str, avis: Avis) -> Leased {
    let content = serde_json::to_string(&Courrier { courriel: courriel.into(), avis }).unwrap();
    let (id, subject) = (LetterId::from("abc_-123"), "personne:899900000011".to_owned());
    Leased { id, subject, content, queued_at: MAINTENANT, attempts: 1 }
}

async fn boite() -> (u16, Arc<Boite>) {
    let boite = Arc::new(Boite::en_memoire(Ambient::fixed(MAINTENANT, 1).0));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(messagerie::smtp::serve(listener, boite.clone()));
    (port, boite)
}

fn seul(boite: &Boite) -> Message {
    let messages = boite.messages(&Filtre::default());
    assert_eq!(messages.len(), 1);
    messages[0].clone()
}

// requirement: NOT-01
#[tokio::test]
async fn the_number_arrives_as_text_and_as_html() {
    let (port, boite) = boite().await;
    let issue = acheminement(port).carry(&lettre("ines@exemple.test", numero())).await;
    assert_eq!(issue, Outcome::Delivered("250".to_owned()));
    let recu = seul(&boite).contenu;
    assert_eq!(
        (recu.sujet.as_str(), recu.destinataires.as_slice()),
        ("Votre numéro RPPS est prêt", ["ines@exemple.test".to_owned()].as_slice())
    );
    assert_eq!(recu.expediteur, "ne-pas-repondre@caducee.test");
    assert!(recu.texte.contains("Votre numéro RPPS : 999 0000 0011"), "{}", recu.texte);
    let html = recu.html.unwrap();
    assert!(html.contains("<strong>999\u{a0}0000\u{a0}0011</strong>"), "{html}");
}

#[tokio::test]
async fn an_address_that_the_server_does_not_know_is_refused_and_named_nowhere() {
    let port = guichet::ouvrir("550 5.1.1 <ines@exemple.test> no such user").await;
    let issue = acheminement(port).carry(&lettre("ines@exemple.test", numero())).await;
    assert_eq!(issue, Outcome::Refused("550".to_owned()));
}

#[tokio::test]
async fn a_refusal_without_detail_is_for_good_where_it_answers_the_address() {
    let (adresse, nous) = (guichet::ouvrir("550 no such user").await, guichet::refuser("MAIL", "550 go away").await);
    let issue = acheminement(adresse).carry(&lettre("ines@exemple.test", numero())).await;
    assert_eq!(issue, Outcome::Refused("550".to_owned()));
    let issue = acheminement(nous).carry(&lettre("ines@exemple.test", numero())).await;
    assert_eq!(issue, Outcome::Later("the server answered 550".to_owned()));
}

#[tokio::test]
async fn a_policy_of_the_server_loses_no_mail() {
    for (commande, refus) in
        [("RCPT", "550 5.7.1 relaying denied"), ("MAIL", "553 5.7.1 not owned"), ("MAIL", "550 5.1.8 unknown")]
    {
        let port = guichet::refuser(commande, refus).await;
        let issue = acheminement(port).carry(&lettre("ines@exemple.test", numero())).await;
        assert_eq!(issue, Outcome::Later(format!("the server answered {}", &refus[..3])), "{refus}");
    }
}

#[tokio::test]
async fn a_server_that_asks_to_wait_or_mistrusts_us_is_tried_again() {
    for refus in ["451 4.7.1 greylisted", "530 5.7.0 authenticate", "452 4.2.2 mailbox full"] {
        let port = guichet::ouvrir(refus).await;
        let issue = acheminement(port).carry(&lettre("ines@exemple.test", numero())).await;
        assert_eq!(issue, Outcome::Later(format!("the server answered {}", &refus[..3])));
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let issue = acheminement(port).carry(&lettre("ines@exemple.test", numero())).await;
    assert!(matches!(issue, Outcome::Later(_)), "{issue:?}");
}

#[tokio::test]
async fn what_is_no_notice_is_not_quoted() {
    let (port, boite) = boite().await;
    let illisible = Leased { content: "{\"courriel\":\"ines@exemple.test\"}".to_owned(), ..lettre("", numero()) };
    assert_eq!(acheminement(port).carry(&illisible).await, Outcome::Unfit("the content is no notice".to_owned()));
    assert!(boite.messages(&Filtre::default()).is_empty());
}
