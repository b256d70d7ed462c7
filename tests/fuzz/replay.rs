//! The inputs that fuzzing kept, through every target, in every test run.

use std::path::Path;

#[test]
fn every_kept_input_holds_what_its_target_promises() {
    for (target, run) in fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(target);
        let kept = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let inputs: Vec<_> = kept.map(|entry| entry.expect("an entry").path()).collect();
        assert!(inputs.len() >= 5, "{target} has {} inputs", inputs.len());
        for input in inputs {
            run(&std::fs::read(&input).expect("a kept input"));
        }
    }
}
