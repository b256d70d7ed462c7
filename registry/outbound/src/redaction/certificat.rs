use registry_core::avis::{CertificatDit, SuiteCertificat};
use registry_core::certificat::{Emploi, RaisonRevocation};

use super::{Bloc, Lettre, bonjour, phrase, titre};
use crate::date;

/// A certificate of a legal entity is there, is good no more, or could not be signed (CRT-08).
pub fn dire(dit: &CertificatDit, assistance: &str) -> Lettre {
    let quoi = format!("le certificat {} ({}) du logiciel {}", dit.nom, usage(dit.emploi), dit.logiciel);
    let lieu = &dit.lieu;
    match &dit.suite {
        SuiteCertificat::Delivre { jusque } => Lettre {
            sujet: format!("Le certificat {} est délivré pour {lieu}", dit.nom),
            titre: bonjour(&dit.prenom, "un certificat est délivré"),
            blocs: vec![
                phrase(format!("L’IGC a délivré {quoi}, pour {lieu}.")),
                phrase(format!(
                    "Il est valable jusqu’au {}. Il se renouvelle au portail avant ce jour.",
                    date::jour(*jusque)
                )),
                titre("Et maintenant ?"),
                phrase(
                    "L’administrateur technique le télécharge au portail RPPS+, puis l’installe sur le serveur du logiciel.",
                ),
                Bloc::Discret(inattendu(assistance)),
            ],
        },
        SuiteCertificat::Revoque { raison, le } => Lettre {
            sujet: format!("Le certificat {} est révoqué pour {lieu}", dit.nom),
            titre: bonjour(&dit.prenom, "un certificat est révoqué"),
            blocs: vec![
                phrase(format!("Depuis {}, {quoi} n’est plus valable, pour {lieu}.", date::instant(*le))),
                phrase(pourquoi(*raison)),
                titre("Et maintenant ?"),
                phrase(
                    "Le logiciel ne peut plus s’en servir. S’il n’en a pas d’autre pour cet usage, commandez-en un au portail RPPS+.",
                ),
                Bloc::Discret(inattendu(assistance)),
            ],
        },
        SuiteCertificat::Finissant { fin } => Lettre {
            sujet: format!("Le certificat {} finit le {}", dit.nom, date::jour(*fin)),
            titre: bonjour(&dit.prenom, "un certificat est à renouveler"),
            blocs: vec![
                phrase(format!(
                    "Jusqu’au {}, {quoi} est valable, pour {lieu}. Ensuite, le logiciel ne peut plus s’en servir.",
                    date::jour(*fin)
                )),
                titre("Et maintenant ?"),
                phrase(
                    "L’administrateur technique le renouvelle au portail RPPS+, avec une nouvelle clé. L’ancien reste valable jusqu’à ce jour.",
                ),
                phrase("Le logiciel ne sert plus ? Il n’y a rien à faire."),
            ],
        },
        SuiteCertificat::Refuse { motif } => Lettre {
            sujet: format!("La demande du certificat {} est à refaire", dit.nom),
            titre: bonjour(&dit.prenom, "une demande de certificat est à refaire"),
            blocs: vec![
                phrase(format!("L’IGC n’a pas délivré {quoi}, pour {lieu}.")),
                phrase(format!("Elle dit : {motif}")),
                titre("Et maintenant ?"),
                phrase(
                    "La commande reste ouverte. L’administrateur technique produit une nouvelle demande, puis la dépose au portail RPPS+.",
                ),
            ],
        },
    }
}

const fn usage(emploi: Emploi) -> &'static str {
    match emploi {
        Emploi::Signature => "signature",
        Emploi::Authentification => "authentification",
        Emploi::Insi => "authentification à INSi",
    }
}

const fn pourquoi(raison: RaisonRevocation) -> &'static str {
    match raison {
        RaisonRevocation::CleCompromise => "Sa clé a pu être lue par quelqu’un d’autre.",
        RaisonRevocation::Remplacee => "Un autre certificat le remplace.",
        RaisonRevocation::CessationActivite => "Le logiciel ne sert plus.",
    }
}

fn inattendu(assistance: &str) -> String {
    format!(
        "Vous ne vous y attendiez pas ? Voyez au portail qui l’a demandé, révoquez le certificat, et dites-le à l’assistance : {assistance}."
    )
}
