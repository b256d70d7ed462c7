//! The seeds of fuzzing, through every target, in every test run. What a run of fuzzing adds to them stays in `target/fuzz`.

use std::path::Path;

#[test]
fn every_seed_holds_what_its_target_promises() {
    for (target, run) in fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(target);
        let seeds = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let inputs: Vec<_> = seeds.map(|entry| entry.expect("an entry").path()).collect();
        assert!(inputs.len() >= 5, "{target} has {} seeds", inputs.len());
        for input in inputs {
            run(&std::fs::read(&input).expect("a seed"));
        }
    }
}
