use ambient::{Seconds, Timestamp};
use serde::{Deserialize, Serialize};

use crate::DemandeCarte;
use crate::der::extension::{COURRIEL, SERVEUR, Usage};
use crate::der::{Attribut, Extension, Patron};
use crate::profil::{TYPE_CARTE, USAGE};

/// Since when a card is good that expired yesterday.
const AUTREFOIS: Seconds = Seconds::hours(24 * 365 * 3);

/// What may be wrong with a card. Each makes a card that is right in every other respect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defaut {
    Expiree,
    PasEncoreValable,
    Revoquee,
    /// The signature certificate of the same card.
    Signature,
    /// By an authority of the same name with another key.
    EmetteurInconnu,
    AutoSignee,
    /// By the authority of machines, of the same root.
    EmetteurOrganisations,
    /// By the authority of local TLS servers.
    EmetteurServeurs,
    /// For servers only.
    UsageServeur,
    /// No extended key usage at all.
    SansUsage,
    DeuxCn,
    /// The common name does not stand with the person's names.
    CnIsole,
    /// A NUL after the identifier.
    CnNul,
    /// A digit that looks like another.
    CnSosie,
    /// Of a service: a pseudonym, and no names.
    DeService,
    /// The kind of card is that of another identifier.
    FamilleIncoherente,
    /// Says that it is a real card.
    DeProduction,
    /// Says that the key is in a file.
    Logicielle,
    /// An extension that must be understood and that nobody knows.
    ExtensionCritique,
    /// Issued under another policy.
    AutrePolitique,
    /// A surname of four thousand signs.
    NomDemesure,
    /// Two hundred more attributes in the name.
    NomsSansNombre,
    /// A serial number of forty octets.
    SerieGeante,
    /// A serial number below zero.
    SerieNegative,
    /// Says that it is an authority.
    FeuilleAutorite,
    /// The kind of card is told twice.
    ExtensionDouble,
}

impl Defaut {
    pub const ALL: [Self; 26] = [
        Self::Expiree,
        Self::PasEncoreValable,
        Self::Revoquee,
        Self::Signature,
        Self::EmetteurInconnu,
        Self::AutoSignee,
        Self::EmetteurOrganisations,
        Self::EmetteurServeurs,
        Self::UsageServeur,
        Self::SansUsage,
        Self::DeuxCn,
        Self::CnIsole,
        Self::CnNul,
        Self::CnSosie,
        Self::DeService,
        Self::FamilleIncoherente,
        Self::DeProduction,
        Self::Logicielle,
        Self::ExtensionCritique,
        Self::AutrePolitique,
        Self::NomDemesure,
        Self::NomsSansNombre,
        Self::SerieGeante,
        Self::SerieNegative,
        Self::FeuilleAutorite,
        Self::ExtensionDouble,
    ];

    /// The common name that this card shows.
    pub(crate) fn cn(self, right: &str) -> String {
        match self {
            Self::CnNul => format!("{right}\0"),
            // ARABIC-INDIC DIGIT ZERO
            Self::CnSosie => right.replacen('0', "\u{660}", 1),
            _ => right.to_owned(),
        }
    }

    /// Spoils the certificate, unless the defect lies with the issuer or comes later.
    pub(crate) fn gater(self, demande: &DemandeCarte, patron: &mut Patron, now: Timestamp) {
        match self {
            Self::Expiree => {
                (patron.depuis, patron.jusque) = (now.minus(AUTREFOIS), now.minus(Seconds::hours(24)));
            }
            Self::PasEncoreValable => patron.depuis = now.plus(Seconds::hours(24)),
            Self::Signature => {
                replace(patron, Extension::usage(Usage::Engagement));
                replace(patron, Extension::usages_etendus(&[COURRIEL]));
            }
            Self::UsageServeur => replace(patron, Extension::usages_etendus(&[SERVEUR])),
            Self::SansUsage => remove(patron, &Extension::usages_etendus(&[SERVEUR]).oid),
            Self::DeuxCn => patron.sujet.0.insert(1, vec![Attribut::cn("899900000000")]),
            Self::CnIsole => {
                let person = patron.sujet.0.pop().unwrap_or_default();
                patron.sujet.0.extend(person.into_iter().map(|attribute| vec![attribute]));
            }
            Self::DeService => {
                let person = patron.sujet.0.pop().unwrap_or_default();
                patron.sujet.0.push(vec![Attribut::pseudonyme("ACCUEIL URGENCES")]);
                patron.sujet.0.push(person.into_iter().filter(Attribut::est_cn).collect());
            }
            Self::FamilleIncoherente => {
                let other = (demande.modele.famille().code() + 2) % 4;
                replace(patron, Extension::entier(TYPE_CARTE, u64::from(other)));
            }
            Self::DeProduction => replace(patron, Extension::octet(USAGE, 0x00)),
            Self::Logicielle => replace(patron, Extension::octet(USAGE, 0x83)),
            Self::ExtensionCritique => {
                let unknown = Extension { critique: true, ..Extension::entier(&[1, 3, 6, 1, 4, 1, 32473, 9], 1) };
                patron.extensions.push(unknown);
            }
            Self::FeuilleAutorite => patron.extensions.push(Extension::autorite(0)),
            Self::AutrePolitique => replace(patron, Extension::politique(&[1, 3, 6, 1, 4, 1, 32473, 2])),
            _ => self.deborder(demande, patron),
        }
    }

    /// What is longer than anything of its kind, below zero, or there twice. Nothing for a defect of the issuer or of the name.
    fn deborder(self, demande: &DemandeCarte, patron: &mut Patron) {
        match self {
            Self::ExtensionDouble => {
                let kind = u64::from(demande.modele.famille().code());
                patron.extensions.push(Extension::entier(TYPE_CARTE, kind));
            }
            Self::NomDemesure => {
                let person = patron.sujet.0.last_mut().into_iter().flatten();
                person.filter(|attribute| attribute.est_sn()).for_each(|sn| *sn = Attribut::sn(&"A".repeat(4_000)));
            }
            Self::NomsSansNombre => {
                let more = (0..200).map(|number| vec![Attribut::unite(&format!("SERVICE {number}"))]);
                patron.sujet.0.splice(1..1, more);
            }
            Self::SerieGeante => patron.serie = vec![0x42; 40],
            Self::SerieNegative => patron.positive = false,
            _ => {}
        }
    }
}

fn replace(patron: &mut Patron, by: Extension) {
    remove(patron, &by.oid);
    patron.extensions.push(by);
}

fn remove(patron: &mut Patron, oid: &[u64]) {
    patron.extensions.retain(|extension| extension.oid != oid);
}
