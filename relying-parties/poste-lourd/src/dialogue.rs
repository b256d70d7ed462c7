//! The terminal of somebody who is signed in: `qui`, `rafraichir`, `quitter`.

use std::io::Write;

use crate::fournisseur::{Erreur, Fournisseur};
use crate::session::Session;

const AIDE: &str = "Tapez « qui », « rafraichir » ou « quitter ».";

/// A line of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ordre {
    Qui,
    Rafraichir,
    Quitter,
    Autre,
}

impl Ordre {
    fn lire(ligne: &str) -> Self {
        match ligne.trim().to_lowercase().as_str() {
            "qui" => Self::Qui,
            "rafraichir" | "rafraîchir" => Self::Rafraichir,
            "quitter" | "q" => Self::Quitter,
            _ => Self::Autre,
        }
    }
}

/// Until `quitter` or the end of what is typed: either way the session is closed at the provider too.
pub async fn tenir(
    fournisseur: &Fournisseur,
    mut session: Session,
    lignes: impl Iterator<Item = String>,
    ecran: &mut impl Write,
) -> Result<(), Erreur> {
    dire(ecran, &presentation(&session))?;
    dire(ecran, AIDE)?;
    for ligne in lignes {
        match Ordre::lire(&ligne) {
            Ordre::Qui => dire(ecran, &presentation(&session))?,
            Ordre::Rafraichir => {
                session = session.rafraichir(fournisseur).await?;
                dire(ecran, &format!("Session renouvelée.\n{}", presentation(&session)))?;
            }
            Ordre::Quitter => break,
            Ordre::Autre => dire(ecran, AIDE)?,
        }
    }
    fournisseur.fermer(&session.id_token).await?;
    dire(ecran, "Vous êtes déconnecté, ici et chez le fournisseur d’identité.")
}

fn presentation(session: &Session) -> String {
    let (frais, fin) = session.durees();
    format!(
        "Connecté : {}\nLieu de travail : {}\nJetons : {frais} s, renouvelables pendant {} min.",
        session.qui(),
        session.situation(),
        fin / 60
    )
}

fn dire(ecran: &mut impl Write, texte: &str) -> Result<(), Erreur> {
    writeln!(ecran, "{texte}").and_then(|()| ecran.flush()).map_err(Erreur::Ecran)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_whatever_its_case_and_accents() {
        let lus = ["qui", " Rafraîchir ", "rafraichir", "QUITTER", "q", "", "autre"].map(Ordre::lire);
        use Ordre::*;
        assert_eq!(lus, [Qui, Rafraichir, Rafraichir, Quitter, Quitter, Autre, Autre]);
    }
}
