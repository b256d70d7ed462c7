//! What came while the registry slept is told before what somebody decides now: whoever follows the log ends on what holds (R05).

use ambient::{Seconds, Timestamp};
use annuaire::Fait;
use jiff::civil::{Date, date};
use registry_core::retrait::{Cause, NouveauRetrait};

use crate::activite::{instant, retrait};
use crate::banc::Banc;

/// The first day of what nobody told.
const PREMIER_JOUR: Date = date(2027, 2, 1);
/// Later, and nobody has looked since.
const REVEIL: &str = "2027-02-05T12:00:00Z";

/// What the log told from this place on.
async fn depuis(banc: &Banc, personne: &str, place: usize) -> Vec<Fait> {
    banc.faits(personne).await.split_off(place)
}

fn reveil() -> Timestamp {
    instant(REVEIL)
}

// requirement: R05 S08
async fn who_came_back_before_their_withdrawal_was_told_is_not_told_as_gone_afterwards(banc: Banc) {
    let personne = banc.inscrite().await;
    banc.suspendue(retrait(&personne, Cause::Suspension, PREMIER_JOUR)).await;
    let nom = personne.to_string();
    let place = banc.faits(&nom).await.len();
    banc.a(reveil());
    banc.reprise(&personne, date(2027, 2, 5)).await;
    let attendus = [Fait::PersonneDesactivee, Fait::PersonneReactivee];
    assert_eq!(depuis(&banc, &nom, place).await, attendus);
    assert_eq!(banc.veiller().await, None);
    assert_eq!(depuis(&banc, &nom, place).await, attendus, "nothing comes late");
}

// requirement: R05 S08
async fn who_is_struck_off_after_a_suspension_that_nobody_told_stays_gone_in_the_log(banc: Banc) {
    let personne = banc.inscrite().await;
    let dernier_jour = Some(date(2027, 2, 2));
    banc.suspendue(NouveauRetrait { dernier_jour, ..retrait(&personne, Cause::Suspension, PREMIER_JOUR) }).await;
    let nom = personne.to_string();
    let place = banc.faits(&nom).await.len();
    banc.a(reveil());
    banc.suspendue(retrait(&personne, Cause::Radiation, date(2027, 2, 5))).await;
    let attendus = [Fait::PersonneDesactivee, Fait::PersonneReactivee, Fait::PersonneDesactivee];
    assert_eq!(depuis(&banc, &nom, place).await, attendus);
    assert_eq!(banc.veiller().await, None);
    assert_eq!(depuis(&banc, &nom, place).await, attendus, "nothing comes late");
}

// requirement: R05
async fn a_decision_tells_what_came_of_others_too(banc: Banc) {
    let personne = banc.inscrite().await;
    let autre = crate::banc::id(crate::extraction::ALBA);
    banc.suspendue(retrait(&autre, Cause::Suspension, PREMIER_JOUR)).await;
    let place = banc.faits(&autre.to_string()).await.len();
    banc.a(reveil().plus(Seconds(1)));
    banc.suspendue(retrait(&personne, Cause::Radiation, date(2027, 2, 5))).await;
    assert_eq!(depuis(&banc, &autre.to_string(), place).await, [Fait::PersonneDesactivee]);
    assert_eq!(banc.veiller().await, None);
    assert_eq!(depuis(&banc, &autre.to_string(), place).await.len(), 1, "told once");
}

sur_les_deux_moteurs!(
    who_came_back_before_their_withdrawal_was_told_is_not_told_as_gone_afterwards,
    who_is_struck_off_after_a_suspension_that_nobody_told_stays_gone_in_the_log,
    a_decision_tells_what_came_of_others_too,
);
