//! What one guess of a PIN costs to whoever holds the phone's file, the provider's sealed key and the key that seals
//! it: the figure of docs/threats.md. `cargo run --release -p mobile-device --example cout`

use std::time::Instant;

use ambient::SystemChance;
use argon2::{Algorithm, Argon2, Params, Version};
use ecps::oprf::{Aveugle, Cle};
use mobile_device::{CodeSecret, Cout};

const ESSAIS: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cout = Cout::TELEPHONE;
    let params = Params::new(cout.memoire_kio, cout.passes, 1, Some(32))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let cle = Cle::generer(&SystemChance)?;
    let depart = Instant::now();
    for essai in 0..ESSAIS {
        let code = format!("{essai:06}");
        let aveugle = Aveugle::nouveau(code.as_bytes(), &SystemChance)?;
        let moitie = cle.evaluer(aveugle.element(), &SystemChance)?;
        let sortie = aveugle.finir(code.as_bytes(), &moitie.element, &moitie.preuve, &moitie.cle)?;
        argon2.hash_password_into(&sortie, b"sel de seize oct", &mut [0; 32])?;
    }
    let un = depart.elapsed().as_secs_f64() / f64::from(ESSAIS);
    println!("{} KiB, {} passes: {:.0} ms a guess on one core", cout.memoire_kio, cout.passes, un * 1_000.0);
    let codes = (0..1_000_000).filter(|n| CodeSecret::choisi(&format!("{n:06}"), "").is_ok()).count();
    let heures = un * f64::from(u32::try_from(codes)?) / 3_600.0;
    println!("{codes} accepted codes: {heures:.0} core-hours for all, {:.0} on average", heures / 2.0);
    Ok(())
}
