//! The paths of the device API on the authorization host. All are POST, JSON in and out.

/// [`crate::DemandeActivation`] → [`crate::ActivationOuverte`].
pub const ACTIVATIONS: &str = "/ecps/v1/activations";
/// [`crate::CodesSaisis`] → [`crate::Ticket`].
pub const CODES: &str = "/ecps/v1/activations/codes";
/// [`crate::CodeLu`] → [`crate::TicketCarte`].
pub const CARTE: &str = "/ecps/v1/activations/carte";
/// [`crate::DemandeEvaluation`] → [`crate::Evaluation`], with the ticket, while the PIN is being chosen.
pub const EVALUATION_INITIALE: &str = "/ecps/v1/activations/evaluation";
/// [`crate::Enrolement`] → [`crate::Enrole`].
pub const APPAREILS: &str = "/ecps/v1/appareils";
/// [`crate::Signe`] of [`crate::Geste::Consulter`] → [`crate::Defi`].
pub const DEMANDE: &str = "/ecps/v1/demande";
/// [`crate::Signe`] of [`crate::Geste::Evaluer`] → [`crate::Evaluation`].
pub const EVALUATION: &str = "/ecps/v1/evaluation";
/// [`crate::Signe`] of [`crate::Geste::Approuver`], `Refuser`, `PasMoi` or `Verrouiller` → [`crate::Recu`].
pub const REPONSE: &str = "/ecps/v1/reponse";
