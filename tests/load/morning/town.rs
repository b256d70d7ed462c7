//! One node of the provider and the registry, the programs of production, on PostgreSQL and Redis; beside them the sandbox for
//! all the rest: people, the card authority, the inboxes, and a node of its own that nobody is led to.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use harness::{Sandbox, free_ports};
use url::Url;

use super::enrol::{self, Enrolment};
use super::people::{Kind, Means, Person, Pool, Population, home};
use super::programs::{Registry, node};
use super::services::{SERVICES, Service, declared};
use super::size::Size;
use super::wire::Network;
use crate::faults::process::{Process, until};
use crate::postgres::Postgres;
use crate::redis_server::Redis;

pub const NODE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
/// More people than that are not imported by the sandbox itself, but by the program of the registry, from a file.
const FEW: u64 = 10_000;
/// First ten digits of the first of them, and how many of the people are others.
pub struct Numbers(u64, u64);
/// Whom the sandbox invents.
pub const INVENTED: Numbers = Numbers(9_990_001_000, 10);
/// Those of the large file.
const IMPORTED: Numbers = Numbers(9_990_000_000, 0);

impl Numbers {
    pub fn population(&self, people: u64) -> Population {
        Population { first: self.0, people: people - self.1 }
    }
}

const LAST_EVENT: &str = "SELECT numero FROM dernier_evenement WHERE seul = 1";
/// As a server of 2 GB would be set; statements are counted.
const SETTINGS: &[&str] = &[
    "fsync=on",
    "full_page_writes=on",
    "shared_buffers=512MB",
    "max_wal_size=4GB",
    "shared_preload_libraries=pg_stat_statements",
];

/// What runs.
pub struct Engines {
    // first: it ends before what it stands on
    pub node: Process,
    pub registry: Process,
    pub sandbox: Sandbox,
    pub postgres: Postgres,
    pub redis: Redis,
    /// URLs of the provider's and of the registry's database.
    pub databases: [String; 2],
}

/// Who is there, and how they reach the node.
pub struct Town {
    pub network: Arc<Network>,
    pub services: Vec<Service>,
    pub pool: Pool,
    /// The authorization host.
    pub host: Url,
    /// The address that operators read.
    pub admin: Url,
}

/// With the seconds until the last follower knew the registry's log.
pub async fn open(folder: &Path, size: &Size) -> (Engines, Town, f64) {
    let (data, ports) = (folder.join("data"), free_ports());
    let postgres = Postgres::start_with(SETTINGS);
    let databases = [postgres.database(), postgres.database()];
    postgres.ask(&databases[0], "CREATE EXTENSION pg_stat_statements");
    let redis = Redis::start();
    let population = populate(&data, &databases[1], size.people);
    let mut chosen: Vec<String> = population.some(size.cards as u64 + reserve(size.phones)).collect();
    let with_phones = chosen.split_off(size.cards);
    super::say(&format!("{} cards", size.cards));
    let cards = enrol::cards(&data, &format!("http://localhost:{}", ports + 13), &chosen);
    super::say(&format!("the sandbox, {} people", size.people));
    let files = [("sql-provider", &databases[0]), ("sql-registry", &databases[1]), ("redis", &redis.url())];
    let files = files.map(|(name, text)| written(folder, name, text));
    let clients = written(folder, "services.toml", &declared());
    let sandbox = sandbox((data, ports, size.people), files, clients).await;
    if size.people > FEW {
        let last = postgres.ask(&databases[1], LAST_EVENT);
        postgres.ask(&databases[0], &format!("UPDATE curseur SET position = {last} WHERE journal = 'annuaire'"));
    }
    let ([node, registry], town, followed) = served(&sandbox, folder).await;
    for (rank, (identifiant, card)) in chosen.into_iter().zip(cards).enumerate() {
        let means = Means::Card(town.network.with_card(&card));
        town.pool.give(Person { identifiant, home: home(rank), means });
    }
    super::say(&format!("{} phones", size.phones));
    let enrolment = Enrolment { sandbox: &sandbox, network: &town.network, host: &town.host };
    let phones = enrolment.phones(with_phones, (size.cards, size.phones)).await;
    phones.into_iter().for_each(|person| town.pool.give(person));
    (Engines { node, registry, sandbox, postgres, redis, databases }, town, followed)
}

/// The node, and both followers of the registry's log at its end. After a large file the stored cursor was set there, as of a
/// provider that followed the registry since its first day; the sandbox's own node reads the whole log for its cache.
async fn served(sandbox: &Sandbox, folder: &Path) -> ([Process; 2], Town, f64) {
    let authority = std::fs::read(sandbox.authority()).expect("the authority");
    let own = Town::new(sandbox, Network::to(Ipv4Addr::LOCALHOST, &authority));
    let town = Town::new(sandbox, Network::to(NODE, &authority));
    let registry = Registry::start(sandbox, folder).await;
    let (node, began) = (node(sandbox, folder, &registry), Instant::now());
    until("a node", async || town.ready().await).await;
    town.followed().await;
    own.followed().await;
    let seconds = began.elapsed().as_secs_f64();
    super::say(&format!("the registry's log is followed after {seconds:.1} s"));
    ([node, registry.process], town, seconds)
}

/// Some cannot be reached.
fn reserve(phones: usize) -> u64 {
    phones as u64 * 5 / 4 + 8
}

fn populate(data: &Path, database: &str, people: u64) -> Population {
    if people <= FEW {
        return INVENTED.population(people);
    }
    let seconds = crate::registry::fill(database, people);
    super::say(&format!("{people} people imported in {seconds:.0} s"));
    // what the sandbox writes once its own people are in: it invents none then
    let known = data.join("registre");
    std::fs::create_dir_all(&known).expect("a folder");
    std::fs::write(known.join("population.txt"), people.to_string()).expect("the number of people");
    IMPORTED.population(people)
}

pub fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

/// It waits for its own manifest: away from the thread that others are driven by.
async fn sandbox((data, ports, people): (PathBuf, u16, u64), files: [PathBuf; 3], clients: PathBuf) -> Sandbox {
    let start = move || {
        let text = |path: PathBuf| path.to_str().expect("a readable path").to_owned();
        let ([provider, registry, redis], clients) = (files.map(text), text(clients));
        let engines = ["--provider-sql-file", &provider, "--registry-sql-file", &registry, "--redis-file", &redis];
        let people = people.to_string();
        let arguments = [&["--people", &people, "--clients", &clients][..], &engines[..]].concat();
        Sandbox::start_at(&data, ports, &arguments)
    };
    tokio::task::spawn_blocking(start).await.expect("the sandbox starts")
}

impl Town {
    pub fn new(sandbox: &Sandbox, network: Arc<Network>) -> Self {
        let services = SERVICES.into_iter().map(|client| Service::of(sandbox, client)).collect();
        let host = sandbox.text("/authorization").parse().expect("an address");
        let admin = format!("https://localhost:{}", sandbox.ports + 9).parse().expect("an address");
        Self { network, services, pool: Pool::default(), host, admin }
    }

    async fn ready(&self) -> bool {
        let address = self.admin.join("/sante/ready").expect("an address");
        let answer = self.network.caller(Ipv4Addr::LOCALHOST, None).get(address, None).await;
        answer.is_ok_and(|answer| answer.status == 200)
    }

    /// Waits until the node knows every event of the registry: before that, introspection says no.
    pub async fn followed(&self) {
        const WITHIN: Duration = Duration::from_secs(1_800);
        const AGE: &str = "caducee_registry_confirmed_age_seconds ";
        let (address, began) = (self.admin.join("/sante/mesures").expect("an address"), Instant::now());
        while began.elapsed() < WITHIN {
            let answer = self.network.caller(Ipv4Addr::LOCALHOST, None).get(address.clone(), None).await;
            let told = answer.map(|answer| answer.body).unwrap_or_default();
            let age = told.lines().find_map(|line| line.strip_prefix(AGE)?.trim().parse::<f64>().ok());
            if age.is_some_and(|age| age < 2.5) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the registry's log is not followed after {WITHIN:?}");
    }

    pub fn people(&self) -> usize {
        self.pool.len(Kind::Card) + self.pool.len(Kind::Phone)
    }
}
