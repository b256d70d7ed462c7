use ambient::Timestamp;
use registry_core::avis::{DroitDit, SuiteDroit};
use registry_core::habilitation::Titre;

use super::{Bloc, Lettre, bonjour, phrase, titre};
use crate::date;

/// Somebody may act for a structure, no longer does, or will not for long (GES-02).
pub fn dire(droit: &DroitDit, assistance: &str) -> Lettre {
    match &droit.suite {
        SuiteDroit::Accorde { par, debut, fin } => accorde(droit, par.as_deref(), (*debut, *fin), assistance),
        SuiteDroit::Retire { le } => retire(droit, *le, assistance),
        SuiteDroit::Finissant { fin } => finissant(droit, *fin),
        SuiteDroit::Convoite { par } => convoite(droit, par, assistance),
    }
}

fn accorde(
    droit: &DroitDit,
    par: Option<&str>,
    (debut, fin): (Option<Timestamp>, Option<Timestamp>),
    assistance: &str,
) -> Lettre {
    let mut dates = vec![debut.map(|le| format!("Premier jour : {}.", date::jour(le)))];
    dates.push(fin.map(|fin| format!("Dernier jour : {}.", dernier_jour(fin))));
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    let mut blocs = vec![phrase(charge(droit, par))];
    if !dates.is_empty() {
        blocs.push(Bloc::Lignes(dates));
    }
    blocs.extend([titre("Et maintenant ?"), phrase(suite(droit.titre))]);
    blocs.push(Bloc::Discret(format!(
        "Vous ne connaissez pas cette structure ? Dites-le à l’assistance : {assistance}. N’utilisez pas ce droit."
    )));
    Lettre {
        sujet: format!("Vous êtes {} pour {}", nom(droit.titre), droit.lieu),
        titre: bonjour(&droit.prenom, &format!("vous êtes {}", nom(droit.titre))),
        blocs,
    }
}

fn retire(droit: &DroitDit, le: Timestamp, assistance: &str) -> Lettre {
    Lettre {
        sujet: format!("Vous n’êtes plus {} pour {}", nom(droit.titre), droit.lieu),
        titre: bonjour(&droit.prenom, &format!("vous n’êtes plus {}", nom(droit.titre))),
        blocs: vec![
            phrase(format!(
                "Depuis {}, vous n’agissez plus comme {} {}.",
                date::instant(le),
                nom(droit.titre),
                pour(droit)
            )),
            phrase(match droit.titre {
                Titre::AdministrateurTechnique => "Les certificats déjà délivrés restent valables.",
                _ => "Ce que vous avez enregistré reste en place.",
            }),
            titre("Vous ne vous y attendiez pas ?"),
            phrase(match droit.titre {
                Titre::RepresentantLegal => format!("Demandez à l’assistance : {assistance}."),
                Titre::Mandataire | Titre::Gestionnaire | Titre::AdministrateurTechnique => {
                    "Demandez au représentant légal de la structure.".to_owned()
                }
            }),
        ],
    }
}

fn finissant(droit: &DroitDit, fin: Timestamp) -> Lettre {
    let jour = dernier_jour(fin);
    let (phrases, apres) = match droit.titre {
        Titre::RepresentantLegal => (
            format!("Le contrat d’adhésion {} finit le {jour}.", pour(droit)),
            "Après ce jour, ni vous ni les personnes que vous avez désignées n’agissez plus. Pour continuer, signez avant un nouveau contrat avec l’Agence du numérique en santé.",
        ),
        Titre::Mandataire | Titre::Gestionnaire | Titre::AdministrateurTechnique => (
            format!("Vous êtes {} {}. Le dernier jour est le {jour}.", nom(droit.titre), pour(droit)),
            "Pour continuer, demandez avant ce jour au représentant légal de vous désigner de nouveau. Sinon, il n’y a rien à faire.",
        ),
    };
    Lettre {
        sujet: format!("Votre droit pour {} finit le {jour}", droit.lieu),
        titre: bonjour(&droit.prenom, &format!("votre droit finit le {jour}")),
        blocs: vec![phrase(phrases), titre("Et maintenant ?"), phrase(apres)],
    }
}

/// Somebody asks for the place of whoever reads this, who says so while there is time if that is not true.
fn convoite(droit: &DroitDit, par: &str, assistance: &str) -> Lettre {
    Lettre {
        sujet: format!("Une carte de direction est demandée pour {}", droit.lieu),
        titre: bonjour(&droit.prenom, "une carte de direction est demandée"),
        blocs: vec![
            phrase(format!(
                "{par} demande à l’ANS la carte de direction (formulaire F101) {}. Si l’ANS accepte, {par} représente la structure à votre place.",
                pour(droit)
            )),
            titre("Vous n’êtes pas au courant ?"),
            phrase(format!("Écrivez-le sans attendre à l’assistance : {assistance}.")),
            titre("C’est bien votre successeur ?"),
            phrase("Il n’y a rien à faire. Vous recevrez un message le jour où votre droit prend fin."),
        ],
    }
}

/// The last day on which it holds, the day before the instant at which it no longer does.
fn dernier_jour(fin: Timestamp) -> String {
    date::jour(Timestamp::from_millis(fin.millis() - 1))
}

fn pour(droit: &DroitDit) -> String {
    let DroitDit { lieu, .. } = droit;
    if droit.organisme { format!("pour {lieu} et tous ses établissements") } else { format!("pour {lieu}") }
}

const fn nom(titre: Titre) -> &'static str {
    match titre {
        Titre::RepresentantLegal => "représentant légal",
        Titre::Mandataire => "mandataire",
        Titre::Gestionnaire => "gestionnaire RPPS+",
        Titre::AdministrateurTechnique => "administrateur technique",
    }
}

/// Who gave it, and what it is.
fn charge(droit: &DroitDit, par: Option<&str>) -> String {
    let quoi = match droit.titre {
        Titre::RepresentantLegal => {
            return format!(
                "Le contrat d’adhésion est enregistré {}. Vous en êtes le représentant légal.",
                pour(droit)
            );
        }
        Titre::Mandataire => "la désignation des gestionnaires RPPS+",
        Titre::Gestionnaire => "l’enregistrement des professionnels",
        Titre::AdministrateurTechnique => "les certificats des logiciels",
    };
    format!("{} vous confie {quoi} {}.", par.unwrap_or("Votre structure"), pour(droit))
}

const fn suite(titre: Titre) -> &'static str {
    match titre {
        Titre::RepresentantLegal => {
            "Connectez-vous au portail RPPS+ avec votre carte. Vous désignez les mandataires et les gestionnaires, et vous enregistrez vous-même les professionnels."
        }
        Titre::Mandataire => "Connectez-vous au portail RPPS+ avec votre carte, puis désignez les gestionnaires.",
        Titre::AdministrateurTechnique => {
            "Connectez-vous au portail RPPS+ avec votre carte, puis ouvrez « Certificats ». Vous y commandez, retirez, renouvelez et révoquez les certificats de la structure."
        }
        Titre::Gestionnaire => {
            "Connectez-vous au portail RPPS+ avec votre carte ou l’application e-CPS. Vous enregistrez les arrivées, vous répondez aux demandes, et vous notez les départs."
        }
    }
}
