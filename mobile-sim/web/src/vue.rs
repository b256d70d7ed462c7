use ambient::Timestamp;
use ecps::{Affichage, LieuPropose};
use mobile_device::{Carte, DemandeVue, Etape, Fin};
use pages::{Cadre, heure};

use crate::ecran::{Avis, CODE, Ecran};
use crate::fiche::{Issue, Trace};
use crate::poste::Interieur;
use crate::saisie::Saisie;

mod chiffres;

pub use chiffres::Chiffres;

/// What the phone shows, ready to be drawn: every sentence is in the reader's language.
pub enum Vue {
    Activer { numero: String, erreur: Option<String> },
    Codes { erreur: Option<String> },
    Choisir { chiffres: Chiffres, confirmation: bool, erreur: Option<String> },
    Activee { fin: String },
    Accueil { identifiant: String, fin: String, message: Option<String> },
    Notification { jour: String },
    Lieu { demande: Demande, lieux: Vec<LieuPropose>, erreur: Option<String> },
    Nombre { demande: Demande, chiffres: Chiffres, erreur: Option<String> },
    Code { service: String, chiffres: Chiffres, erreur: Option<String> },
    Oubli,
    Validee { service: String },
    PasMoi,
    Refusee { service: String },
    Bloquee,
    Perdue { phrase: String },
    Historique { lignes: Vec<Ligne> },
}

/// Who asks, for what, from where and since when.
pub struct Demande {
    pub service: String,
    pub pour: String,
    pub depuis: String,
    /// The key of what is said of who asks, where something is to be said.
    pub avertit: Option<&'static str>,
}

pub struct Ligne {
    pub quand: String,
    pub service: String,
    /// The key of the word.
    pub issue: &'static str,
}

impl Vue {
    pub(crate) fn de(cadre: &Cadre, interieur: &Interieur, notifie: bool, now: Timestamp) -> Self {
        let erreur = interieur.avis.as_ref().map(|avis| phrase(cadre, avis));
        let carte = interieur.fiche.telephone.carte();
        let vue = carte.and_then(Carte::vue);
        match (&interieur.ecran, carte) {
            (Ecran::Choisir { saisie }, _) => choisir(saisie, false, erreur),
            (Ecran::Confirmer { saisie, .. }, _) => choisir(saisie, true, erreur),
            (Ecran::Activee, Some(carte)) => Self::Activee { fin: heure::jour(carte.expire_le, cadre.langue) },
            (Ecran::Lieu { .. }, Some(_)) if vue.is_some() => Self::Lieu {
                demande: demande(cadre, vue, now),
                lieux: vue.map(|vue| vue.affichage.lieux.clone()).unwrap_or_default(),
                erreur,
            },
            (Ecran::Nombre { saisie, .. }, Some(_)) if vue.is_some() => {
                Self::Nombre { demande: demande(cadre, vue, now), chiffres: Chiffres::lisibles(saisie), erreur }
            }
            (Ecran::Code { saisie, .. }, Some(_)) if vue.is_some() => Self::Code {
                service: vue.map(|vue| vue.affichage.client.clone()).unwrap_or_default(),
                chiffres: Chiffres::caches(saisie, true),
                erreur,
            },
            (Ecran::Oubli, Some(_)) => Self::Oubli,
            (Ecran::Validee { service }, _) => Self::Validee { service: service.clone() },
            (Ecran::Refusee { service }, _) => Self::Refusee { service: service.clone() },
            (Ecran::PasMoi, _) => Self::PasMoi,
            (Ecran::Historique, _) => Self::Historique { lignes: lignes(cadre, &interieur.fiche.historique) },
            (_, Some(_)) if notifie => Self::Notification { jour: heure::jour(now, cadre.langue) },
            _ => Self::base(cadre, &interieur.fiche.telephone.etape, erreur),
        }
    }

    fn base(cadre: &Cadre, etape: &Etape, erreur: Option<String>) -> Self {
        match etape {
            Etape::Vierge => Self::Activer { numero: String::new(), erreur },
            Etape::Codes { .. } => Self::Codes { erreur },
            Etape::ChoixCode { .. } => choisir(&Saisie::vide(CODE), false, erreur),
            Etape::Actif(carte) => Self::Accueil {
                identifiant: par_groupes(&carte.identifiant),
                fin: heure::jour(carte.expire_le, cadre.langue),
                message: erreur,
            },
            Etape::Verrouille { .. } => Self::Bloquee,
            Etape::Arrete { raison } => Self::Perdue {
                phrase: cadre.t(match raison {
                    Fin::Remplacee => "perdue-remplacee",
                    Fin::Revoquee => "perdue-revoquee",
                    Fin::Expiree => "perdue-expiree",
                    Fin::SimChangee => "perdue-sim",
                }),
            },
        }
    }

    /// The key of the moment's name.
    pub fn moment(&self) -> &'static str {
        match self {
            Self::Activer { .. } => "moment-activer",
            Self::Codes { .. } => "moment-codes",
            Self::Choisir { .. } => "moment-choisir",
            Self::Activee { .. } => "moment-activee",
            Self::Accueil { .. } => "moment-accueil",
            Self::Notification { .. } => "moment-notification",
            Self::Lieu { .. } => "moment-lieu",
            Self::Nombre { .. } => "moment-nombre",
            Self::Code { .. } => "moment-code",
            Self::Oubli => "moment-oubli",
            Self::Validee { .. } => "moment-validee",
            Self::PasMoi => "moment-pas-moi",
            Self::Refusee { .. } => "moment-refusee",
            Self::Bloquee => "moment-bloquee",
            Self::Perdue { .. } => "moment-perdue",
            Self::Historique { .. } => "moment-historique",
        }
    }

    /// Whether a notification may change this screen: the page then asks by itself.
    pub fn attend(&self) -> bool {
        matches!(self, Self::Accueil { .. })
    }

    pub fn nuit(&self) -> bool {
        matches!(self, Self::Notification { .. })
    }
}

fn choisir(saisie: &Saisie, confirmation: bool, erreur: Option<String>) -> Vue {
    Vue::Choisir { chiffres: Chiffres::caches(saisie, false), confirmation, erreur }
}

fn phrase(cadre: &Cadre, avis: &Avis) -> String {
    match avis {
        Avis::Cle(cle) => cadre.t(cle),
        Avis::Essais(restants) => cadre.tn("code-inexact", *restants as usize),
        Avis::Phrase(phrase) => phrase.clone(),
    }
}

fn demande(cadre: &Cadre, vue: Option<&DemandeVue>, now: Timestamp) -> Demande {
    let Some(DemandeVue { affichage, .. }) = vue else {
        return Demande { service: String::new(), pour: String::new(), depuis: String::new(), avertit: None };
    };
    let il_y_a = cadre.tn("nombre-il-y-a", usize::try_from(now.since(affichage.depuis).as_secs()).unwrap_or(0));
    let seul = if affichage.service_seul { cadre.t("nombre-service-seul") } else { String::new() };
    Demande {
        service: jointes(&[&affichage.client, &affichage.lieu]),
        pour: affichage.action.clone(),
        depuis: jointes(&[&seul, &affichage.navigateur, &affichage.adresse, &il_y_a]),
        avertit: match affichage {
            Affichage { service_seul: true, .. } => Some("nombre-seul"),
            Affichage { navigateur_connu: true, .. } => None,
            _ => Some("nombre-inconnu"),
        },
    }
}

fn jointes(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn lignes(cadre: &Cadre, historique: &[Trace]) -> Vec<Ligne> {
    let ligne = |trace: &Trace| Ligne {
        quand: format!("{}, {}", heure::jour(trace.le, cadre.langue), heure::minute(trace.le, cadre.langue)),
        service: trace.service.clone(),
        issue: match trace.issue {
            Issue::Approuvee => "issue-approuvee",
            Issue::Refusee => "issue-refusee",
            Issue::PasMoi => "issue-pas-moi",
        },
    };
    historique.iter().map(ligne).collect()
}

/// `899900000011` as `8 999 0000 0011`; anything else as it is.
fn par_groupes(identifiant: &str) -> String {
    if identifiant.len() == 12 && identifiant.bytes().all(|octet| octet.is_ascii_digit()) {
        let groupes = [&identifiant[..1], &identifiant[1..4], &identifiant[4..8], &identifiant[8..]];
        return groupes.join("\u{a0}");
    }
    identifiant.to_owned()
}
