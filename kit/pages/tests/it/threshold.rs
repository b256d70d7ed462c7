use ambient::RestKey;
use askama::Template;
use pages::samples::{check, faults};
use pages::{Cadre, Csrf, Langue, Ruban, Samples, Textes};

static TEXTES: Textes = Textes::new(
    &[
        "essai-titre = Essai\nessai-bonjour = Bonjour { $nom }.\nessai-essais = { $n -> \n   [one] Un essai\n  *[other] { $n } essais\n }",
    ],
    &[
        "essai-titre = Trial\nessai-bonjour = Hello { $nom }.\nessai-essais = { $n -> \n   [one] One try\n  *[other] { $n } tries\n }",
    ],
);

struct Service {
    nom: &'static str,
    ou: &'static str,
}

#[derive(Template)]
#[template(path = "seuil-essai.html")]
struct SeuilEssai {
    cadre: Cadre,
    service: Service,
    csrf: Csrf,
    nom: String,
    essais: usize,
}

impl Samples for SeuilEssai {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let service = Service { nom: "Dossier résident", ou: "EHPAD FICTIF LES TILLEULS, tilleuls.example" };
        let cadre = Cadre::new(langue, &TEXTES, "Essai").avec_ruban(Some(Ruban::BacASable)).a_l_adresse("/essai");
        let csrf = Csrf::for_cookie(&RestKey::from_bytes(&[1; 32]), "cookie");
        vec![("only", Self { cadre, service, csrf, nom: "<b>Alba</b>".to_owned(), essais: 2 })]
    }
}

fn french() -> String {
    SeuilEssai::samples(Langue::Fr).remove(0).1.render().expect("a sample renders")
}

#[test]
fn a_page_of_another_crate_extends_the_threshold() {
    assert_eq!(check::<SeuilEssai>().unwrap(), 2);
    let html = french();
    assert!(html.contains("Environnement d’essai\u{a0}: toutes les personnes et tous les lieux sont inventés."));
    assert!(html.contains("<title>Essai — Caducée</title>"));
    assert!(html.contains(r##"<a class="skip-link" href="#contenu">"##));
    assert!(html.contains(r#"href="/essai?ui_locales=en" lang="en""#));
    assert!(html.contains("2 essais"));
}

#[test]
fn what_a_person_typed_is_escaped_and_the_icons_are_not() {
    let html = french();
    assert!(!html.contains("<b>Alba"));
    assert!(html.contains(r#"<svg class="icon""#));
}

#[test]
fn each_rule_of_the_house_refuses_a_page_that_breaks_it() {
    let good = french();
    assert_eq!(faults(&good, Langue::Fr), Vec::<String>::new());
    for bad in [
        "<script>alert(1)</script>",
        r#"<script src="https://cdn.example/a.js"></script>"#,
        "<style>p{}</style>",
        r#"<p style="color:red">x</p>"#,
        r#"<a href="/" onclick="x()">x</a>"#,
        r#"<a href="javascript:x()">x</a>"#,
        r#"<img src="//cdn.example/a.png" alt="">"#,
        r#"<form method="post" action="/x"></form>"#,
        "<h1>again</h1>",
        "⟦essai-absent⟧",
    ] {
        assert!(!faults(&good.replace("</main>", &format!("{bad}</main>")), Langue::Fr).is_empty(), "{bad}");
    }
}
