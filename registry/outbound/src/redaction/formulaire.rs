use registry_core::avis::{FormulaireDit, SuiteFormulaire};
use registry_core::formulaire::Nature;

use super::{Bloc, Lettre, bonjour, phrase, titre};

/// What became of a form of a structure, to whom the card is for (CON-08, GES-09).
pub fn dire(dit: &FormulaireDit, assistance: &str) -> Lettre {
    let lieu = &dit.lieu;
    let (quoi, blocs) = match &dit.suite {
        SuiteFormulaire::Accepte { porteur } => (
            "est accepté",
            vec![
                phrase(format!("L’ANS accepte {} pour {lieu}.", nom(dit.nature))),
                phrase(format!("L’identifiant de votre carte est {porteur}. Recopiez-le partout où il est demandé.")),
                titre("Et maintenant ?"),
                phrase("La carte est commandée. Vous recevrez un autre e-mail le jour où elle part."),
                phrase(apres(dit.nature)),
                Bloc::Discret(format!(
                    "Vous ne connaissez pas cette structure ? Dites-le à l’assistance : {assistance}."
                )),
            ],
        ),
        SuiteFormulaire::ARevoir { motif } => (
            "est à compléter",
            vec![
                phrase(format!("L’ANS rend {} pour {lieu} : « {motif} »", nom(dit.nature))),
                titre("Et maintenant ?"),
                phrase("Ouvrez le portail RPPS+, complétez le formulaire et envoyez-le de nouveau."),
            ],
        ),
        SuiteFormulaire::Rejete { motif } => (
            "est refusé",
            vec![
                phrase(format!("L’ANS refuse {} pour {lieu} : « {motif} »", nom(dit.nature))),
                titre("Vous ne comprenez pas pourquoi ?"),
                phrase(format!("Demandez à l’assistance : {assistance}.")),
            ],
        ),
        SuiteFormulaire::SansSuite => (
            "est sans suite",
            vec![
                phrase(format!(
                    "Le contrat d’adhésion signé pour {lieu} a pris fin avant la réponse : {} n’a pas de suite.",
                    nom(dit.nature)
                )),
                titre("Et maintenant ?"),
                phrase(
                    "Le représentant légal de la structure signe un nouveau contrat avec l’ANS. Envoyez alors un autre formulaire.",
                ),
            ],
        ),
        SuiteFormulaire::Devance => (
            "est sans suite",
            vec![
                phrase(format!(
                    "L’ANS a accepté le contrat d’adhésion que quelqu’un d’autre demandait pour {lieu}. Un seul contrat suffit : le vôtre n’a pas de suite."
                )),
                titre("Et maintenant ?"),
                phrase(format!(
                    "Si c’est vous qui dirigez la structure, demandez la carte de direction seule, par un autre formulaire F101, ou écrivez à l’assistance : {assistance}."
                )),
            ],
        ),
    };
    Lettre {
        sujet: format!("Votre formulaire {} {quoi}", dit.nature.formulaire()),
        titre: bonjour(&dit.prenom, &format!("votre formulaire {} {quoi}", dit.nature.formulaire())),
        blocs,
    }
}

const fn nom(nature: Nature) -> &'static str {
    match nature {
        Nature::Adhesion => "le contrat d’adhésion et votre carte de direction",
        Nature::Succession => "votre carte de direction",
        Nature::Cpe => "la première carte CPE demandée",
    }
}

const fn apres(nature: Nature) -> &'static str {
    match nature {
        Nature::Adhesion => {
            "Le contrat est en vigueur. Avec votre carte, connectez-vous au portail RPPS+ : vous enregistrez les professionnels, et vous désignez les mandataires et les gestionnaires."
        }
        Nature::Succession => "Vous représentez la structure. Avec votre carte, connectez-vous au portail RPPS+.",
        Nature::Cpe => {
            "Le représentant légal ou son mandataire peut maintenant vous désigner. Vous recevrez alors un autre message."
        }
    }
}
