//! What a listener shows: its chain, the key that goes with it, its names, and how long they last.

use std::path::Path;

use ambient::{Seconds, Timestamp};
use rustls::client::verify_server_name;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::server::ParsedCertificate;
use service::config::{SecretFile, SecretGuard};
use service::tls::Identity;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::Said;

/// Somebody should have asked for the next one by then.
const SOON: Seconds = Seconds::hours(21 * 24);

/// The files of one listener.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// The table of the configuration, such as `tls`.
    pub table: &'a str,
    pub chain: &'a Path,
    pub key: &'a Path,
    /// Hosts under which people and programs come here.
    pub names: Vec<String>,
    /// A reverse proxy ends TLS before: it shows the public names, and this certificate is for the hop alone.
    pub behind: bool,
}

/// Everything about one listener's certificate, as it is at `now`.
pub fn look(shown: &Shown<'_>, guard: SecretGuard, now: Timestamp) -> Said {
    let table = shown.table;
    if let Err(error) = SecretFile::new(shown.key).closed(guard) {
        return Said::wrong(format!("{table}: {error}"), "do what the message says");
    }
    if let Err(error) = Identity::from_files(shown.chain, shown.key) {
        let remedy = "give the chain (leaf first) and the key of the leaf, in PEM";
        return Said::wrong(format!("{table}: {error}"), remedy);
    }
    let read = std::fs::read(shown.chain).unwrap_or_default();
    let chain: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(&read).filter_map(Result::ok).collect();
    let parsed: Vec<X509Certificate<'_>> = chain
        .iter()
        .filter_map(|der| X509Certificate::from_der(der).ok().map(|(_, certificate)| certificate))
        .collect();
    let (Some(leaf), true) = (chain.first(), parsed.len() == chain.len()) else {
        return Said::wrong(
            format!("{table}: a certificate cannot be read"),
            "give certificates in PEM, the leaf first",
        );
    };
    let mut parts: Vec<Said> = parsed.iter().map(|one| lasts(table, one, now)).collect();
    parts.extend(parsed.windows(2).map(|pair| follows(table, &pair[0], &pair[1])));
    parts.extend(shown.names.iter().map(|name| names(shown, leaf, name)));
    let days = left(&parsed[0], now) / DAY;
    Said::of(parts, format!("{table}: {} certificates in the chain, the first lasts {days} days", chain.len()))
}

/// Milliseconds.
const DAY: i64 = 86_400_000;

fn left(certificate: &X509Certificate<'_>, now: Timestamp) -> i64 {
    Timestamp::from_seconds(certificate.validity().not_after.timestamp()).millis() - now.millis()
}

fn lasts(table: &str, certificate: &X509Certificate<'_>, now: Timestamp) -> Said {
    let (subject, left) = (certificate.subject(), left(certificate, now));
    let remedy = "have it issued anew; a node that is started again shows the new one";
    if certificate.validity().not_before.timestamp() > now.seconds() {
        return Said::wrong(format!("{table}: {subject} is not valid yet"), "set the clock, or wait for its first day");
    }
    match left {
        ..=0 => Said::wrong(format!("{table}: {subject} ended {} days ago", -left / DAY), remedy),
        left if left < SOON.0 * 1_000 => {
            Said::warning(format!("{table}: {subject} ends in {} days", left / DAY), remedy)
        }
        _ => Said::ok(""),
    }
}

/// Each certificate is signed by the one after it (RFC 8446 §4.4.2); a root at the end costs octets and does no harm.
fn follows(table: &str, one: &X509Certificate<'_>, next: &X509Certificate<'_>) -> Said {
    let issued = one.issuer().as_raw() == next.subject().as_raw();
    match issued && one.verify_signature(Some(next.public_key())).is_ok() {
        true => Said::ok(""),
        false => Said::wrong(
            format!("{table}: {} is not issued by {}, which follows it", one.subject(), next.subject()),
            "order the file: the leaf, then its authority, then the authority of that one",
        ),
    }
}

fn names(shown: &Shown<'_>, leaf: &CertificateDer<'_>, name: &str) -> Said {
    let bare = name.trim_start_matches('[').trim_end_matches(']').to_owned();
    let holds = ServerName::try_from(bare)
        .is_ok_and(|name| ParsedCertificate::try_from(leaf).is_ok_and(|leaf| verify_server_name(&leaf, &name).is_ok()));
    let says = format!("{}: the certificate does not name {name}", shown.table);
    match (holds, shown.behind) {
        (true, _) => Said::ok(""),
        (false, true) => Said::warning(says, "nothing, where the reverse proxy shows a certificate of that name"),
        (false, false) => Said::wrong(says, "have it issued for every host that this listener serves"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::PathBuf;

    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};

    use super::*;
    use crate::Verdict;

    /// 2026-11-23.
    const NOW: Timestamp = Timestamp::from_seconds(1_795_392_000);

    struct Files {
        _folder: tempfile::TempDir,
        chain: PathBuf,
        key: PathBuf,
        leaf: String,
        authority: String,
    }

    fn params(name: &str, year: i32) -> CertificateParams {
        let mut params = CertificateParams::new(vec!["idp.example".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(year, 12, 1));
        params
    }

    /// A leaf that ends on 1 December of `year`, and its authority.
    fn files(year: i32) -> Files {
        let mut authority = params("authority", 2040);
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let (authority_key, leaf_key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
        let leaf = params("leaf", year).signed_by(&leaf_key, &Issuer::new(authority, authority_key)).unwrap().pem();
        let folder = tempfile::tempdir().unwrap();
        let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
        fs::write(&chain, format!("{leaf}{authority_pem}")).unwrap();
        fs::write(&key, leaf_key.serialize_pem()).unwrap();
        fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
        Files { _folder: folder, chain, key, leaf, authority: authority_pem }
    }

    fn said(files: &Files, name: &str, behind: bool) -> Said {
        service::provider::install();
        let names = vec![name.to_owned()];
        let shown = Shown { table: "tls", chain: &files.chain, key: &files.key, names, behind };
        look(&shown, SecretGuard::Production, NOW)
    }

    #[test]
    fn a_good_chain_says_how_long_it_lasts() {
        let good = said(&files(2027), "idp.example", false);
        assert_eq!(good.verdict, Verdict::Ok, "{}", good.says);
        assert!(good.says.starts_with("tls: 2 certificates in the chain, the first lasts 37"), "{}", good.says);
    }

    #[test]
    fn a_certificate_that_ends_soon_is_a_warning_and_one_that_ended_is_wrong() {
        let soon = said(&files(2026), "idp.example", false);
        assert_eq!(soon.verdict, Verdict::Warning);
        assert!(soon.says.contains("CN=leaf ends in "), "{}", soon.says);
        let over = said(&files(2025), "idp.example", false);
        assert_eq!(over.verdict, Verdict::Wrong);
        assert!(over.says.contains("CN=leaf ended "), "{}", over.says);
    }

    #[test]
    fn a_chain_in_the_wrong_order_or_with_another_key_is_told() {
        let files = files(2027);
        let stranger = CertificateParams::new(vec!["idp.example".to_owned()]).unwrap();
        let stranger = stranger.self_signed(&KeyPair::generate().unwrap()).unwrap().pem();
        fs::write(&files.chain, format!("{}{stranger}", files.leaf)).unwrap();
        let apart = said(&files, "idp.example", false);
        assert!(apart.verdict == Verdict::Wrong && apart.says.contains("is not issued by"), "{}", apart.says);
        fs::write(&files.chain, &files.authority).unwrap();
        let other = said(&files, "idp.example", false);
        assert!(other.verdict == Verdict::Wrong && other.says.contains("do not go together"), "{}", other.says);
    }

    #[test]
    fn a_name_that_is_missing_is_wrong_and_behind_a_proxy_a_warning() {
        let files = files(2027);
        assert_eq!(said(&files, "wallet.example", false).verdict, Verdict::Wrong);
        assert_eq!(said(&files, "wallet.example", true).verdict, Verdict::Warning);
        fs::set_permissions(&files.key, Permissions::from_mode(0o644)).unwrap();
        assert!(said(&files, "idp.example", false).says.contains("chmod 600"));
    }
}
