//! How the client proves itself: exactly what its method needs, and nothing beside it.

use std::net::IpAddr;

use ambient::{ExposeSecret as _, SecretString};
use url::Url;

use super::{objection, unless};
use crate::client::TlsSubject;
use crate::machine::DistinguishedName;
use crate::registration::{Author, Declaration, Method, Objection};

/// A file that forgets these two would mean something else than its author thinks.
pub fn named(declaration: &Declaration) -> Vec<Objection> {
    if matches!(declaration.author, Author::Client { .. }) {
        return Vec::new();
    }
    let mut found = unless(
        declaration.profile.is_some(),
        "profile",
        "no security profile is named",
        "write \"psc\", \"oidc\", \"fapi2\", \"fapi2-message-signing\" or \"fapi-ciba\"",
    );
    found.extend(unless(
        declaration.auth.is_some(),
        "auth",
        "no authentication method is named",
        "write \"private_key_jwt\", or another of the discovery document",
    ));
    found
}

/// A secret where, and only where, the method needs one; one in a file is looked at once it is read.
pub fn secret(declaration: &Declaration) -> Vec<Objection> {
    let needed = declaration.auth().has_secret();
    let length = declaration.secret.as_ref().map(SecretString::expose_secret).map(str::len);
    match (needed, length, &declaration.secret_file) {
        (true, Some(_), Some(_)) => objection("secret", "there is also a secret_file", "keep one of the two"),
        (true, Some(length), None) => {
            unless(length >= 32, "secret", "shorter than 32 characters", "draw a longer one at random")
        }
        (true, None, Some(_)) | (false, None, None) => Vec::new(),
        (true, None, None) => {
            objection("secret", "this method needs a secret", "add secret_file, or use private_key_jwt")
        }
        (false, _, _) => {
            objection("secret", "this method uses no secret", "remove it: a secret beside a key weakens the key")
        }
    }
}

/// OpenID Connect Registration 1.0 §2.
pub fn assertion(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.token_endpoint_auth_signing_alg.is_none() || declaration.auth() == Method::PrivateKeyJwt,
        "token_endpoint_auth_signing_alg",
        "this method signs no assertion",
        "remove it, or use private_key_jwt",
    )
}

/// RFC 8705 §2.1.2: exactly one of the five.
pub fn certificate(declaration: &Declaration) -> Vec<Objection> {
    let subjects = declaration.tls_subjects();
    if declaration.auth() != Method::TlsClientAuth {
        return unless(
            subjects.is_empty(),
            "tls_client_auth_subject_dn",
            "this method recognises no subject of a certificate",
            "remove the tls_client_auth_ members, or use tls_client_auth",
        );
    }
    let [subject] = subjects.as_slice() else {
        return objection(
            "tls_client_auth_subject_dn",
            format!("tls_client_auth recognises its client by exactly one subject; {} came", subjects.len()),
            "send one of tls_client_auth_subject_dn, _san_dns, _san_uri, _san_ip, _san_email",
        );
    };
    let (key, reads) = match subject {
        TlsSubject::SubjectDn(name) => ("tls_client_auth_subject_dn", DistinguishedName::parse(name).is_some()),
        TlsSubject::SanDns(name) => ("tls_client_auth_san_dns", !name.is_empty() && !name.contains(['*', ' ', '/'])),
        TlsSubject::SanUri(uri) => ("tls_client_auth_san_uri", Url::parse(uri).is_ok()),
        TlsSubject::SanIp(ip) => ("tls_client_auth_san_ip", ip.parse::<IpAddr>().is_ok()),
        TlsSubject::SanEmail(mail) => ("tls_client_auth_san_email", mail.contains('@')),
    };
    unless(reads, key, "not a value of this kind", "write it as the certificate has it")
}
