use registry_core::avis::{CarteDite, SuiteCarte};
use registry_core::carte::{Abandon, Origine, RaisonOpposition};

use super::{Bloc, Lettre, bonjour, phrase, titre};
use crate::date;

/// A card is ordered, on its way, good no more, or not made (MIE-12, MIE-14).
pub fn dire(dit: &CarteDite, assistance: &str) -> Lettre {
    let carte = dit.modele.as_str();
    match &dit.suite {
        SuiteCarte::Commandee { pourquoi } => Lettre {
            sujet: format!("Une carte {carte} est commandée pour vous"),
            titre: bonjour(&dit.prenom, "une carte est commandée pour vous"),
            blocs: vec![
                phrase(pourquoi_commandee(dit, *pourquoi)),
                titre("Et maintenant ?"),
                phrase("L’autorité de cartes la fabrique. Vous recevrez un e-mail le jour où elle part."),
                Bloc::Discret(inattendu(assistance)),
            ],
        },
        SuiteCarte::Envoyee { jusque, memes_codes } => Lettre {
            sujet: format!("Votre carte {carte} est partie"),
            titre: bonjour(&dit.prenom, "votre carte est partie"),
            blocs: vec![
                phrase(format!(
                    "Votre carte {carte} n° {} est en route{}. Elle est valable jusqu’au {}.",
                    dit.numero,
                    vers(&dit.lieu),
                    date::jour(*jusque)
                )),
                phrase(if *memes_codes {
                    "Ses codes sont ceux de votre carte actuelle : vous n’en recevrez pas d’autres."
                } else {
                    "Ses codes arrivent à part, dans un pli fermé."
                }),
                titre("Et maintenant ?"),
                phrase(
                    "À son arrivée, dites-le au portail RPPS+. Si elle n’arrive pas, faites opposition au même endroit.",
                ),
                Bloc::Discret("Nous ne vous demanderons jamais vos codes, ni par e-mail, ni par téléphone.".to_owned()),
            ],
        },
        SuiteCarte::Opposee { raison, le } => Lettre {
            sujet: format!("Opposition sur la carte {carte} n° {}", dit.numero),
            titre: bonjour(&dit.prenom, "une carte ne sert plus"),
            blocs: vec![
                phrase(format!("Depuis {}, la carte {carte} n° {} ne sert plus.", date::instant(*le), dit.numero)),
                phrase(pourquoi_opposee(*raison)),
                titre("Et maintenant ?"),
                phrase("Détruisez-la si vous l’avez encore. Une autre carte se commande au portail RPPS+."),
                Bloc::Discret(inattendu(assistance)),
            ],
        },
        SuiteCarte::Annulee { motif } => Lettre {
            sujet: format!("La commande d’une carte {carte} est annulée"),
            titre: bonjour(&dit.prenom, "une carte ne sera pas fabriquée"),
            blocs: vec![
                phrase(match dit.la_sienne {
                    true => format!("La carte {carte} commandée pour vous{} ne sera pas fabriquée.", par(&dit.lieu)),
                    false => {
                        format!("Une carte {carte} que vous avez commandée{} ne sera pas fabriquée.", par(&dit.lieu))
                    }
                }),
                phrase(pourquoi_annulee(motif)),
                titre("Et maintenant ?"),
                phrase("Le portail RPPS+ montre la commande. Une autre peut être faite quand la raison n’est plus là."),
            ],
        },
    }
}

fn pourquoi_commandee(dit: &CarteDite, origine: Origine) -> String {
    let carte = dit.modele.as_str();
    match origine {
        Origine::Commande => format!("Une carte {carte} a été commandée pour vous{}.", par(&dit.lieu)),
        Origine::Renouvellement => format!(
            "Votre carte {carte} arrive à sa fin dans un mois. Une nouvelle est commandée, avec les mêmes codes : vous n’avez rien à faire."
        ),
        Origine::ChangementExercice => format!(
            "Votre exercice a changé. Une nouvelle carte {carte} est commandée. L’ancienne sert jusqu’à ce que vous receviez l’autre."
        ),
    }
}

const fn pourquoi_opposee(raison: RaisonOpposition) -> &'static str {
    match raison {
        RaisonOpposition::Perdue => "Elle a été déclarée perdue ou volée.",
        RaisonOpposition::Defectueuse => "Elle a été déclarée défectueuse.",
        RaisonOpposition::Remplacee => "Votre nouvelle carte la remplace.",
        RaisonOpposition::Depart => "Son porteur n’est plus de la structure, ou la structure n’a plus de contrat.",
    }
}

fn pourquoi_annulee(motif: &Abandon) -> String {
    match motif {
        Abandon::Demande { .. } => "Qui l’avait commandée y a renoncé.".to_owned(),
        Abandon::SansContrat => "La structure n’a plus de contrat d’adhésion en vigueur avec l’ANS.".to_owned(),
        Abandon::PorteurParti => "Son porteur n’est plus en activité.".to_owned(),
        Abandon::Refus { motif } => format!("L’autorité de cartes dit : {motif}"),
    }
}

fn vers(lieu: &str) -> String {
    if lieu.is_empty() { String::new() } else { format!(" vers {lieu}") }
}

fn par(lieu: &str) -> String {
    if lieu.is_empty() { String::new() } else { format!(" par {lieu}") }
}

fn inattendu(assistance: &str) -> String {
    format!("Vous ne vous y attendiez pas ? Dites-le à l’assistance : {assistance}.")
}
