//! systemd units, by systemd's own judge.

use std::process::Command;

use crate::tree;

const UNITS: [(&str, &str); 2] = [("caducee-idp", "idp-server"), ("caducee-registre", "registry-server")];
/// Tenths of what `systemd-analyze security` reckons: 0 exposes nothing, 100 everything.
const EXPOSURE: u32 = 20;

fn unit(name: &str) -> String {
    tree::read(&format!("deploy/systemd/{name}.service"))
}

/// The unit with a program that exists here in the place of ours, in a folder of its own.
fn analysed(name: &str, verb: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = unit(name);
    let lines = text.lines().map(|line| match line.split_once("=/usr/bin/") {
        Some((key, _)) if key.starts_with("Exec") => format!("{key}=/usr/bin/true\n"),
        _ => format!("{line}\n"),
    });
    let path = folder.path().join(format!("{name}.service"));
    std::fs::write(&path, lines.collect::<String>()).expect("the unit can be written");
    let output = Command::new("systemd-analyze").args(verb).arg(&path).output();
    let output = output.expect("systemd-analyze is needed (package systemd)");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success() && !said.contains("Unknown") && !said.contains("Failed to parse"), said)
}

#[test]
fn units_are_understood_by_systemd_and_expose_little() {
    for (name, program) in UNITS {
        let (holds, said) = analysed(name, &["verify", "--man=no"]);
        assert!(holds, "{name}: {said}");
        let threshold = format!("--threshold={EXPOSURE}");
        let (holds, said) = analysed(name, &["security", "--offline=true", "--no-pager", &threshold]);
        assert!(holds, "{name} exposes more than {EXPOSURE} tenths: {said}");
        let starts = unit(name).lines().filter(|line| line.starts_with("ExecStart=")).count();
        assert!(starts == 1 && unit(name).contains(&format!("ExecStart=/usr/bin/{program} --config /etc/caducee/")));
    }
}

/// A threshold that no unit can miss would prove nothing.
#[test]
fn a_unit_without_hardening_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bare.service");
    std::fs::write(&path, "[Service]\nExecStart=/usr/bin/true\n").expect("a unit");
    let threshold = format!("--threshold={EXPOSURE}");
    let mut judge = Command::new("systemd-analyze");
    judge.args(["security", "--offline=true", "--no-pager", &threshold]).arg(&path);
    assert!(!judge.output().expect("systemd-analyze is needed (package systemd)").status.success());
}
