use ambient::Seconds;
use ecps::Attestation;

use crate::compteur::Limit;

/// The limits of design §5. Every one is a setting; the defaults are those of docs/threats.md.
#[derive(Clone, Debug)]
pub struct Reglages {
    /// Who the phones speak to: the origin of the authorization host, the `aud` of all that they sign.
    pub audience: String,
    pub vie_activation: Seconds,
    pub vie_demande: Seconds,
    /// Years of 365 days and a quarter.
    pub validite: Seconds,
    pub attestations: Vec<Attestation>,
    pub limites: Limites,
}

/// How many in how long.
#[derive(Clone, Debug)]
pub struct Limites {
    /// Activations for one number from one network: less than the day of the number, so that one network cannot use it up.
    pub activation_paire: Limit,
    /// Activations for one number.
    pub activation_personne: Limit,
    /// Activations from one network.
    pub activation_source: Limit,
    /// Wrong pairs of codes in one activation.
    pub codes: Limit,
    /// Evaluations under one ticket: changing one's mind about the PIN before it is kept.
    pub choix_code: Limit,
    /// Evaluations since the last valid approval.
    pub code_secret: Limit,
    /// Requests for one person from one unknown browser's network.
    pub demande_paire: Limit,
    /// Requests for one person from all unknown browsers; as many from all services that ask by themselves.
    pub demande_inconnus: Limit,
    /// Requests from one network, unknown browsers only.
    pub demande_source: Limit,
    /// Requests from one service that asks by itself, for all people together.
    pub demande_service: Limit,
    /// Requests for one person from one browser that this person has used before.
    pub demande_connu: Limit,
    /// How long "ce n'est pas moi" closes a network, or a known browser, to that person.
    pub blocage: Seconds,
}

impl Reglages {
    pub fn new(audience: impl Into<String>, attestations: Vec<Attestation>) -> Self {
        Self {
            audience: audience.into(),
            vie_activation: Seconds::minutes(10),
            vie_demande: Seconds(120),
            validite: Seconds::hours(3 * 8_766),
            attestations,
            limites: Limites::default(),
        }
    }
}

impl Limites {
    /// Where everybody is invented: a test suite has one person's phone rung forty times within minutes.
    pub fn invented() -> Self {
        let often = Limit { tries: 100, window: Some(Seconds::minutes(10)) };
        Self { demande_paire: often, demande_inconnus: often, demande_connu: often, ..Self::default() }
    }
}

impl Default for Limites {
    fn default() -> Self {
        let limite = |tries, window| Limit { tries, window: Some(window) };
        Self {
            activation_paire: limite(3, Seconds::hours(1)),
            activation_personne: limite(10, Seconds::hours(24)),
            activation_source: limite(60, Seconds::hours(1)),
            codes: limite(3, Seconds::hours(1)),
            choix_code: limite(5, Seconds::hours(1)),
            code_secret: Limit { tries: 3, window: None },
            demande_paire: limite(4, Seconds::minutes(10)),
            demande_inconnus: limite(8, Seconds::minutes(10)),
            demande_source: limite(120, Seconds::minutes(10)),
            demande_service: limite(6_000, Seconds::minutes(10)),
            demande_connu: limite(10, Seconds::minutes(10)),
            blocage: Seconds::hours(2),
        }
    }
}
