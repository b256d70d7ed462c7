use ambient::RestKey;
use ecps::LieuPropose;
use pages::{Langue, Samples};

use super::*;
use crate::saisie::Saisie;
use crate::vue::{Chiffres, Demande, Ligne as LigneHistorique};
use crate::web::etat::TEXTES;

fn cadre(langue: Langue) -> Cadre {
    Cadre::new(langue, &TEXTES, "Téléphones simulés").a_l_adresse("/")
}

fn csrf() -> Csrf {
    Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie")
}

fn saisie(tapes: &str, sur: usize) -> Saisie {
    let mut saisie = Saisie::vide(sur);
    tapes.chars().for_each(|chiffre| saisie.taper(chiffre));
    saisie
}

fn demande() -> Demande {
    Demande {
        service: "Dossier résident, EHPAD FICTIF LES TILLEULS".to_owned(),
        pour: "Vous connecter".to_owned(),
        depuis: "Firefox sur Android, 192.0.2.7, il y a 20 secondes".to_owned(),
        avertit: Some("nombre-inconnu"),
    }
}

fn lieu(situation: &str, titre: &str, details: &str) -> LieuPropose {
    LieuPropose { situation: situation.to_owned(), titre: titre.to_owned(), details: details.to_owned() }
}

/// Every moment of the phone.
pub fn moments(cadre: &Cadre) -> Vec<(&'static str, Vue)> {
    let fin = "23 novembre 2029".to_owned();
    let service = "Dossier résident".to_owned();
    let identifiant = "8 999 0000 0011".to_owned();
    let dit = |cle: &str| Some(cadre.t(cle));
    let historique =
        |issue| LigneHistorique { quand: "23 novembre, 6 h 02".to_owned(), service: service.clone(), issue };
    let chiffres = |tapes: &str, oubli| Chiffres::caches(&saisie(tapes, 6), oubli);
    vec![
        ("activate", Vue::Activer { numero: String::new(), erreur: None }),
        ("no number", Vue::Activer { numero: "8 <b>".to_owned(), erreur: dit("activer-illisible") }),
        ("codes", Vue::Codes { erreur: None }),
        ("wrong codes", Vue::Codes { erreur: Some("Un des deux codes n’est pas le bon.".to_owned()) }),
        ("choose", Vue::Choisir { chiffres: chiffres("", false), confirmation: false, erreur: dit("choisir-faible") }),
        ("choose again", Vue::Choisir { chiffres: chiffres("12345", false), confirmation: true, erreur: None }),
        ("activated", Vue::Activee { fin: fin.clone() }),
        ("home", Vue::Accueil { identifiant: identifiant.clone(), fin: fin.clone(), message: None }),
        ("home, over", Vue::Accueil { identifiant, fin, message: dit("accueil-close") }),
        ("notification", Vue::Notification { jour: "23 novembre 2026".to_owned() }),
        (
            "place",
            Vue::Lieu {
                demande: Demande {
                    depuis: format!("{}, 192.0.2.7", cadre.t("nombre-service-seul")),
                    avertit: Some("nombre-seul"),
                    ..demande()
                },
                lieux: vec![
                    lieu("sit-1", "EHPAD FICTIF LES TILLEULS, LYON", "Aide-soignante"),
                    lieu("sit-3", "MAS FICTIVE DU VERCORS, GRENOBLE", "Aide-soignante"),
                ],
                erreur: None,
            },
        ),
        (
            "number",
            Vue::Nombre {
                demande: demande(),
                chiffres: Chiffres::lisibles(&saisie("4", 2)),
                erreur: dit("nombre-inexact"),
            },
        ),
        (
            "pin",
            Vue::Code {
                service: service.clone(),
                chiffres: chiffres("12", true),
                erreur: Some(cadre.tn("code-inexact", 2)),
            },
        ),
        ("forgotten", Vue::Oubli),
        ("approved", Vue::Validee { service: service.clone() }),
        ("not me", Vue::PasMoi),
        ("refused", Vue::Refusee { service: service.clone() }),
        ("locked", Vue::Bloquee),
        ("over", Vue::Perdue { phrase: cadre.t("perdue-remplacee") }),
        ("no history", Vue::Historique { lignes: Vec::new() }),
        ("history", Vue::Historique { lignes: vec![historique("issue-approuvee"), historique("issue-pas-moi")] }),
    ]
}

impl Samples for PageTelephone {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |vue| Self {
            cadre: cadre(langue),
            csrf: csrf(),
            id: TelephoneId::from("t1"),
            nom: "Le téléphone d’Alba".to_owned(),
            heure: "6:02".to_owned(),
            version: 3,
            vue,
        };
        moments(&cadre(langue)).into_iter().map(|(nom, vue)| (nom, page(vue))).collect()
    }
}

impl Samples for PageListe {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let page = |etats: &[(&str, bool)]| {
            let cadre = cadre(langue);
            let apercu = |(etat, notification): &(&str, bool)| Apercu {
                id: TelephoneId::from("t1"),
                nom: "Le téléphone d’Alba".to_owned(),
                identifiant: (*etat == "actif").then(|| "899900000011".to_owned()),
                etat: (*etat).to_owned(),
                notification: *notification,
            };
            let telephones = etats.iter().map(|etat| Ligne::de(&cadre, apercu(etat))).collect();
            Self { cadre, csrf: csrf(), telephones }
        };
        let tous = [("vierge", false), ("actif", false), ("actif", true), ("verrouille", false), ("arrete", false)];
        vec![("empty", page(&[])), ("every state", page(&tous))]
    }
}

#[test]
fn every_moment_renders_in_both_languages() {
    assert_eq!(pages::samples::check::<PageTelephone>().unwrap(), 42);
    pages::samples::check::<PageListe>().unwrap();
    assert_eq!(TEXTES.manques(), Vec::<String>::new());
}

#[test]
fn a_pin_is_never_in_the_page() {
    let (_, page) = PageTelephone::samples(Langue::Fr).into_iter().find(|(nom, _)| *nom == "pin").unwrap();
    let html = page.render().unwrap();
    assert_eq!(html.matches('•').count(), 2);
    assert!(html.contains("2 chiffres tapés, sur 6"));
}
