//! Sessions to watch: entered with their grants, rung by stamps.

use ambient::Timestamp;
use database::{Hand, Writing};
use idp_core::grant::Grant;
use idp_core::logout::LOOK;
use idp_core::stamp::{Subject, SubjectKind};

/// In the transaction that opens the grant: no session has a client that nobody would tell. A grant that commits just
/// after its session was closed opens the watch again, which finds the session dead and tells this client too. A watch that
/// stays as it is, is not written.
pub(super) async fn enter(hand: &mut Hand<'_>, grant: &Grant) -> Result<(), sqlx::Error> {
    let follow = "INSERT INTO followed_session (id, personne, moyen, look_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET moyen = excluded.moyen, ended_at = NULL,
             look_at = CASE WHEN followed_session.look_at < excluded.look_at AND followed_session.ended_at IS NULL
                 THEN followed_session.look_at ELSE excluded.look_at END
         WHERE followed_session.moyen <> excluded.moyen OR followed_session.ended_at IS NOT NULL
             OR followed_session.look_at > excluded.look_at";
    let (session, personne) = (grant.session.as_str(), grant.authentication.personne.to_string());
    let look_at = grant.opened_at.plus(LOOK).min(grant.ends_at).millis();
    let values = [session.into(), (&personne).into(), (&grant.authentication.moyen).into(), look_at.into()];
    hand.run(follow, &values).await?;
    let Some(situation) = &grant.situation else { return Ok(()) };
    let rest_on = "INSERT INTO followed_situation (situation, session) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    hand.run(rest_on, &[situation.as_str().into(), session.into()]).await.map(drop)
}

/// A stamp was raised: the sessions that it may have ended are looked at now, by whichever node comes first.
pub(super) async fn ring(writing: &mut Writing, subject: &Subject, at: Timestamp) -> Result<(), sqlx::Error> {
    let rung = match subject.kind {
        SubjectKind::Personne => "UPDATE followed_session SET look_at = $2 WHERE personne = $1 AND ended_at IS NULL",
        SubjectKind::Moyen => "UPDATE followed_session SET look_at = $2 WHERE moyen = $1 AND ended_at IS NULL",
        SubjectKind::Situation => {
            "UPDATE followed_session SET look_at = $2 WHERE ended_at IS NULL
             AND id IN (SELECT session FROM followed_situation WHERE situation = $1)"
        }
        // sessions go on, or whoever raised it ends them
        SubjectKind::Retrait
        | SubjectKind::Activation
        | SubjectKind::Session
        | SubjectKind::Client
        | SubjectKind::Grant
        | SubjectKind::Token => return Ok(()),
    };
    sqlx::query(rung).bind(&subject.id).bind(at.millis()).execute(&mut **writing).await.map(drop)
}
