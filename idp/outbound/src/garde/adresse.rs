use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Of the public Internet: of none of the networks that RFC 6890 sets aside.
pub fn publique(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => publique_v4(ip),
        IpAddr::V6(ip) => publique_v6(ip),
    }
}

fn publique_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let reservee = match a {
        0 | 10 | 127 | 224.. => true,
        // shared by carriers, RFC 6598
        100 => b & 0b1100_0000 == 64,
        // link-local, where clouds keep their metadata
        169 => b == 254,
        172 => b & 0b1111_0000 == 16,
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => b & 0b1111_1110 == 18 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !reservee
}

/// 2000::/3 alone, without what carries an IPv4 address (Teredo, 6to4), protocol assignments and documentation: unique
/// local, link-local, multicast, IPv4-mapped and translated addresses are outside it.
fn publique_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let globale = a & 0xe000 == 0x2000;
    let reservee = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || a & 0xfff0 == 0x3ff0;
    globale && !reservee
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: A12 S07
    #[test]
    fn an_address_of_an_inside_network_is_none_of_the_public_internet() {
        for inside in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!publique(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "193.0.2.1",
            "2606:4700::1",
            "2a01:e00::1",
        ] {
            assert!(publique(outside.parse().unwrap()), "{outside}");
        }
    }
}
