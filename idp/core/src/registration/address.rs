//! What is wrong with an address that a registration names: one list of faults for files, for clients that register
//! themselves, and for the page that tells a team while it types.

use url::{Host, Url};

use super::Author;

/// Longest address, in bytes.
pub const LONGEST: usize = 2_000;

/// One thing that does not hold (RFC 6749 §3.1.2, RFC 8252 §7, checklist A01 and A24).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// Not an absolute address.
    Relative,
    NotHttps,
    Fragment,
    /// A name or a password before `@`.
    Credentials,
    /// A wildcard, a space, a backslash, a control character, or too long.
    Signs,
    /// Letters that can be taken for others.
    Twin,
    /// A number, or a name of one machine.
    NotPublic,
}

impl AddressFault {
    pub const ALL: [Self; 7] =
        [Self::Relative, Self::NotHttps, Self::Fragment, Self::Credentials, Self::Signs, Self::Twin, Self::NotPublic];

    /// Stable, for the catalogue and for whoever asks by the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relative => "adresse.incomplete",
            Self::NotHttps => "adresse.sans-https",
            Self::Fragment => "adresse.fragment",
            Self::Credentials => "adresse.mot-de-passe",
            Self::Signs => "adresse.signes",
            Self::Twin => "adresse.lettres-trompeuses",
            Self::NotPublic => "adresse.hote-non-public",
        }
    }

    pub fn reason(self, text: &str) -> String {
        match self {
            Self::Relative => format!("\"{text}\" is not an absolute address"),
            Self::NotHttps => format!("\"{text}\" is not https"),
            Self::Fragment => format!("\"{text}\" has a fragment"),
            Self::Credentials => format!("\"{text}\" holds a name or a password"),
            Self::Signs => {
                format!("\"{text}\" has a sign that an address has not, or is longer than {LONGEST} bytes")
            }
            Self::Twin => format!("\"{text}\" has letters that can be taken for others"),
            Self::NotPublic => format!("\"{text}\" is not on a public host"),
        }
    }

    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Relative => "write it whole, with https://",
            Self::NotHttps => "use https; only a native client may use http, on 127.0.0.1 or [::1]",
            Self::Fragment => "remove what follows #",
            Self::Credentials => "remove what stands before @",
            Self::Signs => "write it character for character: there are no wildcards",
            Self::Twin => "use a host name in plain ASCII letters, or have the operator declare the client",
            Self::NotPublic => "use a full host name; numbers and names of one machine belong to the sandbox",
        }
    }
}

/// Every fault of one address. `native`: an application on the person's own machine, whose address may be a loopback one.
pub fn faults(text: &str, author: Author, native: bool) -> Vec<AddressFault> {
    let Ok(url) = Url::parse(text) else { return vec![AddressFault::Relative] };
    let on_the_machine = native && url.scheme() == "http" && is_loopback(&url);
    let bare = url.username().is_empty() && url.password().is_none();
    let checks = [
        (url.scheme() == "https" || on_the_machine, AddressFault::NotHttps),
        (url.fragment().is_none(), AddressFault::Fragment),
        (bare, AddressFault::Credentials),
        (plain(text, &url), AddressFault::Signs),
    ];
    let found: Vec<_> = checks.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect();
    if found.is_empty() && !on_the_machine { of_host(text, &url, author) } else { found }
}

fn plain(text: &str, url: &Url) -> bool {
    let name = url.host_str().unwrap_or_default();
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte))
        && !text.contains(['*', '\\', ' '])
        && !text.chars().any(char::is_control)
        && text.len() <= LONGEST
}

/// A host that somebody names for themselves: public, and readable for what it is.
fn of_host(text: &str, url: &Url, author: Author) -> Vec<AddressFault> {
    let (Author::Client { local } | Author::Partner { local }) = author else { return Vec::new() };
    let name = url.host_str().unwrap_or_default();
    let twin = !text.is_ascii() || name.split('.').any(|label| label.starts_with("xn--"));
    let public = match url.host() {
        Some(Host::Domain(name)) => name.contains('.') && !name.ends_with(".localhost") && !name.ends_with(".local"),
        _ => false,
    };
    let checks = [(!twin, AddressFault::Twin), (public || local, AddressFault::NotPublic)];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: A01 A24 C09
    #[test]
    fn each_fault_of_an_address_has_its_word() {
        let partner = Author::Partner { local: false };
        for (text, fault) in [
            ("retour", AddressFault::Relative),
            ("http://tilleuls.example/retour", AddressFault::NotHttps),
            ("javascript:alert(1)", AddressFault::NotHttps),
            ("https://tilleuls.example/retour#x", AddressFault::Fragment),
            ("https://a@tilleuls.example/", AddressFault::Credentials),
            ("https://tilleuls.example/*", AddressFault::Signs),
            ("https://xn--tlleuls-4va.example/", AddressFault::Twin),
            ("https://10.0.0.1/retour", AddressFault::NotPublic),
            ("https://169.254.169.254/", AddressFault::NotPublic),
            ("https://localhost:3000/retour", AddressFault::NotPublic),
        ] {
            assert_eq!(faults(text, partner, false), [fault], "{text}");
        }
        assert!(faults("https://tilleuls.example/retour", partner, false).is_empty());
        assert!(faults("https://localhost:3000/retour", Author::Partner { local: true }, false).is_empty());
    }
}
