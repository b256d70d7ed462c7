use serde::{Deserialize, Serialize};

/// Why the provider refused: the JSON body of every answer that is not 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probleme {
    pub code: CodeProbleme,
    /// A French sentence for the screen of the phone.
    pub phrase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub essais_restants: Option<u32>,
}

/// The stable words, catalogued in docs/errors.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeProbleme {
    /// Not a national identifier.
    IdentifiantIllisible,
    /// Too many activations for this number or from this network.
    TropDActivations,
    /// One of the two codes, or both, is not the one that was sent.
    CodesInexacts,
    /// Three wrong tries: this activation is over.
    ActivationClose,
    /// Ten minutes have passed, or the activation was used.
    ActivationExpiree,
    /// The code on the screen was read before, or 90 seconds have passed.
    CodeCartePerime,
    /// The ticket was used, has expired, or never was.
    TicketPerime,
    /// The PIN was chosen anew too many times under one ticket.
    TropDEvaluations,
    /// This phone already carries an e-CPS, or did.
    TelephoneDejaUtilise,
    /// The kind of phone is not accepted here.
    AttestationRefusee,
    /// A message that cannot be read: a defect of the app.
    MessageIllisible,
    /// Signature, audience, time or single use does not hold.
    SignatureRefusee,
    /// Three wrong PINs.
    EcpsVerrouillee,
    /// Another phone took the e-CPS over.
    EcpsRemplacee,
    EcpsRevoquee,
    /// Three years have passed.
    EcpsExpiree,
    /// Answered, expired or replaced: there is nothing left to answer.
    DemandeClose,
    /// What was signed is not what the provider had sent.
    AffichageDifferent,
    /// Not the number of the login screen.
    NombreInexact,
    /// Three wrong numbers ended the request.
    NombreEpuise,
    /// Places of work were shown, and the approval names none of them; or none was shown, and it names one.
    LieuAbsent,
    /// A part of the provider does not answer.
    ServiceIndisponible,
    /// A word of a newer provider.
    #[serde(other)]
    Inconnu,
}
