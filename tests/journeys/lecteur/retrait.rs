//! Checklist X06: a card that leaves its reader, and the service that wants it there.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use harness::Sandbox;
use serde_json::{Value, json};
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{carte, refused};
use crate::party::Party;
use crate::surfer::Surfer;

const SECRET: &str = "un-secret-d-essai-pour-un-poste-de-soins";

/// Two services that hear of logouts at this port: the first wants the card to stay.
fn declared(port: u16) -> String {
    let one = |(id, stays): (&str, bool)| {
        format!(
            r#"[[client]]
id = "{id}"
name = "{id}"
place = "Ici"
profile = "psc"
auth = "client_secret_basic"
secret = "{SECRET}"
redirect_uris = ["https://essai.localhost/retour"]
backchannel_logout_uri = "https://localhost:{port}/sortie"
backchannel_logout_session_required = true
scopes = ["openid", "scope_all"]
sans_situation = "accepte"
may_hint_situation = true
card_present = {stays}
"#
        )
    };
    [("poste", true), ("bureau", false)].map(one).join("\n")
}

struct Salle {
    sandbox: Sandbox,
    poste: Party,
    bureau: Party,
    /// What the services are told.
    sorties: UnboundedReceiver<Value>,
    _folder: tempfile::TempDir,
}

impl Salle {
    async fn ouvrir() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let door = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let clients = folder.path().join("clients.toml");
        std::fs::write(&clients, declared(door.local_addr().expect("its address").port())).expect("the file");
        let sandbox = Sandbox::start_with(&["--clients", clients.to_str().expect("a readable path")]);
        let party =
            |id: &str| Party { client_id: id.to_owned(), client_secret: SECRET.to_owned(), ..Party::essai(&sandbox) };
        let (poste, bureau) = (party("poste"), party("bureau"));
        let sorties = hear(door, &sandbox);
        Self { sandbox, poste, bureau, sorties, _folder: folder }
    }

    async fn stands(&self, party: &Party, surfer: &Surfer, tokens: &Value) -> bool {
        let access = tokens["access_token"].as_str().expect("an access token");
        let read = party.userinfo(surfer, access).await.status == 200;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
        let refreshed = party.token(surfer, &pairs).await.status == 200;
        assert_eq!(read, refreshed, "userinfo and refresh agree");
        read
    }
}

/// What logout tokens say, as they come.
fn hear(door: TcpListener, sandbox: &Sandbox) -> UnboundedReceiver<Value> {
    let file = |pointer: &str| std::path::PathBuf::from(sandbox.text(pointer));
    let identity =
        Identity::from_files(&file("/tls/certificate"), &file("/tls/key")).expect("a certificate and its key");
    let acceptor = Acceptor::web(&identity).expect("an acceptor");
    let (told, heard) = unbounded_channel();
    let router = Router::new().route("/sortie", post(tell)).with_state(told);
    tokio::spawn(serve(door, acceptor, router, Limits::default(), Shutdown::new()));
    heard
}

async fn tell(State(told): State<UnboundedSender<Value>>, body: String) -> StatusCode {
    let token = body.strip_prefix("logout_token=").unwrap_or_default();
    let sent = told.send(super::claims(token));
    if sent.is_ok() { StatusCode::OK } else { StatusCode::GONE }
}

// requirement: X06
#[tokio::test]
async fn a_card_that_leaves_its_reader_ends_the_service_that_wants_it_there_and_tells_it() {
    let mut salle = Salle::ouvrir().await;
    let doctor = Surfer::new(&salle.sandbox, Some("medecin"));
    carte(&salle.sandbox, &["inserer", "medecin"]);
    let (stays, goes) = (salle.bureau.tokens(&doctor).await, salle.poste.tokens(&doctor).await);
    assert!(salle.stands(&salle.poste, &doctor, &goes).await);

    let said = carte(&salle.sandbox, &["retirer"]);
    assert!(said.contains("accès fermés : 1"), "{said}");
    assert!(!salle.stands(&salle.poste, &doctor, &goes).await);
    assert!(salle.stands(&salle.bureau, &doctor, &stays).await, "who did not ask for it goes on");
    let told = tokio::time::timeout(Duration::from_secs(10), salle.sorties.recv()).await.expect("a notice in time");
    let told = told.expect("the door is open");
    assert_eq!((&told["aud"], &told["sid"]), (&json!("poste"), &goes["session_state"]), "{told}");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(salle.sorties.try_recv().is_err(), "nobody else is told");

    for (party, silent) in [(&salle.poste, Some("login_required")), (&salle.bureau, None)] {
        let answer = doctor.get(party.address(&party.demand().and("prompt", "none"))).await;
        let answer = doctor.follow(answer, crate::party::RETOUR).await;
        assert_eq!(answer.given("error").as_deref(), silent, "{}: {}", party.client_id, answer.body);
    }
    carte(&salle.sandbox, &["inserer", "medecin"]);
    assert!(!salle.stands(&salle.poste, &doctor, &goes).await, "back in the reader, it is asked for again");
    assert!(refused(&salle.sandbox, &["demande", "--pin", "9999"]).contains("Essais restants : 2."));
}

// requirement: X06
#[tokio::test]
async fn a_code_that_left_before_the_card_did_gives_nothing_to_the_service_that_wants_it_there() {
    let salle = Salle::ouvrir().await;
    let doctor = Surfer::new(&salle.sandbox, Some("medecin"));
    carte(&salle.sandbox, &["inserer", "medecin"]);
    let (kept, demand) = salle.bureau.code(&doctor).await;
    let (lost, other) = salle.poste.code(&doctor).await;
    carte(&salle.sandbox, &["retirer"]);
    let refused = salle.poste.token(&doctor, &salle.poste.redemption(&lost, &other)).await;
    assert_eq!((refused.status, &refused.json()["error"]), (400, &json!("invalid_grant")), "{}", refused.body);
    let given = salle.bureau.token(&doctor, &salle.bureau.redemption(&kept, &demand)).await;
    assert_eq!(given.status, 200, "{}", given.body);
}
