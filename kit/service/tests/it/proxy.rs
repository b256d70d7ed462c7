//! A real proxy between a client with a card and our listener: nginx and HAProxy (Debian packages of the same names).

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use axum::routing::get;
use axum::{Extension, Router};
use rustls::pki_types::ServerName;
use service::proxy::{Form, Proxy, addressed, behind};
use service::tls::Acceptor;
use service::{Limits, Peer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::site::{Own, Site, own, read, serve};

/// What a listener sees: how long each certificate is, and the address.
pub fn shown() -> Router {
    Router::new().route(
        "/shown",
        get(|Extension(peer): Extension<Peer>| async move {
            let shown: Vec<String> = peer.certificates.iter().map(|der| format!("{}", der.len())).collect();
            format!("[{}] {}", shown.join(" "), peer.addr.ip())
        }),
    )
}

/// A listener that believes the hop of this certificate, and tells the certificate and the address that it sees.
pub async fn site(form: Form, hop: &Own) -> Site {
    let print: String = digest(&SHA256, &hop.der).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let proxy = Proxy { form, networks: vec!["127.0.0.1".parse().unwrap()], certificates: vec![print] };
    serve(behind(shown(), Some(proxy)), Limits::default(), |identity| Acceptor::carte(identity, &[]).unwrap()).await
}

pub struct Hop {
    child: Child,
    addr: SocketAddr,
    front: Own,
    _folder: tempfile::TempDir,
}

impl Drop for Hop {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Hop {
    /// `configuration` is written for the port that it listens on, in the folder of its files.
    pub async fn start(program: &str, hop: &Own, card: &Own, configuration: impl Fn(u16, &Path) -> String) -> Self {
        let (folder, front) = (tempfile::tempdir().unwrap(), own("the proxy"));
        let path = folder.path();
        let write = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
        write("front.pem", &format!("{}{}", front.pem, front.key.serialize_pem()));
        write("hop.pem", &format!("{}{}", hop.pem, hop.key.serialize_pem()));
        write("card.pem", &card.pem);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        write("conf", &configuration(port, path));
        let conf = path.join("conf");
        let mut command = Command::new(program);
        match program {
            "nginx" => command.args(["-c".as_ref(), conf.as_os_str(), "-p".as_ref(), path.as_os_str()]),
            _ => command.args(["-f".as_ref(), conf.as_os_str()]),
        };
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program} is needed (package {program}): {error}"));
        let addr = SocketAddr::from(([127, 0, 0, 1], port));
        let mut hop = Self { child, addr, front, _folder: folder };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(addr).await.is_err() {
            assert!(hop.child.try_wait().unwrap().is_none(), "{program} ended");
            assert!(Instant::now() < deadline, "{program} does not listen");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        hop
    }

    /// What the listener says to a client of the proxy, with or without a card; `header` is one that the client adds.
    pub async fn ask(&self, site: &Site, card: Option<&Own>, header: &str) -> String {
        let fronted = Site { trusted: self.front.der.clone(), addr: self.addr, ..stub(site) };
        let config = card.map_or_else(|| fronted.client(), |card| fronted.client_with(card));
        let tcp = TcpStream::connect(self.addr).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let mut tls = TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
        let request = format!("GET /shown HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{header}\r\n");
        tls.write_all(request.as_bytes()).await.unwrap();
        read(&mut tls).await
    }
}

/// The client's side of a site needs its address and its trust alone.
fn stub(site: &Site) -> Site {
    Site {
        addr: site.addr,
        shutdown: site.shutdown.clone(),
        serving: tokio::spawn(async {}),
        trusted: site.trusted.clone(),
    }
}

fn nginx(back: SocketAddr) -> impl Fn(u16, &Path) -> String {
    move |port, folder| {
        let folder = folder.display();
        format!(
            "daemon off; master_process off; pid {folder}/pid; error_log {folder}/log;\nevents {{}}\nhttp {{\n\
             access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;\n\
             fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n\
             server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/front.pem; ssl_certificate_key {folder}/front.pem;\n\
             ssl_verify_client optional_no_ca;\n\
             location / {{ proxy_pass https://{back}; proxy_ssl_certificate {folder}/hop.pem;\n\
             proxy_ssl_certificate_key {folder}/hop.pem; proxy_set_header Host localhost;\n\
             proxy_set_header X-Forwarded-For 203.0.113.9;\n\
             proxy_set_header ssl-client-cert $ssl_client_escaped_cert; }} }} }}\n"
        )
    }
}

fn haproxy(back: SocketAddr, header: &'static str) -> impl Fn(u16, &Path) -> String {
    move |port, folder| {
        let folder = folder.display();
        format!(
            "defaults\n  mode http\n  timeout connect 5s\n  timeout client 5s\n  timeout server 5s\nfrontend f\n\
             \x20 bind 127.0.0.1:{port} ssl crt {folder}/front.pem ca-file {folder}/card.pem verify optional crt-ignore-err all ca-ignore-err all\n\
             \x20 http-request del-header client-cert\n  http-request del-header x-ssl-client-cert\n\
             \x20 http-request del-header x-forwarded-tls-client-cert\n\
             \x20 http-request set-header {header} if {{ ssl_c_used }}\n\
             \x20 http-request set-header X-Forwarded-For 203.0.113.9\n  default_backend b\nbackend b\n\
             \x20 server s {back} ssl verify none crt {folder}/hop.pem sni str(localhost)\n"
        )
    }
}

/// `seen`: the address that the hop tells.
pub async fn passes_the_card_on(site: Site, hop: Hop, (form, card): (Form, &Own), seen: &str) {
    let with = hop.ask(&site, Some(card), "").await;
    assert!(with.ends_with(&format!("\r\n\r\n[{}] {seen}", card.der.len())), "{with}");
    let without = hop.ask(&site, None, "").await;
    assert!(without.ends_with(&format!("\r\n\r\n[] {seen}")), "nobody's card, and never the hop's: {without}");
    let forged = format!("{}: :MAP7/78=:\r\n", form.header());
    let replaced = hop.ask(&site, None, &forged).await;
    assert!(replaced.ends_with(&format!("\r\n\r\n[] {seen}")), "the hop replaces what a client wrote: {replaced}");
    let direct = site.ask(site.client(), &format!("GET /shown HTTP/1.1\r\n{}", forged.trim_end()), "").await;
    assert!(direct.starts_with("HTTP/1.1 400"), "{direct}");
    let plain = site.ask(site.client_with(card), "GET /shown HTTP/1.1", "").await;
    assert!(plain.ends_with(&format!("[{}] 127.0.0.1", card.der.len())), "who comes straight shows it here: {plain}");
}

// requirement: X07 C06
#[tokio::test]
async fn a_card_is_shown_behind_nginx() {
    let (hop, card) = (own("the hop"), own("card"));
    let site = site(Form::Nginx, &hop).await;
    let proxy = Hop::start("nginx", &hop, &card, nginx(site.addr)).await;
    passes_the_card_on(site, proxy, (Form::Nginx, &card), "203.0.113.9").await;
}

// requirement: X07 C06
#[tokio::test]
async fn a_card_is_shown_behind_haproxy() {
    let (hop, card) = (own("the hop"), own("card"));
    let site = site(Form::Haproxy, &hop).await;
    let write = haproxy(site.addr, "x-ssl-client-cert %[ssl_c_der,base64]");
    let proxy = Hop::start("haproxy", &hop, &card, write).await;
    passes_the_card_on(site, proxy, (Form::Haproxy, &card), "203.0.113.9").await;
}

// requirement: X07 C06
#[tokio::test]
async fn a_card_is_shown_behind_a_proxy_that_speaks_rfc_9440() {
    let (hop, card) = (own("the hop"), own("card"));
    let site = site(Form::Rfc9440, &hop).await;
    let write = haproxy(site.addr, "client-cert :%[ssl_c_der,base64]:");
    let proxy = Hop::start("haproxy", &hop, &card, write).await;
    passes_the_card_on(site, proxy, (Form::Rfc9440, &card), "203.0.113.9").await;
}

/// Traefik is no Debian package: HAProxy writes what its `passTLSClientCert` does, octet for octet, a chain of two.
// requirement: X07 C06
#[tokio::test]
async fn a_card_is_shown_behind_a_proxy_that_writes_as_traefik_does() {
    let (hop, card) = (own("the hop"), own("card"));
    let site = site(Form::Traefik, &hop).await;
    let write = haproxy(site.addr, "x-forwarded-tls-client-cert %[ssl_c_der,base64],%[ssl_c_der,base64]");
    let proxy = Hop::start("haproxy", &hop, &card, write).await;
    passes_the_card_on(site, proxy, (Form::Traefik, &card), "203.0.113.9").await;
}

// requirement: M19
#[tokio::test]
async fn whoever_comes_through_a_proxy_to_a_listener_without_certificates_is_counted_by_their_own_address() {
    let (hop, card) = (own("the hop"), own("card"));
    for (network, seen) in [("127.0.0.1", "203.0.113.9"), ("192.0.2.0/24", "127.0.0.1")] {
        let proxy = Proxy { form: Form::Nginx, networks: vec![network.parse().unwrap()], certificates: Vec::new() };
        let proxy = Proxy { certificates: vec!["00".repeat(32)], ..proxy };
        let site = serve(addressed(shown(), Some(proxy)), Limits::default(), |own| Acceptor::web(own).unwrap()).await;
        let front = Hop::start("nginx", &hop, &card, nginx(site.addr)).await;
        let forged = "X-Forwarded-For: 198.51.100.1\r\n";
        let told = front.ask(&site, Some(&card), forged).await;
        assert!(told.ends_with(&format!("\r\n\r\n[] {seen}")), "no card is shown here: {told}");
    }
}
