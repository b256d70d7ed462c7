use url::Url;

/// RFC 9449 §4.3 check 9: the same address, query and fragment aside, after the normalisations of RFC 3986 §6.2.2 and
/// §6.2.3: case of scheme and host, default port, dot segments, percent-encoding of what needs none.
pub fn same(htu: &str, url: &str) -> bool {
    matches!((normal(htu), normal(url)), (Some(htu), Some(url)) if htu == url)
}

fn normal(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let ours = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    ours.then(|| format!("{}{}", url.origin().ascii_serialization(), path(url.path())))
}

/// Unreserved characters stand for themselves; other octets are written in capitals.
fn path(written: &str) -> String {
    let mut rest = written;
    let mut normal = String::with_capacity(written.len());
    while let Some((before, after)) = rest.split_once('%') {
        normal.push_str(before);
        let octet = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match octet.map(char::from) {
            Some(plain) if plain.is_ascii_alphanumeric() || "-._~".contains(plain) => normal.push(plain),
            Some(octet) => normal.push_str(&format!("%{:02X}", u32::from(octet))),
            None => normal.push('%'),
        }
        rest = if octet.is_some() { &after[2..] } else { after };
    }
    normal + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect/token";

    // requirement: T06
    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        for written in [
            "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect/token",
            "HTTPS://IDP.example:443/auth/realms/esante-wallet/protocol/openid-connect/token",
            "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect/token?a=b#c",
            "https://idp.example/auth/x/../realms/esante-wallet/./protocol/openid-connect/token",
            "https://idp.example/%61uth/realms/esante%2Dwallet/protocol/openid-connect/%74oken",
        ] {
            assert!(same(written, TOKEN), "{written}");
        }
        assert!(same("https://idp.example/a%c3%a9", "https://idp.example/a%C3%A9"));
    }

    // requirement: T06
    #[test]
    fn another_address_is_another() {
        for written in [
            "http://idp.example/auth/realms/esante-wallet/protocol/openid-connect/token",
            "https://idp.example:8443/auth/realms/esante-wallet/protocol/openid-connect/token",
            "https://wallet.example/auth/realms/esante-wallet/protocol/openid-connect/token",
            "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect/token/",
            "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect/Token",
            "https://idp.example/auth/realms/esante-wallet/protocol/openid-connect%2Ftoken",
            "https://me@idp.example/auth/realms/esante-wallet/protocol/openid-connect/token",
            "/auth/realms/esante-wallet/protocol/openid-connect/token",
            "idp.example",
            "",
        ] {
            assert!(!same(written, TOKEN), "{written}");
        }
        assert!(!same("", ""), "an address that nobody knows is no proof");
    }
}
