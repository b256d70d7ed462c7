//! The examples of `deploy/proxies`, run by the real programs before a real listener: what is written there is what holds.

use std::net::SocketAddr;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use service::Limits;
use service::proxy::{Form, Proxy, addressed};
use service::tls::Acceptor;

use crate::proxy::{Hop, passes_the_card_on, shown, site};
use crate::site::{Site, own, serve};

/// Which of the two names of the example the client calls.
#[derive(Clone, Copy)]
enum Called {
    Web,
    Carte,
}

/// The example with addresses and files of this test, and not one line else.
fn example(
    name: &str,
    called: Called,
    (back, trusted): (SocketAddr, &CertificateDer<'_>),
) -> impl Fn(u16, &Path) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/proxies").join(name);
    let text = std::fs::read_to_string(&file).unwrap();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(trusted));
    move |port, folder| {
        std::fs::write(folder.join("nodes.pem"), &pem).unwrap();
        std::fs::copy(folder.join("card.pem"), folder.join("cards.pem")).unwrap();
        let here = folder.display();
        let (web, carte) = match called {
            Called::Web => (port, free()),
            Called::Carte => (free(), port),
        };
        let mut text = text.clone();
        let name = match called {
            Called::Web => "wallet.caducee.example",
            Called::Carte => "carte.caducee.example",
        };
        for (example, ours) in [
            ("/etc/nginx/caducee", format!("{here}")),
            ("/etc/haproxy/caducee", format!("{here}")),
            ("/run/nginx.pid", format!("{here}/pid")),
            ("/var/log/nginx/error.log", format!("{here}/log")),
            ("http {\n", temporary(folder)),
            ("listen 443", format!("listen 127.0.0.1:{port}")),
            ("192.0.2.10:443", format!("127.0.0.1:{web}")),
            ("192.0.2.11:443", format!("127.0.0.1:{carte}")),
            ("node.caducee.internal", "localhost".to_owned()),
            (" check port 9443 check-ssl inter 2s fall 2 rise 2", String::new()),
            (name, "localhost".to_owned()),
        ] {
            text = text.replace(example, &ours);
        }
        for node in ["10.0.0.4:8443", "10.0.0.5:8443", "10.0.0.4:8444", "10.0.0.5:8444"] {
            assert!(text.contains(node), "the example has two nodes");
            text = text.replace(node, &back.to_string());
        }
        if text.contains("worker_processes") { format!("daemon off; master_process off;\n{text}") } else { text }
    }
}

fn free() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// nginx writes there before it serves; the package's own folders belong to root.
fn temporary(folder: &Path) -> String {
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let lines: Vec<_> = kinds.iter().map(|kind| format!("{kind}_temp_path {}/{kind};", folder.display())).collect();
    format!("http {{\n{}\n", lines.join("\n"))
}

async fn shows_a_card(program: &str, file: &str, form: Form) {
    let (hop, card) = (own("the hop"), own("card"));
    let site = site(form, &hop).await;
    let proxy = Hop::start(program, &hop, &card, example(file, Called::Carte, (site.addr, &site.trusted))).await;
    passes_the_card_on(site, proxy, (form, &card), "127.0.0.1").await;
}

// requirement: X07 C06
#[tokio::test]
async fn the_example_of_nginx_shows_cards() {
    shows_a_card("nginx", "nginx.conf", Form::Nginx).await;
}

// requirement: X07 C06
#[tokio::test]
async fn the_example_of_haproxy_shows_cards() {
    shows_a_card("haproxy", "haproxy.cfg", Form::Haproxy).await;
}

/// A web listener behind the example that believes the addresses of its hop.
async fn web(form: Form) -> Site {
    let proxy = Proxy { form, networks: vec!["127.0.0.1".parse().unwrap()], certificates: vec!["00".repeat(32)] };
    serve(addressed(shown(), Some(proxy)), Limits::default(), |own| Acceptor::web(own).unwrap()).await
}

// requirement: M19 X07
#[tokio::test]
async fn the_examples_tell_addresses_and_no_header_that_a_client_wrote() {
    for (program, file, form) in [("nginx", "nginx.conf", Form::Nginx), ("haproxy", "haproxy.cfg", Form::Haproxy)] {
        let (hop, card) = (own("the hop"), own("card"));
        let site = web(form).await;
        let front = Hop::start(program, &hop, &card, example(file, Called::Web, (site.addr, &site.trusted))).await;
        let forged = format!("X-Forwarded-For: 198.51.100.1\r\n{}: AAAA\r\n", form.header());
        let told = front.ask(&site, Some(&card), &forged).await;
        assert!(told.ends_with("\r\n\r\n[] 127.0.0.1"), "{program}: {told}");
    }
}
