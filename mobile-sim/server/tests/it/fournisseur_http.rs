use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use mobile_device::Provider as _;
use mobile_sim_server::{FournisseurHttp, client};

use crate::decor::servir;

#[tokio::test]
async fn an_answer_comes_back_as_it_is_and_a_long_one_does_not() {
    service::provider::install();
    let router = Router::new()
        .route("/ecps/v1/demande", post(|corps: String| async move { (StatusCode::FORBIDDEN, corps) }))
        .route("/ecps/v1/reponse", post(|| async { "x".repeat(100_000) }));
    let fournisseur = FournisseurHttp::new(client(None).unwrap(), servir(router).await);
    let reponse = fournisseur.poster("/ecps/v1/demande", "{\"a\":1}".to_owned()).await.unwrap();
    assert_eq!((reponse.statut, reponse.corps.as_str()), (403, "{\"a\":1}"));
    assert!(fournisseur.poster("/ecps/v1/reponse", String::new()).await.is_err());
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_out_of_reach() {
    service::provider::install();
    let fournisseur = FournisseurHttp::new(client(None).unwrap(), "http://127.0.0.1:1".parse().unwrap());
    assert!(fournisseur.poster("/ecps/v1/demande", String::new()).await.is_err());
}
