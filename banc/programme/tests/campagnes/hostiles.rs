//! Services that hang, loop, answer garbage or far too much: the campaign ends, with a verdict and a reason.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{any, get};
use banc::pilote::Bornes;
use banc_core::{Conclusion, Rapport, Verdict};

use crate::maison::Maison;

pub fn bornes() -> Bornes {
    Bornes { reponse: Duration::from_secs(1), connexion: Duration::from_secs(4), ..Bornes::default() }
}

/// The campaign against this service, and the reason that it gives.
pub async fn raison(maison: &Maison, router: Router) -> String {
    let _service = maison.servir(router).await;
    let depuis = Instant::now();
    let scenarios = ["connexion-carte", "nonce-faux", "refus", "secret-cache"].map(str::to_owned);
    let rapport: Rapport = maison.campagne(Some(&scenarios), bornes()).await;
    assert!(depuis.elapsed() < Duration::from_secs(30), "{:?}", depuis.elapsed());
    assert_eq!(rapport.conclusion, Conclusion::NonConcluant, "{rapport:?}");
    assert!(rapport.scenarios.iter().all(|ligne| ligne.verdict == Verdict::NonConcluant && ligne.raison.is_some()));
    rapport.scenarios[0].raison.clone().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_does_harm_gets_a_verdict_and_a_reason_in_bounded_time() {
    let maison = Maison::ouvrir().await;
    let partout = |page: fn() -> Response| Router::new().fallback(any(move || async move { page() }));

    let muet = Router::new().fallback(any(|| async { std::future::pending::<Response>().await }));
    assert!(raison(&maison, muet).await.contains("aucune réponse à temps"));

    let en_rond = partout(|| Redirect::to("/connexion").into_response());
    assert!(raison(&maison, en_rond).await.contains("tourne en rond"));

    let sans_fin = Router::new().route("/connexion", get(|| async { Redirect::to("/a/0") })).route(
        "/a/{n}",
        get(|path: axum::extract::Path<u64>| async move { Redirect::to(&format!("/a/{}", path.0 + 1)) }),
    );
    assert!(raison(&maison, sans_fin).await.contains("redirections de suite"));

    let charabia = partout(|| "\u{0}\u{1}{{{<<<".into_response());
    assert!(raison(&maison, charabia).await.contains("sans le JSON attendu"));

    let bombe = partout(|| Html("<div>".repeat(2_000_000)).into_response());
    assert!(raison(&maison, bombe).await.contains("cesse de la lire"));

    let profonde = partout(|| Html("<div><iframe ".repeat(40_000)).into_response());
    assert!(!raison(&maison, profonde).await.is_empty());

    let au_compte_gouttes = Router::new().fallback(any(|| async { Response::new(Body::from_stream(gouttes())) }));
    assert!(raison(&maison, au_compte_gouttes).await.contains("aucune réponse à temps"));

    let ailleurs = partout(|| Redirect::to("http://169.254.169.254/latest/meta-data").into_response());
    assert!(raison(&maison, ailleurs).await.contains("ni à lui ni au fournisseur"));
    maison.fournisseur.arreter().await;
}

/// A byte now and then, for ever.
fn gouttes() -> impl futures::Stream<Item = Result<&'static str, std::io::Error>> {
    futures::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Some((Ok("."), ()))
    })
}
