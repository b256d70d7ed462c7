use crate::redaction::{Bloc, Lettre};

const COLONNES: usize = 72;

pub fn texte(lettre: &Lettre) -> String {
    let mut parties = vec![plier(&lettre.titre, "")];
    parties.extend(lettre.blocs.iter().map(bloc));
    parties.push("Caducée, portail RPPS+".to_owned());
    let mut texte = parties.join("\n\n");
    texte.push('\n');
    texte
}

fn bloc(bloc: &Bloc) -> String {
    match bloc {
        Bloc::Phrase(texte) | Bloc::Discret(texte) => plier(texte, ""),
        Bloc::Numero(numero) => format!("    Votre numéro RPPS : {}", numero.replace('\u{a0}', " ")),
        Bloc::Titre(texte) => texte.to_uppercase(),
        Bloc::Lignes(lignes) => {
            lignes.iter().map(|ligne| plier(&format!("- {ligne}"), "  ")).collect::<Vec<_>>().join("\n")
        }
        Bloc::Etapes(etapes) => {
            let numerotees = etapes.iter().enumerate();
            let lignes =
                numerotees.map(|(n, etape)| plier(&format!("{}. {} {}", n + 1, etape.acte, etape.suite), "   "));
            lignes.collect::<Vec<_>>().join("\n")
        }
    }
}

/// Breaks at plain spaces; the lines after the first begin with `retrait`.
fn plier(texte: &str, retrait: &str) -> String {
    let mut lignes: Vec<String> = Vec::new();
    // and none that opens a quotation ends one
    let texte = texte.replace("« ", "«\u{a0}");
    for mot in texte.split([' ', '\n', '\r', '\t']).filter(|mot| !mot.is_empty()) {
        match lignes.last_mut() {
            Some(ligne) if place(ligne, mot) => {
                ligne.push(' ');
                ligne.push_str(mot);
            }
            Some(_) => lignes.push(format!("{retrait}{mot}")),
            None => lignes.push(mot.to_owned()),
        }
    }
    lignes.join("\n").replace('\u{a0}', " ")
}

/// A sign that stands high never begins a line.
fn place(ligne: &str, mot: &str) -> bool {
    let signe = mot.chars().all(|c| ":;?!»".contains(c));
    signe || ligne.chars().count() + 1 + mot.chars().count() <= COLONNES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_no_sign_begins_one() {
        let texte = plier(&"Quelque chose n’est pas juste ? ".repeat(20), "  ");
        for ligne in texte.lines() {
            assert!(ligne.chars().count() <= COLONNES + 2, "{ligne}");
            assert!(!ligne.trim_start().starts_with('?'), "{ligne}");
        }
    }
}
