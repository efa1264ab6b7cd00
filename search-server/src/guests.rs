//! Who is connected, and how often: one address cannot take all the room. Proxies and exempt networks may.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;

use crate::gate::{network, within};
use crate::settings::Settings;

/// How often each address (of IPv6: each network) is connected.
pub(crate) struct Guests {
    most: usize,
    free: Vec<IpNet>,
    counts: Mutex<HashMap<IpAddr, usize>>,
}

/// A connection that counts until it is dropped.
pub(crate) struct Guest {
    guests: Arc<Guests>,
    address: Option<IpAddr>,
}

impl Guests {
    pub(crate) fn new(settings: &Settings) -> Self {
        let free = settings.proxies.iter().chain(&settings.rate.exempt).copied().collect();
        Self { most: settings.bounds.connections_of_one, free, counts: Mutex::default() }
    }

    /// Counts a connection of `peer`; `None` where it has as many as it may.
    pub(crate) fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<Guest> {
        let peer = peer.to_canonical();
        if within(&self.free, peer) {
            return Some(Guest { guests: Arc::clone(self), address: None });
        }
        let address = network(peer);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Guest { guests: Arc::clone(self), address: Some(address) })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut counts = self.guests.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Layer;

    #[test]
    fn an_address_has_so_many_connections_and_gives_them_back() {
        let text = "index = 'i'\nconnections_of_one = 2\nproxies = ['10.0.0.1']";
        let guests = Arc::new(Guests::new(&Settings::of([Layer::from_toml(text).unwrap()]).unwrap()));
        let admit = |address: &str| guests.admit(address.parse().unwrap());
        let (first, second) = (admit("2001:db8::1"), admit("2001:db8::2"));
        assert!(first.is_some() && second.is_some() && admit("2001:db8::3").is_none());
        assert!(admit("192.0.2.1").is_some());
        drop(first);
        assert!(admit("2001:db8::3").is_some());
        let proxied: Vec<Option<Guest>> = (0..9).map(|_| admit("10.0.0.1")).collect();
        assert!(proxied.iter().all(Option::is_some));
        drop((second, proxied));
        assert!(guests.counts.lock().unwrap().is_empty());
    }
}
