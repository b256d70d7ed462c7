//! A sandbox, two services of one's own that hear of logouts, and people with cards.

use std::path::Path;

use ambient::Ambient;
use harness::Sandbox;
use igc::{DemandeCarte, Igc, Profession};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::notices::{Notices, SERVICES};
use super::people::{People, Person};
use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

pub struct Scene {
    pub sandbox: Sandbox,
    pub parties: [Party; 2],
    pub notices: Notices,
    /// Whoever shows nothing: the servers of the services.
    pub server: Surfer,
}

/// What both services hold of one session.
pub struct Granted {
    pub sid: String,
    /// The answers of the token endpoint.
    pub tokens: [Value; 2],
}

/// The people first, then their cards while the authority is closed, then the sandbox that is measured.
pub fn open(runtime: &Runtime, folder: &Path, people: usize, each: usize) -> (Scene, People) {
    let (data, ports) = (folder.join("data"), harness::free_ports());
    let number = people.to_string();
    let first = Sandbox::start_at(&data, ports, &["--people", &number]);
    let mut people = runtime.block_on(People::meet(&first, people, each));
    let authority = first.text("/igc").trim_end_matches('/').to_owned();
    first.stop();
    cards(&data, &authority, &mut people);
    let door = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let clients = folder.join("mesure.toml");
    std::fs::write(&clients, declared(door.local_addr().expect("its address").port())).expect("the clients");
    let clients = clients.to_str().expect("a readable path");
    let sandbox = Sandbox::start_at(&data, ports, &["--people", &number, "--clients", clients]);
    let notices = Notices::default();
    runtime.spawn(notices.clone().hear(door, sandbox.text("/tls/certificate").into(), sandbox.text("/tls/key").into()));
    let parties = SERVICES.map(|client| party(&sandbox, client));
    let server = Surfer::new(&sandbox, None);
    (Scene { sandbox, parties, notices, server }, people)
}

/// Everybody who shows a card gets one, for this measure alone.
fn cards(data: &Path, authority: &str, people: &mut People) {
    let igc = Igc::ouvrir(&Ambient::system(), authority, &data.join("igc")).expect("the card authority");
    for person in people.card_holders() {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        let identifiant = person.identifiant.parse().expect("an identifier");
        let demande = DemandeCarte::cps(identifiant, &person.nom, &person.prenom, profession);
        let card = igc.carte(&demande).expect("a card");
        person.card = format!("{}{}", card.pem(), card.cle_pem());
        person.serial = card.serie;
    }
}

fn declared(port: u16) -> String {
    let one = |(place, client): (usize, &str)| {
        format!(
            r#"
[[client]]
id = "{client}"
name = "{client}"
place = "Bac à sable, cette machine"
profile = "psc"
auth = "client_secret_basic"
secret = "{}"
redirect_uris = ["{RETOUR}"]
backchannel_logout_uri = "https://localhost:{port}/{place}"
backchannel_logout_session_required = true
scopes = ["openid", "scope_all"]
sans_situation = "accepte"
may_hint_situation = true
may_introspect = true
"#,
            secret(client)
        )
    };
    SERVICES.into_iter().enumerate().map(one).collect()
}

/// Protects invented people only.
fn secret(client: &str) -> String {
    format!("{client}-secret-de-mesure-0123456789abcdef")
}

fn party(sandbox: &Sandbox, client: &str) -> Party {
    Party { client_id: client.to_owned(), client_secret: secret(client), ..Party::essai(sandbox) }
}

impl Scene {
    /// Signed in at both services in one session: by the card of this browser, or with the session that it has.
    pub async fn granted(&self, surfer: &Surfer, person: &Person) -> Granted {
        let first = self.tokens(surfer, &self.parties[0], person).await;
        let second = self.tokens(surfer, &self.parties[1], person).await;
        let granted = Granted { sid: sid(&first), tokens: [first, second] };
        assert_eq!(granted.sid, sid(&granted.tokens[1]), "both services hold of one session");
        granted
    }

    async fn tokens(&self, surfer: &Surfer, party: &Party, person: &Person) -> Value {
        let demand = party.demand().with("situation_hint", person.situation.as_deref());
        let code = party.log_in(surfer, &demand).await.given("code").expect("a code");
        let answer = party.token(&self.server, &party.redemption(&code, &demand)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn userinfo(&self, place: usize, token: &str) -> Answer {
        self.parties[place].userinfo(&self.server, token).await
    }

    /// `None`: no answer; one that failed refuses nothing.
    pub async fn introspected(&self, place: usize, token: &str) -> Option<bool> {
        let party = &self.parties[place];
        let request = self.server.http.post(format!("{}/introspect", party.endpoint("token")));
        let request = request.basic_auth(&party.client_id, Some(&party.client_secret));
        let answer = self.server.send(request.form(&[("token", token)])).await;
        if answer.status == 200 { answer.json()["active"].as_bool() } else { None }
    }
}

impl Granted {
    pub fn text(&self, place: usize, name: &str) -> &str {
        self.tokens[place][name].as_str().unwrap_or_else(|| panic!("no {name}"))
    }
}

/// Of the session that the ID token speaks of.
fn sid(tokens: &Value) -> String {
    let claims = super::notices::claims(tokens["id_token"].as_str().expect("an ID token")).expect("claims");
    claims["sid"].as_str().expect("a session").to_owned()
}
