//! What is this node's own: its files, its names, the hop before it.

use ambient::ExposeSecret as _;
use diagnosis::{Said, certificates, reach, secrets};
use service::config::SecretFile;
use url::Url;

use super::case::Case;
use crate::secrets::Secrets;

/// Every file of a secret, and whether the keys are keys, each its own.
pub fn secrets(case: &Case) -> Said {
    let config = &case.config;
    let (keys, messages) = (&config.keys, &config.messages);
    let mut named = vec![
        ("keys.rest_file", &keys.rest_file),
        ("keys.seal_file", &keys.seal_file),
        ("keys.wrap_file", &keys.wrap_file),
        ("keys.journal_file", &keys.journal_file),
        ("registry.key_file", &config.registry.key_file),
        ("messages.sms.key_file", &messages.sms.key_file),
    ];
    let optional = [
        ("store.sql_file", config.store.sql_file.as_ref()),
        ("store.redis_file", config.store.redis_file.as_ref()),
        ("messages.smtp.password_file", messages.smtp.password_file.as_ref()),
        ("keys.hsm.pin_file", keys.hsm.as_ref().map(|hsm| &hsm.pin_file)),
    ];
    named.extend(optional.into_iter().filter_map(|(key, file)| Some((key, file?))));
    let files = secrets::look(named, case.guard);
    let fine = files.says.clone();
    let mut parts = vec![files];
    // a file that cannot be read was told above
    if let (true, Err(error)) = (parts[0].remedy.is_empty(), Secrets::read(keys, case.guard)) {
        parts.push(Said::wrong(error.to_string(), "write 32 random bytes in base64: openssl rand -base64 32"));
    }
    parts.extend(twins(case));
    Said::of(parts, fine)
}

/// One key for two uses: whoever learns it by the one has the other.
fn twins(case: &Case) -> Option<Said> {
    let keys = &case.config.keys;
    let all: [(&str, &SecretFile); 4] = [
        ("rest_file", &keys.rest_file),
        ("seal_file", &keys.seal_file),
        ("wrap_file", &keys.wrap_file),
        ("journal_file", &keys.journal_file),
    ];
    let read: Vec<_> = all.into_iter().filter_map(|(name, file)| Some((name, file.read(case.guard).ok()?))).collect();
    let mut told = Vec::new();
    for (at, (one, first)) in read.iter().enumerate() {
        let others = read[at + 1..].iter().filter(|(_, other)| other.expose_secret() == first.expose_secret());
        told.extend(others.map(|(other, _)| format!("keys.{one} and keys.{other} hold the same key")));
    }
    let remedy = "draw each key by itself; a key that was used is changed as docs/exploitation.md says, not by hand";
    (!told.is_empty()).then(|| Said::warning(told.join("; "), remedy))
}

pub fn certificates(case: &Case) -> Said {
    let tls = &case.config.tls;
    let shown = certificates::Shown {
        table: "tls",
        chain: &tls.certificate_file,
        key: &tls.key_file,
        names: urls(case).into_iter().filter_map(|(_, url)| url.host_str().map(str::to_owned)).collect(),
        behind: case.config.proxy.is_some(),
    };
    certificates::look(&shown, case.guard, case.ambient.now())
}

/// The hosts of the provider, by their keys.
fn urls(case: &Case) -> Vec<(&'static str, &Url)> {
    let config = &case.config;
    let hosts = &config.hosts;
    let mut all = vec![
        ("hosts.issuer", &hosts.issuer),
        ("hosts.authorization", &hosts.authorization),
        ("hosts.carte", &hosts.carte),
    ];
    all.extend(hosts.mtls.as_ref().map(|url| ("hosts.mtls", url)));
    all.extend(config.partenaires.as_ref().map(|espace| ("partenaires.url", &espace.url)));
    all.extend(config.exploitation.as_ref().map(|door| ("exploitation.url", &door.url)));
    all
}

pub async fn hosts(case: &Case) -> Said {
    let mut parts = Vec::new();
    for (key, url) in urls(case) {
        let host = url.host_str().unwrap_or_default();
        parts.push(reach::resolves(key, host, url.port_or_known_default().unwrap_or(443)).await);
    }
    let fine = format!("{} names, each with an address", parts.len());
    Said::of(parts, fine)
}

/// What the configuration could not refuse by itself: it may be meant so, and is to be known.
pub fn proxy(case: &Case) -> Said {
    let Some(proxy) = &case.config.proxy else {
        return Said::ok("none is named: no header tells a certificate or an address");
    };
    let networks: Vec<String> = proxy.networks.iter().map(ToString::to_string).collect();
    let networks = networks.join(", ");
    if proxy.is_unproven() {
        let says = format!("whoever calls from {networks} is believed: no certificate of the hop is named");
        return Said::warning(
            says,
            "give the reverse proxy a certificate of its own and write its SHA-256 in proxy.certificates",
        );
    }
    match proxy.certificates.len() {
        0 => Said::ok(format!("believed from this machine alone ({networks})")),
        count => Said::ok(format!("believed from {networks}, with one of {count} certificates")),
    }
}
