use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many connections each source holds open. An IPv6 network of /64 is one source: one machine has all of its
/// addresses.
#[derive(Clone, Default)]
pub(super) struct Sources(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place among those of one source, given back when dropped.
pub(super) struct Share {
    sources: Sources,
    source: IpAddr,
}

impl Sources {
    /// `None` when `addr`'s source already holds `most` places.
    pub fn enter(&self, addr: IpAddr, most: usize) -> Option<Share> {
        let source = source(addr);
        let mut counts = self.counts();
        let held = counts.get(&source).copied().unwrap_or_default();
        if held >= most {
            return None;
        }
        counts.insert(source, held + 1);
        Some(Share { sources: self.clone(), source })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut counts = self.sources.counts();
        match counts.get_mut(&self.source) {
            Some(held) if *held > 1 => *held -= 1,
            _ => {
                counts.remove(&self.source);
            }
        }
    }
}

/// An IPv6 network of /64 is one source, and an IPv4 address is one however it is written.
pub(super) fn source(addr: IpAddr) -> IpAddr {
    match addr.to_canonical() {
        IpAddr::V6(addr) => Ipv6Addr::from(u128::from(addr) >> 64 << 64).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_and_a_source_that_is_gone_is_forgotten() {
        let sources = Sources::default();
        let addr = |text: &str| text.parse::<IpAddr>().unwrap();
        let first = sources.enter(addr("192.0.2.1"), 2).unwrap();
        let second = sources.enter(addr("::ffff:192.0.2.1"), 2).unwrap();
        assert!(sources.enter(addr("192.0.2.1"), 2).is_none());
        assert!(sources.enter(addr("192.0.2.2"), 2).is_some());
        drop(first);
        assert!(sources.enter(addr("192.0.2.1"), 2).is_some());
        drop(second);
        assert!(sources.counts().is_empty());
    }

    #[test]
    fn the_addresses_of_one_ipv6_network_are_one_source() {
        let sources = Sources::default();
        let _held = sources.enter("2001:db8:1:2::1".parse().unwrap(), 1).unwrap();
        assert!(sources.enter("2001:db8:1:2:ffff::9".parse().unwrap(), 1).is_none());
        assert!(sources.enter("2001:db8:1:3::1".parse().unwrap(), 1).is_some());
    }
}
