//! Pages that hold a real browser: dialogs without end, downloads, windows, scripts that never give the hand back.

use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::any;
use banc::pilote::Bornes;
use banc_core::{Conclusion, Verdict};

use crate::maison::Maison;
use crate::navigateur;

fn bornes() -> Bornes {
    Bornes { reponse: Duration::from_secs(4), connexion: Duration::from_secs(8), ..Bornes::default() }
}

/// The campaign against this page at every address, and the reason that it gives.
async fn raison(maison: &Maison, page: fn() -> Response) -> String {
    let _service = maison.servir(Router::new().fallback(any(move || async move { page() }))).await;
    let depuis = Instant::now();
    let rapport = navigateur::campagne_de(maison, &["connexion-carte", "nonce-faux"], bornes()).await;
    assert!(depuis.elapsed() < Duration::from_secs(120), "{:?}", depuis.elapsed());
    assert_eq!(rapport.conclusion, Conclusion::NonConcluant, "{rapport:?}");
    assert!(rapport.scenarios.iter().all(|ligne| ligne.verdict == Verdict::NonConcluant && ligne.raison.is_some()));
    rapport.scenarios[0].raison.clone().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_holds_the_browser_gets_a_verdict_and_a_reason_in_bounded_time() {
    let maison = Maison::ouvrir().await;
    let lien = "<a href='/'>Se connecter</a>";

    let dialogues = raison(&maison, || Html("<script>for (;;) alert('encore');</script>").into_response()).await;
    assert!(dialogues.contains("ne répond"), "{dialogues}");

    let boucle = raison(&maison, || Html("<p>Se connecter</p><script>for (;;) {}</script>").into_response()).await;
    assert!(boucle.contains("ne répond"), "{boucle}");

    let telechargee = raison(&maison, || {
        ([(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, "attachment; filename=a.zip")], "PK").into_response()
    })
    .await;
    assert!(telechargee.contains("se télécharge"), "{telechargee}");

    let fenetres = raison(&maison, || {
        let script = "<script>setInterval(() => open('/'), 50); addEventListener('beforeunload', (e) => e.preventDefault());</script>";
        Html(format!("{script}<p>rien</p>")).into_response()
    })
    .await;
    assert!(!fenetres.is_empty());

    let en_rond = raison(&maison, || Redirect::to("/").into_response()).await;
    assert!(en_rond.contains("tourne en rond"), "{en_rond}");

    let bombe = raison(&maison, || Html("<div>".repeat(1_000_000)).into_response()).await;
    assert!(!bombe.is_empty() && !bombe.contains(lien), "{bombe}");
    maison.fournisseur.arreter().await;
}
