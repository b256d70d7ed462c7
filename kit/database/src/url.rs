use std::net::Ipv4Addr;
use std::path::Path;

/// The URL of a SQLite file. It is made when it does not exist; its folder must.
pub fn sqlite_url(file: &Path) -> String {
    let mut path = String::new();
    for character in file.to_string_lossy().chars() {
        match character {
            '%' => path.push_str("%25"),
            '?' => path.push_str("%3F"),
            '#' => path.push_str("%23"),
            plain => path.push(plain),
        }
    }
    format!("sqlite://{path}?mode=rwc")
}

/// Whether the connection to this address cannot be read or taken over on its way: a file, a socket, this machine's own
/// loopback, or TLS that verifies chain and host name (`sslmode=verify-full`, `rediss://`).
pub fn is_protected(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return url.starts_with("sqlite:") };
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = address.split('/').next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
    let here = matches!(bare, "" | "localhost" | "[::1]") || bare.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback());
    let verified = query.split('&').any(|pair| pair == "sslmode=verify-full");
    match scheme {
        "sqlite" | "rediss" | "redis+unix" | "unix" => true,
        _ => here || verified,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_across_the_network_needs_verified_tls() {
        for good in [
            "sqlite:///a.db",
            "postgres://u:p@localhost/c",
            "postgres://u:p@127.0.0.1:5432/c",
            "postgres://u:p@db.example/c?sslmode=verify-full&sslrootcert=/ca.pem",
            "rediss://:p@cache.example:6379",
            "redis://127.0.0.1:6379",
        ] {
            assert!(is_protected(good), "{good}");
        }
        for bad in [
            "postgres://u:p@db.example/c",
            "postgres://u:p@db.example/c?sslmode=require",
            "postgres://localhost:p@db.example/c",
            "redis://cache.example:6379",
            "redis://:p@127.0.0.1.example:6379",
            "nothing",
        ] {
            assert!(!is_protected(bad), "{bad}");
        }
    }

    #[test]
    fn a_strange_folder_name_stays_inside_the_path() {
        assert_eq!(sqlite_url(Path::new("/tmp/50 %?/a.db")), "sqlite:///tmp/50 %25%3F/a.db?mode=rwc");
    }
}
