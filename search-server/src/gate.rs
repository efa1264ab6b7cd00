//! Who may ask now: the client's address, from trusted proxies alone, and how often it asks.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use warp::http::HeaderMap;

use crate::problem::Problem;
use crate::settings::{Rate, Settings};

/// The header in which proxies write whom they speak for, each adding whom it heard itself.
const FORWARDED: &str = "x-forwarded-for";

/// What most requests count.
pub(crate) const ONE: NonZeroU32 = NonZeroU32::MIN;

/// What an export counts: a search of ten hits takes a few milliseconds, a file of a thousand a hundred.
pub(crate) const EXPORT: NonZeroU32 = ONE.saturating_add(9);

/// Lets requests in.
pub(crate) struct Gate {
    proxies: Vec<IpNet>,
    exempt: Vec<IpNet>,
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    burst: NonZeroU32,
    clock: DefaultClock,
}

impl Gate {
    pub(crate) fn new(settings: &Settings) -> Self {
        let Rate { per_second, burst, exempt } = &settings.rate;
        let quota = |per_second: NonZeroU32| Quota::per_second(per_second).allow_burst(*burst);
        Self {
            proxies: settings.proxies.clone(),
            exempt: exempt.clone(),
            limiter: per_second.map(|per_second| RateLimiter::keyed(quota(per_second))),
            burst: *burst,
            clock: DefaultClock::default(),
        }
    }

    /// The client: the last address in the chain of forwarders that is no proxy of ours.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let chain = headers.get_all(FORWARDED).iter().rev().filter_map(|value| value.to_str().ok());
        for hop in chain.flat_map(|value| value.rsplit(',')) {
            if !within(&self.proxies, client) {
                break;
            }
            match address(hop) {
                Some(address) => client = address,
                None => break,
            }
        }
        client
    }

    /// Lets `client` in unless it asks too often, with a request that counts as many.
    ///
    /// # Errors
    /// The seconds after which it may ask again.
    pub(crate) fn admit(&self, client: IpAddr, count: NonZeroU32) -> Result<(), Problem> {
        let Some(limiter) = self.limiter.as_ref().filter(|_| !within(&self.exempt, client)) else { return Ok(()) };
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(self.clock.now()).as_secs() + 1;
        // After a pause, everybody may ask for anything once.
        match limiter.check_key_n(&network(client), count.min(self.burst)) {
            Ok(Err(until)) => Err(Problem::TooOften { seconds: wait(until) }),
            Ok(Ok(_)) | Err(_) => Ok(()),
        }
    }

    /// Forgets whom nothing keeps from asking any more.
    pub(crate) fn tidy(&self) {
        self.limiter.iter().for_each(|limiter| {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        });
    }
}

/// Who is limited: an address; of IPv6, where everybody has 2⁶⁴ of them, a network.
pub(crate) fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
    }
}

/// Whether `address` is in one of `networks`.
pub(crate) fn within(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// An address as proxies write it, with or without a port.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let with_port = || hop.parse::<std::net::SocketAddr>().map(|address| address.ip());
    hop.trim_matches(['[', ']']).parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Layer;

    fn gate(settings: &str) -> Gate {
        Gate::new(&Settings::of([settings, "index = 'i'"].map(|text| Layer::from_toml(text).unwrap())).unwrap())
    }

    #[test]
    fn forwarded_addresses_are_believed_from_proxies_alone() {
        let gate = gate("proxies = ['10.0.0.0/8']");
        let check = |peer: &str, forwarded: &str, client: &str| {
            let headers = HeaderMap::from_iter([(FORWARDED.parse().unwrap(), forwarded.parse().unwrap())]);
            assert_eq!(gate.client(peer.parse().unwrap(), &headers).to_string(), client, "{peer} for {forwarded}");
        };
        check("192.0.2.1", "198.51.100.7", "192.0.2.1");
        check("10.0.0.1", "198.51.100.7", "198.51.100.7");
        check("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.2.2.2", "198.51.100.7");
        check("10.0.0.1", "[2001:db8::1]:443", "2001:db8::1");
        check("::ffff:10.0.0.1", "198.51.100.7:1234", "198.51.100.7");
        check("10.0.0.1", "198.51.100.7, unknown", "10.0.0.1");
    }

    #[test]
    fn whoever_asks_too_often_waits_and_so_does_its_whole_network() {
        let gate = gate("rate_per_second = 1\nrate_burst = 2");
        let admit = |client: &str| gate.admit(client.parse().unwrap(), ONE);
        assert_eq!((admit("2001:db8::1"), admit("2001:db8::2")), (Ok(()), Ok(())));
        assert!(matches!(admit("2001:db8::3"), Err(Problem::TooOften { seconds: 1.. })));
        assert_eq!((admit("2001:db8:0:1::1"), admit("192.0.2.1")), (Ok(()), Ok(())));
        assert!((0..10).all(|_| admit("127.0.0.1").is_ok()));
        let export = |client: &str| gate.admit(client.parse().unwrap(), EXPORT);
        assert_eq!(export("192.0.2.2"), Ok(()));
        assert!(matches!(admit("192.0.2.2"), Err(Problem::TooOften { .. })));
    }
}
