use http::HeaderValue;

use super::*;

const DER: &[u8] = &[0x30, 0x03, 0xfb, 0xff, 0xbf];

fn proxy(form: Form) -> Proxy {
    Proxy { form, networks: vec!["192.0.2.0/24".parse().unwrap()], certificates: Vec::new() }
}

fn from(address: &str, certificates: &[&'static [u8]]) -> Peer {
    let certificates = certificates.iter().map(|der| CertificateDer::from(*der)).collect();
    Peer { addr: format!("{address}:4711").parse().unwrap(), certificates }
}

fn header(form: Form, value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.append(form.header(), HeaderValue::from_str(value).unwrap());
    headers
}

/// The same certificate as each proxy writes it.
const WRITTEN: [(Form, &str); 6] = [
    (Form::Rfc9440, ":MAP7/78=:"),
    (Form::Nginx, "-----BEGIN%20CERTIFICATE-----%0AMAP7%2F78%3D%0A-----END%20CERTIFICATE-----%0A"),
    (Form::Haproxy, "MAP7/78="),
    (Form::Traefik, "MAP7/78="),
    (Form::Traefik, "MAP7%2F78%3D"),
    (Form::Traefik, "MAP7/78=,MAP7/78="),
];

// requirement: X07
#[test]
fn the_hop_tells_the_certificate_in_its_own_form() {
    for (form, written) in WRITTEN {
        let peer = proxy(form).peer(&from("192.0.2.7", &[b"the hop's own"]), &header(form, written)).unwrap();
        assert_eq!(peer.certificates, [CertificateDer::from(DER)], "{form:?} {written}");
    }
}

// requirement: X07 C06
#[test]
fn the_same_header_from_anybody_else_is_refused() {
    for (form, written) in WRITTEN {
        let refused = proxy(form).peer(&from("198.51.100.7", &[]), &header(form, written)).unwrap_err();
        assert_eq!(refused, ProxyRefusal::Stranger, "{form:?}");
    }
    let shown = proxy(Form::Nginx).peer(&from("198.51.100.7", &[DER]), &HeaderMap::new()).unwrap();
    assert_eq!(
        shown.certificates,
        [CertificateDer::from(DER)],
        "who comes without a proxy shows their card themselves"
    );
}

// requirement: X07
#[test]
fn a_hop_that_has_to_prove_itself_is_known_by_its_certificate() {
    let print: String = digest(&SHA256, DER).as_ref().iter().map(|byte| format!("{byte:02X}")).collect();
    let proven = Proxy { certificates: vec![print], ..proxy(Form::Haproxy) };
    let headers = header(Form::Haproxy, "MAP7/78=");
    assert!(proven.peer(&from("192.0.2.7", &[DER]), &headers).is_ok());
    for peer in [from("192.0.2.7", &[]), from("192.0.2.7", &[b"another"]), from("198.51.100.7", &[DER])] {
        assert_eq!(proven.peer(&peer, &headers).unwrap_err(), ProxyRefusal::Stranger);
    }
    assert!(proxy(Form::Nginx).is_unproven() && !proven.is_unproven());
}

// requirement: X07
#[test]
fn two_headers_a_long_one_and_what_is_no_certificate_are_refused() {
    let hop = from("192.0.2.7", &[b"the hop's own"]);
    let refused = |form: Form, value: &str| proxy(form).peer(&hop, &header(form, value)).unwrap_err();
    let mut twice = header(Form::Nginx, "");
    twice.append(Form::Nginx.header(), HeaderValue::from_static("MAP7/78="));
    assert_eq!(proxy(Form::Nginx).peer(&hop, &twice).unwrap_err(), ProxyRefusal::Twice);
    for form in Form::ALL {
        assert_eq!(refused(form, &"A".repeat(64 * 1024)), ProxyRefusal::TooLong);
        for value in ["(null)", "%", "%zz", "A", ":QUJD", "QUJD", "-----BEGIN CERTIFICATE-----"] {
            assert_eq!(refused(form, value), ProxyRefusal::Unreadable, "{form:?} {value}");
        }
    }
}

// requirement: X07
#[test]
fn behind_the_hop_nobody_has_its_certificate_and_everybody_their_own_address() {
    let hop = from("192.0.2.7", &[b"the hop's own"]);
    for form in Form::ALL {
        for headers in [HeaderMap::new(), header(form, "")] {
            let peer = proxy(form).peer(&hop, &headers).unwrap();
            assert_eq!((peer.certificates.len(), peer.addr), (0, hop.addr), "{form:?}");
        }
    }
    let mut headers = HeaderMap::new();
    headers.append(FORWARDED_FOR, HeaderValue::from_static("203.0.113.1"));
    headers.append(FORWARDED_FOR, HeaderValue::from_static("203.0.113.2, 203.0.113.3"));
    let peer = proxy(Form::Nginx).peer(&hop, &headers).unwrap();
    assert_eq!(peer.addr.ip().to_string(), "203.0.113.3", "what the hop saw");
    let direct = proxy(Form::Nginx).peer(&from("198.51.100.7", &[]), &headers).unwrap();
    assert_eq!(direct.addr.ip().to_string(), "198.51.100.7", "from anybody else it is not read");
}

// requirement: M19
#[test]
fn where_no_certificate_is_asked_for_the_network_of_the_hop_tells_the_address_and_nobody_else() {
    let proven = Proxy { certificates: vec!["00".repeat(32)], ..proxy(Form::Nginx) };
    let mut headers = HeaderMap::new();
    headers.append(FORWARDED_FOR, HeaderValue::from_static("203.0.113.1, 203.0.113.3"));
    let at = |peer: &str| proven.address(&from(peer, &[]), &headers).ip().to_string();
    assert_eq!(at("192.0.2.7"), "203.0.113.3", "what the hop saw, not what came with the request");
    assert_eq!(at("198.51.100.7"), "198.51.100.7", "a stranger does not choose where they come from");
    headers.insert(FORWARDED_FOR, HeaderValue::from_static("unknown"));
    assert_eq!(proven.address(&from("192.0.2.7", &[]), &headers).ip().to_string(), "192.0.2.7");
}
