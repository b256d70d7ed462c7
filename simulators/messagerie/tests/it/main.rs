//! The mail server against a mail library that nobody here wrote.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use lettre::message::{MultiPart, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use messagerie::{Boite, Filtre, smtp};

async fn decor() -> (AsyncSmtpTransport<Tokio1Executor>, Arc<Boite>) {
    let boite = Arc::new(Boite::en_memoire(Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1).0));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(smtp::serve(listener, boite.clone()));
    (AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(port).build(), boite)
}

fn message() -> lettre::message::MessageBuilder {
    Message::builder()
        .from("Caducée <ne-pas-repondre@caducee.example>".parse().unwrap())
        .to("Alba FICTIF-MARTEL <alba@exemple.test>".parse().unwrap())
        .subject("Votre code d’activation")
}

#[tokio::test]
async fn a_mail_from_lettre_is_read_as_it_was_written() {
    let (transport, boite) = decor().await;
    let texte = format!("Bonjour,\n.un point seul :\n.\nVotre code : 123456. {}\n", "é".repeat(300));
    transport.send(message().header(ContentType::TEXT_PLAIN).body(texte.clone()).unwrap()).await.unwrap();
    let recu = &boite.messages(&Filtre::default())[0].contenu;
    assert_eq!((recu.sujet.as_str(), recu.texte.trim_end()), ("Votre code d’activation", texte.trim_end()));
    assert_eq!(recu.destinataires, ["alba@exemple.test"]);
    assert_eq!(recu.expediteur, "ne-pas-repondre@caducee.example");
}

#[tokio::test]
async fn both_forms_of_a_mail_from_lettre_are_found() {
    let (transport, boite) = decor().await;
    let corps = MultiPart::alternative_plain_html("texte é".to_owned(), "<p>html é</p>".to_owned());
    transport.send(message().multipart(corps).unwrap()).await.unwrap();
    let recu = &boite.messages(&Filtre::default())[0].contenu;
    assert_eq!(recu.texte.trim_end(), "texte é");
    assert_eq!(recu.html.as_deref().map(str::trim_end), Some("<p>html é</p>"));
}

#[tokio::test]
async fn twenty_mails_at_once_all_arrive() {
    let (transport, boite) = decor().await;
    let envois = (0..20).map(|n| {
        let transport = transport.clone();
        tokio::spawn(async move { transport.send(message().body(format!("{n}")).unwrap()).await.is_ok() })
    });
    for envoi in envois.collect::<Vec<_>>() {
        assert!(envoi.await.unwrap());
    }
    assert_eq!(boite.messages(&Filtre::default()).len(), 20);
}

#[tokio::test]
async fn a_mail_that_is_too_large_is_refused_and_the_next_one_goes_through() {
    let (transport, boite) = decor().await;
    assert!(transport.send(message().body("x".repeat(1_200_000)).unwrap()).await.is_err());
    transport.send(message().body("court".to_owned()).unwrap()).await.unwrap();
    assert_eq!(boite.messages(&Filtre::default()).len(), 1);
}
