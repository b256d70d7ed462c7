//! A node of the provider as `idp-server` starts one, but for its clock: standard input says, a line at a time, by how many
//! seconds it is off.

use std::io::BufRead as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ambient::{Ambient, Clock, Seconds, SystemChance, SystemClock, Timestamp};
use clap::Args;
use idp_server::Provider;
use idp_server::config::Config;
use service::Shutdown;
use service::telemetry::{self, Format};

#[derive(Args)]
pub struct Node {
    #[arg(long)]
    config: PathBuf,
}

#[derive(Debug, Default)]
struct Stepped(AtomicI64);

impl Clock for Stepped {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(Seconds(self.0.load(Ordering::Relaxed)))
    }
}

impl Node {
    pub fn run(&self) {
        service::provider::install();
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let config: Config = service::config::load(&self.config).expect("the configuration of a node");
        telemetry::init(Format::Json, "info").expect("a log");
        let clock = Arc::new(Stepped::default());
        let told = clock.clone();
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                told.0.store(line.trim().parse().unwrap_or_default(), Ordering::Relaxed);
            }
        });
        let ambient = Ambient { clock, chance: Arc::new(SystemChance) };
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let provider = Provider::start(config, ambient, Shutdown::on_signals()).await.expect("the node starts");
            provider.stopped().await;
        });
    }
}
