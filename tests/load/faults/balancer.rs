//! What stands before the nodes, as a reverse proxy would: each request goes to any node that says it is ready, and to the
//! other one where no connection could be made.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use harness::Sandbox;
use reqwest::cookie::Jar;
use reqwest::{Certificate, Client, Identity, RequestBuilder};

use super::nodes::ADDRESSES;
use crate::surfer::Answer;

/// A person, or a service, waits no longer for one answer.
const PATIENCE: Duration = Duration::from_secs(8);
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// No node took the connection.
    Refused,
    /// It broke: nobody knows what was done.
    Broken,
    /// Nothing within [`PATIENCE`].
    TooLate,
}

pub struct Balancer {
    authority: Certificate,
    card: Vec<u8>,
    ready: [AtomicBool; 2],
    turn: AtomicUsize,
    callers: AtomicUsize,
}

impl Balancer {
    pub fn new(sandbox: &Sandbox) -> Arc<Self> {
        let authority = std::fs::read(sandbox.authority()).expect("the authority");
        let card = sandbox.card("medecin")["pem"].as_str().expect("the card's file").to_owned();
        Arc::new(Self {
            authority: Certificate::from_pem(&authority).expect("a certificate"),
            card: std::fs::read(card).expect("the card"),
            ready: [AtomicBool::new(true), AtomicBool::new(true)],
            turn: AtomicUsize::new(0),
            callers: AtomicUsize::new(0),
        })
    }

    /// A browser with a card, or a service without one; both have their own cookies.
    pub fn caller(self: &Arc<Self>, card: bool) -> Caller {
        let (jar, home) = (Arc::new(Jar::default()), self.home());
        let nodes = ADDRESSES.map(|address| {
            let mut builder = Client::builder()
                .cookie_provider(jar.clone())
                .redirect(reqwest::redirect::Policy::none())
                .timeout(PATIENCE)
                .local_address(home)
                .connect_timeout(Duration::from_secs(2))
                .tls_certs_only([self.authority.clone()])
                .resolve("localhost", SocketAddr::new(address, 0));
            if card {
                builder = builder.identity(Identity::from_pem(&self.card).expect("a card"));
            }
            builder.build().expect("a client")
        });
        Caller { balancer: self.clone(), nodes }
    }

    /// An address of this machine in a network of its own: a nation does not sign in from one house.
    fn home(&self) -> IpAddr {
        let [.., high, low] = self.callers.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        Ipv4Addr::new(127, 10 + high % 200, low, 1).into()
    }

    /// Asks each node whether it is ready, for ever.
    pub async fn watch(self: Arc<Self>, admin: u16) {
        let caller = self.caller(false);
        loop {
            let looks = [0, 1].map(|node| {
                let look = caller.nodes[node].get(format!("https://localhost:{admin}/sante/ready"));
                look.timeout(Duration::from_millis(1_000)).send()
            });
            let answers = futures::future::join_all(looks).await;
            for (ready, answer) in self.ready.iter().zip(answers) {
                ready.store(answer.is_ok_and(|answer| answer.status() == 200), Ordering::Relaxed);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    pub fn ready(&self) -> [bool; 2] {
        [0, 1].map(|node| self.ready[node].load(Ordering::Relaxed))
    }

    /// In turns among those that are ready; among all where none is.
    fn next(&self) -> usize {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % 2;
        match self.ready() {
            [true, false] => 0,
            [false, true] => 1,
            _ => turn,
        }
    }
}

/// Somebody who calls, with cookies and perhaps a card.
pub struct Caller {
    balancer: Arc<Balancer>,
    nodes: [Client; 2],
}

impl Caller {
    pub async fn ask(&self, request: impl Fn(&Client) -> RequestBuilder) -> Result<Answer, Silence> {
        let node = self.balancer.next();
        match self.ask_at(node, &request).await {
            Err(Silence::Refused) => self.ask_at(1 - node, &request).await,
            answered => answered,
        }
    }

    /// At this node, whatever it says of itself.
    pub async fn ask_at(&self, node: usize, request: impl Fn(&Client) -> RequestBuilder) -> Result<Answer, Silence> {
        let answer = request(&self.nodes[node]).send().await.map_err(|error| silence(&error))?;
        let (url, status, headers) = (answer.url().clone(), answer.status().as_u16(), answer.headers().clone());
        let body = answer.text().await.map_err(|error| silence(&error))?;
        Ok(Answer { url, status, headers, body })
    }
}

fn silence(error: &reqwest::Error) -> Silence {
    match (error.is_connect(), error.is_timeout()) {
        (true, _) => Silence::Refused,
        (false, true) => Silence::TooLate,
        (false, false) => Silence::Broken,
    }
}
