use ambient::Seconds;
use http::{StatusCode, header};
use idp_core::trace::{Door, Fault, Outcome, Said, Trace};

use super::banc::{ISSUER, Site};
use super::bench::NOE;

const SERVICE: [(&str, &str); 5] = [
    ("nom", "Dossier résident"),
    ("lieu", "EHPAD FICTIF LES TILLEULS"),
    ("adresses_retour", "https://tilleuls.example/retour"),
    ("profil", "psc"),
    ("scopes", "openid scope_all"),
];

fn with<'a>(csrf: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("csrf", csrf), ("methode", "client_secret_post")];
    form.extend(SERVICE.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name)));
    form.extend(more);
    form
}

// requirement: K13 T10
#[tokio::test]
async fn a_new_team_has_a_client_and_its_secret_this_once() {
    let site = Site::new(|_| {}).await;
    let noe = site.signed_in(NOE).await;
    let services = site.organisation(&noe).await;
    let form = noe.get(&services.replace("services", "nouveau-service")).await;
    let made = noe.post(&services.replace("services", "nouveau-service"), &with(&form.csrf(), &[])).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(made.headers[header::CACHE_CONTROL], "no-store");
    let secret = made.between("id=\"secret\" class=\"select-all\">", "<");
    assert_eq!(secret.len(), 43);
    let client = made.between("id=\"client\" class=\"select-all\">", "<");
    let service = made.between("<p><a class=\"button button--primary\" href=\"", "\"");
    let page = noe.get(&service).await;
    assert!(page.body.contains(&client) && page.body.contains(ISSUER) && !page.body.contains(&secret));
    let other = site.signed_in("alba@editeur.example").await;
    let refused = other.get(&service).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(!refused.body.contains("Dossier"));
}

// requirement: A01 C09
#[tokio::test]
async fn a_form_that_does_not_hold_says_why_beside_each_field_and_keeps_what_was_typed() {
    let site = Site::new(|reglages| reglages.local = false).await;
    let noe = site.signed_in(NOE).await;
    let new = site.organisation(&noe).await.replace("services", "nouveau-service");
    let csrf = noe.get(&new).await.csrf();
    let hostile =
        [("adresses_retour", "http://10.0.0.1/*#x"), ("logo", "javascript:alert(1)"), ("nom", "<b>Mon service</b>")];
    let page = noe.post(&new, &with(&csrf, &hostile)).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("href=\"#adresses_retour\"") && page.body.contains("href=\"#logo\""), "{}", page.body);
    assert!(page.body.contains("n’est pas en https") && page.body.contains("&#60;b&#62;Mon service"), "{}", page.body);
    assert!(!page.body.contains("<b>Mon"));
}

#[tokio::test]
async fn an_address_is_looked_at_while_it_is_typed_by_the_rule_of_the_registration() {
    let site = Site::new(|reglages| reglages.local = false).await;
    let browser = site.browser();
    let said = async |adresse: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("adresse", adresse).finish();
        browser.get(&format!("/api/verifier-adresse?{query}")).await.json()
    };
    assert_eq!(said("https://tilleuls.example/retour").await["tient"], true);
    let bad = said("https://localhost:3000/retour").await;
    assert_eq!((&bad["tient"], &bad["raisons"][0]["code"]), (&false.into(), &"adresse.hote-non-public".into()));
    assert!(bad["raisons"][0]["phrase"].as_str().unwrap().contains("hôte"));
    assert_eq!(said("").await["raisons"][0]["code"], "adresse.incomplete");
}

// requirement: A14 S09
#[tokio::test]
async fn a_form_of_another_page_does_nothing() {
    let site = Site::new(|_| {}).await;
    let noe = site.signed_in(NOE).await;
    let stranger = site.browser();
    let csrf = stranger.get("/").await.csrf();
    for form in [&[("nom", "x")][..], &[("csrf", "x"), ("nom", "x")], &[("csrf", csrf.as_str()), ("nom", "x")]] {
        assert_eq!(noe.post("/organisations", form).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(site.browser().post("/entree", &[("courriel", NOE)]).await.status, StatusCode::FORBIDDEN);
    for path in ["/o/org-x/services", "/o/org-x/equipe", "/cles"] {
        let page = site.browser().get(path).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/"), "{path}");
    }
}

// requirement: R10
#[tokio::test]
async fn in_production_mail_leads_to_the_page_of_passkeys_and_nowhere_else() {
    let site = Site::new(|reglages| reglages.cle_exigee = true).await;
    let noe = site.signed_in(NOE).await;
    for path in ["/", "/o/org-x/services"] {
        assert_eq!(noe.get(path).await.location(), "/cles", "{path}");
    }
    let page = noe.get("/cles").await;
    assert!(page.body.contains("data-passkey=\"create\""));
    let options = noe.post("/cles/question", &[("csrf", &page.csrf())]).await.body;
    let answer = super::bench::Appareils::repond(&options, "k1", super::bench::Appareils::handle(&options), 1);
    let added = noe.post("/cles", &[("csrf", &page.csrf()), ("reponse", &answer), ("nom", "Clé bleue")]).await;
    assert_eq!(added.location(), "/cles", "{}", added.body);
    assert_eq!(noe.get("/").await.status, StatusCode::OK, "the passkey opens the space");
}

// requirement: O02
#[tokio::test]
async fn a_team_reads_why_its_last_request_was_refused() {
    let site = Site::new(|_| {}).await;
    let noe = site.signed_in(NOE).await;
    let services = site.organisation(&noe).await;
    let new = services.replace("services", "nouveau-service");
    let made = noe.post(&new, &with(&noe.get(&new).await.csrf(), &[])).await;
    let client = made.between("id=\"client\" class=\"select-all\">", "<");
    let service = made.between("<p><a class=\"button button--primary\" href=\"", "\"");
    let empty = noe.get(&format!("{service}/requetes?lieu=essai")).await;
    assert!(empty.body.contains("Aucune requête"));
    let fault = Fault {
        error: "invalid_grant".into(),
        description: "the grant is not valid".into(),
        code: "jeton.deja-utilise".into(),
        cause: Some("spent before".into()),
        expected: Some("https://tilleuls.example/<retour>".into()),
        received: None,
        remedy: Some("Redeem it once.".into()),
    };
    site.traces.note(Trace {
        at: site.bench.ambient.now(),
        client: client.as_str().into(),
        door: Door::Token,
        method: "POST",
        status: 400,
        said: vec![Said::new("client_secret", "s3cret")],
        outcome: Outcome::Refused(fault),
    });
    let page = noe.get(&format!("{service}/requetes?lieu=essai")).await;
    assert!(page.body.contains("jeton.deja-utilise") && page.body.contains("relance automatique"), "{}", page.body);
    assert!(page.body.contains("&#60;retour&#62;") && !page.body.contains("s3cret"));
    let claims = noe.get(&format!("{service}/claims")).await;
    assert!(claims.body.contains("SubjectRefPro") && claims.body.contains("FICTIF-MARTEL"), "{}", claims.body);
    site.later(Seconds::minutes(16));
    assert!(noe.get(&format!("{service}/requetes?lieu=essai")).await.body.contains("Aucune requête"));
}

#[tokio::test]
async fn the_operator_decides_with_a_reason_and_the_team_reads_it() {
    let site = Site::new(|_| {}).await;
    let noe = site.signed_in(NOE).await;
    let new = site.organisation(&noe).await.replace("services", "nouveau-service");
    let made = noe.post(&new, &with(&noe.get(&new).await.csrf(), &[])).await;
    let service = made.between("<p><a class=\"button button--primary\" href=\"", "\"");
    let csrf = noe.get(&service).await.csrf();
    let asked = [("csrf", csrf.as_str()), ("usage", "Pour 3 EHPAD."), ("acte", "deposer")];
    assert_eq!(noe.post(&format!("{service}/production"), &asked).await.location(), service);
    let operator = site.operator();
    let list = operator.get("/partenaires").await;
    let address = list.between("<a class=\"way\" href=\"", "\"");
    let page = operator.get(&address).await;
    assert!(page.body.contains("Pour 3 EHPAD."));
    let decide = async |more: &[(&str, &str)]| {
        let token = page.csrf();
        let mut form = vec![("csrf", token.as_str()), ("version", "1")];
        form.extend(more);
        operator.post(&address, &form).await
    };
    let silent = decide(&[("decision", "refuser"), ("motif", "")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    assert!(silent.body.contains("Écrivez pourquoi"));
    assert_eq!(operator.post(&address, &[("decision", "accepter")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(decide(&[("decision", "completer"), ("motif", "Quel hébergeur ?")]).await.status, StatusCode::SEE_OTHER);
    assert!(noe.get(&service).await.body.contains("Quel hébergeur ?"));
}

// requirement: A14 A16 S15
#[tokio::test]
async fn every_answer_of_the_space_has_the_headers_of_the_house() {
    let site = Site::new(|_| {}).await;
    let browser = site.browser();
    for path in ["/", "/entree/lien?l=x", "/nulle-part", "/o/x/services"] {
        let answer = browser.get(path).await;
        let has = |name: &str, part: &str| {
            answer.headers.get(name).is_some_and(|value| value.to_str().unwrap().contains(part))
        };
        assert!(has("content-security-policy", "frame-ancestors 'none'"), "{path}: {:?}", answer.headers);
        assert!(has("cache-control", "no-store") && has("referrer-policy", "no-referrer"), "{path}");
    }
}
