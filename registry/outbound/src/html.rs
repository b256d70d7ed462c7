use askama::Template;

use crate::redaction::{Bloc, Lettre};

#[derive(Template)]
#[template(path = "mail.html")]
struct Page<'a> {
    lettre: &'a Lettre,
}

pub fn html(lettre: &Lettre) -> Result<String, askama::Error> {
    let blocs = lettre.blocs.iter().map(insecable).collect();
    let titre = espaces(&lettre.titre);
    Page { lettre: &Lettre { sujet: lettre.sujet.clone(), titre, blocs } }.render()
}

fn insecable(bloc: &Bloc) -> Bloc {
    match bloc {
        Bloc::Phrase(texte) => Bloc::Phrase(espaces(texte)),
        Bloc::Numero(texte) => Bloc::Numero(espaces(texte)),
        Bloc::Titre(texte) => Bloc::Titre(espaces(texte)),
        Bloc::Discret(texte) => Bloc::Discret(espaces(texte)),
        Bloc::Lignes(lignes) => Bloc::Lignes(lignes.iter().map(|ligne| espaces(ligne)).collect()),
        Bloc::Etapes(etapes) => {
            let mut etapes = etapes.clone();
            for etape in &mut etapes {
                (etape.acte, etape.suite) = (espaces(&etape.acte), espaces(&etape.suite));
            }
            Bloc::Etapes(etapes)
        }
    }
}

/// A sign that stands high never begins a line.
fn espaces(texte: &str) -> String {
    let mut texte = texte.replace("« ", "«\u{a0}");
    for signe in [':', ';', '?', '!', '»'] {
        texte = texte.replace(&format!(" {signe}"), &format!("\u{a0}{signe}"));
    }
    texte
}
