//! Twenty ports in a row, one a door; two are spare.

use std::net::{Ipv4Addr, SocketAddr};

use url::Url;

#[derive(Clone, Copy, Debug)]
pub struct Ports {
    base: u16,
}

impl Ports {
    pub const fn from_base(base: u16) -> Self {
        Self { base }
    }

    pub const fn issuer(self) -> u16 {
        self.base
    }

    pub const fn authorization(self) -> u16 {
        self.base + 1
    }

    pub const fn carte(self) -> u16 {
        self.base + 2
    }

    pub const fn registry(self) -> u16 {
        self.base + 3
    }

    pub const fn telephones(self) -> u16 {
        self.base + 4
    }

    pub const fn dui(self) -> u16 {
        self.base + 5
    }

    pub const fn messagerie(self) -> u16 {
        self.base + 6
    }

    pub const fn smtp(self) -> u16 {
        self.base + 7
    }

    /// The door that shows where everything is.
    pub const fn accueil(self) -> u16 {
        self.base + 8
    }

    /// Health of the provider.
    pub const fn sante(self) -> u16 {
        self.base + 9
    }

    /// The provider's host for machines with a certificate.
    pub const fn mtls(self) -> u16 {
        self.base + 10
    }

    /// The registry's portal.
    pub const fn portail(self) -> u16 {
        self.base + 11
    }

    pub const fn franceconnect(self) -> u16 {
        self.base + 12
    }

    /// The card authority: lists, answers about one card, oppositions. Over HTTP, as what it gives is signed.
    pub const fn igc(self) -> u16 {
        self.base + 13
    }

    /// The partner space, where a team declares its service.
    pub const fn partenaires(self) -> u16 {
        self.base + 14
    }

    /// The pages of the demonstration DMP.
    pub const fn dmp(self) -> u16 {
        self.base + 15
    }

    /// The same DMP for programs, which present a certificate.
    pub const fn dmp_machines(self) -> u16 {
        self.base + 16
    }

    /// The public directory for programs.
    pub const fn annuaire(self) -> u16 {
        self.base + 17
    }
}

/// How many are set aside.
pub const RANGEE: u16 = 20;

/// Nothing of the sandbox is reachable from another machine.
pub fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// `https://localhost:PORT`
pub fn origin(port: u16) -> Url {
    format!("https://localhost:{port}").parse().expect("a port makes a valid origin")
}

/// `http://localhost:PORT`
pub fn plain_origin(port: u16) -> Url {
    format!("http://localhost:{port}").parse().expect("a port makes a valid origin")
}

impl Ports {
    /// The base of a row of ports that are free now.
    pub fn libres() -> std::io::Result<u16> {
        let proche = std::net::TcpListener::bind(loopback(0))?.local_addr()?.port().clamp(20_000, 60_000);
        (proche..u16::MAX - RANGEE)
            .step_by(RANGEE.into())
            .find(|base| (0..RANGEE).all(|door| std::net::TcpListener::bind(loopback(base + door)).is_ok()))
            .ok_or_else(|| std::io::Error::other("no twenty free ports in a row"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_door_has_a_port_of_its_own_within_the_row() {
        let ports = Ports::from_base(8440);
        let doors = [
            ports.issuer(),
            ports.authorization(),
            ports.carte(),
            ports.registry(),
            ports.telephones(),
            ports.dui(),
            ports.messagerie(),
            ports.smtp(),
            ports.accueil(),
            ports.sante(),
            ports.mtls(),
            ports.portail(),
            ports.franceconnect(),
            ports.igc(),
            ports.partenaires(),
            ports.dmp(),
            ports.dmp_machines(),
            ports.annuaire(),
        ];
        let distinct: std::collections::BTreeSet<_> = doors.into_iter().collect();
        assert_eq!(distinct.len(), doors.len());
        assert!(doors.iter().all(|door| (8440..8440 + RANGEE).contains(door)));
    }
}
