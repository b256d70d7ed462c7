//! The tabs over the sandbox's own pages.

use pages::{Langue, Onglet};
use url::Url;

use crate::ports::{Ports, origin};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Accueil,
    Telephones,
    Messages,
    Service,
    Documents,
    Portail,
    Partenaires,
    /// Reached on the way to the portal: no tab of its own.
    FranceConnect,
}

/// The tabs, `courante` marked.
pub fn onglets(ports: Ports, courante: Piece) -> impl Fn(Langue) -> Vec<Onglet> + Send + Sync + 'static {
    move |langue| {
        let pieces: [(Piece, Url, &str, &str); 7] = [
            (Piece::Accueil, origin(ports.accueil()), "Accueil", "Home"),
            (Piece::Telephones, origin(ports.telephones()), "Téléphones", "Phones"),
            (Piece::Messages, origin(ports.messagerie()), "Messages", "Messages"),
            (Piece::Service, origin(ports.dui()), "Dossier résident", "Resident record"),
            (Piece::Documents, origin(ports.dmp()), "Documents partagés", "Shared documents"),
            (Piece::Portail, origin(ports.portail()), "Portail RPPS+", "RPPS+ portal"),
            (Piece::Partenaires, origin(ports.partenaires()), "Partenaires", "Partners"),
        ];
        pieces
            .into_iter()
            .map(|(piece, href, fr, en)| Onglet {
                titre: if langue == Langue::Fr { fr } else { en }.to_owned(),
                href: href.into(),
                courant: piece == courante,
                compte: 0,
            })
            .collect()
    }
}
