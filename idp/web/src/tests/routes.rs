use http::StatusCode;

use super::browser::Navigateur;
use super::maison::Maison;
use crate::routes;

// requirement: A14 A16
#[tokio::test]
async fn every_route_of_the_catalogue_is_served_and_framed_by_nobody() {
    let maison = Maison::new().await;
    let hosts = [(&maison.authorization, routes::AUTHORIZATION), (&maison.carte, routes::CARD)];
    for (router, catalogue) in hosts {
        for (method, route) in catalogue {
            let path = routes::pour(route, "nulle-part");
            let mut browser = Navigateur::default();
            let answer = match *method {
                "GET" => browser.get(router, &path).await,
                _ => browser.post(router, &path, &[]).await,
            };
            assert!(
                answer.status != StatusCode::NOT_FOUND && answer.status != StatusCode::METHOD_NOT_ALLOWED,
                "{method} {route}"
            );
            let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
            // the frame of session management is there to be framed, and shows nothing
            let framed = *route == routes::ETAT_SESSION;
            assert_eq!(header("content-security-policy").contains("frame-ancestors 'none'"), !framed, "{route}");
            assert_eq!(header("cache-control"), "no-store", "{route}");
            assert_eq!(header("referrer-policy"), "no-referrer", "{route}");
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{route}");
        }
    }
}

#[tokio::test]
async fn an_unknown_path_is_404_with_the_headers_of_a_page() {
    let maison = Maison::new().await;
    for router in [&maison.authorization, &maison.carte] {
        let answer = Navigateur::default().get(router, "/nulle-part").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.html.contains("Il n’y a pas de page à cette adresse."));
        assert!(answer.headers.contains_key("content-security-policy"));
    }
}
