use ambient::{RestKey, Timestamp};
use pages::Samples;

use super::*;
use crate::message::Arrivee;
use crate::web::etat::TEXTES;

fn cadre(langue: Langue) -> Cadre {
    Cadre::new(langue, &TEXTES, "Bac à sable").a_l_adresse("/")
}

fn message(canal: Canal, sujet: &str, texte: &str, html: Option<&str>) -> Message {
    let contenu = Arrivee {
        canal,
        expediteur: "ne-pas-repondre@caducee.example".to_owned(),
        destinataires: vec!["alba.fictif-martel@exemple.test".to_owned()],
        sujet: sujet.to_owned(),
        texte: texte.to_owned(),
        html: html.map(str::to_owned),
    };
    Message { id: 7, recu_le: Timestamp::from_seconds(1_795_410_252), contenu }
}

fn sms() -> Message {
    message(
        Canal::Sms,
        "",
        &format!("Votre code d’activation : 123456.{}", " Ne le donnez à personne.".repeat(5)),
        None,
    )
}

fn courriel() -> Message {
    message(Canal::Courriel, "Votre <code>", "Bonjour,\n123456", Some("<script>alert(1)</script>"))
}

impl Samples for PageListe {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let csrf = Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie");
        let page = |messages: Vec<Ligne>| Self { cadre: cadre(langue), csrf: csrf.clone(), messages, dernier: 7 };
        vec![
            ("empty", page(Vec::new())),
            ("an SMS and a mail", page(vec![Ligne::de(&sms(), langue), Ligne::de(&courriel(), langue)])),
        ]
    }
}

impl Samples for PageMessage {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("an SMS", Self::de(cadre(langue), &sms())), ("a mail with HTML", Self::de(cadre(langue), &courriel()))]
    }
}

impl Samples for PageSans {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        vec![("gone", Self { cadre: cadre(langue) })]
    }
}

#[test]
fn every_page_renders_in_both_languages() {
    pages::samples::check::<PageListe>().unwrap();
    pages::samples::check::<PageMessage>().unwrap();
    pages::samples::check::<PageSans>().unwrap();
    assert_eq!(TEXTES.manques(), Vec::<String>::new());
}

#[test]
fn what_a_message_says_is_shown_and_never_obeyed() {
    let page = PageMessage::de(cadre(Langue::Fr), &courriel()).render().unwrap();
    assert!(!page.contains("alert(1)"), "the HTML is in the frame only");
    assert!(page.contains(r#"<iframe sandbox"#));
    assert!(page.contains("Votre &#60;code&#62;"));
}

#[test]
fn a_long_first_line_is_cut() {
    assert_eq!(Ligne::de(&sms(), Langue::Fr).titre.chars().count(), TITRE);
}
