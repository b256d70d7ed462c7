use pages::erreur::{Action, PageErreur, Technique, Ton};
use pages::samples::check;
use pages::{Cadre, Icone, Langue, Samples, Textes};

static SANS: Textes = Textes::new(&[], &[]);

/// The error page belongs to the crate: a wrapper of the test forwards to it and gives the samples.
#[derive(askama::Template)]
#[template(source = "{{ page|safe }}", ext = "html")]
struct Montree {
    page: PageErreur,
}

fn page(langue: Langue, technique: Option<Technique>) -> PageErreur {
    PageErreur {
        cadre: Cadre::new(langue, &SANS, "Connexion des professionnels"),
        icone: Icone::Card,
        ton: Ton::Refus,
        titre: "Cette carte ne peut plus servir".to_owned(),
        phrase: "La carte finissant par 4471 a été déclarée perdue.".to_owned(),
        rien_perdu: Some("Rien n’a été envoyé à Dossier résident.".to_owned()),
        suite: vec!["Connectez-vous avec votre téléphone.".to_owned()],
        actions: vec![Action { libelle: "Choisir un autre moyen".to_owned(), href: "/connexion".to_owned() }],
        code: "carte.opposee".to_owned(),
        reference: "7QK4-M2".to_owned(),
        heure: "6\u{a0}h\u{a0}02".to_owned(),
        technique,
    }
}

impl Samples for Montree {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let technique = Technique {
            client: Some("dossier-resident-lyon".to_owned()),
            regle: "L’adresse de retour est comparée caractère par caractère (RFC 9700, 2.1).".to_owned(),
            recu: Some("https://tilleuls.example/retour/".to_owned()),
            journal: Some("redirect_uri is not registered".to_owned()),
            declare: Some("https://tilleuls.example/retour".to_owned()),
            cause: "Une barre « / » en trop à la fin".to_owned(),
            remede: "Retirez-la, ou déclarez aussi cette adresse.".to_owned(),
        };
        vec![
            ("for all", Self { page: page(langue, None) }),
            ("for developers", Self { page: page(langue, Some(technique)) }),
        ]
    }
}

#[test]
fn the_error_page_renders_with_and_without_its_technical_part() {
    assert_eq!(check::<Montree>().unwrap(), 4);
}

#[test]
fn the_error_page_says_its_code_its_reference_and_what_was_not_lost() {
    let html = page(Langue::Fr, None).to_string();
    for words in ["carte.opposee", "7QK4-M2", "Rien n’a été envoyé", "Que faire maintenant"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("Pour l’équipe technique"));
}
