//! What the provider and a phone say to each other: enrolment, challenge, approval, refusal (docs/ecps-protocol.md).

ambient::typed_id! {
    /// One enrolled phone.
    pub struct AppareilId;
    /// One activation in progress.
    pub struct ActivationId;
    /// One request for approval.
    pub struct DemandeId;
}
